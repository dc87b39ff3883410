"""What a part can come to: every outcome within a slack of its best, or just one best outcome.

An outcome is the part's total in each of its cells, the nets of its dearest units for manufacturer coupons, and the
columns used. Two ways to the same numbers are kept once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cart.pricing.columns import Column, UnitClass
from cart.pricing.tableau import Layer, Step

Vector = tuple[int, ...]
Nets = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Outcome:
    """Change of each cell against base prices, (coupon mask, net) of units that coupons may pay for, and the columns."""

    gain: int
    change: Vector
    nets: Nets
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Keep:
    """How many of the dearest units to keep a coupon mask, and the most that a coupon pays for one."""

    most: dict[int, int]
    cap: dict[int, int]

    def add(self, nets: Nets, more: Sequence[tuple[int, int]]) -> Nets:
        """`nets` and `more`, the dearest of each mask only, in order."""
        if not more:
            return nets
        ordered = sorted([*nets, *((mask, min(net, self.cap[mask])) for mask, net in more)], reverse=True)
        kept, seen = [], dict.fromkeys(self.most, 0)
        for mask, net in ordered:
            if seen[mask] < self.most[mask]:
                seen[mask] += 1
                kept.append((mask, net))
        return tuple(kept)


class Budget(Exception):
    """More outcomes than the search may look at."""


State = tuple[tuple[int, ...], Vector, Nets]
Found = dict[State, tuple[int, tuple[Column, ...]]]


class Walk:
    """Walks a part's steps forward, keeping what the layers say can still end within the slack."""

    def __init__(
        self, classes: Sequence[UnitClass], steps: Sequence[Step], tables: Sequence[Layer], keep: Keep
    ) -> None:
        self.classes, self.steps, self.tables, self.keep = classes, steps, tables, keep
        self.effects = [[effect(column, classes) for column in step.columns] for step in steps]
        self.last = _last_steps(steps, len(classes))
        self.cells = sorted({cell for c in classes for cell in (c.cell, c.shut, c.spend, c.spend_shut) if cell >= 0})
        self.place = {cell: index for index, cell in enumerate(self.cells)}

    def best_gain(self) -> int:
        """The most that the part can gain."""
        counts = tuple(c.count for c in self.classes)
        return self.tables[0].at(counts, self.steps[0].limit) if self.steps else 0

    def within(self, slack: int, most: int) -> list[Outcome]:
        """Every outcome that gains at least the best less `slack`. Raises Budget beyond `most` states."""
        if not self.steps:
            return [self.one()]
        floor = self.best_gain() - slack
        counts = tuple(c.count for c in self.classes)
        zero = (0,) * len(self.cells)
        states: Found = {(counts, zero, ()): (0, ())}
        left = most
        for index in range(len(self.steps)):
            grown: Found = {}
            for (rest, change, nets), (gain, used) in states.items():
                for state, worth, columns in self._turn(index, (rest, change, nets), gain, floor):
                    grown.setdefault(state, (worth, used + columns))
                    left -= 1
                    if left < 0:
                        raise Budget
            states = grown
        return [Outcome(gain, state[1], state[2], used) for state, (gain, used) in states.items()]

    def one(self) -> Outcome:
        """One best outcome."""
        rest = [c.count for c in self.classes]
        used: list[Column] = []
        for index, step in enumerate(self.steps):
            left = step.limit
            while (pick := self._pick(index, rest, left)) is not None:
                left -= 1
                used.append(step.columns[pick])
                for number, units in step.columns[pick].need:
                    rest[number] -= units
        return self._outcome(used)

    def _pick(self, index: int, rest: list[int], left: int) -> int | None:
        """A column that a best way on takes now, or None where the best way leaves this step."""
        worth = self._at(index, rest, left)
        if worth == self._beyond(index, rest):
            return None
        step = self.steps[index]
        for pick, (column, gain) in enumerate(zip(step.columns, step.gains, strict=True)):
            if all(rest[number] >= units for number, units in column.need):
                after = list(rest)
                for number, units in column.need:
                    after[number] -= units
                if self._at(index, after, left - 1) + gain == worth:
                    return pick
        raise AssertionError("the table promises a gain that no column gives")

    def _outcome(self, used: Sequence[Column]) -> Outcome:
        change = [0] * len(self.cells)
        nets: Nets = ()
        gain = 0
        rest = [c.count for c in self.classes]
        where = {id(column): (i, k) for i, step in enumerate(self.steps) for k, column in enumerate(step.columns)}
        for column in used:
            index, pick = where[id(column)]
            gain += self.steps[index].gains[pick]
            delta, paid = self.effects[index][pick]
            for cell, cents in delta:
                change[self.place[cell]] += cents
            nets = self.keep.add(nets, paid)
            for number, units in column.need:
                rest[number] -= units
        return Outcome(gain, tuple(change), self._unused(nets, list(enumerate(rest))), tuple(used))

    def _unused(self, nets: Nets, rest: Sequence[tuple[int, int]]) -> Nets:
        more = [
            (self.classes[number].mfr, self.classes[number].base)
            for number, units in rest
            if self.classes[number].mfr
            for _ in range(min(units, self.keep.most[self.classes[number].mfr]))
        ]
        return self.keep.add(nets, more)

    def _at(self, index: int, rest: Sequence[int], left: int) -> int:
        return self.tables[index].at(rest, left)

    def _beyond(self, index: int, rest: Sequence[int]) -> int:
        return self._at(index + 1, rest, self.steps[index + 1].limit) if index + 1 < len(self.steps) else 0

    def _turn(self, index: int, state: State, gain: int, floor: int) -> Iterator[tuple[State, int, tuple[Column, ...]]]:
        """Every multiset of the step's columns that can still reach `floor`."""
        step = self.steps[index]
        stack: list[tuple[int, int, State, int, tuple[Column, ...]]] = [(0, step.limit, state, gain, ())]
        while stack:
            start, left, (rest, change, nets), worth, used = stack.pop()
            if worth + self._beyond(index, rest) >= floor:
                yield self._leave(index, (rest, change, nets)), worth, used
            if left == 0:
                continue
            for pick in range(start, len(step.columns)):
                column = step.columns[pick]
                if any(rest[number] < units for number, units in column.need):
                    continue
                after = _less(rest, column)
                reached = worth + step.gains[pick]
                if reached + self._at(index, after, left - 1) >= floor:
                    moved = self._moved(index, pick, (after, change, nets))
                    stack.append((pick, left - 1, moved, reached, (*used, column)))

    def _moved(self, index: int, pick: int, state: State) -> State:
        delta, paid = self.effects[index][pick]
        change = list(state[1])
        for cell, cents in delta:
            change[self.place[cell]] += cents
        return state[0], tuple(change), self.keep.add(state[2], paid)

    def _leave(self, index: int, state: State) -> State:
        """The state with classes that no later offer needs counted out, so that equal ones meet."""
        gone = self.last[index]
        if not gone:
            return state
        rest = list(state[0])
        nets = self._unused(state[2], [(number, rest[number]) for number in gone])
        for number in gone:
            rest[number] = 0
        return tuple(rest), state[1], nets


