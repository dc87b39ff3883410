"""The rungs of the ladder: each looks at one frame's unsettled places in one way and says what it read."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from math import sin

import cv2
import numpy as np

from cart.codes.sighting import Sighting
from cart.codes.weights import decibans
from drivers.decoding import template
from drivers.decoding.crops import Crop
from drivers.decoding.crumpled import MOST_MODULES, flattened
from drivers.decoding.engines import DATAMATRIX, LINEAR, QR, opencv, sighting, unread_qr, zbar, zxing
from drivers.decoding.places import Look
from drivers.decoding.rectify import sharpened
from drivers.decoding.tall import tall
from drivers.ports import Grey

_TEMPLATE_FROM_DB = 30
"""From here on the template decoder's word counts."""
_WORST_GUARDS = 1.5
_WORST_MISFIT = 0.2
_GRILLE = re.compile(r"(\d)\1{7}")
_EDGE_PX = 2
_LYING = 0.7
_EACH = 3


def whole_zxing(look: Look) -> list[Sighting]:
    """zxing-cpp on the frame as it is: bars that stand, and QR codes; bright bars are left to their places."""
    return _tall(look.grey, zxing(look.grey, "whole", LINEAR, upright=True)) + zxing(look.grey, "whole", QR)


def lying_zxing(look: Look) -> list[Sighting]:
    """zxing-cpp on the frame turned, where bars that lie are seen."""
    if not any(abs(sin(region.angle)) > _LYING for region in look.regions):
        return []
    turned = cv2.rotate(look.grey, cv2.ROTATE_90_CLOCKWISE).astype(np.uint8, copy=False)
    found, bottom = zxing(turned, "whole", LINEAR, upright=True), look.grey.shape[0] - 1
    return _tall(look.grey, [replace(one, corners=tuple((y, bottom - x) for x, y in one.corners)) for one in found])


def _tall(grey: Grey, found: list[Sighting]) -> list[Sighting]:
    return [replace(one, corners=tall(grey, one.corners)) for one in found]


def crop_template(look: Look) -> Iterator[Sighting]:
    """The template decoder on each place."""
    return _in_each(look.places(), _templates)


def crop_zxing(look: Look) -> Iterator[Sighting]:
    """zxing-cpp on each place where it has read nothing, upright, enlarged and sharpened."""
    read = [one for one in look.sightings if one.family == "zxing"]
    unread = (crop for crop in look.places() if not any(crop.holds(one) for one in read))
    return _in_each(unread, lambda upright: zxing(sharpened(upright), "crop", LINEAR, upright=True))


def crop_zbar(look: Look) -> Iterator[Sighting]:
    """zbar on each place, upright and enlarged; on its negative too where that may be the right way round.

    Bars go on from row to row, so each third one tells as much as all.
    """
    return _in_each(look.places(), lambda upright: _heightened(zbar(upright[::_EACH], "crop")), both=True)


def thickened_qr(look: Look) -> list[Sighting]:
    """zxing-cpp for QR codes whose dark modules light has eaten into: they are grown by a pixel."""
    if not look.blank:
        return []
    return zxing(cv2.erode(look.grey, np.ones((2, 2), np.uint8)).astype(np.uint8, copy=False), "thickened", QR)


def flattened_qr(look: Look) -> list[Sighting]:
    """zxing-cpp for QR codes that it found and could not read, smoothed out."""
    if not look.blank:
        return []
    found = ((code, flattened(look.grey, code)) for code in unread_qr(look.grey) if code.modules <= MOST_MODULES)
    return [replace(one, corners=tuple(code.corners)) for code, flat in found for one in zxing(flat, "flattened", QR)]


def whole_datamatrix(look: Look) -> list[Sighting]:
    """zxing-cpp for DataMatrix, which costs as much as all else: only where nothing else was read."""
    return zxing(look.grey, "whole", DATAMATRIX) if look.blank else []


def whole_opencv(look: Look) -> list[Sighting]:
    """OpenCV's decoder on the frame as it is: it reads some that lie on folds, where no straight row is whole.

    It takes other symbologies for EAN codes, so where a place is settled its word is not heard, and it fills up what
    the frame's edge cuts off. It takes as long as all the other rungs, so it is asked where bars are seen and nothing
    is settled but what lay there before.
    """
    if look.answered or next(look.places(), None) is None:
        return []
    whole = (one for one in opencv(look.grey) if _inside(one, look.grey))
    return [one for one in whole if not any(one.overlaps(settled) for settled in look.settled)]


def _inside(one: Sighting, grey: Grey) -> bool:
    """Whether the frame shows the whole symbol."""
    height, width = grey.shape
    return all(_EDGE_PX <= x < width - _EDGE_PX and _EDGE_PX <= y < height - _EDGE_PX for x, y in one.corners)


def _in_each(
    crops: Iterable[Crop], read: Callable[[Grey], list[Sighting]], *, both: bool = False
) -> Iterator[Sighting]:
    """What is read in each crop; in its negative, if `both`, only where the crop itself says nothing."""
    for crop in crops:
        found = read(crop.upright) or (read(crop.negative) if both and crop.bright else [])
        yield from (replace(one, corners=crop.placed(one.corners)) for one in found)


def _heightened(found: list[Sighting]) -> list[Sighting]:
    """What was read of each third row, where it lies among all."""
    return [replace(one, corners=tuple((x, _EACH * y) for x, y in one.corners)) for one in found]


def _templates(upright: Grey) -> list[Sighting]:
    good = [one for one in template.decode(upright) if _complete(one)]
    found = [(sighting(one.text, one.symbology, "template", "crop"), one.margin) for one in good[:1]]
    sightings = [replace(one, margin=margin) for one, margin in found if one]
    return [one for one in sightings if decibans(one) >= _TEMPLATE_FROM_DB]


def _complete(guess: template.Guess) -> bool:
    """Whether rows agree, its digits fit, and all guards are there: a cut symbol lacks one.

    A grille fits a number of like digits.
    """
    fits = guess.rows > 1 and guess.guards <= _WORST_GUARDS and guess.misfit <= _WORST_MISFIT
    return fits and not _GRILLE.search(guess.text)
