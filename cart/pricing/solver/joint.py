"""One choice of basket offers, with the parts that it ties together, as one integer programme: the due, to the cent.

To the items' counts come, all whole cents:

    spend on the offer's goods  >=  its threshold               the spend may be a reason to leave a saving unused
    saved  <=  its amount (x times, x step), or its percent of what the goods cost, rounded;  never more than they cost;
               nor less, where a later offer's threshold would gain by it
    shares of the saved by taxes and by which offers of the choice are on the goods, which add up to it:
                                                                the first together, as their costs stand, floored
    tax of a rate  >=  its percent of the rate's net, rounded   only pressed down, so it is the rounded one
    due  =  net  -  saved  +  tax                               smallest

The first shares are saved x cost of those goods / cost of all, a quotient of two sums: `span` holds the cost of all
between two limits, and so the shares between two straight lines. The search narrows the span where that leaves a cent
open. So no answer within the span is due less than the bound; what is found is settled exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isinf
from typing import NamedTuple

from cart.pricing.model import Rules
from cart.pricing.rounding import BP, share
from cart.pricing.solver.columns import Column, UnitClass
from cart.pricing.solver.dealing import deal
from cart.pricing.solver.highs import NOISE, Term
from cart.pricing.solver.items import Items, aliased
from cart.pricing.solver.parts import Part
from cart.pricing.solver.problem import Problem
from cart.pricing.solver.stage import Basis, Choice, on_the_same, tax_on
from cart.pricing.solver.stage import saved as saved_by

MOST_LISTED = 1_200
# Costs that differ by less than a part in SAME are one.
SAME = 50
# Half of the least step of a tax or a percent, in cents.
JUST_BELOW = 1 / (2 * BP)


class Found(NamedTuple):
    """The applications found (classes by their number in the joint part), and the least that can be due, cents
    (infinite: nothing is in the span, minus infinite: nothing is known).
    """

    picks: tuple[tuple[Column, int], ...]
    least: float


class Total(NamedTuple):
    """A sum of cells: the counts that move it, and what it is before them."""

    terms: list[Term]
    before: int

    def times(self, factor: float) -> list[Term]:
        """The moving terms, each times `factor`."""
        return [(count, value * factor) for count, value in self.terms]


class Share(NamedTuple):
    """The part of a saving that falls on some cells, as a count's number."""

    cells: tuple[int, ...]
    number: int


