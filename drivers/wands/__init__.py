"""Barcode wands."""
