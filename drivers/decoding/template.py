"""The third family: the row of pixels against all digit patterns, with blur and bar growth fitted.

Where light has eaten thin bars both engines can agree on a wrong number, since both look at edges. This decoder looks
at all pixels of a digit, and says by how much its number beats the next one that checks.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from drivers.decoding import digits
from drivers.decoding.align import SAMPLES, align, misfit, templates_of
from drivers.decoding.extent import Extent, at_share, bars
from drivers.decoding.patterns import EAN8, EAN13, UPCE, Layout, Segment
from drivers.decoding.templates import Floats, bank, swings
from drivers.ports import Grey

_FINE = 4
_SIGMAS = (0.3, 0.5, 0.7, 0.9, 1.15)
_GROWTHS = (-0.4, -0.2, 0.0, 0.2, 0.4)
_OPTICS = tuple((sigma, growth) for sigma in _SIGMAS for growth in _GROWTHS)
_GROWTHS_TRIED = 3
_UNEVEN = 0.1
_AROUND = 4
_WIDTHS = (0.955, 1.0, 1.045)
_HEIGHTS = (0.5, 0.3, 0.7, 0.15, 0.85)
_BAND = 0.05
_QUIET = 9
_AGREEING = 1.25
_UNLIKE = 0.36
_HOPELESS = 0.42
_GOOD = 0.15
_BENT = 0.17
_BREAKING = 0.3
_BENDS = (-0.15, 0.15)
_EDGES = {EAN13: (40, 1000), EAN8: (36, 52), UPCE: (26, 43)}
CLEAR = 0.5
"""The margin at which no more rows are needed."""


@dataclass(frozen=True)
class Guess:
    """A number and how sure it is. `misfit` is a digit's mean, 0 to 1; `margin` is how far the next number is."""

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
        templates_of(layout)
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
    """EAN-13 has 60 edges, EAN-8 44, UPC-E 34; blur hides some, dirt adds some."""
    return [layout for layout, (fewest, most) in _EDGES.items() if fewest <= edges <= most]


def _guess(rows: list[tuple[Floats, Extent]], layout: Layout) -> Guess | None:
    """What the rows say together if of this layout; later rows are looked at only while the first leave doubt."""
    readings: list[_Reading] = []
    guess = None
    for looked, (row, extent) in enumerate(rows, start=1):
        laid = _lay(row, extent, layout)
        if laid.cost < _UNLIKE:
            readings.append(_fine(laid.row, laid.bounds, layout))
            guess = _together(readings, layout) if len(readings) > 1 else None
        if not readings and (looked > 1 or laid.cost > _HOPELESS):
            break
        if looked > 1 and guess and guess.rows > 1 and guess.margin >= CLEAR:
            break
    return guess


def _together(readings: list[_Reading], layout: Layout) -> Guess | None:
    """The number that fits best under any bar growth. Its margin is to the best other number under any growth.

    A 1 and a 7 differ in the widths of their bars alone, as do 2 and 8: which growth is right is part of the question.
    """
    least = min(reading.misfit for reading in readings)
    agreeing = [reading for reading in readings if reading.misfit <= _AGREEING * least + 0.02]
    tables = [np.mean(some, axis=0) for some in zip(*(reading.tables for reading in agreeing), strict=True)]
    frame = np.mean([reading.frame for reading in agreeing], axis=0)
    floors = frame + np.sum([table.min(axis=1) for table in tables], axis=0)
    scored: list[tuple[float, digits.Number]] = []
    for growth in np.argsort(floors)[:_GROWTHS_TRIED]:
        if number := digits.best([table[growth] for table in tables], layout):
            scored.append((float(frame[growth]) + number.misfit, number))
    if not scored:
        return None
    score, best = min(scored, key=lambda one: one[0])
    rivals = (other + (number.margin if number.text == best.text else 0.0) for other, number in scored)
    guards = float(np.mean([reading.guards for reading in agreeing]))
    share = best.misfit / len(tables)
    return Guess(best.text, layout.symbology, share, min(rivals) - score, len(agreeing), guards)


def _lay(row: Floats, extent: Extent, layout: Layout) -> "_Laid":
    """The layout laid over the row from the end, and with the bend, that fit best."""
    turned = Extent(len(row) - extent.end, len(row) - extent.start, extent.edges)
    ways = ((row, extent), (row[::-1], turned))
    best = min((_laid(one, place, layout, 0.0) for one, place in ways), key=lambda laid: laid.cost)
    if not _BENT <= best.cost < _BREAKING:
        return best
    bent = (_laid(one, place, layout, bend) for one, place in ways for bend in _BENDS)
    return min([best, *bent], key=lambda laid: laid.cost)


