"""What a weight change means for the trip: the steps that explain it, in order, after each fact that could."""

from collections.abc import Callable
from dataclasses import replace

from cart.facts import WeightChanged
from cart.trip import verify
from cart.trip.state import Change, Line, Trip, Why

SMALL_MG = 12_000
NOTHING_MG = 1_000
CERTAIN_MG = 20_000
LIGHT_MG = 6_000
RECENT_S = 60.0
AGREES = 3.0
REMEMBERED = 12


def weight_changed(trip: Trip, fact: WeightChanged) -> Trip:
    """Takes a new change in, or a revision of an earlier one: what no person said is then explained anew.

    A revision of what happened before the trip is no business of this trip. One to nothing says that it never was.
    """
    old = None if fact.revises is None else trip.change(fact.revises)
    new = Change(fact.change, fact.mg, fact.sigma_mg, fact.at, why="" if fact.mg else "settled")
    if old is None:
        return trip if fact.revises is not None else explain(replace(trip, changes=(*trip.changes, new)))
    rest = trip.change(-old.id)
    if rest:
        trip = _without(trip, rest)
    if old.said and rest:
        return explain(_with_rest(trip, old, new))
    if old.said:
        return _swap(trip, old, replace(new, at=old.at, why=old.why, lines=old.lines, said=True))
    revised = explain(_swap(undo(trip, old), old, replace(new, at=old.at)))
    return revised if _explained(revised, new) else explain(_with_rest(trip, old, new))


def _swap(trip: Trip, old: Change, new: Change) -> Trip:
    return replace(trip, changes=tuple(new if change.id == old.id else change for change in trip.changes))


def _explained(trip: Trip, new: Change) -> bool:
    return all(change.why for change in trip.changes if change.id == new.id)


def _with_rest(trip: Trip, old: Change, new: Change) -> Trip:
    """A second thing followed so soon that the scale took both for one: what was explained stays, the rest is new.

    The rest has the negative of the change's id, so that a later revision takes it back.
    """
    if not old.why:
        return _swap(trip, old, replace(new, at=old.at))
    kept = replace(old, id=new.id)
    rest = Change(-new.id, new.mg - old.mg, new.sigma_mg + old.sigma_mg, new.at)
    swapped = _swap(trip, old, kept)
    return replace(swapped, changes=(*swapped.changes, rest))


def _without(trip: Trip, rest: Change) -> Trip:
    trip = undo(trip, rest)
    return replace(trip, changes=tuple(change for change in trip.changes if change.id != rest.id))


def taken(trip: Trip, key: str, loss: Change) -> Trip:
    """The shopper's word that this line left, explained by `loss`, and with it what alone makes up the whole of it.

    Where several would, the rest of the loss is open, and asked.
    """
    line = trip.line(key)
    sets = [one for one in verify.may_have_left(trip.placed, -loss.mg, loss.sigma_mg) if key in one.lines]
    if line is not None and len(sets) > 1 and loss.id > 0:
        part = replace(loss, mg=-round(verify.expected(line).mean_mg))
        rest = replace(loss, id=-loss.id, mg=loss.mg - part.mg)
        trip = _swap(trip, loss, part)
        return leave(replace(trip, changes=(*trip.changes, rest)), (key,), part, said=True)
    return leave(trip, sets[0].lines if len(sets) == 1 else (key,), loss, said=True)


def undo(trip: Trip, change: Change) -> Trip:
    """Takes back what a change was thought to mean: lines wait again, are back in the basket, or out of it."""
    if change.why == "placed":
        back = {
            line.id: replace(line, placed=False, measured_mg=None) for line in trip.lines if line.id in change.lines
        }
        trip = replace(trip, lines=tuple(back.get(line.id, line) for line in trip.lines))
    if change.why == "left":
        trip = restore(trip, change.lines)
    if change.why == "back":
        trip = leave(trip, change.lines, None)
    return trip.with_changes((replace(change, why="", lines=()),))


def restore(trip: Trip, keys: tuple[str, ...]) -> Trip:
    """Puts lines that left back where they stood."""
    back = tuple(line for line in trip.gone if line.id in keys)
    lines = tuple(sorted((*trip.lines, *back), key=lambda line: int(line.id)))
    return replace(trip, lines=lines, gone=tuple(line for line in trip.gone if line.id not in keys))


def explain(trip: Trip) -> Trip:
    """Explains what can be explained; what stays open is asked."""
    for step in STEPS:
        if not trip.open_changes or trip.produce:
            return trip
        trip = step(trip)
    return trip


def settle(trip: Trip, why: Why, *, lines: tuple[str, ...] = (), said: bool = False) -> Trip:
    """Gives all open changes one explanation."""
    return trip.with_changes(tuple(replace(change, why=why, lines=lines, said=said) for change in trip.open_changes))


def _own_things(trip: Trip) -> Trip:
    return settle(trip, "own", said=True) if trip.bagging else trip


