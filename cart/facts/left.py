"""A cart that nobody seems to use any more."""

from dataclasses import dataclass

from cart.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class LeftAsked(Fact):
    """Nobody has done anything for long: the cart asks whether somebody still shops."""


@dataclass(frozen=True, kw_only=True)
class StillHere(Fact):
    """The shopper says: I am still shopping."""
