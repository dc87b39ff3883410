"""The likeliest number under a misfit table, and by how much it beats the next: check digits and parities obeyed.

A number is a path through its digits whose weighted sum ends on a multiple of ten; the best one and the best one that
differs in each place come from one pass forward and one back (dynamic programming over the sum modulo ten).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cart.codes.retail import checks, expand_upce
from drivers.decoding.patterns import EAN8, EAN13, Layout
from drivers.decoding.templates import Floats

_TRIED = 4
_KEPT = 24
_SUMS, _DIGITS = np.arange(10)[:, None], np.arange(10)[None, :]
_AFTER = {weight: (_SUMS + weight * _DIGITS) % 10 for weight in (1, 3)}
_BEFORE = {weight: (_SUMS - weight * _DIGITS) % 10 for weight in (1, 3)}


@dataclass(frozen=True)
class Number:
    """A number (UPC-E with 8 digits), its misfit summed over the digits, and the misfit that the second best adds."""

    text: str
    misfit: float
    margin: float


def best(misfits: list[Floats], layout: Layout) -> Number | None:
    """The number with the least misfit; `misfits` holds one row a digit segment. None where none checks."""
    if layout.symbology == EAN13.symbology:
        return _ean13(misfits, layout)
    if layout.symbology == EAN8.symbology:
        return _checked(np.array(misfits), [3, 1] * 4, 0)
    return _upce(misfits, layout)


def _ean13(misfits: list[Floats], layout: Layout) -> Number:
    lefts = [_by_parity(misfits[:6], parity) for parity in layout.parities]
    bounds = [sum(float(row.min()) for row in left) for left in lefts]
    firsts = np.argsort(bounds)[:2]
    tried = [(first, _checked(np.array(lefts[first] + misfits[6:]), [3, 1] * 6, int(first))) for first in firsts]
    numbers = sorted((found.misfit, f"{first}{found.text}", found.margin) for first, found in tried)
    (misfit, text, margin), other = numbers[0], numbers[1][0]
    return Number(text, misfit, min(margin, other - misfit))


def _upce(misfits: list[Floats], layout: Layout) -> Number | None:
    by_check = [_by_parity(misfits, parity) for parity in layout.parities]
    likely = np.argsort([sum(float(row.min()) for row in tables) for tables in by_check])[:2]
    found = [(cost, f"0{body}{check}") for check in likely for cost, body in _free(by_check[check])]
    scored = sorted((cost, text) for cost, text in found if checks(expand_upce(text)))
    if len(scored) < 2:
        return None
    return Number(scored[0][1], scored[0][0], scored[1][0] - scored[0][0])


def _by_parity(misfits: list[Floats], parity: str) -> list[Floats]:
    return [row[:10] if letter == "A" else row[10:] for row, letter in zip(misfits, parity, strict=True)]


def _checked(table: Floats, weights: list[int], start: int) -> Number:
    """The best digits (rows of `table`) whose weighted sum, with `start`, is a multiple of ten."""
    forward = _forward(table, weights, start)
    backward = _forward(table[::-1], weights[::-1], 0)[::-1]
    text, through = "", []
    for place, weight in enumerate(weights):
        rest = backward[place + 1][(-_AFTER[weight]) % 10]
        total = (forward[place][:, None] + table[place][None, :] + rest).min(axis=0)
        text += str(int(total.argmin()))
        through.append(np.sort(total)[:2])
    misfit = float(through[0][0])
    return Number(text, misfit, float(min(second for _, second in through)) - misfit)


def _forward(table: Floats, weights: list[int], start: int) -> list[NDArray[np.float64]]:
    """For each place, the least misfit of the digits before it, by their weighted sum modulo ten."""
    sums = np.full(10, np.inf)
    sums[start % 10] = 0.0
    steps = [sums]
    for row, weight in zip(table, weights, strict=True):
        sums = (sums[_BEFORE[weight]] + row[None, :]).min(axis=1)
        steps.append(sums)
    return steps


def _free(tables: list[Floats]) -> list[tuple[float, str]]:
    """The best digit strings of all."""
    strings = [(0.0, "")]
    for table in tables:
        tried = [(float(table[digit]), str(digit)) for digit in np.argsort(table)[:_TRIED]]
        strings = sorted((cost + more, text + digit) for cost, text in strings for more, digit in tried)[:_KEPT]
    return strings
