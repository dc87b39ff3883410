"""Where each segment of a symbol lies in a row of pixels: dynamic programming over positions and local stretch."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from drivers.decoding.patterns import Layout, Segment
from drivers.decoding.templates import Floats, bank

SAMPLES = 2
_STRETCHES = (-2, -1, 0, 1, 2)
_STRETCH_COST = 0.02
_SIGMA = 0.45
_FAR = 1e3
FLOOR = 0.03**2
"""Variance, as a share of the row's contrast squared, under which a window is too flat to tell anything."""


@dataclass(frozen=True)
class Path:
    """One way to lay a layout over row `row`: `bounds` are the segments' edges in samples, `cost` is 0 to 1."""

    row: int
    cost: float
    bounds: NDArray[np.intp]


def misfit(window: Floats, patterns: Floats) -> Floats:
    """1 - squared correlation of a window with each pattern of a bank; inverted or flat windows fit nothing."""
    deviation = window - window.mean()
    match = np.maximum(patterns @ deviation, 0)
    result: Floats = 1 - match * match / (deviation @ deviation + FLOOR * len(window))
    return result


def align(rows: Floats, layout: Layout) -> Path:
    """The best path in any of the rows; `rows` (count, length) have SAMPLES a module and contrast 1."""
    costs = _costs(rows, layout)
    reached = [np.zeros(rows.shape, np.float32)]
    for segment in layout.segments:
        reached.append(_advanced(reached[-1], costs[segment], segment.modules * SAMPLES))
    row, end = (int(place) for place in np.unravel_index(int(reached[-1].argmin()), rows.shape))
    cost = float(reached[-1][row, end]) / len(layout.segments)
    bounds = [end]
    for segment, before in zip(reversed(layout.segments), reversed(reached[:-1]), strict=True):
        bounds.append(_came_from(bounds[-1], before[row], costs[segment][:, row], segment.modules * SAMPLES))
    return Path(row, cost, np.array(bounds[::-1]))


@dataclass(frozen=True)
class Templates:
    """All of a layout's patterns at all stretches as rows of one length; each group begins at its `starts`."""

    rows: Floats
    starts: list[int]
    groups: list[tuple[Segment, int]]


@cache
def templates_of(layout: Layout) -> Templates:
    """The layout's patterns, drawn once."""
    groups = [(segment, stretch) for segment in dict.fromkeys(layout.segments) for stretch in _STRETCHES]
    sizes = [segment.modules * SAMPLES + stretch for segment, stretch in groups]
    banks = [bank(segment, size, _SIGMA, 0.0) for (segment, _), size in zip(groups, sizes, strict=True)]
    padded = [np.pad(one, ((0, 0), (0, max(sizes) - one.shape[1]))) for one in banks]
    starts = np.cumsum([0] + [len(one) for one in banks[:-1]])
    return Templates(np.concatenate(padded), [int(start) for start in starts], groups)


def _costs(rows: Floats, layout: Layout) -> dict[Segment, Floats]:
    """For each segment (stretch, row, start): the misfit of its best pattern there."""
    templates = templates_of(layout)
    reach, length = templates.rows.shape[1], rows.shape[1]
    padded = np.pad(rows, ((0, 0), (0, reach - 1)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, reach, axis=1)
    match = np.maximum.reduceat(windows @ templates.rows.T, templates.starts, axis=-1)
    sums, squares = (_running(padded), _running(padded * padded))
    costs: dict[Segment, Floats] = {
        segment: np.empty((len(_STRETCHES), *rows.shape), np.float32) for segment in set(layout.segments)
    }
    for place, (segment, stretch) in enumerate(templates.groups):
        size = segment.modules * SAMPLES + stretch
        total, square = (one[:, size : size + length] - one[:, :length] for one in (sums, squares))
        energy = square - total * total / size
        good = np.maximum(match[..., place], 0)
        fit = 1 - good * good / (energy + FLOOR * size)
        costs[segment][_STRETCHES.index(stretch)] = fit + _STRETCH_COST * abs(stretch)
    return costs


def _running(rows: Floats) -> NDArray[np.float64]:
    """The sums of each row's first 0, 1, 2 ... samples."""
    return np.pad(np.cumsum(rows, axis=1, dtype=np.float64), ((0, 0), (1, 0)))


def _advanced(best: Floats, costs: Floats, size: int) -> Floats:
    """The least cost to reach each sample with one more segment of about `size` samples."""
    reached = np.full(best.shape, _FAR, np.float32)
    for place, stretch in enumerate(_STRETCHES):
        step = size + stretch
        np.minimum(reached[:, step:], best[:, :-step] + costs[place, :, :-step], out=reached[:, step:])
    return reached


def _came_from(end: int, before: Floats, costs: Floats, size: int) -> int:
    """The sample at which the segment that ends at `end` begins."""
    starts = [end - size - stretch for stretch in _STRETCHES]
    options = [before[start] + costs[place, start] if start >= 0 else _FAR for place, start in enumerate(starts)]
    return starts[int(np.argmin(options))]
