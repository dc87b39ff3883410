"""Everything that touches the world: cameras, the decoder, scales, light and sound, and a simulated world."""
