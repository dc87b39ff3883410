"""Finds the lowest total: parts, the integer model, the choices of basket offers, and the proof of the last cent."""
