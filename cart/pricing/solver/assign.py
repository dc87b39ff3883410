"""The solved basket back on its lines: who takes which units, and every cent of saving on a line."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from cart.pricing.model import Application
from cart.pricing.rounding import running_split
from cart.pricing.solver.columns import Column
from cart.pricing.solver.mfr import Payment
from cart.pricing.solver.parts import Part
from cart.pricing.solver.problem import Problem
from cart.pricing.solver.search import Answer, columns_used
from cart.pricing.units import UnitKey


@dataclass
class Ledger:
    """What the lines save, by line number: [(offer id, cents)]; `shut` and `open` nets behind the item stage."""

    problem: Problem
    free: dict[UnitKey, list[list[int]]] = field(default_factory=dict)
    savings: list[Counter[str]] = field(default_factory=list)
    running: list[int] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, unit in enumerate(self.problem.units):
            self.savings.append(Counter())
            self.running.append(unit.key.base * unit.size if unit.open else 0)
            if unit.open:
                self.free.setdefault(unit.key, []).insert(0, [number, unit.size])

    def take(self, key: UnitKey) -> int:
        """The line that gives the next unit of this kind: lines give in scan order."""
        lines = self.free[key]
        while lines[-1][1] == 0:
            lines.pop()
        lines[-1][1] -= 1
        return lines[-1][0]

    def left(self, line: int) -> int:
        """The units that a line can still give, if it is the next to give of its kind, else 0."""
        lines = self.free[self.problem.units[line].key]
        return lines[-1][1] if lines[-1][0] == line else 0

    def give(self, line: int, count: int) -> None:
        """Takes `count` units of a line that is the next to give of its kind."""
        if count:
            self.free[self.problem.units[line].key][-1][1] -= count

    def line_id(self, number: int) -> str:
        """The line's own id."""
        return self.problem.units[number].line.id


def assign(problem: Problem, answer: Answer) -> Ledger:
    """Every saving of `answer` on its line, and the applications as a receipt lists them."""
    ledger = Ledger(problem)
    names = {use.number: use.offer.id for use in problem.uses}
    for part, column, times in columns_used(answer):
        while times:
            application, done = _use(ledger, part, column, (names[column.offer], times))
            ledger.applications += [application] * done
            times -= done
    _basket_stage(ledger, answer)
    _coupons(ledger, answer.payments, answer.mfr)
    return ledger


def _use(ledger: Ledger, part: Part, column: Column, name_times: tuple[str, int]) -> tuple[Application, int]:
    """The next application, and how many more just like it, up to `times`, the same lines give."""
    name, times = name_times
    classes = [part.classes[number] for number, _ in column.takes]
    lines = [ledger.take(UnitKey(unit.product, unit.base, unit.regular, unit.grams)) for unit in classes]
    takes = [(unit.product, unit.base, saving) for unit, (_, saving) in zip(classes, column.takes, strict=True)]
    units = Counter(lines)
    done = 1 + min(times - 1, *(ledger.left(line) // count for line, count in units.items()))
    for line, unit, (_, saving) in zip(lines, classes, column.takes, strict=True):
        ledger.savings[line][name] += saving * done
        ledger.running[line] -= (unit.base if column.shuts else saving) * done
    for line, count in units.items():
        ledger.give(line, count * (done - 1))
    counts = tuple([(ledger.line_id(line), count) for line, count in units.items()])
    return Application(name, counts, column.saving, "item", tuple(takes)), done


def _basket_stage(ledger: Ledger, answer: Answer) -> None:
    problem = ledger.problem
    offers = {offer.id: offer for offer, _ in problem.on_basket}
    masks = {(c.product, c.base, c.regular): c.cell for c in problem.classes}
    bits = {offer.id: bit for bit, (offer, _) in enumerate(problem.on_basket)}
    for name, cuts in answer.settled.cuts:
        touched: Counter[str] = Counter()
        for rate, cents in cuts:
            numbers = _counted(problem, masks, rate, bits[name])
            for number, part in zip(numbers, running_split(cents, [ledger.running[n] for n in numbers]), strict=True):
                ledger.running[number] -= part
                ledger.savings[number][name] += part
                touched[ledger.line_id(number)] += problem.units[number].size
        saving = sum(cents for _, cents in cuts)
        ledger.applications.append(Application(offers[name].id, tuple(touched.items()), saving, "basket"))


def _counted(problem: Problem, cells: dict[tuple[str, int, int], int], rate: str, bit: int) -> Sequence[int]:
    """The lines of a tax rate that basket offer `bit` counts."""
    found = []
    for number, unit in enumerate(problem.units):
        if unit.open and unit.tax == rate:
            _, mask = problem.cells.keys[cells[(unit.key.product, unit.key.base, unit.key.regular)]]
            if mask >> bit & 1:
                found.append(number)
    return found


def _coupons(ledger: Ledger, payments: Sequence[Payment], paid: int) -> None:
    """Lists the manufacturer coupons; together they pay no more than the net total."""
    for payment in payments:
        cents = min(payment.cents, paid)
        paid -= cents
        if cents:
            name = ledger.problem.coupons[payment.coupon][0].id
            ledger.applications.append(Application(name, (), cents, "mfr"))
