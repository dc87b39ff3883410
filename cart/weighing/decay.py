"""A level under free ringing: least squares of a constant and one damped sinusoid whose period is nearly known.

What a free basket does is fitted to the noise; what a hand does is not, and that is how the two are told apart.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
ZETA_SPREAD = 0.012
MOST_STEPS = 4


@dataclass(frozen=True)
class Shape:
    """What is known of the ringing beforehand: period (s), damping ratio, relative spread of the period."""

    period_s: float
    zeta: float
    spread: float


@dataclass(frozen=True)
class Fit:
    """A fitted window: level and its sigma, amplitude at the window's start and end, the residual's rms (all in grams),
    and the shape as fitted."""

    level: float
    sigma: float
    at_start: float
    at_end: float
    rms: float
    shape: Shape


def fit_decay(t: Floats, y: Floats, shape: Shape, start: Shape | None = None) -> Fit:
    """Fits `y` (grams) at the times `t` (seconds); period and damping are moved within what was known of them.

    They are moved from `start` where that fits better than what was known: a few steps do not go far.
    """
    tau = t - t[-1]
    mean = float(y.mean())
    v = y - mean
    x = np.empty((5, len(y)))
    x[0] = 1.0
    better, first = _nearer(tau, v, shape, start, x)
    for _ in range(MOST_STEPS):
        last, better = better, _bend(tau, better, shape, x, first)
        first = _linear(tau, v, better, x)
        if abs(better.period_s - last.period_s) < 2e-3 * last.period_s:
            break
    coef, _, rms2 = first
    inv00 = _inverse((x[:3] @ x[:3].T).tolist())[0][0]
    end = math.hypot(coef[1], coef[2])
    begun = end * math.exp(-2.0 * math.pi * better.zeta / better.period_s * float(tau[0]))
    return Fit(mean + float(coef[0]), math.sqrt(rms2 * inv00), begun, end, math.sqrt(rms2), better)


def _nearer(
    tau: Floats, v: Floats, shape: Shape, start: Shape | None, x: Floats
) -> tuple[Shape, tuple[Floats, Floats, float]]:
    """The shape of the two that fits better, and its fit."""
    known = _linear(tau, v, shape, x)
    if start is None:
        return shape, known
    begun = _linear(tau, v, start, x)
    return (start, begun) if begun[2] < known[2] else (shape, _linear(tau, v, shape, x))


def _linear(tau: Floats, v: Floats, shape: Shape, x: Floats) -> tuple[Floats, Floats, float]:
    """Constant, cosine and sine by least squares: coefficients, residual and its mean square."""
    z = np.exp(complex(-2.0 * math.pi * shape.zeta / shape.period_s, 2.0 * math.pi / shape.period_s) * tau)
    x[1], x[2] = z.real, z.imag
    three = x[:3]
    inverse = _inverse((three @ three.T).tolist())
    a, b, c = (three @ v).tolist()
    coef = np.array([row[0] * a + row[1] * b + row[2] * c for row in inverse])
    res = v - coef @ three
    return coef, res, float(res @ res) / max(1, len(v) - 4)


def _inverse(m: list[list[float]]) -> list[list[float]]:
    """The inverse of a symmetric matrix of three, by its cofactors: a tenth of the time of a general solver."""
    (a, b, c), (_, d, e), (_, _, f) = m
    aa, ab, ac = d * f - e * e, c * e - b * f, b * e - c * d
    part = 1.0 / ((a * aa + b * ab + c * ac) or math.inf)
    bc = (b * c - a * e) * part
    ab, ac = ab * part, ac * part
    return [[aa * part, ab, ac], [ab, (a * f - c * c) * part, bc], [ac, bc, (a * d - b * b) * part]]


def _bend(tau: Floats, shape: Shape, known: Shape, x: Floats, first: tuple[Floats, Floats, float]) -> Shape:
    """One Gauss-Newton step in log period and damping, held by what was known of them."""
    coef, res, rms2 = first
    omega_tau = tau * (2.0 * math.pi / shape.period_s)
    x[3] = omega_tau * (coef[1] * x[2] - coef[2] * x[1])
    x[4] = -omega_tau * (coef[1] * x[1] + coef[2] * x[2])
    normal = x @ x.T
    floor = max(rms2, 1e-6)
    normal[3, 3] += floor / known.spread**2
    normal[4, 4] += floor / ZETA_SPREAD**2
    pull = x @ res
    pull[3] += floor / known.spread**2 * math.log(known.period_s / shape.period_s)
    pull[4] += floor / ZETA_SPREAD**2 * (known.zeta - shape.zeta)
    step = np.linalg.solve(normal, pull)
    stretch = max(-0.15, min(0.15, float(step[3])))
    zeta = shape.zeta + max(-0.03, min(0.03, float(step[4])))
    spread = math.sqrt(rms2 / max(1e-12, float(x[3] @ x[3])))
    return Shape(shape.period_s * math.exp(stretch), max(0.01, min(0.2, zeta)), spread)
