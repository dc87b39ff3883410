"""One part with its columns, solved for given cell weights; answers are remembered."""

from collections.abc import Sequence
from functools import reduce
from itertools import product
from math import gcd

from cart.pricing.columns import Column, Field, columns
from cart.pricing.lean import MOST_WORK, Best, best_of, singles
from cart.pricing.model import Rounding
from cart.pricing.outcomes import Budget, Keep, Outcome, Walk, effect, total_effect
from cart.pricing.parts import Part
from cart.pricing.problem import Use
from cart.pricing.tableau import Step, layers, most_states

MOST_COLUMNS = 20_000


class PartSolver:
    """Builds a part's columns once and answers for any cell weights."""

    def __init__(self, part: Part, keep: Keep, rounding: Rounding) -> None:
        self.part, self.keep = part, keep
        self.counts = [c.size for c in part.classes]
        self.columns = _columns(part, rounding)
        self.cells = sorted(
            {cell for c in part.classes for cell in (c.cell, c.shut, c.spend, c.spend_shut) if cell >= 0}
        )
        self.plain = len(self.cells) == 1 and not any(c.mfr for c in part.classes)
        self.picks = group_picks(part.uses)
        self._best: dict[tuple[int, ...], tuple[Best, Outcome]] = {}
        self._within: dict[tuple[tuple[int, ...], int], list[Outcome]] = {}

    def best(self, weights: Sequence[int]) -> int:
        """No outcome gains more; equal to what `one` gains unless a piece could not be proven in time."""
        scale, key = self._key(weights)
        best, _ = self._solved(key)
        return scale * (best.gain + best.open_gain)

    def open(self, weights: Sequence[int]) -> bool:
        """Whether the best could not be proven in time."""
        return self._solved(self._key(weights)[1])[0].open_gain > 0

    def one(self, weights: Sequence[int]) -> Outcome:
        """One outcome that gains the most."""
        return self._solved(self._key(weights)[1])[1]

    def within(self, weights: Sequence[int], slack: int, most: int) -> list[Outcome]:
        """Every outcome that gains at least the best less `slack`. Raises Budget beyond `most` states."""
        scale, key = self._key(weights)
        asked = (key, slack // scale)
        if asked not in self._within:
            self._within[asked] = self._found(key, slack // scale, most)
        return self._within[asked]

    def programmes(self, weights: Sequence[int]) -> list[tuple[int, list[Step]]]:
        """(scale, steps with their gains) for each choice of one offer a group: for another solver to check."""
        scale, key = self._key(weights)
        return [(scale, self._steps(uses, key)) for uses in self.picks]

    def _key(self, weights: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        own = [weights[cell] for cell in self.cells]
        scale = reduce(gcd, own) or 1
        return scale, tuple([weight // scale for weight in own])

    def _solved(self, key: tuple[int, ...]) -> tuple[Best, Outcome]:
        if key not in self._best:
            best = max((best_of(self._steps(uses, key), self.counts) for uses in self.picks), key=lambda b: b.gain)
            change, nets = total_effect(best.picks, self.part.classes, self.cells, self.keep)
            self._best[key] = (best, Outcome(change, nets, best.picks))
        return self._best[key]

    def _found(self, key: tuple[int, ...], slack: int, most: int) -> list[Outcome]:
        best, one = self._solved(key)
        found: dict[tuple[tuple[int, ...], object], Outcome] = {(one.change, one.nets): one}
        for uses in self.picks:
            steps = _near(self._steps(uses, key), slack, self.counts)
            if most_states(steps, self.counts) * sum(len(step.columns) for step in steps) > MOST_WORK:
                raise Budget
            walk = Walk(self.part.classes, steps, layers(steps, self.counts), self.keep, self.cells)
            for outcome in walk.within(best.gain - slack, most):
                found.setdefault((outcome.change, outcome.nets), outcome)
        return list(found.values())

    def _steps(self, uses: Sequence[Use], key: tuple[int, ...]) -> list[Step]:
        weights = dict(zip(self.cells, key, strict=True))
        return [self._step(use, weights) for use in uses if self.columns[use.number]]

    def _step(self, use: Use, weights: dict[int, int]) -> Step:
        found = tuple(self.columns[use.number])
        if len(self.cells) == 1:
            weight = weights[self.cells[0]]
            return Step(use, found, tuple([weight * column.saving for column in found]), use.limit)
        gains = [-sum(weights[cell] * cents for cell, cents in effect(c, self.part.classes)[0]) for c in found]
        return Step(use, found, tuple(gains), use.limit)


def _near(steps: Sequence[Step], slack: int, counts: Sequence[int]) -> list[Step]:
    """The steps without columns that would fall short of their units' single offers by more than the slack."""
    alone = [gain for gain, _ in singles(steps, counts)]
    kept = []
    for step in steps:
        pairs = [
            (column, gain)
            for column, gain in zip(step.columns, step.gains, strict=True)
            if gain - sum(alone[number] * units for number, units in column.need) >= -slack
        ]
        if pairs:
            kept.append(Step(step.use, tuple(c for c, _ in pairs), tuple(g for _, g in pairs), step.limit))
    return kept


def _columns(part: Part, rounding: Rounding) -> dict[int, list[Column]]:
    local = {number: index for index, number in enumerate(part.numbers)}
    classes = dict(enumerate(part.classes))
    found: dict[int, list[Column]] = {}
    for use in part.uses:
        hits = tuple(tuple([local[number] for number in numbers]) for numbers in use.hits)
        made = columns(use.number, use.offer, Field(classes, hits, rounding), MOST_COLUMNS)
        if made is None:
            raise NotImplementedError(use.offer.id)
        found[use.number] = made
    return found


def group_picks(uses: Sequence[Use]) -> list[tuple[Use, ...]]:
    """Every choice of one offer a group, with the offers that belong to none."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        if use.offer.group is not None:
            groups.setdefault(use.offer.group, []).append(use)
    if not groups:
        return [tuple(uses)]
    free = [use for use in uses if use.offer.group is None]
    return [tuple(sorted((*free, *pick), key=lambda u: u.number)) for pick in product(*groups.values())]
