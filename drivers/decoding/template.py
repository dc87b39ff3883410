"""The third family: the row of pixels against all digit patterns, with blur and bar growth fitted.

Where light has eaten thin bars both engines can agree on a wrong number, since both look at edges. This decoder looks
at all pixels of a digit, and says by how much its number beats the next one that checks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import log1p

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.decoding import digits, joint
from drivers.decoding.align import LENSES, fit, prepare_layout
from drivers.decoding.digits import NEVER
from drivers.decoding.extent import Extent, at_share, bars
from drivers.decoding.lay import UNLIKE, Laid, blur, follow, lay, spans
from drivers.decoding.patterns import EAN8, EAN13, MOST_PATTERNS, UPCE, Layout, Segment
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
_HOPELESS = 0.34
_GOOD = 0.15
_LAYOUTS = {EAN13: 60, EAN8: 44, UPCE: 34}
_DIRT = 9
_SEEN, _MELTING = 0.75, 0.6
"""A symbol shows at least this share of its edges, but where the blur is so many modules and narrow bars melt."""
_LEAST_MISFIT = 0.01
_FIRST = 2
_LAID, _MELTED_MISFIT = 0.2, 0.02
"""A row whose bars have melted is laid, and modelled whole, no worse than this if it shows an EAN-13."""
CLEAR = 4.0
"""The margin at which no more rows are needed: 40 decibans."""

_Row = tuple[Floats, Extent]


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

    `tables` are (digit, growth, pattern), NEVER where a digit has fewer; `frame` is the sum over the guards by growth;
    `misfit` is the best growth's mean over all segments, `guards` its worst guard.
    """

    misfit: float
    guards: float
    frame: Floats
    tables: Floats


def prepare() -> None:
    """Draws all patterns through all lenses, which takes a moment, before the first frame comes."""
    joint.prepare()
    for layout in (EAN13, EAN8, UPCE):
        prepare_layout(layout)
        for segment in layout.segments:
            _through_lenses(segment)
            _swings(segment)


def decode(upright: Grey) -> list[Guess]:
    """Guesses for a picture whose bars stand upright, one a symbology that fits at all, the best first."""
    rows = ((_within(row, extent), extent) for row in rows_of(upright) if (extent := bars(row)))
    first = list(islice(rows, _FIRST))
    if not first:
        return []
    found: list[Guess] = []
    for layout in _layouts(*max(first, key=lambda one: one[1].edges)):
        guess = _guess((one for one in _drawn(first, rows) if _shows(*one, layout)), layout)
        if guess:
            found.append(guess)
        if guess and guess.margin >= CLEAR and guess.misfit < _GOOD:
            break
    return sorted(found, key=lambda guess: guess.misfit)


def _drawn(seen: list[_Row], rows: Iterator[_Row]) -> Iterator[_Row]:
    """The rows seen so far, then further ones, which are kept."""
    yield from seen
    for row in rows:
        seen.append(row)
        yield row


def rows_of(upright: Grey, most: int = len(_HEIGHTS)) -> Iterator[Floats]:
    """Bands across the picture from its middle on, each averaged along the bars, with contrast 1."""
    height = upright.shape[0]
    half = max(1, round(height * _BAND))
    for at in _HEIGHTS[:most]:
        band = upright[max(0, round(height * at) - half) : round(height * at) + half]
        yield _contrast_1(np.asarray(cv2.reduce(band, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)[0], np.float32))


def _within(row: Floats, extent: Extent) -> Floats:
    """The row with contrast 1 in its run of bars, whatever lies beside it."""
    within = row[int(extent.start) : int(extent.end)]
    low, high = at_share(within, 0.05), at_share(within, 0.95)
    return np.asarray(row / max(0.05, high - low), np.float32)


def _contrast_1(row: Floats) -> Floats:
    low, high = at_share(row, 0.05), at_share(row, 0.95)
    return np.asarray(row / max(8.0, high - low), np.float32)


def _layouts(row: Floats, extent: Extent) -> list[Layout]:
    """Those that the row may show, the likeliest first."""
    shown = [layout for layout in _LAYOUTS if _shows(row, extent, layout)]
    return sorted(shown, key=lambda layout: abs(extent.edges - _LAYOUTS[layout]))


def _shows(row: Floats, extent: Extent, layout: Layout) -> bool:
    """Whether the row has the layout's edges: blur hides some, dirt adds a few, or many beside the longest."""
    expected = _LAYOUTS[layout]
    if extent.edges > expected + _DIRT and layout is not EAN13:
        return False
    return extent.edges >= _SEEN * expected or blur(row, extent, layout) >= _MELTING


def _guess(rows: Iterable[_Row], layout: Layout) -> Guess | None:
    """What the rows say together if of this layout.

    Two rows are looked at, more only while these are neither sure nor as unsure as chance.
    """
    readings: list[_Reading] = []
    seen: list[Laid] = []
    best = guess = None
    for looked, (row, extent) in enumerate(rows, start=1):
        laid = follow(row, best, layout) if best and best.cost < _ALIKE else lay(row, extent, layout)
        if laid.cost < UNLIKE:
            best = laid if best is None or laid.cost < best.cost else best
            seen.append(laid)
            readings.append(_fine(laid.row, laid.bounds, layout))
            guess = _together(readings, layout) if len(readings) > 1 else None
        if not readings and (looked > 1 or laid.cost > _HOPELESS):
            break
        if guess and guess.rows > 1 and not _CHANCE <= guess.margin < CLEAR:
            break
    return _jointly(seen, guess) if guess and layout is EAN13 and guess.margin < CLEAR else guess


