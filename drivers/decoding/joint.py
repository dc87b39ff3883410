"""The digits of an EAN-13 weighed together, for rows so far out of focus that a digit's pixels are its neighbours' too.

The row is modelled whole: each module takes its light away through a lens, a Gaussian or the disc of one out of focus.
The squared difference from the row is then a sum over digits and pairs of neighbours, so the best number that checks
comes from one pass forward and one back (Viterbi over the digit and the sum modulo ten). Between passes the light, the
contrast and the places are fitted anew by least squares.
"""

from dataclasses import dataclass
from functools import cache
from math import asin, erf, log1p, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from drivers.decoding.patterns import EAN13, EAN13_PARITY, SET_A, SET_B, SET_C
from drivers.decoding.templates import Floats

_LENSES = (("gauss", 1.2), ("disc", 2.0), ("gauss", 0.9))
"""The lenses tried, and their sizes in modules; where the first leaves more than `_HOPELESS`, no other is."""
_HOPELESS = 0.02
_FINE = 4
_QUIET = 4
_PASSES = 4
_POWERS = 4
_FURTHEST = 0.5
"""From pass to pass a place moves so many modules at most."""
_LEAST_MISFIT = 0.005
_MODULES = EAN13.modules
_STARTS = np.array([3 + 7 * place for place in range(6)] + [50 + 7 * place for place in range(6)])
_WEIGHTS = (3, 1) * 6
_SETS = {name: np.array([[int(bit) for bit in bits] for bits in one]) for name, one in
         {"A": SET_A, "B": SET_B, "C": SET_C}.items()}  # fmt: skip
_BITS = np.array([[_SETS[kind] for kind in parity + "CCCCCC"] for parity in EAN13_PARITY], np.float64)
"""The modules of each (first digit, place, digit)."""
_GUARDS = np.zeros(_MODULES)
_GUARDS[[0, 2, 46, 48, 92, 94]] = 1
_DIGITS, _SUMS = np.arange(10)[:, None], np.arange(10)[None, :]
_MIDDLES = (np.arange((_MODULES + 2 * _QUIET) * _FINE) + 0.5) / _FINE - _QUIET
_U = _MIDDLES / _MODULES - 0.5
_Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Joint:
    """A number; its misfit, the share of the row's energy that it leaves; its margin, as template.Guess has it."""

    text: str
    misfit: float
    margin: float


def read(row: Floats, bounds: _Doubles, start: str) -> Joint:
    """The number that fits the row best, from where the segments' `bounds` (pixels) and the number `start` lay it."""
    marks = np.cumsum([-3.0, *(segment.modules for segment in EAN13.segments)])
    places = np.polyfit(marks / _MODULES - 0.5, bounds, _POWERS)
    first = _through(row, places, start, _lens(*_LENSES[0]))
    others = _LENSES[1:] if first.misfit < _HOPELESS else ()
    return min([first, *(_through(row, places, start, _lens(*one)) for one in others)], key=lambda one: one.misfit)


def _through(row: Floats, places: _Doubles, start: str, lens: "_Lens") -> Joint:
    """The number through one lens."""
    found = Joint(start, 1.0, 0.0)
    for _ in range(_PASSES):
        light = np.interp(np.polyval(places, _U), np.arange(len(row)) + 0.5, row)
        shown = lens.light @ _modules(found.text)
        linear = np.stack([np.ones_like(_U), _U, shown, shown * _U], axis=1)
        fitted = _fitted(linear, light)
        contrast = fitted[2] + fitted[3] * _U
        if contrast.max() >= 0:
            break
        found = _best((light - fitted[0] - fitted[1] * _U) / contrast, lens)
        places = _moved(places, light, linear, fitted)
    return found


def _moved(places: _Doubles, light: _Doubles, linear: _Doubles, fitted: _Doubles) -> _Doubles:
    """The places where the model fits better, by its slope."""
    slope = np.gradient(linear @ fitted, _MIDDLES)
    powers = np.vander(_U, _POWERS)
    both = np.concatenate([linear, slope[:, None] * powers], axis=1)
    aside = powers @ _fitted(both, light)[linear.shape[1] :]
    pixels = np.clip(aside, -_FURTHEST, _FURTHEST) * np.polyval(np.polyder(places), _U) / _MODULES
    return np.polyfit(_U, np.polyval(places, _U) - pixels, _POWERS)


def _fitted(columns: _Doubles, light: _Doubles) -> _Doubles:
    """Least squares by the normal equations, with a trace of a ridge: columns may be alike."""
    square = columns.T @ columns
    return np.asarray(np.linalg.solve(square + 1e-9 * np.trace(square) * np.eye(len(square)), columns.T @ light))


