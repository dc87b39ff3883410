"""Offers from other systems' files."""
