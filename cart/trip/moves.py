"""Lines in and out of the basket, each explained by the weight changes that it is the reason of; and back again."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from cart.trip import verify
from cart.trip.parts import divide, only
from cart.trip.state import Change, Line, Trip, Why

LIGHT_MG = 6_000
REMEMBERED = 12


def light(line: Line) -> bool:
    """Whether the basket's scale cannot see this line: too light, or riding elsewhere."""
    mass = line.product.mass_mg
    return not line.product.weighed_in_basket or (mass is not None and mass < LIGHT_MG)


def settle(
    trip: Trip, why: Why, some: Sequence[Change] | None = None, *, lines: tuple[str, ...] = (), said: bool = False
) -> Trip:
    """Gives some open changes, or all, one explanation."""
    changes = trip.open_changes if some is None else some
    return trip.with_changes(tuple(replace(change, why=why, lines=lines, said=said) for change in changes))


def share(trip: Trip, keys: tuple[str, ...], mg: int, sd_mg: float = 0.0) -> Trip:
    """Puts lines in the basket: each weighs its share of `mg` (known to `sd_mg`), the unsure ones take most of it.

    What came by itself is known as well as the whole. Of things that came together only the sum is.
    """
    lines = [line for line in trip.lines if line.id in keys]
    total = verify.together(map(verify.expected, lines))
    rest = mg - total.mean_mg
    for line in lines:
        part = verify.expected(line)
        its = part.sd_mg**2 / total.sd_mg**2
        off_mg = math.sqrt(part.sd_mg**2 * (1 - its) + (its * sd_mg) ** 2)
        weighs = round(part.mean_mg + rest * its)
        line = replace(line, placed=True, measured_mg=weighs, measured_sd_mg=round(off_mg), unseen=False)
        trip = trip.with_line(line)
    return trip


def place(trip: Trip, keys: tuple[str, ...], changes: tuple[Change, ...], *, said: bool = False) -> Trip:
    """Puts lines in the basket, explained by the whole of `changes`."""
    if not keys:
        return trip
    trip = share(trip, keys, sum(change.mg for change in changes))
    return settle(trip, "placed", changes, lines=keys, said=said)


def place_own_weight(trip: Trip, keys: tuple[str, ...], changes: tuple[Change, ...]) -> Trip:
    """Puts lines in on a person's word: they explain what they should weigh; what is over or short stays open."""
    total = verify.together(verify.expected(line) for line in trip.lines if line.id in keys)
    trip = share(trip, keys, round(total.mean_mg), total.sd_mg)
    piece = replace(only(changes[-1], round(total.mean_mg)), why="placed", lines=keys, said=True)
    return divide(trip, changes, (piece,), round(total.sd_mg))


def leave(trip: Trip, keys: tuple[str, ...], change: Change | None, *, said: bool = False) -> Trip:
    """Takes lines off the list, explained by the whole of `change`."""
    trip, left = _off(trip, keys)
    return settle(trip, "left", (change,), lines=keys, said=said) if change and left else trip


def leave_own_weight(trip: Trip, keys: tuple[str, ...], losses: Sequence[Change]) -> Trip:
    """Takes lines off on a person's word: they explain what they weigh; what is over or short stays open."""
    total = verify.together(verify.expected(line) for line in trip.lines if line.id in keys)
    trip, _ = _off(trip, keys)
    piece = replace(only(losses[-1], -round(total.mean_mg)), why="left", lines=keys, said=True)
    return divide(trip, losses, (piece,), round(total.sd_mg))


def _off(trip: Trip, keys: tuple[str, ...]) -> tuple[Trip, tuple[Line, ...]]:
    left = tuple(replace(line, at=trip.now) for line in trip.lines if line.id in keys)
    lines = tuple(line for line in trip.lines if line.id not in keys)
    leaving = {key: since for key, since in trip.leaving.items() if key not in keys}
    return replace(trip, lines=lines, gone=(*trip.gone, *left)[-REMEMBERED:], leaving=leaving), left


def restore(trip: Trip, keys: tuple[str, ...]) -> Trip:
    """Puts lines that left back where they stood."""
    back = tuple(line for line in trip.gone if line.id in keys)
    lines = tuple(sorted((*trip.lines, *back), key=lambda line: int(line.id)))
    return replace(trip, lines=lines, gone=tuple(line for line in trip.gone if line.id not in keys))


def take_part(trip: Trip, line: Line, loss: Change, net_g: int, *, said: bool = True) -> Trip:
    """A part of a line left: it weighs less now; one that a scale prices is `net_g` lighter on the list too."""
    now = replace(line, measured_mg=_weighs(line) + loss.mg, gross_g=_less(line, net_g))
    part = replace(loss, why="part", lines=(line.id,), said=said, net_g=net_g)
    return trip.with_line(now).with_changes((part,))


def _weighs(line: Line) -> int:
    return round(verify.expected(line).mean_mg) if line.measured_mg is None else line.measured_mg


def _less(line: Line, net_g: int) -> int | None:
    return None if line.gross_g is None else line.gross_g - net_g


def undo(trip: Trip, change: Change) -> Trip:
    """Takes back what a change was thought to mean: lines wait again, are back in the basket, or out of it.

    Of lines that have left since too: were that taken back as well, they would be what they were before.
    """
    if change.why == "placed":
        trip = _altered(
            trip, change.lines, lambda line: replace(line, placed=False, measured_mg=None, measured_sd_mg=0)
        )
    if change.why == "left":
        trip = restore(trip, change.lines)
    if change.why == "back":
        trip = leave(trip, change.lines, None)
    if change.why == "part":
        trip = _altered(trip, change.lines, lambda line: _whole_again(line, change))
    return trip.with_changes((replace(change, why="", lines=(), said=False, net_g=0),))


def _whole_again(line: Line, part: Change) -> Line:
    return replace(line, measured_mg=_weighs(line) - part.mg, gross_g=_less(line, -part.net_g))


def _altered(trip: Trip, keys: tuple[str, ...], alter: Callable[[Line], Line]) -> Trip:
    """The trip with some lines altered, on the list or gone."""
    lines, gone = (tuple(alter(x) if x.id in keys else x for x in some) for some in (trip.lines, trip.gone))
    return replace(trip, lines=lines, gone=gone)
