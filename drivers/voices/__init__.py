"""Voices: what reads the screen aloud to shoppers who ask for it."""
