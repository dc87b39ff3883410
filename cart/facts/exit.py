"""The exit: from the aisle to paid."""

from dataclasses import dataclass

from cart.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class CheckoutAsked(Fact):
    """The shopper goes to the lane."""


@dataclass(frozen=True, kw_only=True)
class ShoppingResumed(Fact):
    """Back from checkout to shopping."""


@dataclass(frozen=True, kw_only=True)
class HandedOver(Fact):
    """The cart read the lane's own code: from now the trip can be sold at this lane only."""

    lane: str


@dataclass(frozen=True, kw_only=True)
class Paid(Fact):
    """The lane (or the store) says that the trip is paid. `receipt` is the store's receipt number."""

    tender: str
    cents: int
    receipt: str


@dataclass(frozen=True, kw_only=True)
class TripEnded(Fact):
    """The trip is over and may be forgotten: "paid", or "abandoned" (nothing sold)."""

    how: str
