"""What scans and touches do to the lines."""

from dataclasses import replace

from cart.facts import (
    BagDeclared,
    BagDone,
    CodeRefused,
    CouponScanned,
    ItemIsIn,
    ItemScanned,
    LineRemoved,
    NoticeSeen,
    ProduceAdded,
    ProduceDropped,
    ProducePicked,
    PutBack,
    QuantitySaid,
)
from cart.trip import verify
from cart.trip.prompts import NotSold
from cart.trip.state import Line, Trip
from cart.trip.weights import explain, leave, light, place, settle, taken


def item_scanned(trip: Trip, fact: ItemScanned) -> Trip:
    """A new line that waits for its weight (or is in at once, when no scale works)."""
    trip = accept_light(replace(trip, notice=None, produce=None, bagging=False))
    code = fact.code
    line = Line(_next(trip), fact.product, code, fact.at, price_cents=code.price_cents, gross_g=_labelled_g(fact))
    trip = _add(trip, line if trip.weighing else replace(line, placed=True, unseen=True))
    return explain(trip)


def _labelled_g(fact: ItemScanned) -> int | None:
    return fact.code.weight_g if fact.product.sold_by_weight and fact.code.price_cents is None else None


def _next(trip: Trip) -> str:
    return str(trip.serial + 1)


def _add(trip: Trip, line: Line) -> Trip:
    return replace(trip, lines=(*trip.lines, line), serial=trip.serial + 1)


def accept_light(trip: Trip) -> Trip:
    """Lines that no scale can see count as in the basket when the shopper goes on."""
    for line in trip.pending:
        if light(line):
            trip = trip.with_line(replace(line, placed=True, unseen=True))
    return trip


def code_refused(trip: Trip, fact: CodeRefused) -> Trip:
    """A notice with a way out; the trip is untouched."""
    return replace(trip, notice=NotSold(fact.code, fact.why, fact.name))


def notice_seen(trip: Trip, _: NoticeSeen) -> Trip:
    """The notice goes."""
    return replace(trip, notice=None)


def coupon_scanned(trip: Trip, fact: CouponScanned) -> Trip:
    """One more copy of a coupon."""
    return replace(trip, coupons={**trip.coupons, fact.coupon: trip.coupons.get(fact.coupon, 0) + 1})


def produce_picked(trip: Trip, fact: ProducePicked) -> Trip:
    """What goes in next is this produce."""
    return replace(trip, produce=fact.product, notice=None, bagging=False)


def produce_dropped(trip: Trip, _: ProduceDropped) -> Trip:
    """Not produce after all: what went in is looked at as any other weight."""
    return explain(replace(trip, produce=None))


def produce_added(trip: Trip, fact: ProduceAdded) -> Trip:
    """A weighed line at the displayed weight, or `quantity` single pieces; it explains what went in."""
    trip = replace(trip, produce=None)
    if fact.product.sold_by_weight:
        return _weighed(trip, fact)
    added = []
    for _ in range(fact.quantity):
        added.append(_next(trip))
        trip = _add(trip, Line(_next(trip), fact.product, None, fact.at))
    return _said_in(trip, tuple(added))


def _weighed(trip: Trip, fact: ProduceAdded) -> Trip:
    mg, _ = verify.balance(trip.open_changes)
    line = Line(
        _next(trip), fact.product, None, fact.at, gross_g=fact.gross_g, tare_g=fact.tare_g,
        placed=True, measured_mg=mg or fact.gross_g * 1000,
    )  # fmt: skip
    return settle(_add(trip, line), "produce", lines=(line.id,), said=True)


def _said_in(trip: Trip, keys: tuple[str, ...]) -> Trip:
    gains = tuple(change for change in trip.open_changes if change.mg > 0)
    if gains:
        return explain(place(trip, keys, gains, said=True))
    lines = {line.id: replace(line, placed=True, unseen=True) for line in trip.lines if line.id in keys}
    return replace(trip, lines=tuple(lines.get(line.id, line) for line in trip.lines))


def item_is_in(trip: Trip, fact: ItemIsIn) -> Trip:
    """The shopper's word: the line that waits is in the basket, and what is open is its weight."""
    return _said_in(trip, (fact.line,)) if fact.line in (line.id for line in trip.pending) else trip


def quantity_said(trip: Trip, fact: QuantitySaid) -> Trip:
    """As many equal lines as the shopper says, explained by what is open: those that wait, then new ones."""
    equal = next((kind for kind in verify.kinds_of(trip.pending) if fact.line in (line.id for line in kind)), [])
    if not equal or not 1 <= fact.quantity <= 99:
        return trip
    keys = [line.id for line in equal][: fact.quantity]
    while len(keys) < fact.quantity:
        keys.append(_next(trip))
        trip = _add(trip, replace(equal[0], id=_next(trip)))
    return _said_in(trip, tuple(keys))


def line_removed(trip: Trip, fact: LineRemoved) -> Trip:
    """Off the list: it left the basket (the open loss is its weight), or it never went in."""
    line = trip.line(fact.line)
    loss = next((change for change in trip.open_changes if change.mg < 0), None)
    if line and line.placed and loss:
        return explain(taken(trip, line.id, loss))
    return explain(leave(trip, (fact.line,), None))


def put_back(trip: Trip, _: PutBack) -> Trip:
    """The shopper's word that the basket is as the list shows."""
    return settle(trip, "settled", said=True)


def bag_declared(trip: Trip, _: BagDeclared) -> Trip:
    """Own things: what is open is theirs; with nothing open, what comes next is."""
    if trip.open_changes:
        return settle(trip, "own", said=True)
    return replace(trip, bagging=True)


def bag_done(trip: Trip, _: BagDone) -> Trip:
    """No more own things."""
    return replace(trip, bagging=False)
