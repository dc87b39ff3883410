"""How far a symbol's bars go on above and below the few rows that an engine read."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cart.codes.sighting import Corner
from drivers.decoding.templates import Floats
from drivers.ports import Grey

_ACROSS, _ROWS = 192, 25
_STEP = 1 / 16
"""From row to row, as a share of the symbol's length: it is followed for three quarters of its length both ways."""
_ALIKE, _HIDDEN = 0.5, 3
"""Rows so much alike, and no more than so many apart, show the same bars."""
_ASIDE, _NEAR = 8, 4
_THIN = 0.08


def tall(grey: Grey, corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """The rectangle along the box's bars (corners from the left top on), for as long as near rows are alike.

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
    slopes = _slopes(grey, left, across, down)
    if lean := _lean(slopes):
        down = down + across * lean / (_ACROSS * _STEP)
        slopes = _slopes(grey, left, across, down)
    above, below = (max(half, rows * _STEP) for rows in _reach(slopes))
    right = left + across
    grown = (left - down * above, right - down * above, right + down * below, left + down * below)
    return tuple((float(x), float(y)) for x, y in grown)


def _slopes(grey: Grey, left: NDArray[np.float64], across: NDArray[np.float64], down: NDArray[np.float64]) -> Floats:
    """Rows of the picture's slopes, each of norm 1; the box's own middle is the middle row."""
    start = left - down * _STEP * (_ROWS // 2)
    matrix = np.column_stack([across / _ACROSS, down * _STEP, start])
    rows = cv2.warpAffine(grey, matrix, (_ACROSS, _ROWS), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    slopes = np.diff(cv2.blur(rows, (3, 1)).astype(np.float32), axis=1)
    return np.asarray(slopes / (np.sqrt((slopes * slopes).sum(axis=1, keepdims=True)) + 1.0), np.float32)


def _lean(slopes: Floats) -> float:
    """By how many pixels the bars go aside from row to row, near the middle."""
    near = slopes[_ROWS // 2 - _NEAR : _ROWS // 2 + _NEAR + 1]
    inner = near[:-1, _ASIDE:-_ASIDE]
    shifted = sliding_window_view(near[1:], inner.shape[1], axis=1)
    alike = (shifted @ inner[:, :, None])[:, :, 0]
    seen = alike.max(axis=1) >= _ALIKE
    return float(np.median(alike[seen].argmax(axis=1) - _ASIDE)) if seen.any() else 0.0


def _reach(slopes: Floats) -> tuple[int, int]:
    """Over how many rows the bars go on, above the middle and below it: what hides a row or two does not end them."""
    middle = _ROWS // 2
    near = slopes @ slopes.T >= _ALIKE
    above = below = middle
    while above > 0 and (further := np.flatnonzero(near[above, max(0, above - _HIDDEN) : above])).size:
        above = max(0, above - _HIDDEN) + int(further[0])
    while below < _ROWS - 1 and (further := np.flatnonzero(near[below, below + 1 : below + 1 + _HIDDEN])).size:
        below = below + 1 + int(further[-1])
    return middle - above, below - middle
