"""What a weight change means for the trip: the steps that explain it, in order, after each fact that could."""

from collections.abc import Callable
from dataclasses import replace

from cart.facts import WeightChanged
from cart.trip import verify
from cart.trip.exchange import exchanges
from cart.trip.joint import explanations
from cart.trip.movements import SMALL_MG, movements
from cart.trip.moves import leave, light, place, restore, settle, undo
from cart.trip.parts import parts_of, swap
from cart.trip.state import Change, Line, Trip, Why

__all__ = ["BACK_S", "SMALL_MG", "explain", "light", "weight_changed"]

NOTHING_MG = 1_000
CERTAIN_MG = 20_000
TO_THE_GRAM_MG = 500
RECENT_S, BACK_S = 60.0, 30.0
AGREES = 3.0
SAME = 2.5
SAME_MG = 1_500
ABSORBED = ("own", "settled", "produce")


def weight_changed(trip: Trip, fact: WeightChanged) -> Trip:
    """Takes a new change in, or a revision of an earlier one: what no person said is then explained anew.

    A revision of what happened before the trip is no business of this trip. One to nothing says that it never was.
    While the scale is not believed, or the trip is at the lane, a change is kept and means nothing yet.
    """
    why: Why = "" if fact.mg else "settled"
    new = Change(fact.change, fact.mg, fact.sigma_mg, fact.at, why=why, fell_mg=fact.fell_mg)
    if not trip.weighing:
        new = replace(new, why="unseen", gap=True)
    if fact.revises is None:
        return explain(replace(trip, changes=(*trip.changes, new)))
    old = parts_of(trip, fact.revises)
    return _revised(trip, old, new) if old else trip


def _revised(trip: Trip, old: tuple[Change, ...], new: Change) -> Trip:
    """At the lane nothing that is on the list changes any more: what a change is more or less than it was is new."""
    closed = trip.phase == "at_lane"
    new = new if closed else replace(new, at=old[0].at, gap=old[0].gap)
    said = [part for part in old if part.said or closed]
    if not said:
        return _explained_anew(trip, old, new)
    rest_mg = new.mg - sum(part.mg for part in said)
    kept = [replace(part, id=new.id if n == 0 else part.id, of=new.id if n else 0) for n, part in enumerate(said)]
    if abs(rest_mg) <= SMALL_MG or (len(old) == 1 and said[0].why in ABSORBED):
        kept[0] = replace(kept[0], mg=kept[0].mg + rest_mg, sigma_mg=new.sigma_mg)
    else:
        kept.append(replace(new, id=trip.next_part, mg=rest_mg, of=new.id, why=""))
    for part in reversed(old):
        trip = trip if part in said else undo(trip, part)
    return explain(swap(trip, old, kept))


def _explained_anew(trip: Trip, old: tuple[Change, ...], new: Change) -> Trip:
    """A second thing may have followed so soon that the scale took both for one: what was explained stays then."""
    undone = trip
    for part in reversed(old):
        undone = undo(undone, part)
    tried = explain(swap(undone, old, (new,)))
    first = old[0]
    if not first.why or new.why or all(change.why for change in parts_of(tried, new.id)):
        return tried
    for part in reversed(old[1:]):
        trip = undo(trip, part)
    kept = replace(first, id=new.id, of=0)
    rest = Change(trip.next_part, new.mg - first.mg, new.sigma_mg + first.sigma_mg, new.at, of=new.id)
    return explain(swap(trip, old, (kept, rest)))


def explain(trip: Trip) -> Trip:
    """Explains what can be explained; what stays open is asked. Nothing is, while no scale is believed.

    While produce is weighed only what was scanned before and came by itself is told apart from it.
    """
    if trip.produce:
        return _one_by_one(trip) if len(trip.open_changes) > 1 and trip.weighing else trip
    for step in STEPS:
        if not trip.open_changes or not trip.weighing or trip.phase == "at_lane":
            return trip
        trip = step(trip)
    return trip


def _own_things(trip: Trip) -> Trip:
    return settle(trip, "own", said=True) if trip.bagging else trip


