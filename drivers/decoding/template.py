"""The third family: the row of pixels against all digit patterns, with blur and bar growth fitted.

Where light has eaten thin bars both engines can agree on a wrong number, since both look at edges. This decoder looks
at all pixels of a digit, and says by how much its number beats the next one that checks.
"""

from dataclasses import dataclass
from functools import cache
from math import log1p

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from drivers.decoding import digits
from drivers.decoding.align import fit, prepare_layout
from drivers.decoding.extent import Extent, at_share, bars
from drivers.decoding.lay import UNLIKE, follow, lay, spans
from drivers.decoding.patterns import EAN8, EAN13, UPCE, Layout, Segment
from drivers.decoding.templates import Floats, bank, swings
from drivers.ports import Grey

_FINE = 4
_ALIKE = 0.2
_CHANCE = 0.5
_SIGMAS = (0.3, 0.5, 0.7, 0.9, 1.15)
_GROWTHS = (-0.4, -0.2, 0.0, 0.2, 0.4)
_OPTICS = tuple((sigma, growth) for sigma in _SIGMAS for growth in _GROWTHS)
_GROWTHS_TRIED = 3
_UNEVEN = 0.1
_AROUND = 4
_HEIGHTS = (0.5, 0.35, 0.65, 0.2, 0.8)
_BAND = 0.05
_AGREEING = 1.25
_HOPELESS = 0.42
_GOOD = 0.15
_LAYOUTS = {EAN13: 60, EAN8: 44, UPCE: 34}
_DIRT = 9
_LEAST_MISFIT = 0.01
CLEAR = 4.0
"""The margin at which no more rows are needed: 40 decibans."""


@dataclass(frozen=True)
class Guess:
    """A number and how sure it is. `misfit` is a digit's mean, 0 to 1.

    `margin` is the logarithm of the likelihood ratio to the next number that checks, for errors of unknown variance:
    digits x ln(next misfit / misfit). The same distance tells less where all fits badly: bars may be out of step there.
    """

    text: str
    symbology: str
    misfit: float
    margin: float
    rows: int = 1
    guards: float = 0.0


@dataclass(frozen=True)
class _Reading:
    """One row's misfits by bar growth, each growth with the blur that fits it best.

    `tables` has one array (growth, pattern) a digit, `frame` the sum over the guards by growth; `misfit` is the best
    growth's mean over all segments, `guards` its worst guard.
    """

    misfit: float
    guards: float
    frame: Floats
    tables: list[Floats]


def prepare() -> None:
    """Draws all patterns through all lenses, which takes a moment, before the first frame comes."""
    for layout in (EAN13, EAN8, UPCE):
        prepare_layout(layout)
        for segment in layout.segments:
            _through_lenses(segment)
            _swings(segment)


def decode(upright: Grey) -> list[Guess]:
    """Guesses for a picture whose bars stand upright, one a symbology that fits at all, the best first."""
    rows = [(_within(row, extent), extent) for row in rows_of(upright) if (extent := bars(row))]
    if not rows:
        return []
    found: list[Guess] = []
    for layout in _layouts(max(extent.edges for _, extent in rows)):
        guess = _guess(rows, layout)
        if guess:
            found.append(guess)
        if guess and guess.margin >= CLEAR and guess.misfit < _GOOD:
            break
    return sorted(found, key=lambda guess: guess.misfit)


def rows_of(upright: Grey) -> list[Floats]:
    """Bands across the picture, each averaged along the bars, with contrast 1."""
    height = upright.shape[0]
    half = max(1, round(height * _BAND))
    bands = [upright[max(0, round(height * at) - half) : round(height * at) + half] for at in _HEIGHTS]
    return [_contrast_1(band.mean(axis=0, dtype=np.float32)) for band in bands]


def _within(row: Floats, extent: Extent) -> Floats:
    """The row with contrast 1 in its run of bars, whatever lies beside it."""
    within = row[int(extent.start) : int(extent.end)]
    low, high = at_share(within, 0.05), at_share(within, 0.95)
    return np.asarray(row / max(0.05, high - low), np.float32)


def _contrast_1(row: Floats) -> Floats:
    low, high = at_share(row, 0.05), at_share(row, 0.95)
    return np.asarray(row / max(8.0, high - low), np.float32)


def _layouts(edges: int) -> list[Layout]:
    """Those with so many edges, the likeliest first: blur hides many, dirt adds a few."""
    able = [layout for layout, shown in _LAYOUTS.items() if edges <= shown + _DIRT or layout is EAN13]
    return sorted(able, key=lambda layout: abs(edges - _LAYOUTS[layout]))


