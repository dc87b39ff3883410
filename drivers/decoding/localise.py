"""Where bars are, and which way they run, by the gradients of a small copy of the frame.

The structure tensor of a patch of parallel bars has one strong direction. Patches that do are joined to regions; each
region gives a box along the bars' own direction (Bigun and Granlund, Optimal orientation detection of linear
symmetry, 1987).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import atan2, cos, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.codes.sighting import Corner
from drivers.ports import Grey

SMALL = 320
CELL = 4
MOST_REGIONS = 4
_MOST_PARTS = 3
_COHERENT = 0.55
_LIVELY = 600.0
_ONE_SIGN = 0.25
_FEWEST = 4
_SHORTEST = 4
_AGREEING = 0.8
_MOSTLY = 0.9
_SAME_WAY = 0.15
_GAP = 0.35
_AROUND_TAKEN = 2.5
_Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Region:
    """A box of bars in pixels of the frame: `length` runs across the bars, at `angle` radians; `height` along them."""

    x: float
    y: float
    angle: float
    length: float
    height: float

    def grown(self, scale: float) -> "Region":
        """The same box in a picture that is `scale` times as large."""
        return Region(self.x * scale, self.y * scale, self.angle, self.length * scale, self.height * scale)

    def corners(self) -> tuple[tuple[float, float], ...]:
        """The box's corners, from the left top on, in pixels."""
        ux, uy = cos(self.angle) * self.length / 2, sin(self.angle) * self.length / 2
        vx, vy = -sin(self.angle) * self.height / 2, cos(self.angle) * self.height / 2
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        return tuple((self.x + a * ux + b * vx, self.y + a * uy + b * vy) for a, b in signs)


def find(grey: Grey, taken: Sequence[Sequence[Corner]] = ()) -> list[Region]:
    """The regions that look most like bars, the largest first; those boxes left out that are `taken` by codes read."""
    scale = min(1.0, SMALL / max(grey.shape))
    if scale * min(grey.shape) < CELL:
        return []
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    height, width = (side // CELL * CELL for side in small.shape)
    tensor, barlike = _tensor(np.asarray(small[:height, :width], np.uint8))
    for corners in taken:
        cv2.fillConvexPoly(barlike, _grown(corners, scale / CELL), 0)
    count, found, stats, _ = cv2.connectedComponentsWithStats(barlike, connectivity=4)
    labels = np.asarray(found, np.int32)
    largest = sorted(range(1, count), key=lambda label: -int(stats[label, cv2.CC_STAT_AREA]))[
        : _MOST_PARTS + bool(len(taken))
    ]
    parts = (_in_box(labels, label, stats[label], tensor) for label in largest)
    return [one.grown(CELL / scale) for one in _joined([one for one in parts if one])[:MOST_REGIONS]]


def _grown(corners: Sequence[Corner], scale: float) -> NDArray[np.int32]:
    """The box in cells, with what of its edges the cells around it show."""
    box = np.array(corners, np.float64) * scale - 0.5
    middle = box.mean(axis=0)
    away = box - middle
    length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1.0)[:, None]
    return np.asarray(np.round(middle + away * (1 + _AROUND_TAKEN / length)), np.int32)


def _in_box(labels: NDArray[np.int32], label: int, stats: NDArray[np.int32], tensor: list[_Floats]) -> Region | None:
    """The region of one label, looked for in its own box only."""
    left, top = int(stats[cv2.CC_STAT_LEFT]), int(stats[cv2.CC_STAT_TOP])
    width, height = int(stats[cv2.CC_STAT_WIDTH]), int(stats[cv2.CC_STAT_HEIGHT])
    box = (slice(top, top + height), slice(left, left + width))
    own = [one[box] for one in tensor]
    region = _region(_aligned(labels[box] == label, own), own)
    return replace(region, x=region.x + left, y=region.y + top) if region else None


