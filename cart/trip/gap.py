"""While no scale is believed there is a gap: what changes meanwhile is kept, and counts for nothing until it is over.

One contract for silence, overload, a restart and a pulled cable. What was scanned in the gap is taken as in, unseen:
a broken scale stops nobody. When the scale is believed again those lines wait once more, and what the basket weighs
more (or less) than before explains them first. Only what is left over is asked.
"""

from dataclasses import replace

from cart.facts import CartRestarted, DeviceBack, DeviceFailed, LevelSeen
from cart.trip.moves import light
from cart.trip.state import Change, Line, Trip
from cart.trip.weights import explain

TO_THE_LANE = ("shopping", "find_lane")
SEEN_BY_THEN_S = 15.0
LEVEL_MG = 40_000
LEVEL_PART, DEAD_MG = 0.004, 7_000_000


def device_failed(trip: Trip, fact: DeviceFailed) -> Trip:
    """Without a scale, what waits for its weight is taken as in, until the trip is handed over; the lane is told.

    What a scale that worked did not see for long is not in: it waits on.
    """
    trip = replace(trip, devices={**trip.devices, fact.device: fact.words}, whys={**trip.whys, fact.device: fact.why})
    if fact.device != "scale" or trip.phase not in TO_THE_LANE:
        return trip
    lines = tuple(_taken_as_in(line) if fact.at - line.at <= SEEN_BY_THEN_S else line for line in trip.lines)
    open_ = tuple(replace(change, why="unseen", gap=True) for change in trip.open_changes)
    return replace(trip.with_changes(open_), lines=lines, leaving={}, doubt=None, unweighed=True, compared=False)


def _taken_as_in(line: Line) -> Line:
    return line if line.placed else replace(line, placed=True, unseen=True, gap=True)


def device_back(trip: Trip, fact: DeviceBack) -> Trip:
    """The device is believed again. After the scale's gap, what was taken unseen is looked for."""
    believed = fact.device == "scale" and not trip.weighing
    whys = {name: why for name, why in trip.whys.items() if name != fact.device}
    trip = replace(
        trip, devices={name: words for name, words in trip.devices.items() if name != fact.device}, whys=whys
    )
    return explain(_over(trip)) if believed else trip


def _over(trip: Trip) -> Trip:
    """The gap is over: its changes are open from now on, its lines wait."""
    found = tuple(replace(change, why="", at=trip.now) for change in trip.changes if change.why == "unseen")
    lines = tuple(map(_looked_for, trip.lines)) if trip.phase in TO_THE_LANE else trip.lines
    return replace(trip.with_changes(found), lines=lines)


def _looked_for(line: Line) -> Line:
    return replace(line, placed=light(line), unseen=light(line), gap=False) if line.gap else line


def cart_restarted(trip: Trip, _: CartRestarted) -> Trip:
    """The lane is told that nobody looked for a while; what was handed over before stays as it was."""
    return replace(trip, unweighed=True, compared=False) if trip.phase in TO_THE_LANE else trip


def level_seen(trip: Trip, fact: LevelSeen) -> Trip:
    """The whole basket at rest: what it weighs other than all changes add up to, came while nobody looked."""
    sum_mg = sum(change.mg for change in trip.changes)
    trip = replace(trip, rested_at=fact.at)
    if trip.level_mg is None:
        return replace(trip, level_mg=fact.mg - sum_mg)
    off_mg = fact.mg - trip.level_mg - sum_mg
    if abs(off_mg) <= max(LEVEL_MG, LEVEL_PART * (abs(fact.mg) + DEAD_MG), 3 * fact.sigma_mg):
        return _compared(replace(trip, level_mg=trip.level_mg + off_mg))
    missed = Change(trip.next_part, off_mg, fact.sigma_mg, fact.at, gap=True)
    return _compared(explain(replace(trip, changes=(*trip.changes, missed))))


def _compared(trip: Trip) -> Trip:
    """The basket was weighed against the list: of a gap before it only what is open is unknown."""
    return replace(trip, compared=trip.weighing)
