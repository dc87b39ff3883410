"""How sure the scale is of the list, with its reasons: for the lane's eyes, and never a shopper's fault.

What weight cannot tell is no fault: 505 g fit a product of 500 g. It is said here, and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cart.trip import verify
from cart.trip.state import Change, Line, Trip

ASK_MG = 50_000
BAGS_MG = 500_000
UNSURE = 2.5
COST = {
    "not_weighed": 30, "weight_open": 30, "settled_by_shopper": 15, "weight_differs": 15, "weight_unsure": 3,
    "told_apart_by_shopper": 5, "own_things": 5, "taken_on_word": 5, "waiting": 10,
}  # fmt: skip


@dataclass(frozen=True)
class Trust:
    """`score` from 0 to 100, and the reasons' keys (COST) with how often each holds."""

    score: int
    reasons: tuple[str, ...]


def trust(trip: Trip) -> Trust:
    """What the lane may want to look at. Each reason counts three times at most."""
    off = [_off(line) for line in trip.placed]
    found = {
        "not_weighed": int(trip.unweighed),
        "weight_open": _weighty(trip.open_changes),
        "settled_by_shopper": _weighty(change for change in _said(trip) if change.why == "settled"),
        "weight_differs": sum(far > verify.FIT for far in off),
        "weight_unsure": sum(UNSURE < far <= verify.FIT for far in off),
        "told_apart_by_shopper": sum(change.why == "left" for change in _said(trip)),
        "own_things": int(sum(change.mg for change in trip.changes if change.why == "own") > BAGS_MG),
        "taken_on_word": sum(line.unseen for line in trip.placed),
        "waiting": len(trip.pending),
    }
    score = 100 - sum(COST[key] * min(times, 3) for key, times in found.items())
    return Trust(max(0, score), tuple(f"{key}:{times}" for key, times in found.items() if times))


def _said(trip: Trip) -> Iterable[Change]:
    return (change for change in trip.changes if change.said)


def _weighty(changes: Iterable[Change]) -> int:
    return sum(abs(change.mg) >= ASK_MG for change in changes)


def _off(line: Line) -> float:
    """How many standard deviations a piece weighed from what it should; 0 where no scale saw it, or set its price."""
    if line.measured_mg is None or (line.product.sold_by_weight and line.code is None):
        return 0.0
    return verify.distance(verify.expected(replace(line, measured_mg=None)), line.measured_mg, 0)
