"""For tests of the exit: keys, trips as facts, a plain replay that sums prices, and a store that is a list."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nacl.signing import SigningKey

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.errors import StoreError, TokenError
from cart.facts import Fact, HandedOver, ItemScanned, Terms, TripStarted, WeightChanged
from cart.handover.book import Sold
from cart.handover.sale import NO_DOUBTS, Doubts
from cart.handover.token import Watch
from cart.pricing.model import Receipt
from cart.sync import wire
from cart.sync.wire import SessionDocument
from cart.trip.view import LineView, View

SID = "5f0c6a2e9b7d4c31a8e2f6d0b1c39e47"
NOW = 1_790_000_000
TERMS = Terms("1", "USD", {}, {"A": 0})


def key(seed: int) -> SigningKey:
    return SigningKey(bytes([seed]) * 32)


CART, LANE, STORE = key(1), key(2), key(3)
KEYS = {"cart-1": CART.verify_key, "lane-4": LANE.verify_key, "store": STORE.verify_key}


@dataclass(frozen=True)
class PlainOutcome:
    view: View
    receipt: Receipt


def plain_replay(facts: Iterable[Fact]) -> PlainOutcome:
    """What a trip without offers comes to."""
    rows, sid, lane, language, seen = [], "", "", "en", Watch()
    for fact in facts:
        if isinstance(fact, TripStarted):
            sid, language = fact.sid, fact.language
        elif isinstance(fact, ItemScanned):
            rows.append(_row(len(rows), fact.product))
        elif isinstance(fact, WeightChanged):
            seen = Watch(18, 85, ("settled_by_shopper:1",))
        elif isinstance(fact, HandedOver):
            lane = fact.lane
    due = sum(row.net_cents for row in rows)
    receipt = Receipt((), due, due, 0, 0, 0, (), 0, due, round(due / 5) * 5, 0, 0)
    view = View(sid=sid, lane=lane, language=language, lines=tuple(reversed(rows)))
    return PlainOutcome(
        replace(view, trust=seen.trust, trust_reasons=seen.reasons), replace(receipt, age_required=seen.age)
    )


def _row(number: int, sold: Product) -> LineView:
    cents = sold.price_cents
    return LineView((str(number),), sold.id, sold.name, "pantry", None, 1, "ea", cents, cents, cents)


def item(name: str, cents: int, number: int = 1) -> Product:
    gtin = f"{number:014d}"
    return Product(gtin, name, cents, "pantry", gtin=gtin)


def trip(*items: Product, sid: str = SID, lane: str = "4", cart: str = "cart-1") -> list[Fact]:
    """A whole trip, up to the lane."""
    start = TripStarted(at=1.0, trip=1, sid=sid, wall="2026-11-22T10:00", cart=cart, language="en", terms=TERMS)
    scans = [ItemScanned(at=2.0, trip=1, product=one, code=Code("gtin", one.id, one.id)) for one in items or BASKET]
    return [start, *scans, HandedOver(at=3.0, trip=1, lane=lane)]


BASKET = (item("Rye bread", 425, 1), item("Milk", 189, 2))
DUE = 614


def session(*items: Product, sid: str = SID, lane: str = "4", cart: str = "cart-1") -> SessionDocument:
    return wire.document(sid, cart, trip(*items, sid=sid, lane=lane, cart=cart))


@dataclass
class ListStore:
    """A store as a lane sees it, in memory."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    claims: list[tuple[str, str]] = field(default_factory=list)
    sales: list[tuple[Sold, str]] = field(default_factory=list)
    up: bool = True
    no: str = ""
    said: Doubts = NO_DOUBTS

    def doubts(self, sid: str, cart: str) -> Doubts:
        self._answer()
        return self.said

    def document(self, sid: str, cart: str) -> bytes:
        self._answer()
        if sid not in self.bodies:
            raise StoreError("The store does not have this session (yet).")
        return self.bodies[sid]

    def claim(self, sid: str, cart: str, head: str) -> None:
        self._answer()
        self.claims.append((sid, head))

    def settle(self, sold: Sold, receipt: str) -> None:
        self._answer()
        self.sales.append((sold, receipt))

    def _answer(self) -> None:
        if not self.up:
            raise StoreError("The store cannot be reached.")
        if self.no:
            raise TokenError(self.no)
