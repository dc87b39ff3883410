"""One part with its columns, solved for given cell weights; answers are remembered."""

from collections.abc import Sequence
from functools import reduce
from itertools import product
from math import gcd

from cart.pricing.chain import Chain, chains_of
from cart.pricing.columns import Column, Field, columns
from cart.pricing.lean import MOST_WORK, Best, best_of, singles
from cart.pricing.model import Rounding
from cart.pricing.outcomes import Budget, Keep, Outcome, Walk, effect, total_effect
from cart.pricing.parts import Part
from cart.pricing.problem import Use
from cart.pricing.sorting import sorted_best
from cart.pricing.tableau import Step, layers, most_states

MOST_COLUMNS = 20_000


class PartSolver:
    """Builds a part's columns once and answers for any cell weights."""

    def __init__(self, part: Part, keep: Keep, rounding: Rounding) -> None:
        self.part, self.keep = part, keep
        self.counts = [c.size for c in part.classes]
        self.cells = cells_of(part)
        self.shuts = any(use.offer.no_basket for use in part.uses)
        self.plain = len(self.cells) == 1 and not any(c.mfr for c in part.classes)
        self.picks = group_picks(part.uses)
        self.fields = _fields(part, rounding)
        self._listed: dict[int, list[Column] | None] = {}
        self._chains: dict[int, tuple[Chain, ...]] = {}
        self._best: dict[tuple[int, ...], tuple[Best, Outcome]] = {}
        self._within: dict[tuple[tuple[int, ...], int], list[Outcome]] = {}
        self._beyond: dict[tuple[tuple[int, ...], int], int] = {}

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
        """Every outcome that gains at least the best less `slack`, and some that gain less. Raises Budget beyond `most`
        states.

        The slack is rounded up to three binary digits: in the next basket it is a little other, and the answer known.
        """
        scale, key = self._key(weights)
        digits = max(0, (slack // scale).bit_length() - 3)
        asked = (key, (slack // scale >> digits) + 1 << digits)
        if self._beyond.get(asked, 0) >= most:
            raise Budget
        if asked not in self._within:
            self._beyond[asked] = most
            self._within[asked] = self._found(key, asked[1], most)
            del self._beyond[asked]
        return self._within[asked]

    def programmes(self, weights: Sequence[int]) -> list[tuple[int, list[Step]]]:
        """(scale, steps with their gains) for each choice of one offer a group: for another solver to check."""
        scale, key = self._key(weights)
        return [(scale, self._listed_steps(uses, key)) for uses in self.picks]

    def _key(self, weights: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        own = [weights[cell] for cell in self.cells]
        scale = reduce(gcd, own) or 1
        return scale, tuple([weight // scale for weight in own])

    def _solved(self, key: tuple[int, ...]) -> tuple[Best, Outcome]:
        if key not in self._best:
            best = max((self._best_of(uses, key) for uses in self.picks), key=lambda b: b.gain)
            change, nets = total_effect(best.picks, self.part.classes, self.cells, self.keep)
            self._best[key] = (best, Outcome(change, nets, best.picks))
        return self._best[key]

    def _best_of(self, uses: Sequence[Use], key: tuple[int, ...]) -> Best:
        """The best that is found; offers with too many applications to list are left out and told as open."""
        if self.plain and key[0] and (quick := sorted_best(uses, self.fields, self.counts)) is not None:
            return quick._replace(gain=quick.gain * key[0])
        chained = [use for use in uses if self.plain and self._chained(use)]
        listed = [use for use in uses if use not in chained and self._columns(use) is not None]
        left_out = [use for use in uses if use not in chained and use not in listed]
        steps = [self._step(use, key) for use in listed if self._columns(use)]
        steps += [Step(use, (), (), use.limit, self._chained(use), self.fields[use.number]) for use in chained]
        best = best_of(sorted(steps, key=lambda step: step.use.number), self.counts)
        most = max(key) * sum(c.base * c.size for c in self.part.classes)
        return best._replace(open_gain=best.open_gain + most) if left_out else best

    def _found(self, key: tuple[int, ...], slack: int, most: int) -> list[Outcome]:
        best, one = self._solved(key)
        found: dict[tuple[tuple[int, ...], object], Outcome] = {(one.change, one.nets): one}
        for uses in self.picks:
            steps = _near(self._listed_steps(uses, key), slack, self.counts)
            if most_states(steps, self.counts) * sum(len(step.columns) for step in steps) > MOST_WORK:
                raise Budget
            walk = Walk(self.part.classes, steps, layers(steps, self.counts), self.keep, self.cells)
            for outcome in walk.within(best.gain - slack, most):
                found.setdefault((outcome.change, outcome.nets), outcome)
        return list(found.values())

    def _chained(self, use: Use) -> tuple[Chain, ...]:
        if use.number not in self._chains:
            self._chains[use.number] = chains_of(use.offer, self.fields[use.number])
        return self._chains[use.number]

    def _columns(self, use: Use) -> list[Column] | None:
        if use.number not in self._listed:
            self._listed[use.number] = columns(use.number, use.offer, self.fields[use.number], MOST_COLUMNS)
        return self._listed[use.number]

    def _listed_steps(self, uses: Sequence[Use], key: tuple[int, ...]) -> list[Step]:
        """Every offer's columns. Raises Budget where an offer has too many to list."""
        if any(self._columns(use) is None for use in uses):
            raise Budget
        return [self._step(use, key) for use in uses if self._columns(use)]

    def _step(self, use: Use, key: tuple[int, ...]) -> Step:
        found = tuple(self._columns(use) or ())
        if len(self.cells) == 1:
            return Step(use, found, tuple([key[0] * column.saving for column in found]), use.limit)
        weights = dict(zip(self.cells, key, strict=True))
        changes = [effect(column, self.part.classes)[0] for column in found]
        gains = [-sum([weights.get(cell, 0) * cents for cell, cents in change]) for change in changes]
        return Step(use, found, tuple(gains), use.limit)


def cells_of(part: Part) -> list[int]:
    """The cells that the part's offers can change: shut and spend cells only where an offer shuts units out."""
    cells = {c.cell for c in part.classes}
    if any(use.offer.no_basket for use in part.uses):
        cells |= {cell for c in part.classes for cell in (c.shut, c.spend, c.spend_shut) if cell >= 0}
    return sorted(cells)


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
            kept.append(step._replace(columns=tuple(c for c, _ in pairs), gains=tuple(g for _, g in pairs)))
    return kept


def _fields(part: Part, rounding: Rounding) -> dict[int, Field]:
    local = {number: index for index, number in enumerate(part.numbers)}
    classes = dict(enumerate(part.classes))
    return {
        use.number: Field(classes, tuple([tuple([local[n] for n in numbers]) for numbers in use.hits]), rounding)
        for use in part.uses
    }


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
