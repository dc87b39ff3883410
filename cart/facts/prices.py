"""Prices: what staff say that a shelf asks."""

from dataclasses import dataclass

from cart.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class PriceOverridden(Fact):
    """The shelf says less: what is on these lines is asked `price_cents` a piece, or a kg or lb where it is weighed.

    `staff` is the badge of who looked and approved: the one that was read last, on the staff screens.
    """

    lines: tuple[str, ...]
    price_cents: int
    staff: str
