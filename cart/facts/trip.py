"""The trip: who shops, under which terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cart.facts.fact import Fact


@dataclass(frozen=True)
class Terms:
    """The store's published terms, pinned when a trip starts: offers, rules and rates as cart.pricing reads them.

    `release` is the store's own name for the catalog that they came with, "" where a person put it into the cart.
    """

    version: str
    currency: str
    rules: Mapping[str, Any]
    tax_rates: Mapping[str, int]
    offers: tuple[Mapping[str, Any], ...] = ()
    release: str = ""


@dataclass(frozen=True, kw_only=True)
class TripStarted(Fact):
    """A shopper takes the cart. `sid` is random and the trip's key for ever; `wall` is "YYYY-MM-DDTHH:MM".

    `certified`: the cart's scale may set a price; else the lane weighs what the shopper weighed. Own things beyond
    `own_most` in number or `own_g` grams are told to the lane.
    """

    sid: str
    wall: str
    cart: str
    language: str
    terms: Terms
    certified: bool = False
    own_most: int = 10
    own_g: int = 2_000


@dataclass(frozen=True, kw_only=True)
class LanguageChosen(Fact):
    """The shopper chooses a language (ISO 639-1)."""

    language: str


@dataclass(frozen=True, kw_only=True)
class MemberKnown(Fact):
    """A member card was read."""

    member: str
    tiers: tuple[str, ...] = ("member",)


@dataclass(frozen=True, kw_only=True)
class BudgetSet(Fact):
    """The shopper sets a budget (0 = none)."""

    cents: int