def _cancelled(trip: Trip) -> Trip:
    """Something in and out again (or out and in): also after the shopper had said that it is put back."""
    for change in trip.open_changes:
        other = next((one for one in trip.changes if _opposite(one, change)), None)
        if other is not None:
            pair = (replace(change, why="settled"), replace(other, why="settled", said=False))
            return _cancelled(trip.with_changes(pair))
    return trip


def _opposite(one: Change, change: Change) -> bool:
    waiting = not one.why or (one.why == "settled" and one.said)
    return waiting and _evens_out(one, change) and abs(one.at - change.at) <= RECENT_S


def _evens_out(one: Change, change: Change) -> bool:
    sum_mg, sigma_mg = verify.balance((one, change))
    near = abs(sum_mg) <= max(AGREES * sigma_mg, 2 * verify.FLOOR_MG, abs(change.mg) // 100)
    return one.mg * change.mg < 0 and near


def _placed(trip: Trip) -> Trip:
    """Gains that scanned lines explain: one by one, then all that is open together."""
    for change in trip.open_changes:
        if change.mg > 0:
            trip = place(trip, verify.went_in(trip.pending, change.mg, change.sigma_mg), (change,))
    open_ = trip.open_changes
    mg, sigma_mg = verify.balance(open_)
    if len(open_) > 1 and mg > 0:
        trip = place(trip, verify.went_in(trip.pending, mg, sigma_mg), open_)
    return trip


def place(trip: Trip, keys: tuple[str, ...], changes: tuple[Change, ...], *, said: bool = False) -> Trip:
    """Puts lines in the basket, explained by `changes`; each line gets its share of what was measured."""
    if not keys:
        return trip
    lines = [line for line in trip.lines if line.id in keys]
    total = verify.together(map(verify.expected, lines))
    rest = sum(change.mg for change in changes) - total.mean_mg
    for line in lines:
        part = verify.expected(line)
        share = part.mean_mg + rest * part.sd_mg**2 / total.sd_mg**2
        trip = trip.with_line(replace(line, placed=True, measured_mg=round(share)))
    return trip.with_changes(tuple(replace(c, why="placed", lines=keys, said=said) for c in changes))


def _back_again(trip: Trip) -> Trip:
    """A line that left a moment ago comes back: only when nothing scanned is waiting."""
    recent = [line for line in trip.gone if trip.now - line.at <= RECENT_S and line.measured_mg]
    for change in trip.open_changes:
        sure = change.mg > 0 and change.sigma_mg <= CERTAIN_MG and not trip.pending
        fit = verify.fitting_single(recent, change.mg, change.sigma_mg) if sure else []
        if fit:
            trip = restore(trip, fit[0].lines)
            return trip.with_changes((replace(change, why="back", lines=fit[0].lines),))
    return trip


def _left(trip: Trip) -> Trip:
    """A loss that one product alone explains takes it off the list; if several fit, it is asked."""
    for change in trip.open_changes:
        if change.mg < -SMALL_MG and change.sigma_mg <= CERTAIN_MG:
            fit = verify.may_have_left(trip.placed, -change.mg, change.sigma_mg)
            if len(fit) == 1 and len(fit[0].lines) == 1 and not _own_inside(trip, change):
                trip = leave(trip, fit[0].lines, change)
    return trip


def leave(trip: Trip, keys: tuple[str, ...], change: Change | None, *, said: bool = False) -> Trip:
    """Takes lines off the list, explained by `change`."""
    left = tuple(replace(line, at=trip.now) for line in trip.lines if line.id in keys)
    lines = tuple(line for line in trip.lines if line.id not in keys)
    trip = replace(trip, lines=lines, gone=(*trip.gone, *left)[-REMEMBERED:])
    return trip.with_changes((replace(change, why="left", lines=keys, said=said),)) if change and left else trip


def _own_out(trip: Trip) -> Trip:
    """A loss that only the shopper's own things explain: they were taken out again."""
    for change in trip.open_changes:
        own = _own_inside(trip, change) if change.sigma_mg <= CERTAIN_MG else None
        if own and not verify.may_have_left(trip.placed, -change.mg, change.sigma_mg):
            trip = trip.with_changes((replace(change, why="settled"), replace(own, why="settled", said=False)))
    return trip


def _own_inside(trip: Trip, loss: Change) -> Change | None:
    """The own things in the basket that weigh as much as what left."""
    own = (change for change in trip.changes if change.why == "own" and change.mg > 0)
    return next((change for change in own if _evens_out(change, loss)), None)


def _small(trip: Trip) -> Trip:
    """What is too little to ask about."""
    mg, _ = verify.balance(trip.open_changes)
    return settle(trip, "settled") if abs(mg) <= (NOTHING_MG if trip.pending else SMALL_MG) else trip


STEPS: tuple[Callable[[Trip], Trip], ...] = (_own_things, _cancelled, _placed, _back_again, _left, _own_out, _small)


def light(line: Line) -> bool:
    """Whether the basket's scale cannot see this line: too light, or riding elsewhere."""
    mass = line.product.mass_mg
    return not line.product.weighed_in_basket or (mass is not None and mass < LIGHT_MG)