@dataclass
class Joint:
    """The programme of `part` under `choice`; `start` are the cells' totals before the part's offers, `span` what the
    goods of the choice's first offer cost at the least and at the most.
    """

    problem: Problem
    part: Part
    start: Sequence[int]
    choice: Choice
    span: tuple[int, int]

    def __post_init__(self) -> None:
        rules = self.problem.rules
        self.added = {r: bp for r, bp in rules.tax_rates.items() if bp} if rules.tax_mode == "exclusive" else {}
        classes, weights = aliased(
            self.part.classes, {cell: float(self._is_net(cell)) for cell in self._cells()}, self._told()
        )
        self.names = {old: new for a, b in zip(self.part.classes, classes, strict=True) for old, new in _renamed(a, b)}
        self.items = Items(classes, weights, self.part.uses, rules.rounding, MOST_LISTED)
        self.programme = self.items.programme
        self.shares: list[Share] = []
        self.lowest, self.spanned = 0, False
        for basis in self.choice:
            self._offer(basis)
        for rate, bp in self.added.items():
            self._tax(rate, bp)

    def solve(self, mfr_most: int, best: int) -> Found:
        """The best found, and what no answer of the choice within the span lies below; nothing is sought that is not
        due less than `best`.
        """
        nets = sum(cents for (rate, _), cents in zip(self.problem.cells.keys, self.start, strict=True) if rate)
        most = nets + self.problem.deposit + self.lowest - mfr_most
        solved = self.programme.solve(1.0, above=most - best + NOISE)
        picks = tuple(deal(self.items, solved.values)) if solved.values is not None else ()
        least = most - solved.bound
        return Found(picks, least if isinf(least) else ceil(least - NOISE))

    def _cells(self) -> set[int]:
        return {c for unit in self.part.classes for c in (unit.cell, unit.shut, unit.spend, unit.spend_shut) if c >= 0}

    def _is_net(self, cell: int) -> bool:
        return bool(self.problem.cells.keys[cell][0])

    def _told(self) -> dict[int, object]:
        """What a row asks of a cell: its taxes, and which basket offers count it."""
        by_tax = not on_the_same(self.choice)
        told: dict[int, object] = {}
        for cell in self._cells():
            taxes = self.problem.cells.keys[cell][0]
            asked = tuple([cell in basis.cells or cell in basis.spend for basis in self.choice])
            told[cell] = (taxes if by_tax or self.problem.added[taxes] else "", asked)
        return told

    def _total(self, cells: Sequence[int]) -> Total:
        names = {self.names.get(cell, cell) for cell in cells}
        terms = [term for name in sorted(names) for term in self.items.by_cell.get(name, ())]
        return Total(terms, sum(self.start[cell] for cell in cells))

    def _left(self, cells: Sequence[int]) -> Total:
        """What goods cost once the offers so far have taken their shares off them."""
        whole, own = self._total(cells), set(cells)
        return whole._replace(terms=[*whole.terms, *((s.number, -1.0) for s in self.shares if own.issuperset(s.cells))])

    def _offer(self, basis: Basis) -> None:
        """The threshold, what the offer saves, and the shares of it."""
        offer = basis.offer
        base = self._left(basis.cells)
        spent = base if basis.spend == basis.cells else self._total(basis.spend)
        steps = [(tier.min_spend, tier.amount or 0) for tier in offer.tiers] or [(offer.min_spend, offer.amount)]
        self.programme.row(spent.terms, least=steps[0][0] - spent.before)
        saved = self.programme.count(max(0, base.before), 1)
        self.programme.row([(saved, 1), *base.times(-1)], most=base.before)
        if offer.kind == "spend_percent":
            way = self.problem.rules.rounding
            part, up, tie = offer.bp / BP, 0.0 if way == "down" else 0.5, JUST_BELOW * (way != "half_even")
            whole = base.before * part
            self.programme.row([(saved, 1), *base.times(-part)], whole + up - 1 + tie, whole + up + JUST_BELOW)
        elif offer.repeat:
            times = self.programme.count(min(basis.limit, max(0, spent.before) // max(1, offer.min_spend)))
            self.programme.row([*spent.terms, (times, -offer.min_spend)], least=-spent.before)
            self.programme.row([(saved, 1), (times, -offer.amount)], most=0)
            if self._must(basis, offer.amount <= offer.min_spend <= spent.before <= basis.limit * offer.min_spend):
                self.programme.row([*spent.terms, (times, -offer.min_spend)], most=offer.min_spend - 1 - spent.before)
                self.programme.row([(saved, 1), (times, -offer.amount)], least=0)
        else:
            self._steps(steps, spent, saved, self._must(basis, all(amount <= least for least, amount in steps)))
        self.shares += self._shares(basis, base, saved)

    def _must(self, basis: Basis, affordable: bool) -> bool:
        """Whether what the offer saves is all that it can: a later threshold could gain by less."""
        return affordable and basis.spend == basis.cells and basis is not self.choice[-1]

    def _steps(self, steps: Sequence[tuple[int, int]], spent: Total, saved: int, must: bool) -> None:
        """An amount for a spend: of several steps the one that is reached (`must`: no lower one)."""
        reached = [(self.programme.count(1), least, amount) for least, amount in steps]
        self.programme.row([(step, 1) for step, _, _ in reached], most=1)
        self.programme.row([(saved, 1), *((step, -amount) for step, _, amount in reached)], most=0)
        self.programme.row([*spent.terms, *((step, -least) for step, least, _ in reached)], least=-spent.before)
        if must:
            self.programme.row([(saved, 1), *((step, -amount) for step, _, amount in reached)], least=0)
            self.programme.row([(step, 1) for step, _, _ in reached], least=1)
        for at, (_, least, _) in enumerate(reached if must else ()):
            higher = [(step, -float(spent.before)) for step, _, _ in reached[at:]]
            self.programme.row([*spent.terms, *higher], most=least - 1 - spent.before)

    def _shares(self, basis: Basis, base: Total, saved: int) -> list[Share]:
        """The saved by groups of goods: all of it where they are one, else between the lines of the span."""
        groups = self._groups(basis)
        if len(groups) < 2:
            return [Share(cells, saved) for cells in groups]
        low, high = self._limits(basis, base)
        least, most, under, over = self._quotients(basis, low, high)
        shares = [Share(cells, self.programme.count(max(0, base.before))) for cells in groups]
        self.programme.row([*((share.number, 1) for share in shares), (saved, -1)], 0, 0)
        # Shares are floored within taxes and again within groups of the same taxes.
        floored = 1 if on_the_same(self.choice) else 2
        for upto in range(1, len(shares)):
            cost = self._left([cell for cells in groups[:upto] for cell in cells])
            given = [(share.number, 1.0) for share in shares[:upto]]
            part = min(1.0, cost.before / max(1, low))
            self.programme.row([*given, *cost.times(-most)], most=cost.before * most + over * part + JUST_BELOW)
            self.programme.row([*given, *cost.times(-least)], least=cost.before * least - under * part - floored)
        return shares

    def _groups(self, basis: Basis) -> list[tuple[int, ...]]:
        """The cells of the offer's goods by what a later row tells apart, in the order of the shares."""
        apart = not on_the_same(self.choice)
        groups: dict[tuple[str, tuple[bool, ...]], list[int]] = {}
        for cell in basis.cells:
            if self.start[cell]:
                taxes = self.problem.cells.keys[cell][0] if apart or self.added else ""
                groups.setdefault((taxes, tuple([apart and cell in b.cells for b in self.choice])), []).append(cell)
        return [tuple(groups[key]) for key in sorted(groups)]

    def _quotients(self, basis: Basis, low: int, high: int) -> tuple[float, float, float, float]:
        """The least and the most that the offer saves on each cent of its goods, and by how many cents in all its
        rounding lies below and above.
        """
        rules, part = self.problem.rules, basis.offer.bp / BP
        if basis.offer.kind == "spend_percent":
            return part, part, *((1.0, 0.0) if rules.rounding == "down" else (0.5, 0.5))
        least, most = amounts(basis, low, high, rules)
        return least / max(1, high), most / max(1, low), 0.0, 0.0

    def _limits(self, basis: Basis, base: Total) -> tuple[int, int]:
        """What the goods cost at the least and at the most: within the span, less what the earlier offers save."""
        if basis is self.choice[0]:
            self.spanned = True
            self.programme.row(base.terms, self.span[0] - base.before, self.span[1] - base.before)
            return self.span
        least = basis.offer.min_spend if basis.spend == basis.cells else 0
        if not on_the_same(self.choice):
            return least, base.before
        low, high = self.span
        for earlier in self.choice[: self.choice.index(basis)]:
            some, many = amounts(earlier, low, high, self.problem.rules)
            low, high = low - many, high - some
        return max(least, low), max(least, high)

    def _tax(self, rate: str, bp: int) -> None:
        """The tax of a rate, rounded; counted from the least that it can be."""
        rules = self.problem.rules
        cells = dict(self.problem.bearing)[rate]
        net = self._left(cells)
        net = net._replace(before=net.before + self.problem.taxed_deposit(rate))
        own = {self.names.get(cell, cell) for cell in cells}
        open_units = sum(unit.base * unit.size for unit in self.items.classes if unit.cell in own)
        least = min(0, net.before - open_units)
        lowest = tax_on(least, bp, rules)
        tax = self.programme.count(max(0, tax_on(net.before, bp, rules) - lowest), -1)
        half = 0.5 if rules.tax_rounding == "half_even" or least < 0 else 0.5 - JUST_BELOW
        terms = net.times(-bp / BP)
        self.programme.row([(tax, 1), *terms], least=net.before * bp / BP - half - lowest)
        self.lowest += lowest


def _renamed(old: UnitClass, new: UnitClass) -> list[tuple[int, int]]:
    pairs = [(old.cell, new.cell), (old.shut, new.shut), (old.spend, new.spend), (old.spend_shut, new.spend_shut)]
    return [pair for pair in pairs if pair[0] >= 0]


def together(problem: Problem, parts: Sequence[Part]) -> Part:
    """The parts as one, their classes numbered anew from 0."""
    numbers = tuple(sorted(number for part in parts for number in part.numbers))
    local = {number: index for index, number in enumerate(numbers)}
    uses = [
        use._replace(hits=tuple(tuple(local[n] for n in own if n in local) for own in use.hits)) for use in problem.uses
    ]
    return Part(numbers, tuple(problem.classes[n] for n in numbers), tuple(use for use in uses if all(use.hits)))


def amounts(basis: Basis, low: int, high: int, rules: Rules) -> tuple[int, int]:
    """What a used offer saves at the least and at the most, on goods that cost from `low` to `high` cents."""
    offer = basis.offer
    if offer.kind == "spend_percent":
        return share(max(0, low), offer.bp, rules.rounding), share(high, offer.bp, rules.rounding)
    if basis.spend == basis.cells:
        first = max(low, offer.tiers[0].min_spend if offer.tiers else offer.min_spend)
        return saved_by(basis, first, first, rules), saved_by(basis, high, high, rules)
    steps = [tier.amount or 0 for tier in offer.tiers] or [offer.amount]
    return min(low, *steps), min(high, max(steps) * (basis.limit if offer.repeat else 1))


def span_of(choice: Choice, totals: Sequence[int], lowest: Sequence[int]) -> tuple[int, int]:
    """What the goods of the choice's first offer can cost, cents; `lowest`: the least cell totals."""
    if not choice:
        return (0, 0)
    basis = choice[0]
    least = max(0, sum(min(lowest[cell], totals[cell]) for cell in basis.cells))
    steps = [tier.min_spend for tier in basis.offer.tiers] or [basis.offer.min_spend]
    if basis.spend == basis.cells:
        least = max(least, steps[0])
    return least, max(least, sum(totals[cell] for cell in basis.cells))


def narrowed(span: tuple[int, int], at: int) -> list[tuple[int, int]]:
    """The span in up to three: around `at`, below and above; empty where it is narrow already."""
    low, high = span
    if high - low <= max(1, at // SAME):
        return []
    first, last = at - at // (4 * SAME), at + at // (4 * SAME)
    parts = [(low, min(first - 1, high)), (max(low, first), min(last, high)), (max(low, last + 1), high)]
    return [part for part in parts if part[0] <= part[1]]