def _joined(regions: list[Region]) -> list[Region]:
    """The regions, and before them the boxes of those that go on in one line: wide bars break a symbol in two."""
    pairs = ((one, other) for place, one in enumerate(regions) for other in regions[place + 1 :])
    return [joined for one, other in pairs if (joined := _join(one, other))] + regions


def _join(one: Region, other: Region) -> Region | None:
    c, s = cos(one.angle), sin(one.angle)
    dx, dy = other.x - one.x, other.y - one.y
    along, across = dx * c + dy * s, dy * c - dx * s
    gap = abs(along) - (one.length + other.length) / 2
    turned = abs(sin(one.angle - other.angle))
    if turned > _SAME_WAY or abs(across) > one.height / 2 or gap > _GAP * max(one.length, other.length):
        return None
    start = min(-one.length / 2, along - other.length / 2)
    end = max(one.length / 2, along + other.length / 2)
    middle = (start + end) / 2
    return Region(one.x + middle * c, one.y + middle * s, one.angle, end - start, min(one.height, other.height))


def _aligned(inside: NDArray[np.bool_], tensor: list[_Floats]) -> NDArray[np.bool_]:
    """The largest part of `inside` whose gradients run the way most of it does."""
    xx, yy, xy = (one[inside] for one in tensor)
    twice = atan2(2 * float(xy.sum()), float((xx - yy).sum()))
    agreeing = (xx - yy) * cos(twice) + 2 * xy * sin(twice) > _AGREEING * np.hypot(xx - yy, 2 * xy)
    if agreeing.mean() > _MOSTLY:
        return inside
    part = np.zeros(inside.shape, np.uint8)
    part[inside] = agreeing
    _, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=4)
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()) if len(stats) > 1 else 0
    return np.asarray(labels == largest, np.bool_) if largest else inside


def _tensor(small: Grey) -> tuple[list[_Floats], Grey]:
    """The structure tensor (xx, yy, xy) of each cell and its neighbours, and where it is that of bars.

    Bars have one direction and gradients of both signs; an edge has one sign.
    """
    gx, gy = cv2.spatialGradient(small)
    products = (cv2.multiply(one, other, dtype=cv2.CV_32F) for one, other in ((gx, gx), (gy, gy), (gx, gy)))
    xx, yy, xy, sx, sy = (_around(one) for one in (*products, gx, gy))
    energy = xx + yy
    strength = np.sqrt((xx - yy) ** 2 + 4 * xy * xy)
    one_way = (strength > _COHERENT * energy) & (strength > _LIVELY)
    both_signs = sx * sx + sy * sy < _ONE_SIGN * energy
    return [xx, yy, xy], (one_way & both_signs).astype(np.uint8)


def _around(values: cv2.typing.MatLike) -> _Floats:
    """The mean in each cell and the cells beside it."""
    height, width = values.shape
    cells = cv2.resize(values, (width // CELL, height // CELL), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.boxFilter(cells, cv2.CV_32F, (3, 3)), np.float32)


def _region(inside: NDArray[np.bool_], tensor: list[_Floats]) -> Region | None:
    if inside.sum() < _FEWEST:
        return None
    xx, yy, xy = (float(one[inside].sum()) for one in tensor)
    angle = atan2(2 * xy, xx - yy) / 2
    ys, xs = np.nonzero(inside)
    c, s = cos(angle), sin(angle)
    a0, a1 = _ends(xs * c + ys * s, 0.005)
    b0, b1 = _ends(ys * c - xs * s, 0.01)
    if a1 - a0 < _SHORTEST:
        return None
    am, bm = (a0 + a1) / 2, (b0 + b1) / 2
    x, y = am * c - bm * s, am * s + bm * c
    return Region(x + 0.5, y + 0.5, angle, a1 - a0 + 1, b1 - b0 + 1)


def _ends(places: NDArray[np.float64], share: float) -> tuple[float, float]:
    """The places between which all but `share` at either end lie."""
    cut = int(len(places) * share)
    ordered = np.sort(places)
    return float(ordered[cut]), float(ordered[-1 - cut])