def _less(rest: tuple[int, ...], column: Column) -> tuple[int, ...]:
    after = list(rest)
    for number, units in column.need:
        after[number] -= units
    return tuple(after)


def _last_steps(steps: Sequence[Step], classes: int) -> list[list[int]]:
    last = [0] * classes
    for index, step in enumerate(steps):
        for column in step.columns:
            for number, _ in column.need:
                last[number] = index
    return [[number for number in range(classes) if last[number] == index] for index in range(len(steps))]


def effect(
    column: Column, classes: Sequence[UnitClass]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """What a column does: (cell, change) pairs, and (coupon mask, net) of the units that coupons may pay for."""
    change: dict[int, int] = {}
    for number, saving in column.takes:
        unit = classes[number]
        for cell, cents in moves(unit, saving, column.shuts):
            change[cell] = change.get(cell, 0) + cents
    paid = tuple((classes[n].mfr, classes[n].base - saving) for n, saving in column.takes if classes[n].mfr)
    return tuple(change.items()), paid


def moves(unit: UnitClass, saving: int, shuts: bool) -> Iterator[tuple[int, int]]:
    """Where a unit's cents go when an offer that `shuts` the basket offers out, or not, saves `saving` on it."""
    if not shuts:
        yield unit.cell, -saving
        return
    yield unit.cell, -unit.base
    yield unit.shut, unit.base - saving
    if unit.spend >= 0:
        yield unit.spend, -unit.regular
        yield unit.spend_shut, unit.regular
