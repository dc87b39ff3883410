"""One best way to use a part's columns, fast: what cannot be needed for the best is left out first.

Offers that take single units without a limit set what a unit gains alone; a column that gains no more than its units
gain alone is never needed. What is left often falls into small pieces that share no units; each is solved by dynamic
programming (tableau.py) and the rest is taken alone.
"""

from collections.abc import Sequence
from itertools import count
from math import prod
from typing import NamedTuple

from cart.pricing.solver.columns import Column
from cart.pricing.solver.tableau import Layer, Step, layers, most_states, touched

Picks = list[tuple[Column, int]]


class Best(NamedTuple):
    """The most gained, the columns that gain it with how often each is used, and what could not be ruled out."""

    gain: int
    picks: tuple[tuple[Column, int], ...]
    open_gain: int = 0


def best_of(steps: Sequence[Step], counts: Sequence[int], most_work: int) -> Best | None:
    """One best set of applications on `counts` units of each class; None where a piece's tables, entries times columns,
    would be larger than `most_work`.
    """
    alone = singles(steps, counts)
    gains = [gain for gain, _ in alone]
    pieces = _pieces([_useful(step, gains) for step in steps], counts)
    rest = list(counts)
    picks: Picks = []
    for piece in pieces:
        found = _solve(piece, counts, most_work)
        if found is None:
            return None
        for column, times in found:
            for number, units in column.need:
                rest[number] -= units * times
        picks += found
    picks += [(column, rest[n]) for n, (_, column) in enumerate(alone) if column is not None and rest[n]]
    by_id = {id(c): gain for step in steps for c, gain in zip(step.columns, step.gains, strict=True)}
    gain = sum(by_id.get(id(column), column.saving) * times for column, times in picks)
    return Best(gain, tuple(picks))


def singles(steps: Sequence[Step], counts: Sequence[int]) -> list[tuple[int, Column | None]]:
    """What one unit of each class gains alone, and by which column: offers of single units without a binding limit."""
    best: list[tuple[int, Column | None]] = [(0, None)] * len(counts)
    for step in steps:
        if any(len(column.takes) != 1 for column in step.columns):
            continue
        if step.limit < sum(counts[column.takes[0][0]] for column in step.columns):
            continue
        for column, gain in zip(step.columns, step.gains, strict=True):
            number = column.takes[0][0]
            if gain > best[number][0]:
                best[number] = (gain, column)
    return best


def _useful(step: Step, alone: Sequence[int]) -> Step:
    """The step's columns that gain more than their units alone, with that surplus as their gain."""
    kept, gains = [], []
    for column, gain in zip(step.columns, step.gains, strict=True):
        for number, units in column.need:
            gain -= alone[number] * units
        if gain > 0:
            kept.append(column)
            gains.append(gain)
    return step._replace(columns=tuple(kept), gains=tuple(gains))


def _pieces(steps: Sequence[Step], counts: Sequence[int]) -> list[list[Step]]:
    """Steps that share units, together; an unlimited step falls apart where its columns share none."""
    owner: dict[int, int] = {}
    pieces: dict[int, list[Step]] = {}
    fresh = count()
    for step in (single for whole in steps for single in _apart(whole, counts)):
        numbers = set(touched(step))
        joined = sorted({owner[number] for number in numbers if number in owner})
        home = next(fresh)
        members = [one for old in joined for one in pieces.pop(old)] + [step]
        pieces[home] = members
        owner.update((number, home) for one in members for number in touched(one))
    return list(pieces.values())


def _apart(step: Step, counts: Sequence[int]) -> list[Step]:
    if not step.columns:
        return []
    if len(step.columns) == 1 or step.limit < sum(counts[number] for number in touched(step)):
        return [step]
    groups: list[tuple[set[int], list[int]]] = []
    for index, column in enumerate(step.columns):
        numbers = {number for number, _ in column.need}
        met = [group for group in groups if group[0] & numbers]
        merged = (numbers.union(*(group[0] for group in met)), sorted([index, *(i for g in met for i in g[1])]))
        groups = [group for group in groups if group not in met] + [merged]
    if len(groups) == 1:
        return [step]
    return [_some(step, indexes) for _, indexes in groups]


