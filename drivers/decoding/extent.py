"""Where a row of pixels shows bars: a run of edges, dark and bright in turn, that no quiet zone breaks."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.decoding.templates import Floats
from drivers.ports import Grey

_FEWEST_EDGES = 26
_STRONG = 0.27
_QUIET_GAPS = 5
_HEIGHTS = (0.26, 0.34, 0.42, 0.5, 0.58, 0.66, 0.74)
_SHIFT = 6
_QUIET_SHARE = 14


@dataclass(frozen=True)
class Extent:
    """Where a row shows a run of bars, in pixels, and its number of edges."""

    start: float
    end: float
    edges: int


def at_share(values: Floats, share: float) -> float:
    """The value under which this share of them lies: numpy's percentile without its overhead."""
    place = int(share * (len(values) - 1))
    return float(np.partition(values, place)[place])


def bars(row: Floats) -> Extent | None:
    """The longest run, or None where no run has as many edges as a blurred UPC-E."""
    at = _edges(row)
    if len(at) < _FEWEST_EDGES:
        return None
    gaps = np.diff(at)
    breaks = np.concatenate([[-1], np.nonzero(gaps > _QUIET_GAPS * np.median(gaps))[0], [len(at) - 1]])
    longest = int(np.diff(breaks).argmax())
    first, last = breaks[longest] + 1, breaks[longest + 1]
    count = int(last - first + 1)
    return Extent(float(at[first]) + 1, float(at[last]) + 1, count) if count >= _FEWEST_EDGES else None


def _edges(row: Floats) -> NDArray[np.intp]:
    """Where the row is steepest, each edge of the other sign than the one before it."""
    slope = np.diff(row)
    steep = np.abs(slope)
    peak = (steep[1:-1] >= steep[:-2]) & (steep[1:-1] > steep[2:])
    at = np.nonzero(peak & (steep[1:-1] > _STRONG * at_share(steep, 0.97)))[0] + 1
    sign = np.sign(slope[at])
    return at[np.concatenate([[True], sign[1:] != sign[:-1]])] if len(at) else at


def inverted(row: Floats, extent: Extent) -> bool:
    """Whether the quiet zones are darker than the middle of the bars: bright bars, as printed on cans."""
    first, last = int(extent.start), int(extent.end)
    reach = max(3, (last - first) // _QUIET_SHARE)
    outside = np.concatenate([row[max(0, first - reach) : max(0, first - 2)], row[last + 2 : last + reach]])
    return bool(len(outside)) and float(np.median(outside)) < float(np.median(row[first:last]))


def likeness(upright: Grey) -> float:
    """How alike the best two neighbouring rows are (-1 to 1): bars go on from row to row, letters do not."""
    height = upright.shape[0]
    bands = [upright[max(0, int(height * at) - 2) : int(height * at) + 3] for at in _HEIGHTS]
    rows = np.concatenate([cv2.reduce(band, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F) for band in bands])
    slopes = np.diff(rows, axis=1)
    inner = slopes[:-1, _SHIFT:-_SHIFT]
    products = np.array([np.correlate(*pair, "valid") for pair in zip(slopes[1:], inner, strict=True)])
    squares = slopes * slopes
    energies = cv2.boxFilter(squares, -1, (inner.shape[1], 1), normalize=False, borderType=cv2.BORDER_CONSTANT)
    middle = slopes.shape[1] // 2
    own, others = energies[:-1, middle, None], energies[1:, middle - _SHIFT : middle + _SHIFT + 1]
    return float((products / np.sqrt(own * others + 1.0)).max())
