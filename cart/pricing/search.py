"""The exact search: over the choices of basket offers, over what the parts can come to, for the smallest objective.

For every choice a linear bound says how low it can get. Outcomes whose bound lies above the best due so far cannot win;
all the others are formed and settled exactly, roundings included. So what is found is proven to be the smallest
(due, net total, tax vector), unless a budget runs out: then `proven` is False and `gap` says what is still open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import mul

from cart.pricing.bounds import SCALE, Bound, bound_of
from cart.pricing.columns import Column
from cart.pricing.mfr import Payer, Payment, keeper
from cart.pricing.outcomes import Budget, Keep, Nets, Outcome
from cart.pricing.parts import Part, split
from cart.pricing.problem import Problem
from cart.pricing.rivals import States, outspent, rises, settles_alone, thrift_of, undominated
from cart.pricing.solved import PartSolver
from cart.pricing.stage import Choice, Settled, choices, settle

MOST_STATES = 6_000
Objective = tuple[int, int, tuple[int, ...]]


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
    outcomes: tuple[Outcome, ...]


class Search:
    """Solves one problem; `solver_of` gives a part's solver (a remembered one, where there is one)."""

    def __init__(
        self,
        problem: Problem,
        solver_of: Callable[[Part, Keep], PartSolver] | None = None,
        most_states: int = MOST_STATES,
    ) -> None:
        self.problem, self.most_states = problem, most_states
        self.keep = keeper(problem.coupons, sorted({c.mfr for c in problem.classes}))
        self.payer = Payer(problem.coupons)
        self.parts = split(problem)
        make = solver_of or (lambda part, keep: PartSolver(part, keep, problem.rules.rounding))
        self.solvers = [make(part, self.keep) for part in self.parts]
        busy = {number for part in self.parts for number in part.numbers}
        idle = [c for number, c in enumerate(problem.classes) if number not in busy]
        self.idle = self.keep.unused((), ((c, c.size) for c in idle))
        self.mfr_most = self.payer.most(self.keep.unused((), ((c, c.size) for c in problem.classes)))
        self.lowest = self._lowest()
        self.best: Answer | None = None
        self.open_below: int | None = None

    def run(self) -> Answer:
        """The best answer."""
        every = choices(self.problem)
        bounds = [(choice, bound_of(self.problem, choice, self.mfr_most, self.lowest)) for choice in every]
        for _, bound in bounds:
            total = self._sum([solver.one(bound.weights) for solver in self.solvers])
            for choice, _ in bounds:
                self._offer(total, choice)
        for choice, bound in bounds:
            self._exhaust(choice, bound)
        assert self.best is not None
        return self._closed(self.best)

    def _closed(self, best: Answer) -> Answer:
        if self.open_below is None:
            return best
        gap = max(0, best.objective[0] - self.open_below)
        return replace(best, proven=False, gap=gap)

    def _exhaust(self, choice: Choice, bound: Bound) -> None:
        """Settles every outcome under `choice` that the bound does not rule out."""
        assert self.best is not None
        least = self._least(bound)
        window = self.best.objective[0] * SCALE + bound.off - least
        if window < 0:
            return
        unproven = any(solver.open(bound.weights) for solver in self.solvers)
        try:
            self._settle_all(choice, bound, window)
        except Budget:
            unproven = True
        if unproven:
            low = -((bound.off - least) // SCALE)
            self.open_below = low if self.open_below is None else min(low, self.open_below)

    def _least(self, bound: Bound) -> int:
        start: int = sum(map(mul, bound.weights, self.problem.start))
        return start - sum([solver.best(bound.weights) for solver in self.solvers])

    def _settle_all(self, choice: Choice, bound: Bound, window: int) -> None:
        """Settles what the bound leaves: first with plain parts at their best, then, if some cent more could win, all.

        A plain part's outcomes differ by cents of one cell. So whether any of them could win is asked for every way in
        which the cells may lie higher within the window, and only if one would, the outcomes themselves are listed.
        """
        alone = settles_alone(self.problem, choice, self.lowest)
        plain = [solver for solver in self.solvers if solver.plain]
        totals = self._totals(choice, bound, window, plain)
        for total in totals:
            self._offer(total, choice)
        if alone or not plain:
            return
        ways = rises({solver.cells[0]: bound.weights[solver.cells[0]] for solver in plain}, window)
        if ways is None or any(self._would_win(total, rise, choice) for total in totals for rise in ways):
            for total in self._totals(choice, bound, window, []):
                self._offer(total, choice)

    def _would_win(self, total: Total, rise: Sequence[tuple[int, int]], choice: Choice) -> bool:
        assert self.best is not None
        totals = list(total.totals)
        for cell, cents in rise:
            totals[cell] += cents
        objective = self._objective(Total(tuple(totals), total.nets, ()), choice)
        return objective is not None and objective[0] < self.best.objective

    def _totals(self, choice: Choice, bound: Bound, window: int, fixed: Sequence[PartSolver]) -> list[Total]:
        """The sums of part outcomes whose shortfalls against the parts' bests add up to no more than `window`; the
        parts of `fixed` at their best.
        """
        alone = settles_alone(self.problem, choice, self.lowest)
        thrifty = None if alone or fixed else thrift_of(self.problem, choice, bound, self.mfr_most)
        start = self._sum_of([(solver, solver.one(bound.weights)) for solver in fixed])
        states: States = {(start.totals, start.nets): (window, ())}
        held = {id(solver) for solver in fixed}
        for solver in [solver for solver in self.solvers if id(solver) not in held]:
            found = self._found(solver, bound, window)
            if len(found) * len(states) > self.most_states:
                raise Budget
            states = self._crossed(states, solver, found)
            if alone:
                states = undominated(states)
            elif thrifty is not None:
                states = outspent(states, thrifty)
        return [self._total(key, used, fixed, bound) for key, (_, used) in states.items()]

    def _lowest(self) -> list[int]:
        """Cell totals that no outcome falls below: a part's offers take no more than its best off any of its cells;
        where one shuts units out of basket offers, these may all leave their cells.
        """
        totals, weights = list(self.problem.start), bound_of(self.problem, (), self.mfr_most).weights
        for solver in self.solvers:
            if solver.shuts:
                for unit in solver.part.classes:
                    totals[unit.cell] -= unit.base * unit.size
                    if unit.spend >= 0:
                        totals[unit.spend] -= unit.regular * unit.size
            else:
                most = solver.best(weights) // min([weights[cell] for cell in solver.cells])
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

    def _total(
        self, key: tuple[tuple[int, ...], Nets], used: tuple[Outcome, ...], fixed: Sequence[PartSolver], bound: Bound
    ) -> Total:
        others = iter(used)
        held = {id(solver) for solver in fixed}
        every = [solver.one(bound.weights) if id(solver) in held else next(others) for solver in self.solvers]
        return Total(key[0], key[1], tuple(every))

    def _found(self, solver: PartSolver, bound: Bound, window: int) -> list[tuple[Outcome, int]]:
        top = solver.best(bound.weights)
        outcomes = solver.within(bound.weights, window, self.most_states)
        shorts = [(outcome, top - _gain(outcome, solver.cells, bound)) for outcome in outcomes]
        return [(outcome, short) for outcome, short in shorts if short <= window]

    def _sum(self, outcomes: Sequence[Outcome]) -> Total:
        return self._sum_of(list(zip(self.solvers, outcomes, strict=True)))

    def _sum_of(self, pairs: Sequence[tuple[PartSolver, Outcome]]) -> Total:
        totals, nets = list(self.problem.start), self.idle
        for solver, outcome in pairs:
            for cell, cents in zip(solver.cells, outcome.change, strict=True):
                totals[cell] += cents
            nets = self.keep.add(nets, outcome.nets)
        return Total(tuple(totals), nets, tuple([outcome for _, outcome in pairs]))

    def _objective(self, total: Total, choice: Choice) -> tuple[Objective, Settled, int] | None:
        """(objective, settled, what coupons pay), or None where the choice's thresholds are not reached."""
        settled = settle(self.problem, total.totals, choice)
        if settled is None:
            return None
        paid = min(self.payer.most(total.nets), max(0, settled.net_total))
        return (settled.payable - paid, settled.net_total, tuple([t for _, t in settled.tax])), settled, paid

    def _offer(self, total: Total, choice: Choice) -> None:
        """Settles `total` under `choice` and keeps it if it is better."""
        found = self._objective(total, choice)
        if found is not None and (self.best is None or found[0] < self.best.objective):
            pairs = tuple(zip(self.parts, total.outcomes, strict=True))
            self.best = Answer(*found[:2], self.payer.payments(total.nets), found[2], pairs)


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
