"""Parts of a weight change: what each explanation is the weight of. They always add up to what the scale told.

A touch explains its own weight and no more; what it leaves over is a part of its own, open, and asked.
"""

from collections.abc import Sequence
from dataclasses import replace

from cart.trip import verify
from cart.trip.state import Change, Trip

LEFT_OVER_MG = 1_000


def parts_of(trip: Trip, source: int) -> tuple[Change, ...]:
    """The parts of one of the engine's changes."""
    return tuple(change for change in trip.changes if change.source == source)


def swap(trip: Trip, old: Sequence[Change], new: Sequence[Change]) -> Trip:
    """Some changes in place of others, where the first of those stood."""
    ids = {change.id for change in old}
    before = [change for change in trip.changes if change.id not in ids]
    places = [n for n, change in enumerate(trip.changes) if change.id in ids]
    at = places[0] if places else len(before)
    return replace(trip, changes=(*before[:at], *new, *before[at:]))


def divide(trip: Trip, some: Sequence[Change], pieces: Sequence[Change], sigma_mg: int = 0) -> Trip:
    """Explains some changes by pieces whose ids are still to be given; what they leave over is open.

    `sigma_mg`: how well the pieces' own weights are known.
    """
    mg, known = verify.balance(some)
    rest_mg = mg - sum(piece.mg for piece in pieces)
    whole = some[-1]
    if abs(rest_mg) >= LEFT_OVER_MG:
        pieces = (*pieces, replace(whole, mg=rest_mg, sigma_mg=round((known**2 + sigma_mg**2) ** 0.5), why=""))
    first = trip.next_part
    numbered = [
        replace(piece, id=whole.id if n == 0 else first - n, of=whole.source if n or whole.of else 0)
        for n, piece in enumerate(pieces)
    ]
    return swap(trip, some, numbered)


def only(change: Change, mg: int) -> Change:
    """A part of `change` of this weight, explained by nothing yet."""
    return replace(change, mg=mg, why="", lines=(), said=False, net_g=0)
