"""The exit: from the aisle to paid."""

from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True)
class LaneAnswer:
    """What a person at the lane said to one check: `check` is cart.trip.view.Check's key ("age:21", "weight:7").

    "seen": old enough; "refused": not, and what needs that age is not sold; "weighed": `gross_g` on the lane's scale;
    "waived": as the cart weighed it.
    """

    check: str
    said: Literal["seen", "refused", "weighed", "waived"]
    gross_g: int = 0


@dataclass(frozen=True, kw_only=True)
class LaneAnswered(Fact):
    """The lane looked at what it had to, and this is what a person said there."""

    lane: str
    answers: tuple[LaneAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class Paid(Fact):
    """The lane (or the store) says that the trip is paid. `receipt` is the store's receipt number.

    `answers`: what was said at the lane, and is already in `cents`.
    """

    tender: str
    cents: int
    receipt: str
    answers: tuple[LaneAnswer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TripEnded(Fact):
    """The trip is over: "paid", "abandoned" (ended by staff), or "left" (put aside: the store has it)."""

    how: str
