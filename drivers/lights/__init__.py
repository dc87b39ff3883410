"""Lights on the mast."""
