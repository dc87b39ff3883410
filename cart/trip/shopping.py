"""What scans and touches do to the lines."""

from dataclasses import replace

from cart.facts import (
    BagDeclared,
    BagDone,
    CodeRefused,
    ItemIsIn,
    ItemScanned,
    NoticeSeen,
    OneMore,
    ProduceAdded,
    ProduceDropped,
    ProducePicked,
    PutBack,
    QuantitySaid,
)
from cart.trip import verify
from cart.trip.movements import answered
from cart.trip.moves import light, settle
from cart.trip.prompts import NotSold
from cart.trip.state import Line, Trip
from cart.trip.weights import explain
from cart.trip.word import one_more, said_in

STICKER_S = 2.0
"""A sticker and the code under it are one piece when both are read within so long, and before it is in."""


def item_scanned(trip: Trip, fact: ItemScanned) -> Trip:
    """A new line that waits for its weight (or is in at once, when no scale works)."""
    trip = accept_light(replace(trip, notice=None, produce=None, bagging=False))
    code = fact.code
    twin = _twin(trip, fact)
    if twin and twin.price_cents is not None:
        return trip
    if twin:
        return trip.with_line(replace(twin, code=code, price_cents=code.price_cents))
    line = Line(_next(trip), fact.product, code, fact.at, price_cents=code.price_cents, gross_g=_labelled_g(fact))
    trip = _add(trip, line if trip.weighing else _in_unseen(line))
    return explain(trip)


def _in_unseen(line: Line) -> Line:
    """Taken as in while no scale looks; once one does, it is looked for."""
    return replace(line, placed=True, unseen=True, gap=True)


def _twin(trip: Trip, fact: ItemScanned) -> Line | None:
    """The line of the same piece's other code: of a sticker and the maker's code under it only the sticker counts."""
    for line in trip.pending:
        same = line.product.id == fact.product.id and line.code is not None and fact.at - line.at <= STICKER_S
        if same and (line.price_cents is None) != (fact.code.price_cents is None):
            return line
    return None


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
    """A notice with a way out; the trip is untouched. A badge that was none is told to the lane."""
    told = trip.noting("badge_wrong", 0) if fact.why.startswith("badge") else trip
    return replace(told, notice=NotSold(fact.code, fact.why, fact.name))


def notice_seen(trip: Trip, _: NoticeSeen) -> Trip:
    """The notice goes."""
    return replace(trip, notice=None)


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
    return said_in(trip, tuple(added))


def _weighed(trip: Trip, fact: ProduceAdded) -> Trip:
    mg, _ = verify.balance(trip.open_changes if trip.weighing else ())
    line = Line(
        _next(trip), fact.product, None, fact.at, gross_g=fact.gross_g, tare_g=fact.tare_g,
        placed=True, measured_mg=mg or fact.gross_g * 1000, gap=not trip.weighing,
    )  # fmt: skip
    return settle(_add(trip, line), "produce", lines=(line.id,), said=True)


def item_is_in(trip: Trip, fact: ItemIsIn) -> Trip:
    """The shopper's word: the line that waits is in the basket, and what is open is its weight.

    Of one that was to be taken off: it stays.
    """
    if fact.line in trip.leaving:
        return replace(trip, leaving={})
    return said_in(trip, (fact.line,)) if fact.line in (line.id for line in trip.pending) else trip


def quantity_said(trip: Trip, fact: QuantitySaid) -> Trip:
    """As many equal lines as the shopper says, explained by what is open: those that wait, then new ones."""
    equal = next((kind for kind in verify.kinds_of(trip.pending) if fact.line in (line.id for line in kind)), [])
    if not equal or not 1 <= fact.quantity <= 99:
        return trip
    keys = [line.id for line in equal][: fact.quantity]
    while len(keys) < fact.quantity:
        keys.append(_next(trip))
        trip = _add(trip, replace(equal[0], id=_next(trip)))
    return said_in(trip, tuple(keys))


def one_more_wanted(trip: Trip, fact: OneMore) -> Trip:
    """One more of what is in: it waits for its weight, as if it had been scanned again."""
    line = trip.line(fact.line)
    if line is None or not verify.several(line):
        return trip
    trip, key = one_more(replace(trip, notice=None, produce=None, bagging=False), line)
    if not trip.weighing:
        trip = replace(trip, lines=tuple(_in_unseen(one) if one.id == key else one for one in trip.lines))
    return explain(trip)


def put_back(trip: Trip, _: PutBack) -> Trip:
    """The shopper's word that the basket is as the list shows: it settles what is asked, and no more."""
    return explain(settle(trip, "settled", answered(trip), said=True))


def bag_declared(trip: Trip, _: BagDeclared) -> Trip:
    """Own things: what is open is theirs; with nothing open, what comes next is."""
    if trip.open_changes:
        return explain(settle(trip, "own", answered(trip), said=True))
    return replace(trip, bagging=True)


def bag_done(trip: Trip, _: BagDone) -> Trip:
    """No more own things."""
    return replace(trip, bagging=False)