def _jointly(seen: list[Laid], guess: Guess) -> Guess:
    """What two rows with melted bars say, their digits weighed together, if they agree and are surer than `guess`."""
    melted = [laid for laid in seen if laid.lens == LENSES[-1] and laid.cost < _LAID][:_FIRST]
    found: list[joint.Joint] = []
    for laid in melted:
        found.append(joint.read(laid.row, laid.bounds, guess.text))
        if found[-1].text != found[0].text or found[-1].misfit > _MELTED_MISFIT or found[-1].margin < guess.margin:
            return guess
    if len(found) < _FIRST:
        return guess
    worst = min(found, key=lambda one: one.margin)
    return Guess(worst.text, guess.symbology, worst.misfit, worst.margin, len(found))


def _together(readings: list[_Reading], layout: Layout) -> Guess:
    """The number that fits best under any bar growth. Its margin is to the best other number under any growth.

    A 1 and a 7 differ in the widths of their bars alone, as do 2 and 8: which growth is right is part of the question.
    """
    least = min(reading.misfit for reading in readings)
    agreeing = [reading for reading in readings if reading.misfit <= _AGREEING * least + 0.02]
    tables = np.mean([reading.tables for reading in agreeing], axis=0)
    frame = np.mean([reading.frame for reading in agreeing], axis=0)
    floors = frame + tables.min(axis=2).sum(axis=0)
    likely = np.argsort(floors)[:_GROWTHS_TRIED]
    numbers = digits.best([tables[:, growth] for growth in likely], layout)
    scored = [(float(frame[growth]) + number.misfit, number) for growth, number in zip(likely, numbers, strict=True)]
    score, best = min(scored, key=lambda one: one[0])
    rivals = (other + (number.margin if number.text == best.text else 0.0) for other, number in scored)
    guards = float(np.mean([reading.guards for reading in agreeing]))
    share = best.misfit / len(tables)
    margin = len(tables) * log1p((min(rivals) - score) / max(best.misfit, _LEAST_MISFIT))
    return Guess(best.text, layout.symbology, share, margin, len(agreeing), guards)


def _fine(row: Floats, bounds: NDArray[np.float64], layout: Layout) -> _Reading:
    """Each segment between its bounds against its patterns through every lens."""
    missed, gains = _through_all(row, bounds, layout)
    total = missed.min(axis=3).sum(axis=0)
    sigmas, growths = total.argmin(axis=0), np.arange(len(_GROWTHS))
    tables = _evenly(missed[:, sigmas, growths], gains[:, sigmas, growths])
    is_digit = np.array([segment.is_digit for segment in layout.segments])
    guards = tables[~is_digit].min(axis=2)
    best = int(total[sigmas, growths].argmin())
    return _Reading(
        float(total.min()) / len(tables), float(guards[:, best].max()), guards.sum(axis=0), tables[is_digit]
    )


def _through_all(row: Floats, bounds: NDArray[np.float64], layout: Layout) -> tuple[Floats, Floats]:
    """For each (segment, blur, growth, pattern): the misfit, and the contrast that the print would have."""
    shape = (len(layout.segments), len(_SIGMAS), len(_GROWTHS), MOST_PATTERNS)
    missed, gains = np.full(shape, NEVER, np.float32), np.ones(shape, np.float32)
    for segment in dict.fromkeys(layout.segments):
        places = [place for place, one in enumerate(layout.segments) if one == segment]
        samples, patterns = segment.modules * _FINE, len(segment.patterns)
        starts, ends = bounds[places], bounds[[place + 1 for place in places]]
        windows = spans(row, np.linspace(starts, ends, samples + 1, axis=1)) * (samples / (ends - starts))[:, None]
        match, misfit = fit(np.asarray(windows, np.float32), _through_lenses(segment))
        own = (len(places), *shape[1:3], patterns)
        missed[places, ..., :patterns] = misfit.reshape(own)
        gains[places, ..., :patterns] = (np.maximum(match, 1e-3) / _swings(segment)).reshape(own)
    return missed, gains


def _evenly(tables: Floats, gains: Floats) -> Floats:
    """The misfits, more where a pattern would need another contrast than its neighbourhood: smeared bars look wide."""
    likely = np.take_along_axis(gains, tables.argmin(axis=2)[..., None], axis=2)[..., 0]
    usual = np.partition(likely[_beside(len(likely))], _AROUND, axis=1)[:, _AROUND]
    return np.asarray(tables + _UNEVEN * np.log2(gains / usual[..., None]) ** 2, np.float32)


@cache
def _beside(segments: int) -> NDArray[np.intp]:
    """For each segment the segments around it; beyond the ends as in a mirror."""
    around = np.abs(np.arange(segments)[:, None] + np.arange(-_AROUND, _AROUND + 1))
    return np.asarray(segments - 1 - np.abs(segments - 1 - around), np.intp)


@cache
def _through_lenses(segment: Segment) -> Floats:
    return np.concatenate([bank(segment, segment.modules * _FINE, *lens) for lens in _OPTICS])


@cache
def _swings(segment: Segment) -> Floats:
    return np.concatenate([swings(segment, segment.modules * _FINE, *lens) for lens in _OPTICS])
