"""One part with its columns, solved for given cell weights; answers are remembered."""

from collections.abc import Sequence
from functools import reduce
from itertools import product
from math import floor, gcd
from typing import NamedTuple

from cart.pricing.model import Rounding
from cart.pricing.solver.columns import Column, Field, columns
from cart.pricing.solver.dealing import deal
from cart.pricing.solver.greedy import ORDERS, Order, greedy
from cart.pricing.solver.items import Items, aliased
from cart.pricing.solver.lean import Best, best_of, singles
from cart.pricing.solver.outcomes import Keep, Outcome, Walk, effect, total_effect
from cart.pricing.solver.parts import Part
from cart.pricing.solver.problem import Use
from cart.pricing.solver.sorting import sorted_best
from cart.pricing.solver.tableau import Step, layers, most_states
from cart.pricing.solver.work import WHOLE, Budget, Work

MOST_PICKS = 8
# Steps (work.py): of any part, of a column made and used, of a way tried.
PART, COLUMN, TRY = 200, 50, 5
# More than any gain: what is not bounded at all.
UNBOUNDED = 1e18
Picks = tuple[tuple[Column, int], ...]


class Effort(NamedTuple):
    """How much is listed before the integer programme takes over: counted, so that machines of any speed agree.

    `columns`: applications of one offer; `work`: table entries times columns of a part; `states`: outcomes that one
    choice of basket offers compares; `listed`: applications, in a programme, of an offer whose saving is split over
    taxes; `steps`: of the whole price, after which the rest is as a plain till gives it.
    """

    columns: int = 400
    work: int = 400_000
    states: int = 400
    listed: int = 1_200
    steps: int = WHOLE


NORMAL = Effort()


