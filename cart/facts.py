"""Small dated facts: all that can ever change a trip.

A fact is a frozen dataclass that carries `at` (monotonic seconds, stamped where it happens) and `trip` (stale facts
die). It is self-contained: products, prices and offers that it speaks of are in it, so a journal replays to the same
cent on any machine. `encode` gives its canonical bytes (JSON, keys sorted), `decode` reads them back strictly.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.errors import FactError
from cart.tables import parse


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What all facts carry."""

    at: float
    trip: int


@dataclass(frozen=True)
class Terms:
    """The store's published terms, pinned when a trip starts: offers, rules and rates as cart.pricing reads them."""

    version: str
    currency: str
    rules: Mapping[str, Any]
    tax_rates: Mapping[str, int]
    offers: tuple[Mapping[str, Any], ...] = ()


# --- the trip


@dataclass(frozen=True, kw_only=True)
class TripStarted(Fact):
    """A shopper takes the cart. `sid` is random and the trip's key for ever; `wall` is "YYYY-MM-DDTHH:MM"."""

    sid: str
    wall: str
    cart: str
    language: str
    terms: Terms


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


# --- what goes in and out


@dataclass(frozen=True, kw_only=True)
class ItemScanned(Fact):
    """A code that the store sells was read. `product` is its record at this moment."""

    product: Product
    code: Code


@dataclass(frozen=True, kw_only=True)
class CodeRefused(Fact):
    """A code was read that cannot be sold: not in the catalog ("unknown"), "expired", or "recalled"."""

    code: Code
    why: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class CouponScanned(Fact):
    """A coupon was read."""

    coupon: str


@dataclass(frozen=True, kw_only=True)
class WeightChanged(Fact):
    """The basket became heavier (+) or lighter (-). `revises` names an earlier change that this one replaces."""

    change: int
    mg: int
    sigma_mg: int
    revises: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProducePicked(Fact):
    """The shopper chose loose produce (or staff keyed a PLU); what goes in next is it."""

    product: Product


@dataclass(frozen=True, kw_only=True)
class ProduceAdded(Fact):
    """The shopper confirms the produce in the basket: `gross_g` as displayed, or `quantity` for unit "ea"."""

    product: Product
    gross_g: int = 0
    tare_g: int = 0
    quantity: int = 0


@dataclass(frozen=True, kw_only=True)
class ProduceDropped(Fact):
    """The shopper leaves the produce screen without adding."""


@dataclass(frozen=True, kw_only=True)
class BagDeclared(Fact):
    """The shopper says: what goes in next (or what went in just now) is my own bag or thing, not for sale."""


@dataclass(frozen=True, kw_only=True)
class BagDone(Fact):
    """The shopper has put own things in (or changed their mind)."""


@dataclass(frozen=True, kw_only=True)
class LineRemoved(Fact):
    """The shopper (or `staff`) says which line left the basket, or cancels one not yet in it."""

    line: str
    staff: str = ""


@dataclass(frozen=True, kw_only=True)
class QuantitySaid(Fact):
    """The shopper says how many of a line's product there are in the basket."""

    line: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class ItemIsIn(Fact):
    """The shopper says that a waiting item is in the basket (too light to see, or riding elsewhere)."""

    line: str


@dataclass(frozen=True, kw_only=True)
class PutBack(Fact):
    """The shopper says that all is again as the list shows (put back, or taken out)."""


@dataclass(frozen=True, kw_only=True)
class NoticeSeen(Fact):
    """The shopper has read a notice (not recognised, expired)."""


# --- people


@dataclass(frozen=True, kw_only=True)
class HelpAsked(Fact):
    """The shopper asks for a person."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class HelpEnded(Fact):
    """The help is no longer needed (`staff` empty), or was given."""

    staff: str = ""


@dataclass(frozen=True, kw_only=True)
class StaffCame(Fact):
    """A staff badge was read."""

    staff: str


@dataclass(frozen=True, kw_only=True)
class StaffLeft(Fact):
    """The staff screens were left."""


@dataclass(frozen=True, kw_only=True)
class WeightTrusted(Fact):
    """Staff looked: what the basket holds is what the list shows; the open difference is settled."""

    staff: str


# --- the exit


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


# --- devices and the clock


@dataclass(frozen=True, kw_only=True)
class DeviceFailed(Fact):
    """A device stopped doing its work. `words` say what to do."""

    device: str
    words: str


@dataclass(frozen=True, kw_only=True)
class DeviceBack(Fact):
    """A device works again."""

    device: str


@dataclass(frozen=True, kw_only=True)
class CartRestarted(Fact):
    """The cart was off during a trip and is on again: what went in or out meanwhile, no scale saw."""


@dataclass(frozen=True, kw_only=True)
class StoreSeen(Fact):
    """Whether the store's backend answers."""

    online: bool


@dataclass(frozen=True, kw_only=True)
class Ticked(Fact):
    """Time passes: posted only while something waits for it."""


def _kinds() -> dict[str, type[Fact]]:
    return {kind.__name__: kind for kind in Fact.__subclasses__()}


KINDS: Mapping[str, type[Fact]] = _kinds()


def encode(fact: Fact) -> bytes:
    """The canonical bytes: JSON with sorted keys, UTF-8, no white space, defaults left in."""
    table = {"fact": type(fact).__name__, **dataclasses.asdict(fact)}
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decode(data: bytes) -> Fact:
    """Reads `encode`'s bytes. Raises FactError where they hold no fact of today's kinds."""
    try:
        table = json.loads(data)
        kind = KINDS[table.pop("fact")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FactError(f"These bytes hold no fact: {data[:80]!r}. Was the journal written by a newer cart?") from error
    return parse(kind, table, kind.__name__, FactError)
