"""The exact search: over the choices of basket offers, over what the parts can come to, for the smallest objective.

For every choice a linear bound says how low it can get. Outcomes whose bound lies above the best due so far cannot win;
all the others are formed and settled exactly, roundings included. So what is found is proven to be the smallest
(due, net total, tax vector), unless the work of the whole price runs out (work.py): then what a plain till gives is
looked at as well, `proven` is False, and `gap` says what is still open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from operator import mul

from cart.pricing.solver.bounds import SCALE, Bound, bound_of
from cart.pricing.solver.columns import Column
from cart.pricing.solver.greedy import ORDERS
from cart.pricing.solver.joint import Joint, narrowed, span_of, together
from cart.pricing.solver.mfr import Payer, Payment, keeper
from cart.pricing.solver.outcomes import Keep, Nets, Outcome, total_effect
from cart.pricing.solver.parts import Part, split
from cart.pricing.solver.problem import Problem
from cart.pricing.solver.rivals import States, settles_alone, undominated
from cart.pricing.solver.solved import NORMAL, Effort, PartSolver, cells_of
from cart.pricing.solver.stage import Choice, Settled, choices, settle
from cart.pricing.solver.work import Budget, Work

# A choice's programme is solved over no more spans than this.
MOST_SPANS = 12
# Steps (work.py): of a choice settled, of two outcomes put together.
SETTLE, CROSS = 80, 3
Objective = tuple[int, int, tuple[int, ...]]
Near = list[tuple[Outcome, int]]
"""Outcomes of a part, and by how much (weighted) each falls short of its best."""


@dataclass(frozen=True)
class Answer:
    """The best found: its objective, the parts' outcomes, the basket choice, coupons' payments and whether proven."""

    objective: Objective
    settled: Settled
    payments: tuple[Payment, ...]
    mfr: int
    outcomes: tuple[tuple[Part, Outcome], ...]
    proven: bool = True
    gap: int = 0


@dataclass(frozen=True)
class Total:
    """All parts together: the cells' totals, the dearest units for coupons, and each part's outcome."""

    totals: tuple[int, ...]
    nets: Nets
    outcomes: tuple[tuple[Part, Outcome], ...]


class Search:
    """Solves one problem; `solver_of` gives a part's solver (a remembered one, where there is one)."""

    def __init__(
        self,
        problem: Problem,
        solver_of: Callable[[Part, Keep], PartSolver] | None = None,
        effort: Effort = NORMAL,
    ) -> None:
        self.problem, self.most_states, self.work = problem, effort.states, Work(effort.steps)
        self.keep = keeper(problem.coupons, sorted({c.mfr for c in problem.classes}))
        self.payer = Payer(problem.coupons)
        self.parts = split(problem)
        make = solver_of or (lambda part, keep: PartSolver(part, keep, problem.rules.rounding, effort))
        self.solvers = [make(part, self.keep) for part in self.parts]
        busy = {number for part in self.parts for number in part.numbers}
        idle = [c for number, c in enumerate(problem.classes) if number not in busy]
        self.idle = self.keep.unused((), ((c, c.size) for c in idle))
        self.mfr_most = self.payer.most(self.keep.unused((), ((c, c.size) for c in problem.classes)))
        self.full = bound_of(problem, (), self.mfr_most)
        self.lowest = self._lowest()
        self._gains: dict[tuple[int, ...], int] = {}
        self.best: Answer | None = None
        self.open_below: int | None = None

    def run(self) -> Answer:
        """The best answer."""
        every = choices(self.problem)
        bounds = [(choice, self._bound(choice)) for choice in every.each]
        totals: dict[tuple[tuple[int, ...], Nets], Total] = {}
        for at, (_, bound) in enumerate(bounds):
            if at and self.work.over:
                break
            total = self._sum([solver.one(bound.weights, self.work) for solver in self.solvers])
            totals[total.totals, total.nets] = total
        self._offer_all(list(totals.values())[::-1], bounds)
        for choice, bound in sorted(bounds, key=lambda pair: self._lowest_due(pair[1])):
            self._exhaust(choice, bound)
        if every.beyond is not None:
            self._leave_open(self._lowest_due(self._bound(every.beyond)))
        if self._is_open():
            for order in ORDERS:
                self._offer_all([self._sum([solver.plainly(order) for solver in self.solvers])], bounds)
        assert self.best is not None
        return self._closed(self.best)

    def _bound(self, choice: Choice) -> Bound:
        self.work.count(SETTLE)
        return bound_of(self.problem, choice, self.mfr_most, self.lowest)

    def _offer_all(self, totals: Sequence[Total], bounds: Sequence[tuple[Choice, Bound]]) -> None:
        """Settles each total under each choice; where no work is left, the first under all."""
        for at, total in enumerate(totals):
            if at and self.work.over:
                return
            for choice, _ in bounds:
                self._offer(total, choice)

    def _leave_open(self, due: int) -> None:
        """Nothing rules out that so much is due."""
        self.open_below = due if self.open_below is None else min(due, self.open_below)

    def _is_open(self) -> bool:
        return self.best is None or (self.open_below is not None and self.open_below < self.best.objective[0])

    def _closed(self, best: Answer) -> Answer:
        if self.open_below is None or not self._is_open():
            return best
        return replace(best, proven=False, gap=best.objective[0] - self.open_below)

    def _exhaust(self, choice: Choice, bound: Bound) -> None:
        """Settles every outcome under `choice` that the bound does not rule out; where they are too many to list, the
        programme of the whole choice finds one that is due the least.
        """
        assert self.best is not None
        window = self.best.objective[0] * SCALE + bound.off - self._least(bound)
        if window < 0:
            return
        alone = settles_alone(self.problem, choice, self.lowest)
        near = [self._near(solver, bound, window, alone) for solver in self.solvers]
        listed = self._settle_all(choice, near, window, alone)
        if listed and all(solver.is_proven(bound.weights, self.work) for solver in self.solvers):
            return
        if (least := self._lowest_due(bound)) >= self.best.objective[0]:
            return
        if self.work.over:
            self._leave_open(least)
        else:
            self._jointly(choice, bound, near)

    def _near(self, solver: PartSolver, bound: Bound, window: int, alone: bool) -> Near:
        """A part's outcomes that fall short of its best by no more than `window`; none where they are too many to list.
        A plain part of a choice that ties no parts together only needs its best.
        """
        if alone and solver.plain:
            return [(solver.one(bound.weights, self.work), 0)]
        try:
            outcomes = solver.within(bound.weights, window, self.most_states, self.work)
        except Budget:
            return []
        top = solver.best(bound.weights, self.work)
        shorts = [(outcome, top - _gain(outcome, solver.cells, bound)) for outcome in outcomes]
        return [(outcome, short) for outcome, short in shorts if short <= window]

    def _settle_all(self, choice: Choice, near: Sequence[Near], window: int, alone: bool) -> bool:
        """Settles the sums of part outcomes that fall short by no more than `window` together; False where they are too
        many.
        """
        states: States = {(tuple(self.problem.start), self.idle): (window, ())}
        for solver, found in zip(self.solvers, near, strict=True):
            if not 0 < len(found) * len(states) <= self.most_states:
                return False
            self.work.count(CROSS * len(found) * len(states))
            states = self._crossed(states, solver, found)
            if alone:
                states = undominated(states)
        parts = [solver.part for solver in self.solvers]
        for (totals, nets), (_, used) in states.items():
            self._offer(Total(totals, nets, tuple(zip(parts, used, strict=True))), choice)
        return True

    def _lowest_due(self, bound: Bound) -> int:
        return -((bound.off - self._least(bound)) // SCALE)

    def _jointly(self, choice: Choice, bound: Bound, near: Sequence[Near]) -> None:
        """Parts of which one outcome is left stay at it; the rest together is one programme.

        What is found splits the span of what the offer's goods cost, until nothing lower is left, or MOST_SPANS.
        """
        fixed = [(solver, found[0][0]) for solver, found in zip(self.solvers, near, strict=True) if len(found) == 1]
        # A remembered solver's own part may number the classes as an earlier basket did.
        several = [own for own, found in zip(self.parts, near, strict=True) if len(found) != 1]
        part = together(self.problem, several)
        start = self._sum_of(fixed)
        spans, left = [(span_of(choice, start.totals, self.lowest), self._lowest_due(bound))], MOST_SPANS
        while spans:
            span, low = spans.pop()
            if left < 1 or self.work.over:
                self._leave_open(low)
                continue
            joint = Joint(self.problem, part, start.totals, choice, span)
            assert self.best is not None
            found = joint.solve(self.mfr_most, self.best.objective[0])
            self.work.count(joint.programme.steps)
            total = self._joined(part, start, found.picks)
            self._offer(total, choice)
            least = int(max(low, found.least)) if found.least < inf else self.best.objective[0]
            if least >= self.best.objective[0]:
                continue
            left -= 1
            parted = narrowed(span, sum(total.totals[cell] for cell in choice[0].cells)) if joint.spanned else []
            spans += [(one, least) for one in parted]
            if not parted:
                self._leave_open(least)

    def _joined(self, part: Part, start: Total, picks: tuple[tuple[Column, int], ...]) -> Total:
        cells = cells_of(part)
        change, nets = total_effect(picks, part.classes, cells, self.keep)
        outcome = (part, Outcome(change, nets, picks))
        return Total(_moved(start.totals, cells, change), self.keep.add(start.nets, nets), (*start.outcomes, outcome))

    def _least(self, bound: Bound) -> int:
        """The least weighted sum; where no work is left, by what every cent counted in full would gain."""
        start: int = sum(map(mul, bound.weights, self.problem.start))
        known = bound.weights in self._gains or not self.work.over
        weights = bound.weights if known else self.full.weights
        if weights not in self._gains:
            self._gains[weights] = sum([solver.best(weights, self.work) for solver in self.solvers])
        return start - self._gains[weights]

    def _lowest(self) -> list[int]:
        """Cell totals that no outcome falls below: a part's offers take no more than its best off any of its cells;
        where one shuts units out of basket offers, these may all leave their cells.
        """
        totals, weights = list(self.problem.start), self.full.weights
        for solver in self.solvers:
            if solver.shuts:
                for unit in solver.part.classes:
                    totals[unit.cell] -= unit.base * unit.size
                    if unit.spend >= 0:
                        totals[unit.spend] -= unit.regular * unit.size
            else:
                most = solver.best(weights, self.work) // min([weights[cell] for cell in solver.cells])
                for cell in solver.cells:
                    totals[cell] -= most
        return totals

    def _crossed(self, states: States, solver: PartSolver, found: Sequence[tuple[Outcome, int]]) -> States:
        grown: States = {}
        for (totals, nets), (left, used) in states.items():
            for outcome, short in found:
                if short <= left:
                    key = (_moved(totals, solver.cells, outcome.change), self.keep.add(nets, outcome.nets))
                    if key not in grown or grown[key][0] < left - short:
                        grown[key] = (left - short, (*used, outcome))
        return grown

    def _sum(self, outcomes: Sequence[Outcome]) -> Total:
        return self._sum_of(list(zip(self.solvers, outcomes, strict=True)))

    def _sum_of(self, pairs: Sequence[tuple[PartSolver, Outcome]]) -> Total:
        totals, nets = list(self.problem.start), self.idle
        for solver, outcome in pairs:
            for cell, cents in zip(solver.cells, outcome.change, strict=True):
                totals[cell] += cents
            nets = self.keep.add(nets, outcome.nets)
        return Total(tuple(totals), nets, tuple([(solver.part, outcome) for solver, outcome in pairs]))

    def _objective(self, total: Total, choice: Choice) -> tuple[Objective, Settled, int] | None:
        """(objective, settled, what coupons pay), or None where the choice's thresholds are not reached."""
        self.work.count(SETTLE)
        settled = settle(self.problem, total.totals, choice)
        if settled is None:
            return None
        paid = min(self.payer.most(total.nets), max(0, settled.net_total))
        return (settled.payable - paid, settled.net_total, tuple([t for _, t in settled.tax])), settled, paid

    def _offer(self, total: Total, choice: Choice) -> None:
        """Settles `total` under `choice` and keeps it if it is better."""
        found = self._objective(total, choice)
        if found is not None and (self.best is None or found[0] < self.best.objective):
            self.best = Answer(*found[:2], self.payer.payments(total.nets), found[2], total.outcomes)


def _moved(totals: tuple[int, ...], cells: Sequence[int], change: Sequence[int]) -> tuple[int, ...]:
    moved = list(totals)
    for cell, cents in zip(cells, change, strict=True):
        moved[cell] += cents
    return tuple(moved)


def _gain(outcome: Outcome, cells: Sequence[int], bound: Bound) -> int:
    return -sum(bound.weights[cell] * cents for cell, cents in zip(cells, outcome.change, strict=True))


def columns_used(answer: Answer) -> list[tuple[Part, Column, int]]:
    """Every application of an item offer in the answer: its part, its column, and how often it is used."""
    return [(part, column, times) for part, outcome in answer.outcomes for column, times in outcome.columns]
