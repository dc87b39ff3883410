"""Trips as stories: a driver that applies facts one after another, with products and weights by name."""

from dataclasses import replace
from typing import Any

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import Fact, ItemScanned, Terms, Ticked, TripStarted, WeightChanged
from cart.trip.session import apply
from cart.trip.state import Trip

TERMS = Terms("1", "USD", {}, {"A": 0})


def product(name: str, grams: float | None = 500, cents: int = 199, **more: Any) -> Product:
    """A product of a plausible shape; its id comes from its name."""
    mass = None if grams is None else round(grams * 1000)
    key = f"{abs(sum(ord(c) * 31**i for i, c in enumerate(name))) % 10**13:014d}"
    return Product(key, name, cents, "pantry", gtin=key, mass_mg=mass, **more)


class Shopper:
    """Applies facts to a trip, a tenth of a second apart, and keeps them."""

    def __init__(self, terms: Terms = TERMS, *, certified: bool = False) -> None:
        self.trip = Trip()
        self.facts: list[Fact] = []
        self.at = 100.0
        self.change = 0
        start = {"sid": "s" * 32, "wall": "2026-11-22T10:00", "cart": "17", "language": "en", "terms": terms}
        self.do(TripStarted, **start, certified=certified)

    def do(self, kind: type[Fact], **fields: Any) -> "Shopper":
        self.at += 0.1
        fact = kind(at=self.at, trip=1, **fields)
        self.facts.append(fact)
        self.trip = apply(self.trip, fact)
        return self

    def scan(self, what: Product, **code: Any) -> "Shopper":
        return self.do(ItemScanned, product=what, code=Code("gtin", what.id, what.id, "EAN13", **code))

    def weigh(self, grams: float, sigma: float = 0.5, revises: int | None = None) -> "Shopper":
        self.change += 1
        return self.do(
            WeightChanged, change=self.change, mg=round(grams * 1000), sigma_mg=round(sigma * 1000), revises=revises
        )

    def put(self, what: Product, grams: float | None = None) -> "Shopper":
        """Scans a product and puts it in."""
        mass = what.mass_mg or 0
        return self.scan(what).weigh(mass / 1000 if grams is None else grams)

    def wait(self, seconds: float) -> "Shopper":
        self.at += seconds
        return self.do(Ticked)

    @property
    def names(self) -> list[str]:
        return [line.product.name for line in self.trip.placed]

    def relabel(self, **changes: Any) -> None:
        self.trip = replace(self.trip, **changes)
