"""The most that a part can still gain, for every count of units left: dynamic programming over its offers, exact.

Offers are taken one after another. Behind offer j only classes met before it and needed again after it matter (the
frontier), so arrays stay small where offers overlap locally. All gains are integers (weighted cents).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cart.pricing.solver.columns import Column
from cart.pricing.solver.problem import Use

Gains = NDArray[np.int64]
WHOLE = slice(None)


class Step(NamedTuple):
    """One offer's turn: its columns with their gains, and how often it may be used."""

    use: Use
    columns: tuple[Column, ...]
    gains: tuple[int, ...]
    limit: int


@dataclass(frozen=True)
class Layer:
    """What a step and all later ones can gain: `tables[t]` over `axes` (classes) with t uses left (one table: any)."""

    axes: tuple[int, ...]
    tables: tuple[Gains, ...]

    def at(self, left: Sequence[int], uses: int) -> int:
        """The most gained from `left` units of each class on, with `uses` of this step's offer left."""
        table = self.tables[min(uses, len(self.tables) - 1)]
        return int(table[tuple([left[axis] for axis in self.axes])])


def layers(steps: Sequence[Step], counts: Sequence[int]) -> list[Layer]:
    """One layer a step, last step first solved; `counts` are the part's units by local class number."""
    first: dict[int, int] = {}
    for index, step in enumerate(steps):
        for axis in touched(step):
            first.setdefault(axis, index)
    done: list[Layer] = []
    axes: tuple[int, ...] = ()
    table: Gains = np.zeros((), dtype=np.int64)
    for index in range(len(steps) - 1, -1, -1):
        axes, table = _widened(axes, table, touched(steps[index]), counts)
        done.append(Layer(axes, _closed(steps[index], axes, table)))
        axes, table = _fixed(done[-1], [a for a in axes if first[a] == index], counts)
    return done[::-1]


def most_states(steps: Sequence[Step], counts: Sequence[int]) -> int:
    """The entries of the largest table that `layers` would build."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for index, step in enumerate(steps):
        for axis in touched(step):
            first.setdefault(axis, index)
            last[axis] = index
    open_at = ([axis for axis in first if first[axis] <= index <= last[axis]] for index in range(len(steps)))
    return max((prod(counts[axis] + 1 for axis in axes) for axes in open_at), default=0)


def touched(step: Step) -> tuple[int, ...]:
    """The local classes that the step's columns take."""
    return tuple(sorted({number for column in step.columns for number, _ in column.need}))


def _widened(
    axes: tuple[int, ...], table: Gains, more: tuple[int, ...], counts: Sequence[int]
) -> tuple[tuple[int, ...], Gains]:
    wide = tuple(sorted({*axes, *more}))
    shape = tuple(counts[axis] + 1 for axis in wide)
    narrow = tuple(counts[axis] + 1 if axis in axes else 1 for axis in wide)
    return wide, np.broadcast_to(table.reshape(narrow), shape)


def _fixed(layer: Layer, entering: list[int], counts: Sequence[int]) -> tuple[tuple[int, ...], Gains]:
    index: tuple[Any, ...] = tuple(counts[axis] if axis in entering else slice(None) for axis in layer.axes)
    return tuple(axis for axis in layer.axes if axis not in entering), layer.tables[-1][index]


def _closed(step: Step, axes: tuple[int, ...], table: Gains) -> tuple[Gains, ...]:
    place = {axis: index for index, axis in enumerate(axes)}
    if step.limit >= _most_uses(step, place, table.shape):
        return (_unlimited(step, place, table),)
    moves = [(*_shift(c, place, 1), gain) for c, gain in zip(step.columns, step.gains, strict=True)]
    tables = [table]
    for _ in range(step.limit):
        grown = table.copy()
        for after, before, gain in moves:
            np.maximum(grown[after], tables[-1][before] + gain, out=grown[after])
        tables.append(grown)
    return tuple(tables)


def _most_uses(step: Step, place: Mapping[int, int], shape: tuple[int, ...]) -> int:
    """No basket of this size can use the offer more often."""
    units = sum([shape[place[number]] - 1 for number in touched(step)])
    return units // min([len(column.takes) for column in step.columns])


def _shift(column: Column, place: Mapping[int, int], times: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """The entries that have the column's units to give, and those that they come from."""
    after, before = [WHOLE] * len(place), [WHOLE] * len(place)
    for number, units in column.need:
        after[place[number]], before[place[number]] = slice(units * times, None), slice(0, -units * times)
    return tuple(after), tuple(before)


def _unlimited(step: Step, place: Mapping[int, int], table: Gains) -> Gains:
    """Every column any number of times: once more, twice more, four times more, ..."""
    grown = table.copy()
    for column, gain in zip(step.columns, step.gains, strict=True):
        most = min([(grown.shape[place[number]] - 1) // units for number, units in column.need])
        times = 1
        while times <= most:
            after, before = _shift(column, place, times)
            np.maximum(grown[after], grown[before] + gain * times, out=grown[after])
            times *= 2
    return grown