def _gap(trip: Trip) -> Trip:
    """What went in and out while no scale looked: what was taken unseen, first; what is nothing in sum, is nothing."""
    gap = tuple(change for change in trip.open_changes if change.gap)
    mg, sigma_mg = verify.balance(gap)
    if gap and abs(mg) <= max(SMALL_MG, round(AGREES * sigma_mg)):
        return settle(trip, "settled", gap)
    return place(trip, verify.went_in(trip.pending, mg, sigma_mg), gap) if gap and mg > 0 else trip


def _cancelled(trip: Trip) -> Trip:
    """Something in and out again (or out and in): also after the shopper had said that it is put back."""
    for change in trip.open_changes:
        other = next((one for one in trip.changes if _opposite(one, change)), None)
        if other is not None:
            first, then = sorted((other, change), key=lambda one: one.at)
            trip = _noted_exchange(trip, first, then)
            pair = (replace(change, why="settled"), replace(other, why="settled", said=False))
            return _cancelled(trip.with_changes(pair))
    return trip


def _noted_exchange(trip: Trip, first: Change, then: Change) -> Trip:
    """Something else may have come for what went, or gone for what came: weight cannot tell, the lane may look."""
    loss = first if first.mg < 0 else then
    other = first.mg < 0 or bool(verify.may_have_left(trip.placed, -loss.mg, loss.sigma_mg))
    return exchanged(trip, first.mg + then.mg, first, then) if other else trip


def exchanged(trip: Trip, off_mg: int, change: Change, other: Change) -> Trip:
    """Notes for the lane that what came back weighs as much as what had gone, or not quite so."""
    noise = max(SAME_MG, round(SAME * verify.balance((change, other))[1]))
    return trip.noting("came_back" if abs(off_mg) <= noise else "exchanged", change.mg)


def _opposite(one: Change, change: Change) -> bool:
    waiting = not one.why or (one.why == "settled" and one.said and one.word == change.word)
    return waiting and _evens_out(one, change) and abs(one.at - change.at) <= RECENT_S


