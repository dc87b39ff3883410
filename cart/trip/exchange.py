"""What was exchanged where the basket fell before it rose: something that waited in, and one kind out, or two.

What it fell by is known to a part only (what is snatched makes the basket swing, and a hand pushes): it tells which of
those that fit the whole change are likely.
"""

import numpy as np
from numpy.typing import NDArray

from cart.trip import verify
from cart.trip.joint import MOVES, NAMED, Ints, Joint, Move, out_of, waiting
from cart.trip.state import Trip

FELL_SPREAD, FELL_FIT = 0.15, 3.3


def exchanges(trip: Trip, mg: int, sigma_mg: int, fell_mg: int) -> list[Joint]:
    """What waited in, and out what weighs about as much as the basket fell by first: the likeliest first."""
    into = list(waiting(trip))[:MOVES] if fell_mg > 0 else []
    seen = [line for line in trip.placed if not line.unseen] if into else []
    out = [move for kind in verify.kinds_of(seen) for move in out_of(kind)][:MOVES]
    if not out:
        return []
    first, second = _one_or_two(out)
    scores = _scores(into, out, (first, second), (mg, sigma_mg)) + _unlike(out, (first, second), fell_mg)
    best = [int(n) for n in np.argsort(scores, axis=None, kind="stable")[:NAMED] if np.isfinite(scores.flat[n])]
    ways = [(n // len(first), int(first[n % len(first)]), int(second[n % len(first)])) for n in best]
    return [(into[n], out[a]) if a == b else (into[n], out[a], out[b]) for n, a, b in ways]


def _one_or_two(out: list[Move]) -> tuple[Ints, Ints]:
    """All ways out by the moves' numbers: each alone (twice the same number), and each two of different kinds."""
    first, second = np.triu_indices(len(out))
    kinds = np.array([move.kind for move in out])
    ways = (first == second) | (kinds[first] != kinds[second])
    return first[ways], second[ways]


def _both(values: list[float], ways: tuple[Ints, Ints]) -> NDArray[np.float64]:
    """The sums of a value over each way out."""
    some, (first, second) = np.array(values, dtype=np.float64), ways
    return some[first] + np.where(first == second, 0.0, some[second])


def _scores(into: list[Move], out: list[Move], ways: tuple[Ints, Ints], change: tuple[int, int]) -> NDArray[np.float64]:
    """How unlikely each way in (rows) with each way out (columns) is by the whole change; infinite where none fits."""
    mg, sigma_mg = change
    mean, var, cost = np.array([(move.mg, move.var, move.cost) for move in into], dtype=np.float64).T[:, :, None]
    square = (mg - mean - _both([move.mg for move in out], ways)) ** 2
    square /= sigma_mg**2 + var + _both([move.var for move in out], ways)
    return np.where(square > verify.FIT**2, np.inf, square / 2 + cost + _both([move.cost for move in out], ways))


def _unlike(out: list[Move], ways: tuple[Ints, Ints], fell_mg: int) -> NDArray[np.float64]:
    """How unlikely each way out is by what the basket fell by."""
    weights = np.maximum(1.0, -_both([move.mg for move in out], ways))
    off = np.abs(np.log(weights / fell_mg)) / FELL_SPREAD
    return np.where(off > FELL_FIT, np.inf, off**2 / 2)
