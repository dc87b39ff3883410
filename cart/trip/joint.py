"""What may have moved together: pieces in and out whose weights add up to a change, the likeliest first.

Each move is some pieces of one kind, in or out, with a mean, a spread and a cost (how unlikely it is before anything
was weighed, in units of half a squared standard deviation). A set of up to four moves of different kinds fits as
verify.py says; its score is its distance and its costs. The work is counted, not timed: so many moves, so many sums.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from cart.trip import verify
from cart.trip.state import Line, Trip

MOVES = 120
DEEP_MOVES = 72
TRIED = 600
LIKELIEST = 12
NAMED = 3
WITHIN = 6.0
PIECES = 4
EXTRA = 5
RECENT_S = 30.0

WAITING = "waiting"

Ints = NDArray[np.int64]
COST = {"waiting": 0.0, "some": 0.5, "extra": 2.0, "out": 2.5, "back": 2.5, "more": 3.0, "piece": 3.5, "all": 3.0}
AGAIN = 0.6
OLDER = 1.0


@dataclass(frozen=True)
class Move:
    """Some pieces of one `kind`: lines in, lines out, or a part of a line out. `mg` is below zero for what goes out.

    `alone`: too unlikely to come with another move, but with what waits.
    """

    kind: str
    mg: int
    var: int
    cost: float
    into: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    part: str = ""
    alone: bool = False


Joint = tuple[Move, ...]


def explanations(trip: Trip, mg: int, sigma_mg: int) -> list[Joint]:
    """The sets of moves that fit a change of `mg`, the likeliest first; none where too many do to tell any."""
    moves = _moves(trip)[:MOVES]
    if not moves:
        return []
    sums = _Sums(moves, mg, sigma_mg)
    found = [*sums.singles(), *sums.pairs()]
    deep = _Sums([move for move in moves if move.cost <= COST["out"] + AGAIN][:DEEP_MOVES], mg, sigma_mg)
    found = [joint for joint in found or deep.triples() or deep.quads() if _once(joint)]
    scored = sorted(((sums.score(joint), joint) for joint in found), key=lambda one: one[0])
    return [joint for score, joint in scored if score <= scored[0][0] + WITHIN][:NAMED]


def _once(joint: Joint) -> bool:
    """Whether no line goes out twice: all that is in holds each of it."""
    out = lines_of(joint)[1]
    return len(set(out)) == len(out)


class _Sums:
    """The sums of some moves against one change, in whole milligrams."""

    def __init__(self, moves: Sequence[Move], mg: int, sigma_mg: int) -> None:
        self._moves, self._mg, self._noise = moves, mg, sigma_mg**2
        kinds: dict[str, int] = {}
        self._kind: Ints = np.array([kinds.setdefault(one.kind, len(kinds)) for one in moves], dtype=np.int64)
        self._mean: Ints = np.array([one.mg for one in moves], dtype=np.int64)
        self._var: Ints = np.array([one.var for one in moves], dtype=np.int64)
        self._alone = np.array([one.alone for one in moves], dtype=np.bool_)
        self._waits = np.array([one.kind == WAITING for one in moves], dtype=np.bool_)
        self._cost = np.array([one.cost for one in moves], dtype=np.float64)

    def score(self, joint: Joint) -> float:
        """How unlikely a set is: half its squared distance, and its costs."""
        off = self._mg - sum(move.mg for move in joint)
        return off * off / (2 * (self._noise + sum(move.var for move in joint))) + sum(move.cost for move in joint)

    def singles(self) -> list[Joint]:
        """The single moves that fit."""
        return [(self._moves[n],) for n in self._likeliest(self._mean, self._var, self._cost)]

    def pairs(self) -> list[Joint]:
        """The pairs of two kinds that fit."""
        first, second = self._pairs
        mean, var = self._mean[first] + self._mean[second], self._var[first] + self._var[second]
        likeliest = self._likeliest(mean, var, self._cost[first] + self._cost[second])
        return [(self._moves[first[n]], self._moves[second[n]]) for n in likeliest]

    def triples(self) -> list[Joint]:
        """Three kinds."""
        return self._joined(self._mean, [(n,) for n in range(len(self._moves))])

    def quads(self) -> list[Joint]:
        """Four kinds."""
        first, second = self._pairs
        pairs = list(zip(first.tolist(), second.tolist(), strict=True))
        return self._joined(self._mean[first] + self._mean[second], pairs)

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints]:
        first, second = np.triu_indices(len(self._moves), 1)
        other = self._kind[first] != self._kind[second]
        free = ~self._alone | self._waits
        likely = (free[first] & free[second]) | self._waits[first] | self._waits[second]
        return first[other & likely], second[other & likely]

    @cached_property
    def _by_weight(self) -> tuple[Ints, Ints]:
        """The pairs' numbers and their weights, lightest first."""
        first, second = self._pairs
        pair = self._mean[first] + self._mean[second]
        order = np.argsort(pair, kind="stable")
        return order, pair[order]

    def _likeliest(self, mean: Ints, var: Ints, cost: NDArray[np.float64]) -> list[int]:
        squares = (self._mg - mean) ** 2
        fit = np.nonzero(squares <= verify.FIT**2 * (var + self._noise))[0]
        scores = squares[fit] / (2 * (var[fit] + self._noise)) + cost[fit]
        best: list[int] = fit[np.argsort(scores, kind="stable")][:LIKELIEST].tolist()
        return best

    def _joined(self, sums: Ints, members: Sequence[tuple[int, ...]]) -> list[Joint]:
        """Each of `members` with each pair that makes up the rest of the change."""
        first, second = self._pairs
        if not len(first) or not len(sums):
            return []
        order, pair = self._by_weight
        most = verify.FIT * (float(self._var.max()) * (2 + len(members[0])) + self._noise) ** 0.5
        low = np.searchsorted(pair, self._mg - sums - most)
        high = np.searchsorted(pair, self._mg - sums + most, side="right")
        if int((high - low).sum()) > TRIED:
            return []
        found = {
            tuple(sorted((*some, int(first[k]), int(second[k]))))
            for some, a, b in zip(members, low.tolist(), high.tolist(), strict=True)
            for k in order[a:b].tolist()
        }
        return self._fitting(np.array(sorted(found), dtype=np.int64)) if found else []

    def _fitting(self, sets: Ints) -> list[Joint]:
        """Those sets (rows of numbers) that fit and are of different kinds."""
        off = self._mg - self._mean[sets].sum(axis=1)
        fits = off**2 <= verify.FIT**2 * (self._noise + self._var[sets].sum(axis=1))
        different = (np.diff(np.sort(self._kind[sets])) > 0).all(axis=1)
        return [tuple(self._moves[n] for n in one) for one in sets[fits & different].tolist()]