def _some(step: Step, indexes: Sequence[int]) -> Step:
    return step._replace(columns=tuple(step.columns[i] for i in indexes), gains=tuple(step.gains[i] for i in indexes))


def _solve(steps: list[Step], counts: Sequence[int], most_work: int) -> Picks | None:
    """The picks of one piece."""
    if len(steps) == 1 and len(steps[0].columns) == 1:
        column = steps[0].columns[0]
        return [(column, min(steps[0].limit, *(counts[number] // units for number, units in column.need)))]
    ordered = _ordered(steps, counts)
    if most_states(ordered, counts) * sum(len(step.columns) for step in steps) > most_work:
        return None
    return trace(ordered, layers(ordered, counts), counts)


def _ordered(steps: list[Step], counts: Sequence[int]) -> list[Step]:
    """The steps so that few classes lie open between them: greedily the step that opens least."""
    takes = [set(touched(step)) for step in steps]
    if len(steps) < 3 or prod(counts[number] + 1 for number in set().union(*takes)) < 1000:
        return steps
    left, order, open_now = list(range(len(steps))), list[Step](), set[int]()
    while left:
        later = {i: set().union(*(takes[k] for k in left if k != i)) for i in left}
        sizes = {i: prod(counts[n] + 1 for n in (open_now | takes[i]) & later[i]) for i in left}
        pick = min(left, key=lambda i: (sizes[i], i))
        open_now = (open_now | takes[pick]) & later[pick]
        left.remove(pick)
        order.append(steps[pick])
    return order


def trace(steps: Sequence[Step], tables: Sequence[Layer], counts: Sequence[int]) -> Picks:
    """One best way through the layers; a column is taken as many times at once as stays best."""
    rest = list(counts)
    picks: Picks = []
    for index, step in enumerate(steps):
        left = step.limit
        while tables[index].at(rest, left) != _beyond(steps, tables, index, rest):
            column, times = _taken(step, tables[index], rest, left)
            for number, units in column.need:
                rest[number] -= units * times
            left -= times
            picks.append((column, times))
    return picks


def _taken(step: Step, table: Layer, rest: Sequence[int], left: int) -> tuple[Column, int]:
    """A column that a best way on takes now, and how often at once."""
    worth = table.at(rest, left)
    pick = _pick(step, table, rest, left, worth)
    column, gain = step.columns[pick], step.gains[pick]
    return column, _times(table, (column, gain), rest, left)


def _beyond(steps: Sequence[Step], tables: Sequence[Layer], index: int, rest: Sequence[int]) -> int:
    return tables[index + 1].at(rest, steps[index + 1].limit) if index + 1 < len(steps) else 0


def _pick(step: Step, table: Layer, rest: Sequence[int], left: int, worth: int) -> int:
    for pick, (column, gain) in enumerate(zip(step.columns, step.gains, strict=True)):
        fits = all(rest[number] >= units for number, units in column.need)
        if fits and table.at(_after(rest, column, 1), left - 1) + gain == worth:
            return pick
    raise AssertionError("the table promises a gain that no column gives")


def _times(table: Layer, move: tuple[Column, int], rest: Sequence[int], left: int) -> int:
    """How often the column can be taken at once: the largest power of two that is still a best way."""
    column, gain = move
    worth, times = table.at(rest, left), 1
    most = min(left, *(rest[number] // units for number, units in column.need))
    while 2 * times <= most and table.at(_after(rest, column, 2 * times), left - 2 * times) + gain * 2 * times == worth:
        times *= 2
    return times


def _after(rest: Sequence[int], column: Column, times: int) -> list[int]:
    after = list(rest)
    for number, units in column.need:
        after[number] -= units * times
    return after
