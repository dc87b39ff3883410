"""How sure the scale is of the list, with its reasons: for the lane's eyes, and never a shopper's fault."""

from dataclasses import dataclass

from cart.trip.state import Trip

ASK_MG = 50_000
COST = {"not_weighed": 30, "weight_open": 30, "settled_by_shopper": 15, "taken_on_word": 5, "waiting": 10}


@dataclass(frozen=True)
class Trust:
    """`score` from 0 to 100, and the reasons' keys (COST) with how often each holds."""

    score: int
    reasons: tuple[str, ...]


def trust(trip: Trip) -> Trust:
    """What the lane may want to look at."""
    found = {
        "not_weighed": int(trip.unweighed),
        "weight_open": sum(abs(change.mg) >= ASK_MG for change in trip.open_changes),
        "settled_by_shopper": sum(c.said and c.why == "settled" and abs(c.mg) >= ASK_MG for c in trip.changes),
        "taken_on_word": sum(line.unseen for line in trip.placed),
        "waiting": len(trip.pending),
    }
    score = 100 - sum(COST[key] * min(times, 3) for key, times in found.items())
    return Trust(max(0, score), tuple(f"{key}:{times}" for key, times in found.items() if times))
