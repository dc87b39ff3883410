"""One part with its columns, solved for given cell weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import gcd

from cart.pricing.columns import Column, Field, columns
from cart.pricing.outcomes import Keep, Outcome, Walk, effect
from cart.pricing.parts import Part
from cart.pricing.problem import Use
from cart.pricing.rounding import Rounding
from cart.pricing.tableau import Step, layers

MOST_COLUMNS = 20_000


@dataclass(frozen=True)
class Run:
    """The part under one choice of one offer a group, ready to walk."""

    walk: Walk
    best: int


class PartSolver:
    """Builds a part's columns once and answers for any cell weights."""

    def __init__(self, part: Part, keep: Keep, rounding: Rounding) -> None:
        self.part, self.keep = part, keep
        self.columns = _columns(part, rounding)
        self.cells = sorted(
            {cell for c in part.classes for cell in (c.cell, c.shut, c.spend, c.spend_shut) if cell >= 0}
        )
        self.effects = {
            id(column): effect(column, part.classes)[0] for found in self.columns.values() for column in found
        }
        self.runs: dict[tuple[int, ...], list[Run]] = {}

    def best(self, weights: Sequence[int]) -> int:
        """The most that the part can gain."""
        scale, runs = self._runs(weights)
        return scale * max(run.best for run in runs)

    def one(self, weights: Sequence[int]) -> Outcome:
        """One outcome that gains the most."""
        _, runs = self._runs(weights)
        return max(runs, key=lambda run: run.best).walk.one()

    def within(self, weights: Sequence[int], slack: int, most: int) -> list[Outcome]:
        """Every outcome that gains at least the best less `slack`."""
        scale, runs = self._runs(weights)
        top = max(run.best for run in runs)
        found = []
        for run in runs:
            if (left := slack // scale - (top - run.best)) >= 0:
                found += run.walk.within(left, most)
        return found

    @property
    def plain(self) -> bool:
        """Whether only the sum of its savings matters: one cell, no coupon."""
        return len(self.cells) == 1 and not any(c.mfr for c in self.part.classes)

    def _runs(self, weights: Sequence[int]) -> tuple[int, list[Run]]:
        own = [weights[cell] for cell in self.cells]
        scale = reduce(gcd, own) or 1
        key = tuple(weight // scale for weight in own)
        if key not in self.runs:
            lighter = dict(zip(self.cells, key, strict=True))
            self.runs[key] = [self._run(uses, lighter) for uses in group_picks(self.part.uses)]
        return scale, self.runs[key]

    def _run(self, uses: Sequence[Use], weights: dict[int, int]) -> Run:
        steps = [self._step(use, weights) for use in uses if self.columns[use.number]]
        counts = [c.count for c in self.part.classes]
        walk = Walk(self.part.classes, steps, layers(steps, counts), self.keep)
        return Run(walk, walk.best_gain())

    def _step(self, use: Use, weights: dict[int, int]) -> Step:
        found = tuple(self.columns[use.number])
        gains = tuple(-sum(weights[cell] * cents for cell, cents in self.effects[id(column)]) for column in found)
        return Step(use, found, gains, use.limit)


def _columns(part: Part, rounding: Rounding) -> dict[int, list[Column]]:
    local = {c.number: index for index, c in enumerate(part.classes)}
    found: dict[int, list[Column]] = {}
    for use in part.uses:
        hits = tuple(tuple(local[number] for number in numbers) for numbers in use.hits)
        made = columns(use.number, use.offer, Field(dict(enumerate(part.classes)), hits, rounding), MOST_COLUMNS)
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
    free = [use for use in uses if use.offer.group is None]
    return [tuple(sorted((*free, *pick), key=lambda u: u.number)) for pick in product(*groups.values())]
