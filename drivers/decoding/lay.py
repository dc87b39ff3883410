"""A layout laid over rows of pixels: from which end, how wide, and how bent; then where the first row left it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from drivers.decoding.align import LENSES, SAMPLES, align
from drivers.decoding.extent import Extent, at_share
from drivers.decoding.patterns import Layout
from drivers.decoding.templates import Floats

UNLIKE = 0.3
"""The cost from which a row does not look like the layout."""
_WIDTHS = (0.967, 1.033)
_MORE_WIDTHS = (0.9, 0.967, 1.033, 1.1)
_QUIET = 9
_BENT = 0.17
_BENDS = (-0.15, 0.0, 0.15)
_POWERS = 5
_STEEPEST, _STEP = 0.97, 0.4
_ASIDE = (-0.17, 0.0, 0.17)
_Places = NDArray[np.float64]


@dataclass(frozen=True)
class Laid:
    """A layout on a row: how badly it fits (0 to 1), whether the row is turned round, its segments' edges in pixels.

    `lens` is the blur that it was laid with, in modules.
    """

    cost: float
    row: Floats
    turned: bool
    bounds: _Places
    lens: float


def lay(row: Floats, extent: Extent, layout: Layout) -> Laid:
    """The layout laid over the row from the end, and with the bend, that fit best."""
    best = _searched(row, extent, layout, [(width, 0.0) for width in _WIDTHS], (False, True))
    if not _BENT <= best.cost < UNLIKE:
        return best
    further = _searched(row, extent, layout, list(product(_MORE_WIDTHS, _BENDS)), (best.turned,))
    return min(best, further, key=lambda laid: laid.cost)


def follow(row: Floats, before: Laid, layout: Layout) -> Laid:
    """The layout laid over a row beside one on which it lies, nearly as it lies there."""
    row = row[::-1] if before.turned else row
    module = (before.bounds[-1] - before.bounds[0]) / (layout.modules + 6)
    ends = np.array([_QUIET * module])
    known = np.concatenate([before.bounds[:1] - ends, before.bounds, before.bounds[-1:] + ends])
    inner = _marks(layout)
    at = np.interp(_grid(layout), np.concatenate([inner[:1] - _QUIET, inner, inner[-1:] + _QUIET]), known)
    edges = np.array([at + module * aside for aside in _ASIDE])
    path = align(_sampled(row, edges), layout, before.lens)
    return Laid(path.cost, row, before.turned, _smooth(path.bounds, edges[path.row], layout), before.lens)


def _searched(
    row: Floats, extent: Extent, layout: Layout, shapes: Sequence[tuple[float, float]], ways: Sequence[bool]
) -> Laid:
    """The layout over the row, as it is or turned round (`ways`), in each shape: a width and a bend.

    A bend is by how much the modules are wider at the left than in the middle, and narrower at the right.
    """
    modules, module = _grid(layout), (extent.end - extent.start) / layout.modules
    bent = ((width, modules + bend * modules * (1 - modules / layout.modules)) for width, bend in shapes)
    edges = np.array([extent.start + module * width * places for width, places in bent])
    sampled = _sampled(row, edges)
    sigma = blur(row, extent, layout)
    lens = min(LENSES, key=lambda lens: abs(lens - sigma))
    path = align(np.concatenate([sampled[:, ::-1] if turned else sampled for turned in ways]), layout, lens)
    way, place = divmod(path.row, len(edges))
    row, at = (row[::-1], len(row) - edges[place, ::-1]) if ways[way] else (row, edges[place])
    return Laid(path.cost, row, ways[way], _smooth(path.bounds, at, layout), lens)


def blur(row: Floats, extent: Extent, layout: Layout) -> float:
    """The row's blur in modules if it shows this layout, by its steepest edges: a blurred step rises by 0.4 / sigma."""
    module = (extent.end - extent.start) / layout.modules
    return _STEP / (module * at_share(np.abs(np.diff(row)), _STEEPEST))


def _grid(layout: Layout) -> _Places:
    """Where samples begin, in modules from the first bar on."""
    return np.arange(-_QUIET * SAMPLES, (layout.modules + _QUIET) * SAMPLES + 1) / SAMPLES


def _marks(layout: Layout) -> _Places:
    """Where segments begin, in modules from the first bar on."""
    return np.cumsum([-3.0, *(segment.modules for segment in layout.segments)])


def _sampled(row: Floats, edges: _Places) -> Floats:
    return np.asarray(spans(row, edges) / np.diff(edges, axis=-1), np.float32)


def _smooth(bounds: NDArray[np.intp], at: _Places, layout: Layout) -> _Places:
    return np.asarray(_smoothing(layout) @ np.interp(bounds, np.arange(len(at)), at), np.float64)


@cache
def _smoothing(layout: Layout) -> _Places:
    """The matrix that puts bounds on the nearest curve of fourth degree: paths go in steps, labels bend smoothly."""
    powers = np.vander(_marks(layout) / layout.modules - 0.5, _POWERS)
    return np.asarray(powers @ np.linalg.pinv(powers), np.float64)


def spans(row: Floats, edges: _Places) -> Floats:
    """The integral of `row` between successive edges (pixels); beyond its ends the row goes on as it ends."""
    sums = np.concatenate([[0.0], np.cumsum(row, dtype=np.float64)])
    inside = np.interp(edges, np.arange(len(sums)), sums)
    inside += np.minimum(edges, 0) * row[0] + np.maximum(edges - len(row), 0) * row[-1]
    return np.asarray(np.diff(inside, axis=-1), np.float32)
