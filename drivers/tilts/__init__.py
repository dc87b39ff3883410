"""Accelerometers that tell how the cart stands."""
