"""What a segment looks like through a lens: its bars grown or shrunk, blurred, and sampled."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from drivers.decoding.patterns import Segment

Floats = NDArray[np.float32]
_SUB = 48
_PAD = 4


@cache
def bank(segment: Segment, samples: int, sigma: float, growth: float) -> Floats:
    """One row a pattern: `samples` reflectances with mean 0 and norm 1.

    `sigma` is the blur and `growth` how much each bar is wider than drawn, both in modules.
    """
    rows = _drawn(segment, samples, sigma, growth)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@cache
def swings(segment: Segment, samples: int, sigma: float, growth: float) -> Floats:
    """How much light and dark each pattern of the same bank has left: its norm."""
    return np.asarray(np.linalg.norm(_drawn(segment, samples, sigma, growth), axis=1), np.float32)


@cache
def _drawn(segment: Segment, samples: int, sigma: float, growth: float) -> NDArray[np.float64]:
    rows = np.array([_wave(bits, segment, samples, sigma, growth) for bits in segment.patterns])
    return np.asarray(rows - rows.mean(axis=1, keepdims=True), np.float64)


def _wave(bits: str, segment: Segment, samples: int, sigma: float, growth: float) -> NDArray[np.float64]:
    fine = _blurred(_printed(segment.before + bits + segment.after, growth), sigma)[_PAD * _SUB : -_PAD * _SUB]
    sums = np.concatenate([[0.0], np.cumsum(fine)])
    edges = np.linspace(0, len(fine), samples + 1)
    return np.asarray(np.diff(np.interp(edges, np.arange(len(sums)), sums)), np.float64)


@cache
def _printed(bits: str, growth: float) -> NDArray[np.float64]:
    grey = [0.5] * (_PAD - 1)
    return _grown(np.repeat([*grey, *(1.0 - int(bit) for bit in bits), *grey], _SUB), growth)


def _grown(fine: NDArray[np.float64], growth: float) -> NDArray[np.float64]:
    reach = round(abs(growth) * _SUB / 2)
    if not reach:
        return fine
    around = np.lib.stride_tricks.sliding_window_view(np.pad(fine, reach, mode="edge"), 2 * reach + 1)
    return np.asarray(around.min(axis=1) if growth > 0 else around.max(axis=1), np.float64)


def _blurred(fine: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    reach = int(3 * sigma * _SUB)
    at = np.arange(-reach, reach + 1) / _SUB
    kernel = np.exp(-at * at / (2 * sigma * sigma))
    return np.asarray(np.convolve(np.pad(fine, reach, mode="edge"), kernel / kernel.sum(), "valid"), np.float64)
