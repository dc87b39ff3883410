"""Where each segment of a symbol lies in a row of pixels: dynamic programming over positions and local stretch."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from drivers.decoding.patterns import Layout
from drivers.decoding.templates import Floats, bank

SAMPLES = 2
_STRETCHES = (2, 1, 0, -1, -2)
_STRETCH_COSTS = np.array([1.04, 1.02, 1.0, 1.02, 1.04], np.float32)
LENSES = (0.45, 0.65, 0.95)
"""The blurs, in modules, that patterns are drawn with: the row's own, nearly, or its bars fit no pattern."""
_FAR = 1e3
FLOOR = 0.03**2
"""Variance, as a share of the row's contrast squared, under which a window is too flat to tell anything."""


def fit(windows: Floats, patterns: Floats) -> tuple[Floats, Floats]:
    """Each window against each pattern of a bank: their product, and 1 - their squared correlation.

    Inverted and flat windows fit nothing.
    """
    deviation = windows - windows.mean(axis=1, keepdims=True)
    match = np.maximum(deviation @ patterns.T, 0)
    energy = (deviation * deviation).sum(axis=1, keepdims=True) + FLOOR * windows.shape[1]
    return match, 1 - match * match / energy


@dataclass(frozen=True)
class Path:
    """One way to lay a layout over row `row`: `bounds` are the segments' edges in samples, `cost` is 0 to 1."""

    row: int
    cost: float
    bounds: NDArray[np.intp]


def align(rows: Floats, layout: Layout, lens: float) -> Path:
    """The best path in any of the rows; `rows` (count, length) have SAMPLES a module, contrast 1, and blur `lens`."""
    steps = _steps_of(layout, lens)
    costs, reach = _costs(rows, steps), steps.reach
    reached = np.full((len(steps.order) + 1, len(rows), reach + rows.shape[1]), _FAR, np.float32)
    reached[0, :, reach:] = 0
    shifted = sliding_window_view(reached, rows.shape[1], axis=2).swapaxes(1, 2)
    for step, kind in enumerate(steps.order):
        first = reach - steps.sizes[kind, 0]
        before = shifted[step, first : first + len(_STRETCHES)]
        (before + costs[kind]).min(axis=0, out=reached[step + 1, :, reach:])
    last = reached[-1, :, reach:]
    row, end = (int(place) for place in np.unravel_index(int(last.argmin()), last.shape))
    bounds = _back(end, reached[:, row, :], costs[:, :, row], steps)
    return Path(row, float(last[row, end]) / len(steps.order), bounds)


def _back(end: int, reached: Floats, costs: Floats, steps: "_Steps") -> NDArray[np.intp]:
    """The way back from `end`: where each segment begins."""
    bounds = [end]
    for step, kind in reversed(list(enumerate(steps.order))):
        starts = bounds[-1] - steps.sizes[kind]
        options = reached[step, starts + steps.reach] + costs[kind, :, bounds[-1]]
        bounds.append(int(starts[options.argmin()]))
    return np.array(bounds[::-1])


@dataclass(frozen=True)
class _Steps:
    """How a path may go on: over each kind of segment (`order` names the layout's by kind), at each stretch.

    `sizes` (kind, stretch) are samples, the longest is `reach`. `rows` are all patterns, filled up to `reach` at the
    left; those of each kind, by stretch, come before its `ends`. `within` (kind and stretch, sample) is 1 under them.
    """

    order: list[int]
    sizes: NDArray[np.intp]
    rows: Floats
    ends: list[int]
    within: Floats

    @property
    def reach(self) -> int:
        """The longest segment's samples."""
        return int(self.rows.shape[1])


@cache
def _steps_of(layout: Layout, lens: float) -> _Steps:
    kinds = list(dict.fromkeys(layout.segments))
    sizes = np.array([[kind.modules * SAMPLES + stretch for stretch in _STRETCHES] for kind in kinds])
    banks = [bank(kind, int(size), lens, 0.0) for kind, row in zip(kinds, sizes, strict=True) for size in row]
    reach = int(sizes.max())
    filled = [np.pad(one, ((0, 0), (reach - one.shape[1], 0))) for one in banks]
    ends = [int(end) for end in np.cumsum([len(kind.patterns) * len(_STRETCHES) for kind in kinds])]
    within = np.asarray(np.arange(reach, 0, -1) <= sizes.reshape(-1, 1), np.float32)
    order = [kinds.index(segment) for segment in layout.segments]
    return _Steps(order, sizes, np.concatenate(filled), ends, within)


def prepare_layout(layout: Layout) -> None:
    """Draws the layout's patterns, which takes a moment, once."""
    for lens in LENSES:
        _steps_of(layout, lens)


def _costs(rows: Floats, steps: _Steps) -> Floats:
    """For each (kind, stretch, row, sample): the misfit of the best pattern that ends before that sample."""
    before = np.concatenate([np.repeat(rows[:, :1], steps.reach, axis=1), rows], axis=1)
    windows = sliding_window_view(before[:, :-1], steps.reach, axis=1).reshape(-1, steps.reach).T
    match = np.split(steps.rows @ windows, steps.ends[:-1])
    best = np.concatenate([one.reshape(len(_STRETCHES), -1, one.shape[1]).max(axis=1) for one in match])
    sums, squares = steps.within @ windows, steps.within @ (windows * windows)
    sizes = steps.sizes.reshape(-1, 1).astype(np.float32)
    good = np.maximum(best, 0) ** 2 / (squares - sums * sums / sizes + FLOOR * sizes)
    return np.asarray(_STRETCH_COSTS[:, None, None] - good.reshape(*steps.sizes.shape, *rows.shape), np.float32)
