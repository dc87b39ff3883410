"""How far a symbol's bars go on above and below the few rows that an engine read."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.codes.sighting import Corner
from drivers.decoding.templates import Floats
from drivers.ports import Grey

_ACROSS, _ROWS = 192, 25
_STEP = 1 / 16
"""From row to row, as a share of the symbol's length: it is followed for three quarters of its length both ways."""
_ALIKE = 0.5
_THIN = 0.08


def tall(grey: Grey, corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """The rectangle along the box's bars (corners from the left top on), for as long as neighbouring rows are alike.

    Engines read along the frame's rows, so the box of a tilted symbol leans.
    """
    a, b, c, d = np.array(corners, np.float64)
    across, side = (b + c - a - d) / 2, (d + c - a - b) / 2
    length, height = float(np.hypot(*across)), float(np.hypot(*side))
    if not length:
        return tuple(corners)
    if height > _THIN * length:
        across = across - side * (across @ side) / height**2
    down = np.array([-across[1], across[0]])
    left = (a + b + c + d) / 4 - across / 2
    half = abs(float(side @ down)) / float(down @ down) / 2
    above, below = (max(half, rows * _STEP) for rows in _reach(_alike(grey, left, across, down)))
    right = left + across
    grown = (left - down * above, right - down * above, right + down * below, left + down * below)
    return tuple((float(x), float(y)) for x, y in grown)


def _alike(grey: Grey, left: NDArray[np.float64], across: NDArray[np.float64], down: NDArray[np.float64]) -> Floats:
    """How alike each row is to the next (-1 to 1); the box's own middle is the middle row."""
    start = left - down * _STEP * (_ROWS // 2)
    matrix = np.column_stack([across / _ACROSS, down * _STEP, start])
    rows = cv2.warpAffine(grey, matrix, (_ACROSS, _ROWS), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    slopes = np.diff(cv2.blur(rows, (3, 1)).astype(np.float32), axis=1)
    sizes = np.sqrt((slopes * slopes).sum(axis=1)) + 1.0
    return np.asarray((slopes[1:] * slopes[:-1]).sum(axis=1) / (sizes[1:] * sizes[:-1]), np.float32)


def _reach(alike: Floats) -> tuple[int, int]:
    """Over how many rows the bars go on, above the middle and below it."""
    ends = np.nonzero(np.concatenate([[-1.0], alike, [-1.0]]) < _ALIKE)[0]
    middle = _ROWS // 2 + 0.5
    return int(middle - ends[ends < middle].max()), int(ends[ends > middle].min() - middle)
