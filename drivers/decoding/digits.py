"""The likeliest number under a misfit table, and by how much it beats the next: check digits and parities obeyed.

A number is a path through its digits whose weighted sum ends on a multiple of ten; the best one and the best one that
differs in each place come from one pass forward and one back (dynamic programming over the sum modulo ten). All that
is tried (bar growths, parities, the ways a UPC-E leaves out zeros) goes through it side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from drivers.decoding.patterns import EAN8, EAN13, Layout
from drivers.decoding.templates import Floats

_LIKELY = 2
NEVER = 1e3
"""The misfit where a segment has no such pattern."""
_SUMS, _DIGITS = np.arange(10)[:, None], np.arange(10)[None, :]
_BEFORE = np.array([(_SUMS - weight * _DIGITS) % 10 for weight in range(4)])
_AFTER = np.array([(-_SUMS - weight * _DIGITS) % 10 for weight in range(4)])
_ZEROS = {"012": (1, 3, 3, 1, 3, 1), "3": (1, 3, 1, 1, 3, 0), "4": (1, 3, 1, 3, 3, 0), "56789": (1, 3, 1, 3, 1, 3)}
"""A UPC-E's last digit says where its zeros go, and so the weights of all six (GS1 General Specifications, 5.2.2.4)."""


@dataclass(frozen=True)
class Number:
    """A number (UPC-E with 8 digits), its misfit summed over the digits, and the misfit that the second best adds."""

    text: str
    misfit: float
    margin: float


@dataclass(frozen=True)
class _Try:
    """Digits with their misfits (place, digit) whose weighted sum, with `start`, must be a multiple of ten.

    `before` and `after` are the digits that the others' parity tells.
    """

    misfits: Floats
    weights: tuple[int, ...]
    start: int = 0
    before: str = ""
    after: str = ""


def best(tables: Sequence[Floats], layout: Layout) -> list[Number]:
    """For each table (digit, pattern) of misfits the number with the least; a digit without a set B has NEVER there."""
    tried = [list(_tries(table, layout)) for table in tables]
    found = iter(_solved([one for tries in tried for one in tries]))
    return [_first([next(found) for _ in tries]) for tries in tried]


def _tries(table: Floats, layout: Layout) -> Iterator[_Try]:
    if layout.symbology == EAN8.symbology:
        yield _Try(table[:, :10], (3, 1) * 4)
        return
    for told, left in _by_parity(table[:6], layout):
        if layout.symbology == EAN13.symbology:
            yield _Try(np.concatenate([left, table[6:, :10]]), (3, 1) * 6, told, before=str(told))
        else:
            yield from (_Try(_ending(left, last), weights, told, "0", str(told)) for last, weights in _ZEROS.items())


def _by_parity(left: Floats, layout: Layout) -> list[tuple[int, Floats]]:
    """The digits that the likeliest parities tell, and the misfits (place, digit) under each."""
    sets, places = left.reshape(6, 2, 10), np.arange(6)
    parities = _parities(layout)
    bounds = sets.min(axis=2)[places, parities].sum(axis=1)
    return [(int(told), sets[places, parities[told]]) for told in np.argsort(bounds)[:_LIKELY]]


@cache
def _parities(layout: Layout) -> NDArray[np.intp]:
    return np.array([["AB".index(letter) for letter in parity] for parity in layout.parities])


def _ending(left: Floats, last: str) -> Floats:
    """The misfits where the last digit is one of `last`."""
    others = [digit for digit in range(10) if str(digit) not in last]
    ending = left.copy()
    ending[-1, others] = np.inf
    return ending


def _first(found: list[Number]) -> Number:
    """The best of all, its margin no more than to the next."""
    one, *others = sorted(found, key=lambda number: number.misfit)
    return Number(one.text, one.misfit, min([one.margin, *(other.misfit - one.misfit for other in others)]))


def _solved(tried: list[_Try]) -> list[Number]:
    """The best digits of each. Where two are equally good they may be mixed: the margin is 0 then."""
    misfits = np.array([one.misfits for one in tried])
    weights = np.array([one.weights for one in tried])
    forward = _forward(misfits, weights, [one.start for one in tried])
    backward = _forward(misfits[:, ::-1], weights[:, ::-1], [0] * len(tried))[::-1]
    each, place = np.arange(len(tried))[None, :, None, None], np.arange(weights.shape[1])[:, None, None, None]
    rest = backward[place + 1, each, _AFTER[weights.T]]
    through = (forward[:-1, :, :, None] + misfits.swapaxes(0, 1)[:, :, None, :] + rest).min(axis=2)
    texts = ["".join(map(str, digits)) for digits in through.argmin(axis=2).T]
    two = np.partition(through, 1, axis=2)
    least = two[0, :, 0]
    margins = two[:, :, 1].min(axis=0) - least
    return [
        Number(one.before + text + one.after, float(misfit), float(margin))
        for one, text, misfit, margin in zip(tried, texts, least, margins, strict=True)
    ]


def _forward(misfits: Floats, weights: NDArray[np.intp], starts: list[int]) -> NDArray[np.float64]:
    """For each (place, try): the least misfit of the digits before it, by their weighted sum modulo ten."""
    each = np.arange(len(starts))
    sums = np.full((misfits.shape[1] + 1, len(starts), 10), np.inf)
    sums[0, each, starts] = 0.0
    for place in range(misfits.shape[1]):
        before = sums[place][each[:, None, None], _BEFORE[weights[:, place]]]
        sums[place + 1] = (before + misfits[:, place, None, :]).min(axis=2)
    return sums
