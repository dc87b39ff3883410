"""QR codes on what is crumpled: the modules lie off every straight grid, but their edges keep its rhythm.

Seen upright, module edges repeat every STEP pixels. By how much they lie off the grid is the phase of that rhythm,
taken over a neighbourhood and unwrapped from a finder pattern on (Takeda, Ina and Kobayashi, Fourier-transform method
of fringe-pattern analysis, 1982). Shifted back by it, the code is read as if it lay flat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.codes.sighting import Corner
from drivers.ports import Grey

STEP = 8
MOST_MODULES = 57
"""Version 10: larger ones take longer to smooth out than a frame lasts."""
_QUIET = 4
_FINDER = 7
_CELL = 4
_AROUND = 3.5
_Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Unread:
    """A QR code that was found and not read: its corners from the left top on, and its modules a side."""

    corners: Sequence[Corner]
    modules: int


def flattened(grey: Grey, code: Unread) -> Grey:
    """The code upright, STEP pixels a module, its modules moved to where a flat one has them."""
    upright = _upright(grey, code)
    places = np.indices(upright.shape, np.float32)
    ys, xs = (places[axis] + _off(upright, places[axis], axis) for axis in (0, 1))
    return cv2.remap(upright, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.uint8, copy=False)


def _upright(grey: Grey, code: Unread) -> Grey:
    near, far = _QUIET * STEP, (_QUIET + code.modules) * STEP
    target = np.array([(near, near), (far, near), (far, far), (near, far)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(code.corners, np.float32), target)
    side, border = near + far, cv2.BORDER_REPLICATE
    upright = cv2.warpPerspective(grey, matrix, (side, side), flags=cv2.INTER_CUBIC, borderMode=border)
    return upright.astype(np.uint8, copy=False)


def _off(upright: Grey, places: _Floats, axis: int) -> _Floats:
    """By how many pixels the edges across `axis` lie off the grid, everywhere."""
    edges = np.abs(cv2.Sobel(upright, cv2.CV_32F, axis, 1 - axis))
    angle = np.asarray(2 * pi / STEP * (places + 0.5), np.float32)
    real, imaginary = (_around(np.asarray(edges * wave, np.float32)) for wave in (np.cos(angle), np.sin(angle)))
    quiet, finder = _QUIET * STEP // _CELL, _FINDER * STEP // _CELL
    within = np.arctan2(imaginary, real)[quiet:-quiet, quiet:-quiet]
    phase = np.unwrap(np.unwrap(within, axis=1), axis=0)
    turns = np.round(np.median(phase[:finder, :finder]) / (2 * pi))
    off = np.pad(phase - 2 * pi * turns, quiet, mode="edge") * (STEP / (2 * pi))
    return np.asarray(cv2.resize(off.astype(np.float32), upright.shape[::-1]), np.float32)


def _around(values: _Floats) -> _Floats:
    """The mean around each cell of a few pixels."""
    cells = cv2.resize(values, None, fx=1 / _CELL, fy=1 / _CELL, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(cells, (0, 0), _AROUND), np.float32)
