"""Prices a basket: the lowest total that the store's offers allow, explained."""

from cart.pricing.engine import Pricer, price

__all__ = ["Pricer", "price"]
