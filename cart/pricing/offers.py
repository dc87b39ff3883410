"""The store's offers as data: what matches, when, how often and what it gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cart.errors import OfferError
from cart.pricing.offer_checks import contradiction
from cart.pricing.selectors import EVERYTHING, NOTHING, Match, Valid, timed
from cart.tables import parse

Kind = Literal[
    "percent_off",
    "amount_off",
    "fixed_price",
    "n_for_price",
    "n_amount_off",
    "buy_n_get_m",
    "buy_x_get_y",
    "bundle",
    "tiered_qty",
    "spend_amount",
    "spend_percent",
    "spend_tiers",
    "mfr_coupon",
    "voucher",
]
BASKET_KINDS = frozenset({"spend_amount", "spend_percent", "spend_tiers"})
# What lowers no price of a unit: coupons are paid like money, vouchers are for another trip.
BESIDE = frozenset({"mfr_coupon", "voucher"})


@dataclass(frozen=True)
class Slot:
    """One place of a bundle: `n` units that match."""

    match: Match
    n: int


@dataclass(frozen=True)
class Tier:
    """A step: from `n` units (or from `min_spend` cents) on, `bp` off, `amount` off, or at `price`."""

    n: int = 0
    min_spend: int = 0
    bp: int | None = None
    amount: int | None = None
    price: int | None = None


@dataclass(frozen=True)
class Offer:
    """One offer, item, basket or manufacturer stage. Money in cents, rates in bp; unused fields keep their defaults.

    A special price with `per` is for `n` kg or lb of net weight, and meets weighed goods only, from `min_grams` and
    up to `max_grams` in one basket (cart.pricing.weightlimits). An item offer with `min_spend` needs that much (base
    prices) spent on units that `spend_match` hits and no open item offer is on (cart.pricing.elsewhere). `tenders` are
    the means of payment that it is for; `household_uses` bounds its uses over all trips; `words_in`: by language.
    """

    id: str
    kind: Kind
    match: Match = NOTHING
    buy_match: Match = NOTHING
    get_match: Match = NOTHING
    bp: int = 0
    amount: int = 0
    price: int = 0
    n: int = 1
    buy: int = 0
    get: int = 0
    slots: tuple[Slot, ...] = ()
    tiers: tuple[Tier, ...] = ()
    min_spend: int = 0
    repeat: bool = False
    stackable: bool = False
    customer_tiers: tuple[str, ...] | None = None
    valid: Valid | None = None
    coupon: str | None = None
    uses_per_coupon: int | None = None
    max_uses: int | None = None
    group: str | None = None
    no_basket: bool = False
    words: str = ""
    words_in: Mapping[str, str] = field(default_factory=dict, compare=False)
    per: Literal["kg", "lb"] | None = None
    min_grams: int = 0
    max_grams: int | None = None
    spend_match: Match = EVERYTHING
    tenders: tuple[str, ...] | None = None
    household_uses: int | None = None

    @property
    def on_items(self) -> bool:
        """Whether it belongs to the item stage."""
        return self.kind not in BASKET_KINDS and self.kind not in BESIDE

    @property
    def on_basket(self) -> bool:
        """Whether it belongs to the basket stage."""
        return self.kind in BASKET_KINDS

    def matches(self) -> tuple[Match, ...]:
        """Every selector that it has."""
        if self.kind == "bundle":
            return tuple(slot.match for slot in self.slots)
        if self.kind == "buy_x_get_y":
            return (self.buy_match, self.get_match)
        return (self.match,)


def parse_offer(table: Mapping[str, Any]) -> Offer:
    """One offer from its table. Raises OfferError that names the offer and the field."""
    where = f"offer {table.get('id', '?')!r}"
    if (reason := contradiction(table)) is not None:
        raise OfferError(f"{where}: {reason}")
    return parse(Offer, timed(table), where, OfferError)


def parse_offers(tables: Iterable[Mapping[str, Any]]) -> tuple[Offer, ...]:
    """All offers. Raises OfferError at the first that is wrong or whose id is not unique."""
    offers, problems = sift_offers(tables)
    if problems:
        raise OfferError(problems[0])
    return offers


def sift_offers(tables: Iterable[Mapping[str, Any]]) -> tuple[tuple[Offer, ...], tuple[str, ...]]:
    """The good offers, and one message for each that is refused: a bad one never stops the others."""
    good: dict[str, Offer] = {}
    problems: list[str] = []
    for table in tables:
        try:
            offer = parse_offer(table)
        except OfferError as error:
            problems.append(str(error))
            continue
        if offer.id in good:
            problems.append(f"offer {offer.id!r}: id: another offer has this id already. Give each its own.")
            continue
        good[offer.id] = offer
    return tuple(good.values()), tuple(problems)