def _modules(text: str) -> _Doubles:
    bars, first = _GUARDS.copy(), int(text[0])
    for place, digit in enumerate(text[1:]):
        bars[_STARTS[place] : _STARTS[place] + 7] = _BITS[first, place, int(digit)]
    return bars


@dataclass(frozen=True)
class _Lens:
    """One lens: what each module takes of each sample's `light` (sample, module), and the energies of what is drawn.

    `own` (first digit, place, digit) is a digit's energy, `pairs` (first digit, place, digit, next digit) twice what it
    shares with the next one.
    """

    light: _Doubles
    own: _Doubles
    pairs: _Doubles


@cache
def _lens(kind: str, size: float) -> _Lens:
    beyond, where = np.unique(_MIDDLES[:, None] - np.arange(_MODULES + 1), return_inverse=True)
    edges = np.array([_step(kind, float(at) / size) for at in beyond])[where].reshape(len(_MIDDLES), -1)
    light = edges[:, :-1] - edges[:, 1:]
    gram = light.T @ light
    at = _STARTS[:, None] + np.arange(7)
    own = np.einsum("fpdj,pjk,fpdk->fpd", _BITS, gram[at[:, :, None], at[:, None, :]], _BITS)
    beside = gram[at[:-1, :, None], at[1:, None, :]]
    return _Lens(light, own, 2 * np.einsum("fpdj,pjk,fpek->fpde", _BITS[:, :-1], beside, _BITS[:, 1:]))


def _step(kind: str, at: float) -> float:
    """How much of the light from before an edge at 0 reaches `at`, in sizes of the lens."""
    if kind == "gauss":
        return (1 + erf(at / sqrt(2))) / 2
    inside = min(1.0, max(-1.0, at))
    return 0.5 + (inside * sqrt(1 - inside * inside) + asin(inside)) / pi


def prepare() -> None:
    """Draws all lenses once."""
    for one in _LENSES:
        _lens(*one)


def _best(dark: _Doubles, lens: _Lens) -> Joint:
    """The best number for darknesses (0: paper, 1: bar), and how far the next one is."""
    rest = dark - lens.light @ _GUARDS
    taken = (lens.light.T @ rest)[_STARTS[:, None] + np.arange(7)]
    own = lens.own - 2 * np.einsum("fpdj,pj->fpd", _BITS, taken)
    through = _forward(own, lens.pairs) + _back(own, lens.pairs)
    costs = through.min(axis=3) + float(rest @ rest)
    numbers = costs.min(axis=(1, 2))
    first = int(numbers.argmin())
    two = np.partition(costs[first], 1, axis=1)
    following = min(float(two[:, 1].min()), float(np.partition(numbers, 1)[1]))
    energy = float(dark @ dark)
    misfit, other = float(numbers[first]) / energy, following / energy
    margin = len(_WEIGHTS) * log1p((other - misfit) / max(misfit, _LEAST_MISFIT))
    return Joint(str(first) + "".join(map(str, costs[first].argmin(axis=1))), misfit, margin)


def _forward(own: _Doubles, pairs: _Doubles) -> _Doubles:
    """For each (first digit, place, digit, sum so far): the least cost up to this digit."""
    costs = np.full((*own.shape, 10), np.inf)
    firsts = np.arange(10)[:, None]
    costs[firsts, 0, _DIGITS.T, (firsts + _WEIGHTS[0] * _DIGITS.T) % 10] = own[:, 0]
    for place in range(1, len(_WEIGHTS)):
        before = (costs[:, place - 1, :, None, :] + pairs[:, place - 1, :, :, None]).min(axis=1)
        costs[:, place] = before[:, _DIGITS, (_SUMS - _WEIGHTS[place] * _DIGITS) % 10] + own[:, place, :, None]
    return costs


def _back(own: _Doubles, pairs: _Doubles) -> _Doubles:
    """For each (first digit, place, digit, sum so far): the least cost of the digits after it, if all are to check."""
    costs = np.full((*own.shape, 10), np.inf)
    costs[:, -1, :, 0] = 0
    for place in range(len(_WEIGHTS) - 2, -1, -1):
        after = costs[:, place + 1][:, _DIGITS, (_SUMS + _WEIGHTS[place + 1] * _DIGITS) % 10]
        after = after + own[:, place + 1, :, None]
        costs[:, place] = (after[:, None] + pairs[:, place, :, :, None]).min(axis=2)
    return costs
