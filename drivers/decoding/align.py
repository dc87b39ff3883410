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
    best = np.zeros(rows.shape, np.float32)
    back = []
    for segment in layout.segments:
        best, choice = _advance(best, costs[segment], segment.modules * SAMPLES)
        back.append(choice)
    row, end = np.unravel_index(int(best.argmin()), best.shape)
    bounds = _trace(layout, [one[row] for one in back], int(end))
    return Path(int(row), float(best[row, end]) / len(layout.segments), bounds)


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
    reach = templates.rows.shape[1]
    windows = np.lib.stride_tricks.sliding_window_view(
        np.pad(rows, ((0, 0), (0, reach - 1)), mode="edge"), reach, axis=1
    )
    match = np.maximum.reduceat(windows @ templates.rows.T, templates.starts, axis=-1)
    sums = np.cumsum(windows, axis=-1)
    squares = np.cumsum(windows * windows, axis=-1)
    costs: dict[Segment, Floats] = {
        segment: np.empty((len(_STRETCHES), *rows.shape), np.float32) for segment in set(layout.segments)
    }
    for place, (segment, stretch) in enumerate(templates.groups):
        size = segment.modules * SAMPLES + stretch
        energy = squares[..., size - 1] - sums[..., size - 1] ** 2 / size
        good = np.maximum(match[..., place], 0)
        fit = 1 - good * good / (energy + FLOOR * size)
        costs[segment][_STRETCHES.index(stretch)] = fit + _STRETCH_COST * abs(stretch)
    return costs


def _advance(best: Floats, costs: Floats, size: int) -> tuple[Floats, NDArray[np.intp]]:
    reached = np.full(costs.shape, _FAR, np.float32)
    for place, stretch in enumerate(_STRETCHES):
        step = size + stretch
        np.add(best[:, :-step], costs[place, :, :-step], out=reached[place, :, step:])
    choice = reached.argmin(axis=0)
    return reached.min(axis=0), choice


def _trace(layout: Layout, choices: list[NDArray[np.intp]], end: int) -> NDArray[np.intp]:
    bounds = [end]
    for segment, choice in zip(reversed(layout.segments), reversed(choices), strict=True):
        bounds.append(bounds[-1] - segment.modules * SAMPLES - _STRETCHES[choice[bounds[-1]]])
    return np.array(bounds[::-1])
