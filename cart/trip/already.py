"""What waits may be in already: the weight that may have brought it, and what that then was."""

from cart.trip import verify
from cart.trip.moves import place, undo
from cart.trip.state import Change, Line, Trip

Brought = tuple[Change, tuple[str, ...]]


def brought(trip: Trip, line: Line) -> Brought | None:
    """The last gain since this line was scanned that may have been it, and the lines that it then brought.

    They are this one with those that the gain is explained by, or this one in their place, whichever is nearer. What a
    person said of a gain stays, and so does what was found of a gap.
    """
    for change in (change for change in trip.changes[::-1] if may_be_anew(change) and change.at >= line.at):
        ways = [_weighs(trip, keys, change) for keys in ((*change.lines, line.id), (line.id,))]
        far, keys = min(ways)
        if far <= verify.FIT:
            return change, keys
    return None


def may_be_anew(change: Change) -> bool:
    """Whether a touch may explain this gain in another way than it is."""
    return change.why == "placed" and not change.said and not change.gap


def _weighs(trip: Trip, keys: tuple[str, ...], change: Change) -> tuple[float, tuple[str, ...]]:
    total = verify.together(verify.usual(line) for key in keys if (line := trip.line(key)))
    known = total.sd_mg < verify.UNKNOWN_SD_MG
    return verify.distance(total, change.mg, change.sigma_mg) if known else float("inf"), keys


def taken_so(trip: Trip, found: Brought) -> Trip:
    """The gain is explained so on a person's word; what it was thought to be, and is not, waits again."""
    change, keys = found
    trip = undo(trip, change)
    return place(trip, keys, tuple(one for one in trip.changes if one.id == change.id), said=True)
