"""Whole trips by mouse clicks alone, in a real window."""
