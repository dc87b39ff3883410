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

_MOST_PIXELS = 150_000
"""A frame is halved for the search until it has fewer: it is 200 to 500 pixels long then, if it is no strip."""
CELL = 4
MOST_REGIONS = 4
_MOST_PARTS = 3
_COHERENT = 0.55
_LIVELY = 600.0
_ONE_SIGN = 0.25
_FEWEST = 16
_SHORTEST = 6
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
    small: cv2.typing.MatLike = grey
    scale = 1.0
    while small.size >= _MOST_PIXELS:
        small, scale = _halved(small), scale / 2
    if min(small.shape) < CELL:
        return []
    height, width = (side // CELL * CELL for side in small.shape)
    tensor, barlike = _tensor(np.asarray(small[:height, :width], np.uint8))
    for corners in taken:
        cv2.fillConvexPoly(barlike, _grown(corners, scale / CELL), 0)
    _, found, stats, _ = cv2.connectedComponentsWithStats(barlike, connectivity=4)
    labels, areas = np.asarray(found, np.int32), stats[1:, cv2.CC_STAT_AREA]
    largest = [int(label) for label in np.argsort(-areas) + 1 if areas[label - 1] >= _FEWEST]
    parts = (_in_box(labels, label, stats[label], tensor) for label in largest[: _MOST_PARTS + bool(len(taken))])
    return [one.grown(CELL / scale) for one in _joined([one for one in parts if one])[:MOST_REGIONS]]


def _halved(values: cv2.typing.MatLike) -> cv2.typing.MatLike:
    """The means of squares of two pixels: halving twice takes a third of the time of quartering."""
    size = max(1, values.shape[1] // 2), max(1, values.shape[0] // 2)
    return cv2.resize(values[: 2 * size[1], : 2 * size[0]], size, interpolation=cv2.INTER_AREA)


def _grown(corners: Sequence[Corner], scale: float) -> NDArray[np.int32]:
    """The box in cells, with what of its edges the cells around it show."""
    box = np.array(corners, np.float64) * scale - 0.5
    middle = box.mean(axis=0)
    away = box - middle
    length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1.0)[:, None]
    return np.asarray(np.round(middle + away * (1 + _AROUND_TAKEN / length)), np.int32)


def _in_box(labels: NDArray[np.int32], label: int, stats: NDArray[np.int32], tensor: _Floats) -> Region | None:
    """The region of one label, looked for in its own box only."""
    left, top = int(stats[cv2.CC_STAT_LEFT]), int(stats[cv2.CC_STAT_TOP])
    width, height = int(stats[cv2.CC_STAT_WIDTH]), int(stats[cv2.CC_STAT_HEIGHT])
    box = (slice(top, top + height), slice(left, left + width))
    region = _region(*_aligned(labels[box] == label, tensor[:, *box]))
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


def _aligned(inside: NDArray[np.bool_], tensor: _Floats) -> tuple[NDArray[np.bool_], float]:
    """The largest part of `inside` whose gradients run the way most of it does, and which way (radians)."""
    along, across, strength = tensor[:, inside]
    angle = atan2(float(across.sum()), float(along.sum())) / 2
    agreeing = along * cos(2 * angle) + across * sin(2 * angle) > _AGREEING * strength
    if agreeing.mean() > _MOSTLY:
        return inside, angle
    part = np.zeros(inside.shape, np.uint8)
    part[inside] = agreeing
    _, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=4)
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()) if len(stats) > 1 else 0
    if not largest:
        return inside, angle
    inside = np.asarray(labels == largest, np.bool_)
    along, across, _ = tensor[:, inside]
    return inside, atan2(float(across.sum()), float(along.sum())) / 2


def _tensor(small: Grey) -> tuple[_Floats, Grey]:
    """The structure tensor of each cell and its neighbours, and where it is that of bars.

    It comes as (xx - yy, 2 xy, strength): the direction's double angle. Bars have one direction and gradients of both
    signs; an edge has one sign.
    """
    gx, gy = cv2.spatialGradient(small)
    products = (cv2.multiply(one, other, dtype=cv2.CV_32F) for one, other in ((gx, gx), (gy, gy), (gx, gy)))
    xx, yy, xy, sx, sy = (_around(one) for one in (*products, gx, gy))
    energy, along, across = xx + yy, xx - yy, 2 * xy
    strength = np.sqrt(along * along + across * across)
    one_way = (strength > _COHERENT * energy) & (strength > _LIVELY)
    both_signs = sx * sx + sy * sy < _ONE_SIGN * energy
    return np.array([along, across, strength]), (one_way & both_signs).astype(np.uint8)


def _around(values: cv2.typing.MatLike) -> _Floats:
    """The mean in each cell and the cells beside it."""
    return np.asarray(cv2.boxFilter(_halved(_halved(values)), cv2.CV_32F, (3, 3)), np.float32)


def _region(inside: NDArray[np.bool_], angle: float) -> Region | None:
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