def _moves(trip: Trip) -> list[Move]:
    """All that may have moved, what is likeliest first."""
    seen = [line for line in trip.placed if not line.unseen]
    out = [move for kind in verify.kinds_of(seen)[::-1] for move in out_of(kind)]
    return [*waiting(trip), *_back(trip), *_everything(seen), *out, *_more(trip, seen), *_pieces(seen)]


def _sum(kind: str, lines: Sequence[Line], cost: float) -> Move:
    total = verify.together(map(verify.expected, lines))
    keys = tuple(line.id for line in lines)
    return Move(kind, round(total.mean_mg), round(total.sd_mg**2), cost, into=keys)


def waiting(trip: Trip) -> Iterator[Move]:
    """What was scanned: all of it, some of it, or more of a kind than was scanned."""
    known = [line for line in trip.pending if verify.expected(line).sd_mg < verify.UNKNOWN_SD_MG]
    kinds = verify.kinds_of(known)[::-1]
    if known:
        yield _sum(WAITING, known, COST["waiting"])
    for kind in kinds:
        yield from (_sum(WAITING, kind[:n], COST["some"]) for n in range(1, len(kind) + 1) if n < len(known))
        one = kind[-1]
        if verify.several(one):
            yield from (_more_of(one, len(kind), n) for n in range(1, EXTRA + 1))


def _more_of(line: Line, scanned: int, extra: int) -> Move:
    part, count = verify.expected(line), scanned + extra
    cost = COST["extra"] + AGAIN * (extra - 1)
    return Move(WAITING, round(part.mean_mg * count), round((part.sd_mg * count) ** 2), cost, into=(line.id,) * count)


def _back(trip: Trip) -> Iterator[Move]:
    """What had left, and comes back."""
    for line in trip.gone[::-1]:
        if line.measured_mg is not None:
            yield _sum(f"gone {line.id}", (line,), COST["back"])


def _everything(seen: Sequence[Line]) -> Iterator[Move]:
    if len(seen) > 2:
        yield replace(_leaves("everything", seen, COST["all"]), alone=True)


def _leaves(kind: str, lines: Sequence[Line], cost: float) -> Move:
    total = verify.together(map(verify.expected, lines))
    keys = tuple(line.id for line in lines)
    return Move(kind, -round(total.mean_mg), round(total.sd_mg**2), cost, out=keys)


def out_of(kind: Sequence[Line]) -> Iterator[Move]:
    """A kind's pieces, the newest."""
    name = f"in {kind[0].id}"
    newest = kind[::-1]
    for n in range(1, min(PIECES, len(kind)) + 1):
        yield _leaves(name, newest[:n], COST["out"] + AGAIN * (n - 1))


def _more(trip: Trip, seen: Sequence[Line]) -> Iterator[Move]:
    """One more of what is in: likeliest of what has just gone in."""
    for kind in verify.kinds_of(seen)[::-1]:
        line = kind[-1]
        if verify.several(line):
            part = verify.usual(line)
            cost = COST["more"] + (0.0 if trip.now - line.at <= RECENT_S else OLDER)
            name = f"in {kind[0].id}"
            yield Move(name, round(part.mean_mg), round(part.sd_mg**2), cost, into=(line.id,), alone=True)


def _pieces(seen: Sequence[Line]) -> Iterator[Move]:
    """Pieces out of a pack, where the catalog knows how many it holds."""
    for line in seen:
        if line.product.pieces > 1:
            part = verify.expected(line)
            mg, sd = part.mean_mg / line.product.pieces, part.sd_mg
            for n in range(1, line.product.pieces):
                yield Move(f"in {line.id}", -round(mg * n), round(sd**2), COST["piece"], part=line.id, alone=True)


def lines_of(joint: Joint) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The keys of a set: the lines in, the lines out, and the one of which a part left."""
    into = reduce(lambda keys, move: (*keys, *move.into), joint, tuple[str, ...]())
    out = reduce(lambda keys, move: (*keys, *move.out), joint, tuple[str, ...]())
    return into, out, next((move.part for move in joint if move.part), "")
