"""The exact search: over the choices of basket offers, over what the parts can come to, for the smallest objective.

For every choice a linear bound says how low it can get. Outcomes whose bound lies above the best due so far cannot win;
all the others are formed and settled exactly, roundings included. So what is found is proven to be the smallest
(due, net total, tax vector), unless a budget runs out: then `proven` is False and `gap` says what is still open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cart.pricing.bounds import SCALE, Bound, bound_of
from cart.pricing.columns import Column
from cart.pricing.mfr import Payer, Payment, keeper
from cart.pricing.outcomes import Budget, Nets, Outcome
from cart.pricing.parts import Part, split
from cart.pricing.problem import Problem
from cart.pricing.solved import PartSolver
from cart.pricing.stage import Choice, Settled, choices, settle

MOST_STATES = 200_000


@dataclass(frozen=True)
class Answer:
    """The best found: its objective, the parts' outcomes, the basket choice, coupons' payments and whether proven."""

    objective: tuple[int, int, tuple[int, ...]]
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
    outcomes: tuple[Outcome, ...]


class Search:
    """Solves one problem; `solvers` are its parts' solvers, in the order of the parts."""

    def __init__(self, problem: Problem, solvers: Sequence[PartSolver] | None = None) -> None:
        self.problem = problem
        self.keep = keeper(problem.coupons, sorted({c.mfr for c in problem.classes}))
        self.payer = Payer(problem.coupons)
        self.parts = split(problem)
        self.solvers = list(solvers or [PartSolver(p, self.keep, problem.rules.rounding) for p in self.parts])
        self.idle = self._idle_nets()
        self.mfr_most = self.payer.most(self._base_nets())
        self.best: Answer | None = None
        self.open_below: int | None = None

    def run(self) -> Answer:
        """The best answer."""
        bounds = [(choice, bound_of(self.problem, choice, self.mfr_most)) for choice in choices(self.problem)]
        for choice, bound in bounds:
            self._seed(choice, bound, [c for c, _ in bounds])
        for choice, bound in bounds:
            self._exhaust(choice, bound)
        assert self.best is not None
        return self._closed(self.best)

    def _closed(self, best: Answer) -> Answer:
        if self.open_below is None:
            return best
        gap = max(0, best.objective[0] - self.open_below)
        return Answer(best.objective, best.settled, best.payments, best.mfr, best.outcomes, False, gap)

    def _seed(self, choice: Choice, bound: Bound, every: Sequence[Choice]) -> None:
        """A first answer from each part's best under the choice's weights."""
        total = self._sum([solver.one(bound.weights) for solver in self.solvers])
        for other in every:
            self._offer(total, other)

    def _exhaust(self, choice: Choice, bound: Bound) -> None:
        """Settles every outcome under `choice` that the bound does not rule out."""
        assert self.best is not None
        least = self._least(bound)
        window = self.best.objective[0] * SCALE + bound.off - least
        if window < 0:
            return
        try:
            for total in self._totals(choice, bound, window):
                self._offer(total, choice)
        except Budget:
            low = -((bound.off - least) // SCALE)
            self.open_below = low if self.open_below is None else min(low, self.open_below)

    def _least(self, bound: Bound) -> int:
        start = sum(weight * cents for weight, cents in zip(bound.weights, self.problem.start, strict=True))
        return start - sum(solver.best(bound.weights) for solver in self.solvers)

    def _totals(self, choice: Choice, bound: Bound, window: int) -> list[Total]:
        """The sums of part outcomes whose shortfalls against the parts' bests add up to no more than `window`."""
        states: dict[tuple[tuple[int, ...], Nets], tuple[int, tuple[Outcome, ...]]] = {}
        states[(self.problem.start, self.idle)] = (window, ())
        for solver in self.solvers:
            top = solver.best(bound.weights)
            found = self._found(solver, choice, bound, window)
            grown: dict[tuple[tuple[int, ...], Nets], tuple[int, tuple[Outcome, ...]]] = {}
            for (totals, nets), (left, used) in states.items():
                for outcome, short in found:
                    if short <= left:
                        key = (_moved(totals, solver.cells, outcome.change), self.keep.add(nets, outcome.nets))
                        grown.setdefault(key, (left - short, (*used, outcome)))
            if len(grown) > MOST_STATES:
                raise Budget
            states = grown
        return [Total(totals, nets, used) for (totals, nets), (_, used) in states.items()]

    def _found(self, solver: PartSolver, choice: Choice, bound: Bound, window: int) -> list[tuple[Outcome, int]]:
        if solver.plain and not choice:
            return [(solver.one(bound.weights), 0)]
        top = solver.best(bound.weights)
        outcomes = solver.within(bound.weights, window, MOST_STATES)
        return [(outcome, top - _gain(outcome, solver.cells, bound)) for outcome in outcomes]

    def _sum(self, outcomes: Sequence[Outcome]) -> Total:
        totals, nets = self.problem.start, self.idle
        for solver, outcome in zip(self.solvers, outcomes, strict=True):
            totals = _moved(totals, solver.cells, outcome.change)
            nets = self.keep.add(nets, outcome.nets)
        return Total(totals, nets, tuple(outcomes))

    def _offer(self, total: Total, choice: Choice) -> None:
        """Settles `total` under `choice` and keeps it if it is better."""
        settled = settle(self.problem, total.totals, choice)
        if settled is None:
            return
        paid = min(self.payer.most(total.nets), max(0, settled.net_total))
        objective = (settled.payable - paid, settled.net_total, tuple(cents for _, cents in settled.tax))
        if self.best is None or objective < self.best.objective:
            pairs = tuple(zip(self.parts, total.outcomes, strict=True))
            self.best = Answer(objective, settled, self.payer.payments(total.nets), paid, pairs)

    def _base_nets(self) -> Nets:
        more = [
            (c.mfr, c.base) for c in self.problem.classes if c.mfr for _ in range(min(c.count, self.keep.most[c.mfr]))
        ]
        return self.keep.add((), more)

    def _idle_nets(self) -> Nets:
        """The coupon nets of units that no offer touches."""
        busy = {c.number for part in self.parts for c in part.classes}
        more = [
            (c.mfr, c.base)
            for c in self.problem.classes
            if c.mfr and c.number not in busy
            for _ in range(min(c.count, self.keep.most[c.mfr]))
        ]
        return self.keep.add((), more)


def _moved(totals: tuple[int, ...], cells: Sequence[int], change: Sequence[int]) -> tuple[int, ...]:
    moved = list(totals)
    for cell, cents in zip(cells, change, strict=True):
        moved[cell] += cents
    return tuple(moved)


def _gain(outcome: Outcome, cells: Sequence[int], bound: Bound) -> int:
    return -sum(bound.weights[cell] * cents for cell, cents in zip(cells, outcome.change, strict=True))


def columns_used(answer: Answer) -> list[tuple[Part, Column]]:
    """Every application of an item offer in the answer, with the part that it belongs to."""
    return [(part, column) for part, outcome in answer.outcomes for column in outcome.columns]