def _evens_out(one: Change, change: Change) -> bool:
    sum_mg, sigma_mg = verify.balance((one, change))
    near = abs(sum_mg) <= max(AGREES * sigma_mg, 2 * verify.FLOOR_MG, abs(change.mg) // 100)
    return one.mg * change.mg < 0 and near


def _placed(trip: Trip) -> Trip:
    """Gains that scanned lines explain: one by one, then those of one movement together, while there are any."""
    before, trip = len(trip.open_changes), _one_by_one(trip)
    for movement in movements(trip):
        mg, sigma_mg = verify.balance(movement)
        if len(movement) > 1 and mg > 0:
            trip = place(trip, verify.went_in(trip.pending, mg, sigma_mg), movement)
    return _placed(trip) if len(trip.open_changes) < before else trip


def _one_by_one(trip: Trip) -> Trip:
    """What fell before it rose is left for a question, where something in the basket may have left first."""
    for change in trip.open_changes:
        if change.mg > 0 and not exchanges(trip, change.mg, change.sigma_mg, change.fell_mg):
            trip = place(trip, verify.went_in(trip.pending, change.mg, change.sigma_mg), (change,))
    return trip


def _back_again(trip: Trip) -> Trip:
    """A line that left a moment ago comes back, or a part of one: only when nothing scanned is waiting."""
    for change in trip.open_changes:
        if change.mg > 0 and change.sigma_mg <= CERTAIN_MG and not trip.pending:
            trip = _part_back(trip, change) or _line_back(trip, change) or trip
    return trip


def _part_back(trip: Trip, change: Change) -> Trip | None:
    part = next((one for one in trip.changes if one.why == "part" and _evens_out(one, change)), None)
    if part is None or not all(trip.line(key) for key in part.lines):
        return None
    return settle(undo(trip, part), "settled", (change, replace(part, why="")))


def _line_back(trip: Trip, change: Change) -> Trip | None:
    recent = [line for line in trip.gone if trip.now - line.at <= BACK_S and line.measured_mg]
    fit = verify.fitting_single(recent, change.mg, change.sigma_mg)
    line = next((line for line in recent if fit and line.id in fit[0].lines), None)
    if line is None or not verify.again(line, change.mg, change.sigma_mg, TO_THE_GRAM_MG):
        return None
    trip = exchanged(restore(trip, fit[0].lines), round(change.mg - fit[0].mean_mg), change, change)
    return settle(trip, "back", (change,), lines=fit[0].lines)


def _leaving(trip: Trip) -> Trip:
    """What the shopper takes off, and weighs so."""
    for change in trip.open_changes:
        kinds = verify.kinds_of([line for line in trip.placed if line.id in trip.leaving])
        fit = verify.fitting(verify.sets_of(kinds), -change.mg, change.sigma_mg) if change.mg < 0 else []
        if fit:
            trip = leave(trip, fit[0].lines, change, said=True)
    return trip


def _left(trip: Trip) -> Trip:
    """A loss that one product alone explains takes it off the list; if several fit, it is asked."""
    for change in trip.open_changes:
        if change.mg < -SMALL_MG and change.sigma_mg <= CERTAIN_MG and not change.word:
            fit = verify.may_have_left(trip.placed, -change.mg, change.sigma_mg)
            if len(fit) == 1 and _plainly(trip, fit[0], change) and not _own_inside(trip, change):
                trip = leave(trip, fit[0].lines, change)
    return trip


def _plainly(trip: Trip, one: verify.Expected, loss: Change) -> bool:
    """Whether one thing weighs what left, to the gram, and no part of something and no exchange may as well."""
    line = trip.line(one.lines[0]) if len(one.lines) == 1 else None
    near_mg = TO_THE_GRAM_MG if loss.of or _parts_of(trip, loss, one) else verify.AGAIN_MG
    sigma_mg = 0 if loss.of else loss.sigma_mg
    return line is not None and verify.again(line, -loss.mg, sigma_mg, near_mg) and _plain(trip, loss)


def _parts_of(trip: Trip, loss: Change, one: verify.Expected) -> bool:
    """Whether some produce, or pieces out of a pack, may weigh what left."""
    others = [x for x in trip.placed if x.id not in one.lines and verify.expected(x).mean_mg > -loss.mg]
    return any(_weighed(line) or verify.pieces_of(line, -loss.mg) for line in others)


def _weighed(line: Line) -> bool:
    return line.gross_g is not None and line.code is None


def _plain(trip: Trip, loss: Change) -> bool:
    """Whether nothing that was just scanned may have gone in while something heavier came out."""
    return not trip.pending or not any(
        move.into for found in explanations(trip, loss.mg, loss.sigma_mg) for move in found
    )


def _own_out(trip: Trip) -> Trip:
    """A loss that only the shopper's own things explain: they were taken out again, and known when they come back."""
    for change in trip.open_changes:
        own = _own_inside(trip, change) if change.sigma_mg <= CERTAIN_MG else None
        if own and not verify.may_have_left(trip.placed, -change.mg, change.sigma_mg):
            trip = trip.with_changes((replace(change, why="settled"), replace(own, why="settled", said=False)))
            trip = replace(trip, own_out_mg=(*trip.own_out_mg, own.mg))
    return trip


def _own_back(trip: Trip) -> Trip:
    """Own things that were out and come back, as they weighed: nobody is asked about a phone twice."""
    for change in trip.open_changes:
        own_mg = next((mg for mg in trip.own_out_mg if _evens_out(replace(change, mg=-mg), change)), None)
        if own_mg and not trip.pending:
            out = list(trip.own_out_mg)
            out.remove(own_mg)
            trip = settle(replace(trip, own_out_mg=tuple(out)), "own", (change,), said=True)
    return trip


def _own_inside(trip: Trip, loss: Change) -> Change | None:
    """The own things in the basket that weigh as much as what left."""
    own = (change for change in trip.changes if change.why == "own" and change.mg > 0)
    return next((change for change in own if _evens_out(change, loss)), None)


def _small(trip: Trip) -> Trip:
    """What is too little to ask about, each by itself: small things add up, and trust.py sums them."""
    least = NOTHING_MG if trip.pending else SMALL_MG
    return settle(trip, "settled", [change for change in trip.open_changes if abs(change.mg) <= least])


STEPS: tuple[Callable[[Trip], Trip], ...] = (
    _own_things, _gap, _cancelled, _placed, _back_again, _leaving, _left, _own_out, _own_back, _small,
)  # fmt: skip