def _guess(rows: list[tuple[Floats, Extent]], layout: Layout) -> Guess | None:
    """What the rows say together if of this layout.

    Two rows are looked at, more only while these are neither sure nor as unsure as chance.
    """
    readings: list[_Reading] = []
    best = guess = None
    for looked, (row, extent) in enumerate(rows, start=1):
        laid = follow(row, best, layout) if best and best.cost < _ALIKE else lay(row, extent, layout)
        if laid.cost < UNLIKE:
            best = laid if best is None or laid.cost < best.cost else best
            readings.append(_fine(laid.row, laid.bounds, layout))
            guess = _together(readings, layout) if len(readings) > 1 else None
        if not readings and (looked > 1 or laid.cost > _HOPELESS):
            break
        if guess and guess.rows > 1 and not _CHANCE <= guess.margin < CLEAR:
            break
    return guess


def _together(readings: list[_Reading], layout: Layout) -> Guess:
    """The number that fits best under any bar growth. Its margin is to the best other number under any growth.

    A 1 and a 7 differ in the widths of their bars alone, as do 2 and 8: which growth is right is part of the question.
    """
    least = min(reading.misfit for reading in readings)
    agreeing = [reading for reading in readings if reading.misfit <= _AGREEING * least + 0.02]
    tables = [np.mean(some, axis=0) for some in zip(*(reading.tables for reading in agreeing), strict=True)]
    frame = np.mean([reading.frame for reading in agreeing], axis=0)
    floors = frame + np.sum([table.min(axis=1) for table in tables], axis=0)
    likely = np.argsort(floors)[:_GROWTHS_TRIED]
    numbers = digits.best([[table[growth] for table in tables] for growth in likely], layout)
    scored = [(float(frame[growth]) + number.misfit, number) for growth, number in zip(likely, numbers, strict=True)]
    score, best = min(scored, key=lambda one: one[0])
    rivals = (other + (number.margin if number.text == best.text else 0.0) for other, number in scored)
    guards = float(np.mean([reading.guards for reading in agreeing]))
    share = best.misfit / len(tables)
    margin = len(tables) * log1p((min(rivals) - score) / max(best.misfit, _LEAST_MISFIT))
    return Guess(best.text, layout.symbology, share, margin, len(agreeing), guards)


def _fine(row: Floats, bounds: NDArray[np.float64], layout: Layout) -> _Reading:
    """Each segment between its bounds against its patterns through every lens."""
    tables, gains = _through_all(row, bounds, layout)
    total = np.sum([table.min(axis=2) for table in tables], axis=0)
    sigmas, growths = total.argmin(axis=0), np.arange(len(_GROWTHS))
    fitted = [np.asarray(table[sigmas, growths], np.float32) for table in tables]
    pairs = list(zip(_evenly(fitted, [gain[sigmas, growths] for gain in gains]), layout.segments, strict=True))
    guards = np.array([table.min(axis=1) for table, segment in pairs if not segment.is_digit])
    of_digits = [table for table, segment in pairs if segment.is_digit]
    best = int(total[sigmas, growths].argmin())
    return _Reading(float(total.min()) / len(tables), float(guards[:, best].max()), guards.sum(axis=0), of_digits)


def _through_all(row: Floats, bounds: NDArray[np.float64], layout: Layout) -> tuple[list[Floats], list[Floats]]:
    """For each segment (blur, growth, pattern): the misfit, and the contrast that the print would have."""
    tables, gains = [row] * len(layout.segments), [row] * len(layout.segments)
    for segment in dict.fromkeys(layout.segments):
        places = [place for place, one in enumerate(layout.segments) if one == segment]
        samples = segment.modules * _FINE
        starts, ends = bounds[places], bounds[[place + 1 for place in places]]
        windows = spans(row, np.linspace(starts, ends, samples + 1, axis=1)) * (samples / (ends - starts))[:, None]
        match, missed = fit(np.asarray(windows, np.float32), _through_lenses(segment))
        gain = np.maximum(match, 1e-3) / _swings(segment)
        shape = (len(_SIGMAS), len(_GROWTHS), -1)
        for place, one, other in zip(places, missed, gain, strict=True):
            tables[place], gains[place] = one.reshape(shape), other.reshape(shape)
    return tables, gains


def _evenly(tables: list[Floats], gains: list[Floats]) -> list[Floats]:
    """The misfits, more where a pattern would need another contrast than its neighbourhood: smeared bars look wide."""
    likely = [gain[np.arange(len(table)), table.argmin(axis=1)] for table, gain in zip(tables, gains, strict=True)]
    beside = np.pad(likely, ((_AROUND, _AROUND), (0, 0)), mode="reflect")
    around = np.median(sliding_window_view(beside, 2 * _AROUND + 1, axis=0), axis=-1)
    return [
        table + _UNEVEN * np.log2(gain / usual[:, None]) ** 2
        for table, gain, usual in zip(tables, gains, around, strict=True)
    ]


@cache
def _through_lenses(segment: Segment) -> Floats:
    return np.concatenate([bank(segment, segment.modules * _FINE, *lens) for lens in _OPTICS])


@cache
def _swings(segment: Segment) -> Floats:
    return np.concatenate([swings(segment, segment.modules * _FINE, *lens) for lens in _OPTICS])
