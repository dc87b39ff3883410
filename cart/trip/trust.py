"""How sure the scale is of the list, with its reasons: for the lane's eyes, and never a shopper's fault.

What weight cannot tell is no fault: 505 g fit a product of 500 g. It is said here, and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cart.trip import verify
from cart.trip.balance import ASK_MG, after_code_mg, balance, own_things, settled, still_open, weighty
from cart.trip.state import Line, Trip

BAGS_MG = 500_000
UNSURE = 2.5
COST = {
    "not_weighed": 30, "weight_open": 30, "settled_by_shopper": 15, "weight_differs": 15, "weight_unsure": 3,
    "told_apart_by_shopper": 5, "own_things": 5, "taken_on_word": 5, "waiting": 10,
    "after_code": 30, "not_at_rest": 15, "own_over": 25, "taken_off_on_word": 10, "removed_by_staff": 3,
    "exchanged": 5, "came_back": 1, "unknown_weight": 3, "small": 5, "opened": 3,
    "named_not_scanned": 2,
    "staff_came": 0, "settled_by_staff": 3, "repriced_by_staff": 3, "badge_wrong": 5,
}  # fmt: skip
COMPARED = 5
"""What a gap costs after which the level agreed with the list: things may have been exchanged in it, and no more."""
NOTED = ("exchanged", "came_back", "taken_off_on_word")
ACTS = ("staff_came", "settled_by_staff", "removed_by_staff", "repriced_by_staff", "badge_wrong")
"""What staff did, or somebody who was none: told however little it weighs."""


@dataclass(frozen=True)
class Trust:
    """`score` from 0 to 100, the reasons' keys (COST) with how often each holds, and the grams of the balance."""

    score: int
    reasons: tuple[str, ...]
    grams: Mapping[str, int] = field(default_factory=dict, compare=False)


def trust(trip: Trip) -> Trust:
    """What the lane may want to look at. Each reason counts three times at most."""
    off = [_off(line) for line in trip.placed]
    own = own_things(trip)
    own_mg = sum(change.mg for change in own)
    found = {
        "not_weighed": int(trip.unweighed),
        "weight_open": weighty(still_open(trip)),
        "settled_by_shopper": weighty(settled(trip)),
        "weight_differs": sum(far > verify.FIT for far in off),
        "weight_unsure": sum(UNSURE < far <= verify.FIT for far in off),
        "told_apart_by_shopper": sum(change.why == "left" and change.said for change in trip.changes),
        "own_things": int(own_mg > BAGS_MG),
        "taken_on_word": sum(line.unseen for line in trip.placed),
        "waiting": len(trip.pending),
        **_told(trip),
        "own_over": int(len(own) > trip.own_most or own_mg > trip.own_g * 1000),
    }
    costs = {**COST, "not_weighed": COMPARED} if trip.compared else COST
    score = 100 - sum(costs[key] * min(times, 3) for key, times in found.items())
    reasons = tuple(f"{key}:{times}" for key, times in found.items() if times)
    return Trust(max(0, score), reasons, {what: round(mg / 1000) for what, mg in balance(trip).items()})


def _told(trip: Trip) -> dict[str, int]:
    """What the balance tells beside what is open and what was said."""
    return {
        "after_code": int(after_code_mg(trip) >= ASK_MG),
        "not_at_rest": int(trip.phase == "at_lane" and trip.level_mg is not None and trip.rested_at < trip.asked_at),
        "unknown_weight": sum(_unknown(line) for line in trip.placed),
        "named_not_scanned": sum(line.named for line in trip.placed),
        "small": int(balance(trip).get("small", 0) >= ASK_MG),
        "opened": _opened(trip),
        **{what: trip.noted[what][0] if trip.noted.get(what, (0, 0))[1] >= ASK_MG else 0 for what in NOTED},
        **{what: trip.noted.get(what, (0, 0))[0] for what in ACTS},
    }


def _opened(trip: Trip) -> int:
    """How many packs, sold whole, a part is out of."""
    out = {key for change in trip.changes if change.why == "part" and not change.net_g for key in change.lines}
    return len(out) + trip.noted.get("opened", (0, 0))[0]


def _unknown(line: Line) -> bool:
    """Whether any weight would have done: the store does not know what it weighs, and no label or scale says it."""
    labelled = line.code is not None and line.code.weight_g is not None
    return line.product.mass_mg is None and not labelled and not line.product.sold_by_weight and not line.unseen


def _off(line: Line) -> float:
    """How many standard deviations a piece weighed from what it should; 0 where no scale saw it, or set its price."""
    if line.measured_mg is None or (line.product.sold_by_weight and line.code is None):
        return 0.0
    return verify.distance(verify.usual(line), line.measured_mg, 0)