@dataclass(frozen=True)
class _Laid:
    """A layout laid over a row: how badly it fits, and its segments' edges in pixels."""

    cost: float
    row: Floats
    bounds: NDArray[np.float64]


def _laid(row: Floats, extent: Extent, layout: Layout, bend: float) -> _Laid:
    """`bend`: by how much the modules are wider at the left than in the middle, and narrower at the right."""
    modules = np.arange(-_QUIET * SAMPLES, (layout.modules + _QUIET) * SAMPLES + 1) / SAMPLES
    places = modules + bend * modules * (1 - modules / layout.modules)
    steps = [(extent.end - extent.start) / layout.modules * width for width in _WIDTHS]
    edges = np.array([extent.start + step * places for step in steps], np.float64)
    sampled = np.asarray(spans(row, edges) / np.diff(edges, axis=-1), np.float32)
    path = align(sampled, layout)
    return _Laid(path.cost, row, np.interp(path.bounds, np.arange(edges.shape[1]), edges[path.row]))


def spans(row: Floats, edges: NDArray[np.float64]) -> Floats:
    """The integral of `row` between successive edges (pixels); beyond its ends the row goes on as it ends."""
    sums = np.concatenate([[0.0], np.cumsum(row, dtype=np.float64)])
    inside = np.interp(edges, np.arange(len(sums)), sums)
    inside += np.minimum(edges, 0) * row[0] + np.maximum(edges - len(row), 0) * row[-1]
    return np.asarray(np.diff(inside, axis=-1), np.float32)


def _fine(row: Floats, bounds: NDArray[np.float64], layout: Layout) -> _Reading:
    """Each segment between its bounds against its patterns through every lens."""
    shape = (len(_SIGMAS), len(_GROWTHS), -1)
    tables, gains = [], []
    for segment, start, end in zip(layout.segments, bounds[:-1], bounds[1:], strict=True):
        samples = segment.modules * _FINE
        window = spans(row, np.linspace(start, end, samples + 1)) * np.float32(samples / (end - start))
        tables.append(misfit(window, _through_lenses(segment)).reshape(shape))
        gains.append(_gain(window, segment).reshape(shape))
    total = np.sum([table.min(axis=2) for table in tables], axis=0)
    sigmas, growths = total.argmin(axis=0), np.arange(len(_GROWTHS))
    fitted = [np.asarray(table[sigmas, growths], np.float32) for table in tables]
    pairs = list(zip(_evenly(fitted, [gain[sigmas, growths] for gain in gains]), layout.segments, strict=True))
    guards = np.array([table.min(axis=1) for table, segment in pairs if not segment.is_digit])
    of_digits = [table for table, segment in pairs if segment.is_digit]
    best = int(total[sigmas, growths].argmin())
    return _Reading(float(total.min()) / len(tables), float(guards[:, best].max()), guards.sum(axis=0), of_digits)


def _gain(window: Floats, segment: Segment) -> Floats:
    """The contrast that the print would have if this were the pattern."""
    deviation = window - window.mean()
    return np.asarray(np.maximum(_through_lenses(segment) @ deviation, 1e-3) / _swings(segment), np.float32)


def _evenly(tables: list[Floats], gains: list[Floats]) -> list[Floats]:
    """The misfits, more where a pattern would need another contrast than its neighbourhood: smeared bars look wide."""
    likely = np.array(
        [gain[np.arange(len(table)), table.argmin(axis=1)] for table, gain in zip(tables, gains, strict=True)]
    )
    even = []
    for place, (table, gain) in enumerate(zip(tables, gains, strict=True)):
        around = np.median(likely[max(0, place - _AROUND) : place + _AROUND + 1], axis=0)
        even.append(table + _UNEVEN * np.log2(gain / around[:, None]) ** 2)
    return even


@cache
def _through_lenses(segment: Segment) -> Floats:
    return np.concatenate([bank(segment, segment.modules * _FINE, *lens) for lens in _OPTICS])


@cache
def _swings(segment: Segment) -> Floats:
    return np.concatenate([swings(segment, segment.modules * _FINE, *lens) for lens in _OPTICS])