class PartSolver:
    """Builds a part's columns once and answers for any cell weights."""

    def __init__(self, part: Part, keep: Keep, rounding: Rounding, effort: Effort = NORMAL) -> None:
        self.part, self.keep, self.rounding, self.effort = part, keep, rounding, effort
        self.counts = [c.size for c in part.classes]
        self.cells = cells_of(part)
        self.shuts = any(use.offer.no_basket for use in part.uses)
        self.plain = len(self.cells) == 1 and not any(c.mfr for c in part.classes)
        self.picks = group_picks(part.uses)
        self.fields = _fields(part, rounding)
        self._listed: dict[int, list[Column] | None] = {}
        self._best: dict[tuple[int, ...], tuple[Best, Outcome, int]] = {}
        self._hasty: dict[tuple[int, ...], tuple[Best, Outcome, int]] = {}
        self._within: dict[tuple[tuple[int, ...], int, int], tuple[list[Outcome] | None, int]] = {}

    def best(self, weights: Sequence[int], work: Work) -> int:
        """No outcome gains more; equal to what `one` gains unless a piece could not be proven within the work."""
        scale, key = self._key(weights)
        best, _ = self._solved(key, work)
        return scale * (best.gain + best.open_gain)

    def one(self, weights: Sequence[int], work: Work) -> Outcome:
        """One outcome that gains the most; what a plain till gives, where no work is left."""
        return self._solved(self._key(weights)[1], work)[1]

    def is_proven(self, weights: Sequence[int], work: Work) -> bool:
        """Whether no outcome gains more than `one`."""
        return not self._solved(self._key(weights)[1], work)[0].open_gain

    def plainly(self, order: Order) -> Outcome:
        """What a plain till gives."""
        picks = greedy(self.part.uses, self.fields, self.counts, order)
        return Outcome(*total_effect(picks, self.part.classes, self.cells, self.keep), picks)

    def programmed(self, weights: Sequence[int]) -> int:
        """No outcome gains more, by the integer programme alone."""
        scale, key = self._key(weights)
        best, _ = self._programmed(key)
        return scale * (best.gain + best.open_gain)

    def within(self, weights: Sequence[int], slack: int, most: int, work: Work) -> list[Outcome]:
        """Every outcome that gains at least the best less `slack`, and some that gain less. Raises Budget beyond `most`
        states, and where no work is left.

        The slack is rounded up to a power of two: in the next basket it is a little other, and the answer known.
        """
        scale, key = self._key(weights)
        asked = (key, 1 << (slack // scale).bit_length(), most)
        name = (id(self), asked)
        if not work.may(name):
            raise Budget
        if asked not in self._within:
            self._within[asked] = self._tried(*asked, work)
        found, steps = self._within[asked]
        work.count(steps, name)
        if found is None:
            raise Budget
        return found

    def _tried(self, key: tuple[int, ...], slack: int, most: int, work: Work) -> tuple[list[Outcome] | None, int]:
        """The outcomes, None where they are too many, and the steps that it took."""
        self.tried = PART
        try:
            return self._found(key, slack, most, work), self.tried
        except Budget:
            return None, self.tried

    def _key(self, weights: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        own = [weights[cell] for cell in self.cells]
        scale = reduce(gcd, own) or 1
        return scale, tuple([weight // scale for weight in own])

    def _solved(self, key: tuple[int, ...], work: Work) -> tuple[Best, Outcome]:
        name = (id(self), key)
        known = self._best if work.may(name) else self._hasty
        if key not in known:
            best, steps = self._exactly(key) if known is self._best else self._hastily(key)
            change, nets = total_effect(best.picks, self.part.classes, self.cells, self.keep)
            known[key] = best, Outcome(change, nets, best.picks), steps
        best, outcome, steps = known[key]
        work.count(steps, name if known is self._best else (name, "hasty"))
        return best, outcome

    def _exactly(self, key: tuple[int, ...]) -> tuple[Best, int]:
        return self._small(key) or self._programmed(key)

    def _hastily(self, key: tuple[int, ...]) -> tuple[Best, int]:
        """What a plain till gives, and what the programme in parts does not rule out."""
        items, worth = self._items(key)
        solved = items.programme.relaxed()
        bound = solved.bound * worth
        picks = tuple(deal(items, solved.values)) if solved.values is not None else None
        found = self._plain(key, bound) if picks is None else self._bounded(picks, key, bound)
        return found, PART + items.programme.steps

    def _plain(self, key: tuple[int, ...], bound: float) -> Best:
        """The best that a plain till gives."""
        every = (greedy(self.part.uses, self.fields, self.counts, order) for order in ORDERS)
        return max((self._bounded(picks, key, bound) for picks in every), key=lambda one: one.gain)

    def _small(self, key: tuple[int, ...]) -> tuple[Best, int] | None:
        """The best by sorting or by tables, where the part is small or plain enough for them; its steps."""
        if len(self.picks) > MOST_PICKS:
            return None
        found, steps = [], PART
        for uses in self.picks:
            best = self._best_of(uses, key)
            if best is None:
                return None
            found.append(best[0])
            steps += best[1]
        return max(found, key=lambda one: one.gain), steps

    def _best_of(self, uses: Sequence[Use], key: tuple[int, ...]) -> tuple[Best, int] | None:
        level = key[0] and not self.shuts and len(set(key)) == 1
        if level and (quick := sorted_best(uses, self.fields, self.counts)) is not None:
            return quick._replace(gain=quick.gain * key[0]), 0
        if any(self._columns(use) is None for use in uses):
            return None
        steps = [self._step(use, key) for use in uses if self._columns(use)]
        best = best_of(sorted(steps, key=lambda step: step.use.number), self.counts, self.effort.work)
        return None if best is None else (best, COLUMN * sum(len(step.columns) for step in steps))

    def _programmed(self, key: tuple[int, ...]) -> tuple[Best, int]:
        """The best by the integer programme; `open_gain` is what its bound does not rule out."""
        items, worth = self._items(key)
        solved = items.programme.solve(1 / worth)
        picks = tuple(deal(items, solved.values)) if solved.values is not None else ()
        best = self._bounded(picks, key, solved.bound * worth)
        if best.open_gain:
            best = max(best, self._plain(key, solved.bound * worth), key=lambda one: one.gain)
        return best, PART + items.programme.steps

    def _items(self, key: tuple[int, ...]) -> tuple[Items, int]:
        """The programme under these weights, and the weight that it counts as one."""
        worth = max(max(key), 1)
        weights = {cell: weight / worth for cell, weight in zip(self.cells, key, strict=True)}
        uses = [use._replace(hits=self.fields[use.number].hits) for use in self.part.uses]
        return Items(*aliased(self.part.classes, weights), uses, self.rounding, self.effort.listed), worth

    def _bounded(self, picks: Picks, key: tuple[int, ...], bound: float) -> Best:
        gain = sum(self._gain(column, key) * times for column, times in picks)
        return Best(gain, picks, max(0, floor(min(bound, UNBOUNDED)) - gain))

    def _gain(self, column: Column, key: tuple[int, ...]) -> int:
        weights = dict(zip(self.cells, key, strict=True))
        return -sum(weights.get(cell, 0) * cents for cell, cents in effect(column, self.part.classes)[0])

    def _found(self, key: tuple[int, ...], slack: int, most: int, work: Work) -> list[Outcome]:
        if len(self.picks) > MOST_PICKS:
            raise Budget
        best, one = self._solved(key, work)
        found: dict[tuple[tuple[int, ...], object], Outcome] = {(one.change, one.nets): one}
        for uses in self.picks:
            steps = _near(self._listed_steps(uses, key), slack, self.counts)
            if most_states(steps, self.counts) * sum(len(step.columns) for step in steps) > 10 * self.effort.work:
                raise Budget
            self.tried += COLUMN * sum(len(step.columns) for step in steps)
            walk = Walk(self.part.classes, steps, layers(steps, self.counts), self.keep, self.cells)
            try:
                for outcome in walk.within(best.gain - slack, most):
                    found.setdefault((outcome.change, outcome.nets), outcome)
            finally:
                self.tried += TRY * walk.tries
        return list(found.values())

    def _columns(self, use: Use) -> list[Column] | None:
        if use.number not in self._listed:
            self._listed[use.number] = columns(use.number, use.offer, self.fields[use.number], self.effort.columns)
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
