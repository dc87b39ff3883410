"""What the eyes made of something that went in unscanned, and the touch that says what it is."""

from dataclasses import dataclass

from cart.catalog.product import Product
from cart.facts.fact import Fact


@dataclass(frozen=True)
class Seen:
    """A product that it may be: its record at this moment, and decibans (cart.naming) that it is."""

    product: Product
    decibans: float


@dataclass(frozen=True, kw_only=True)
class ItemSeen(Fact):
    """What the weight change `change` may have been, by picture, weight and basket: the likeliest first, six at most.

    `sure`: the first alone may be asked about. It changes no line: only a touch or a scan does.
    """

    change: int
    candidates: tuple[Seen, ...]
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class Named(Fact):
    """The shopper touches what went in with `change`: one of its candidates, so many pieces."""

    change: int
    product: str
    quantity: int = 1
