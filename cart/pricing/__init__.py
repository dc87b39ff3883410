"""Prices a basket: the lowest total that the store's offers allow, explained."""
