"""One balance: what the basket weighs against what the list weighs, in grams by reason. For the lane.

Kept through the trip: each weight change has its explanation (cart.trip.state.Change), and what happened without one is
noted. Small amounts are summed here, since many small things are one large one.
"""

from collections.abc import Iterable, Mapping

from cart.trip.movements import SMALL_MG
from cart.trip.state import Change, Line, Trip
from cart.trip.verify import UNKNOWN_SD_MG, usual

ASK_MG = 50_000


def balance(trip: Trip) -> Mapping[str, int]:
    """Milligrams by reason; those without any are left out.

    `own`: the shopper's own things. `settled`: by touch, either way. `small`: too little to ask about, in sum. `open`:
    nobody has explained it. `unknown`: goods whose weight nobody knows beforehand. `after_code`: went in after the code
    for the lane was shown. The rest is as noted (`exchanged`, `came_back`, `removed_by_staff`, ...).
    """
    sums = {
        "own": sum(change.mg for change in own_things(trip)),
        "settled": sum(abs(change.mg) for change in settled(trip)),
        "small": sum(change.mg for change in trip.changes if _small(change)),
        "open": sum(abs(change.mg) for change in still_open(trip)),
        "unknown": sum(line.measured_mg or 0 for line in trip.placed if _unknown(line)),
        "after_code": after_code_mg(trip),
        **{what: mg for what, (_, mg) in trip.noted.items()},
    }
    return {what: mg for what, mg in sums.items() if abs(mg) >= 1000}


def _unknown(line: Line) -> bool:
    """Whether neither the store nor the label says its weight, and it was not weighed to be sold."""
    return line.gross_g is None and usual(line).sd_mg >= UNKNOWN_SD_MG


def _small(change: Change) -> bool:
    return change.why == "settled" and not change.said and abs(change.mg) <= SMALL_MG


def own_things(trip: Trip) -> tuple[Change, ...]:
    """The shopper's own things that are in the basket."""
    return tuple(change for change in trip.changes if change.why == "own")


def settled(trip: Trip) -> tuple[Change, ...]:
    """What the shopper settled by a touch."""
    return tuple(change for change in trip.changes if change.why == "settled" and change.said)


def still_open(trip: Trip) -> tuple[Change, ...]:
    """What nobody has explained, up to the lane."""
    return tuple(change for change in trip.open_changes if not _after_code(trip, change))


def after_code_mg(trip: Trip) -> int:
    """What the basket has gained since the code for the lane was shown; what is taken out there is no gain."""
    return max(0, sum(change.mg for change in trip.open_changes if _after_code(trip, change)))


def _after_code(trip: Trip, change: Change) -> bool:
    return trip.phase in ("at_lane", "thanks") and change.at > trip.handed_at


def weighty(changes: Iterable[Change]) -> int:
    """How many are worth a question, and one more where those that are not come to it together."""
    sizes = [abs(change.mg) for change in changes]
    small = sum(mg for mg in sizes if mg < ASK_MG)
    return sum(mg >= ASK_MG for mg in sizes) + int(small >= ASK_MG)
