"""What a person at the lane must look at before the trip is sold, and what their answers do to the trip. Pure.

Two things no cart can settle alone: an age, and a weight that sets a price and that no certified scale has weighed.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from cart.facts import LaneAnswer
from cart.trip.state import Line, Trip
from cart.trip.view import Check

AGE, WEIGHT = "age", "weight"


def checks(trip: Trip) -> tuple[Check, ...]:
    """What is still open: the ages from the highest down, then the weights as they went in."""
    return (*_ages(trip), *(_weight(trip, line) for line in trip.placed if to_weigh(trip, line)))


def to_weigh(trip: Trip, line: Line) -> bool:
    """Whether the shopper's own weighing set this line's price, on a scale that may not. A label's weight is the
    counter's.
    """
    weighed = line.product.sold_by_weight and line.code is None
    return weighed and not trip.certified and line.id not in trip.lane_weighed


def _ages(trip: Trip) -> Iterable[Check]:
    for age in sorted({line.product.min_age for line in trip.placed}, reverse=True):
        if age > trip.age_seen:
            yield Check(
                f"{AGE}:{age}", _names(trip, [line for line in trip.placed if line.product.min_age == age]), age
            )


def _weight(trip: Trip, line: Line) -> Check:
    net_g = (line.gross_g or 0) - line.tare_g
    return Check(f"{WEIGHT}:{line.id}", _names(trip, [line]), net_g=net_g, tare_g=line.tare_g)


def _names(trip: Trip, lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.product.name_in(trip.language) for line in lines))


def in_force(answers: Iterable[LaneAnswer]) -> tuple[LaneAnswer, ...]:
    """The answers that count: a later one replaces what it says otherwise, as a person corrects a slip.

    Who is old enough for 21 is so for 18; who is too young for 18 is so for 21.
    """
    kept: list[LaneAnswer] = []
    for new in answers:
        kept = [old for old in kept if not _replaces(new, old)] + [new]
    return tuple(kept)


def _replaces(new: LaneAnswer, old: LaneAnswer) -> bool:
    (kind, key), (old_kind, old_key) = parted(new.check), parted(old.check)
    if kind == old_kind == AGE:
        return old_key <= key if new.said == "seen" else old_key >= key
    return new.check == old.check


def settled(check: Check, answers: Iterable[LaneAnswer]) -> bool:
    """Whether one of these answers, all in force, is to this check."""
    return any(_replaces(one, LaneAnswer(check.key, "seen")) for one in answers)


def parted(check: str) -> tuple[str, int]:
    """A check's key in its two parts: what it asks, and the age or the line's number (0: none)."""
    kind, _, number = check.partition(":")
    return kind, int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def answered(trip: Trip, answers: Iterable[LaneAnswer]) -> Trip:
    """The trip after the answers in force: what is refused is off the list, what was weighed has the lane's weight."""
    return reduce(_answered, in_force(answers), trip)


def _answered(trip: Trip, answer: LaneAnswer) -> Trip:
    kind, number = parted(answer.check)
    if kind == AGE:
        return _looked(trip, number, answer.said)
    line = trip.line(str(number))
    if kind != WEIGHT or line is None or not to_weigh(trip, line):
        return trip
    gross_g = answer.gross_g if answer.said == "weighed" else line.gross_g
    weighed = trip.with_line(replace(line, gross_g=gross_g))
    return replace(weighed, lane_weighed=(*trip.lane_weighed, line.id))


def _looked(trip: Trip, age: int, said: str) -> Trip:
    if said == "seen":
        return replace(trip, age_seen=max(trip.age_seen, age))
    young = tuple(line for line in trip.lines if not 0 < age <= line.product.min_age)
    return replace(trip, lines=young) if said == "refused" else trip
