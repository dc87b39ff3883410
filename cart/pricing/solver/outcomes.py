"""What a part can come to: every outcome within a slack of its best, or just one best outcome.

An outcome is the part's total in each of its cells, the nets of its dearest units for manufacturer coupons, and the
columns used. Two ways to the same numbers are kept once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cart.pricing.solver.columns import Column, UnitClass
from cart.pricing.solver.tableau import Layer, Step
from cart.pricing.solver.work import Budget

TRIES = 30

Vector = tuple[int, ...]
Nets = tuple[tuple[int, int], ...]


class Outcome(NamedTuple):
    """Change of each cell against base prices, (coupon mask, net) of units coupons may pay for, columns x times."""

    change: Vector
    nets: Nets
    columns: tuple[tuple[Column, int], ...]


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

    def unused(self, nets: Nets, rest: Iterable[tuple[UnitClass, int]]) -> Nets:
        """`nets` with units that no offer uses, at their base price."""
        more = [(c.mfr, c.base) for c, units in rest if c.mfr for _ in range(min(units, self.most[c.mfr]))]
        return self.add(nets, more)


State = tuple[tuple[int, ...], Vector, Nets]


class Walk:
    """Walks a part's steps forward, keeping what the layers say can still end above a floor."""

    def __init__(
        self,
        classes: Sequence[UnitClass],
        steps: Sequence[Step],
        tables: Sequence[Layer],
        keep: Keep,
        cells: Sequence[int],
    ) -> None:
        self.classes, self.steps, self.tables, self.keep = classes, steps, tables, keep
        self.place = {cell: index for index, cell in enumerate(cells)}
        self.effects = [[effect(column, classes) for column in step.columns] for step in steps]
        self.last = _last_steps(steps, len(classes))
        self.tries = 0

    def within(self, floor: int, most: int) -> list[Outcome]:
        """Each outcome that gains `floor` or more. Raises Budget beyond `most` states, or TRIES times that in tries."""
        start = self._start()
        states: dict[State, tuple[int, tuple[Column, ...]]] = {start: (0, ())}
        if floor > (self._at(0, start[0], self.steps[0].limit) if self.steps else 0):
            return []
        self.most = most * TRIES
        for index in range(len(self.steps)):
            grown: dict[State, tuple[int, tuple[Column, ...]]] = {}
            for state, (gain, used) in states.items():
                for after, worth, columns in self._turn(index, state, gain, floor):
                    grown.setdefault(after, (worth, used + columns))
                    if len(grown) > most:
                        raise Budget
            states = grown
        return [Outcome(change, nets, _counted(used)) for (_, change, nets), (_, used) in states.items()]

    def _start(self) -> State:
        """All units there; classes that no step takes are counted out at once."""
        taken = {number for step in self.steps for column in step.columns for number, _ in column.need}
        counts = tuple(c.size if number in taken else 0 for number, c in enumerate(self.classes))
        nets = self.keep.unused((), ((c, c.size) for number, c in enumerate(self.classes) if number not in taken))
        return counts, (0,) * len(self.place), nets

    def _at(self, index: int, rest: Sequence[int], left: int) -> int:
        return self.tables[index].at(rest, left)

    def _beyond(self, index: int, rest: Sequence[int]) -> int:
        return self._at(index + 1, rest, self.steps[index + 1].limit) if index + 1 < len(self.steps) else 0

    def _turn(self, index: int, state: State, gain: int, floor: int) -> Iterator[tuple[State, int, tuple[Column, ...]]]:
        """Every multiset of the step's columns that can still reach `floor`; of those that come to the same, one.

        Columns are taken in order, so a state goes on with the columns from the last one taken: of equal states, the
        one that may still take the most.
        """
        step = self.steps[index]
        level: dict[State, tuple[int, int, tuple[Column, ...]]] = {state: (0, gain, ())}
        for left in range(step.limit, -1, -1):
            grown: dict[State, tuple[int, int, tuple[Column, ...]]] = {}
            for here, (start, worth, used) in level.items():
                if worth + self._beyond(index, here[0]) >= floor:
                    yield self._leave(index, here), worth, used
                if left:
                    for pick, moved, reached in self._picks(index, (start, left), here, worth, floor):
                        if moved not in grown or pick < grown[moved][0]:
                            grown[moved] = (pick, reached, (*used, step.columns[pick]))
            if not grown:
                return
            level = grown

    def _picks(
        self, index: int, room: tuple[int, int], here: State, worth: int, floor: int
    ) -> Iterator[tuple[int, State, int]]:
        step, (start, left) = self.steps[index], room
        self.tries += len(step.columns) - start
        if self.tries > self.most:
            raise Budget
        for pick in range(start, len(step.columns)):
            after = _less(here[0], step.columns[pick])
            reached = worth + step.gains[pick]
            if after is not None and reached + self._at(index, after, left - 1) >= floor:
                yield pick, self._moved(index, pick, (after, here[1], here[2])), reached

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
        nets = self.keep.unused(state[2], ((self.classes[number], rest[number]) for number in gone))
        for number in gone:
            rest[number] = 0
        return tuple(rest), state[1], nets


def _less(rest: tuple[int, ...], column: Column) -> tuple[int, ...] | None:
    after = list(rest)
    for number, units in column.need:
        after[number] -= units
        if after[number] < 0:
            return None
    return tuple(after)


def _counted(used: tuple[Column, ...]) -> tuple[tuple[Column, int], ...]:
    return tuple(Counter(used).items())


def _last_steps(steps: Sequence[Step], classes: int) -> list[list[int]]:
    last = [-1] * classes
    for index, step in enumerate(steps):
        for column in step.columns:
            for number, _ in column.need:
                last[number] = index
    return [[number for number in range(classes) if last[number] == index] for index in range(len(steps))]


def total_effect(
    picks: Sequence[tuple[Column, int]], classes: Sequence[UnitClass], cells: Sequence[int], keep: Keep
) -> tuple[Vector, Nets]:
    """What columns used so often do to the cells, and the dearest units for coupons with what is left unused."""
    place = {cell: index for index, cell in enumerate(cells)}
    change = [0] * len(cells)
    nets: Nets = ()
    rest = [c.size for c in classes]
    for column, times in picks:
        delta, paid = effect(column, classes)
        for cell, cents in delta:
            if cell in place:
                change[place[cell]] += cents * times
        for _ in range(min(times, max(keep.most.values())) if paid else 0):
            nets = keep.add(nets, paid)
        for number, units in column.need:
            rest[number] -= units * times
    return tuple(change), keep.unused(nets, zip(classes, rest, strict=True))


def effect(
    column: Column, classes: Sequence[UnitClass]
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """What a column does: (cell, change) pairs, and (coupon mask, net) of the units that coupons may pay for."""
    change: dict[int, int] = {}
    for number, saving in column.takes:
        for cell, cents in moves(classes[number], saving, column.shuts):
            change[cell] = change.get(cell, 0) + cents
    paid = tuple([(classes[n].mfr, classes[n].base - saving) for n, saving in column.takes if classes[n].mfr])
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
