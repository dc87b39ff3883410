"""The rungs of the ladder: each looks at one frame in one way and says what it read."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import atan2, hypot

import cv2
import numpy as np

from cart.codes.sighting import NOTHING, Glimpse, Sighting
from cart.codes.weights import decibans
from drivers.decoding import localise, template
from drivers.decoding.crops import Crop, likeliest
from drivers.decoding.crumpled import MOST_MODULES, flattened
from drivers.decoding.engines import DATAMATRIX, LINEAR, QR, sighting, unread_qr, zbar, zxing
from drivers.decoding.localise import Region
from drivers.decoding.rectify import sharpened
from drivers.ports import Grey

_TEMPLATE_FROM_DB = 30
"""From here on the template decoder's word counts."""
_WORST_GUARDS = 1.0
_WORST_MISFIT = 0.5
_SHAPE = 0.35
_NO_LINEAR = ("QRCODE", "DATAMATRIX")


@dataclass
class Look:
    """One frame under the passes, and what they have found in it so far."""

    grey: Grey
    sightings: list[Sighting] = field(default_factory=list)

    @cached_property
    def crops(self) -> list[Crop]:
        """Where an engine has read bars, else where the gradients run one way and show a run of bars."""
        read = [_region(one) for one in self.sightings if one.symbology not in _NO_LINEAR]
        return likeliest(self.grey, [one for one in read if one] or localise.find(self.grey))

    @property
    def glimpse(self) -> Glimpse:
        """What the likeliest region looked like."""
        return self.crops[0].glimpse if self.crops else NOTHING


def _region(one: Sighting) -> Region | None:
    """The box of bars that an engine names by its corners; it may be a thin one, so it is given height."""
    if len(one.corners) != 4 or one.centre is None:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = one.corners
    across = ((bx + cx) / 2 - (ax + dx) / 2, (by + cy) / 2 - (ay + dy) / 2)
    length, height = hypot(*across), hypot((cx + dx - ax - bx) / 2, (cy + dy - ay - by) / 2)
    return (
        Region(*one.centre, atan2(across[1], across[0]), length, max(height, _SHAPE * length)) if length > 20 else None
    )


def whole_zxing(look: Look) -> list[Sighting]:
    """zxing-cpp on the frame as it is."""
    return zxing(look.grey, "whole", [*LINEAR, *QR])


def crop_template(look: Look) -> list[Sighting]:
    """The template decoder on each region."""
    return _in_crops(look, _templates)


def crop_zxing(look: Look) -> list[Sighting]:
    """zxing-cpp on each region, upright, enlarged and sharpened, unless it has read bars in the frame as it is."""
    if any(one.symbology not in _NO_LINEAR for one in look.sightings):
        return []
    return _in_crops(look, lambda upright: zxing(sharpened(upright), "crop", LINEAR))


def crop_zbar(look: Look) -> list[Sighting]:
    """zbar on each region, upright and enlarged."""
    return _in_crops(look, lambda upright: zbar(upright, "crop"))


def thickened_qr(look: Look) -> list[Sighting]:
    """zxing-cpp for QR codes whose dark modules light has eaten into: they are grown by a pixel."""
    if look.sightings:
        return []
    return zxing(cv2.erode(look.grey, np.ones((2, 2), np.uint8)).astype(np.uint8, copy=False), "thickened", QR)


def flattened_qr(look: Look) -> list[Sighting]:
    """zxing-cpp for QR codes that it found and could not read, smoothed out."""
    if look.sightings:
        return []
    found = ((code, flattened(look.grey, code)) for code in unread_qr(look.grey) if code.modules <= MOST_MODULES)
    return [replace(one, corners=tuple(code.corners)) for code, flat in found for one in zxing(flat, "flattened", QR)]


def whole_datamatrix(look: Look) -> list[Sighting]:
    """zxing-cpp for DataMatrix, which costs as much as all else: only where nothing else was read."""
    return [] if look.sightings else zxing(look.grey, "whole", DATAMATRIX)


def _in_crops(look: Look, read: Callable[[Grey], list[Sighting]]) -> list[Sighting]:
    return [replace(one, corners=crop.region.corners()) for crop in look.crops for one in read(crop.upright)]


def _templates(upright: Grey) -> list[Sighting]:
    good = [one for one in template.decode(upright) if _complete(one)]
    found = [(sighting(one.text, one.symbology, "template", "crop"), one.margin) for one in good[:1]]
    sightings = [replace(one, margin=margin) for one, margin in found if one]
    return [one for one in sightings if decibans(one) >= _TEMPLATE_FROM_DB]


def _complete(guess: template.Guess) -> bool:
    """Whether rows agree, its digits fit by more than half, and all guards are there: a cut symbol lacks one."""
    return guess.rows > 1 and guess.guards <= _WORST_GUARDS and guess.misfit <= _WORST_MISFIT
