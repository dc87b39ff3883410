"""The trip, and all that a store knows about it: no screen, no camera, no pins."""
