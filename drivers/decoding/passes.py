"""The rungs of the ladder: each looks at one frame in one way and says what it read."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import atan2, hypot

import cv2
import numpy as np

from cart.codes.sighting import NOTHING, Glimpse, Sighting
from drivers.decoding import localise, template
from drivers.decoding.engines import LINEAR, MATRIX, sighting, zbar, zxing
from drivers.decoding.extent import Extent, at_share, bars, inverted, likeness
from drivers.decoding.localise import Region
from drivers.decoding.rectify import crop, sharpened
from drivers.ports import Grey

_TEMPLATE_FROM = {"EAN13": 0.3, "EAN8": 0.6, "UPCE": 0.5}
"""The margin from which the template decoder's word counts: about 30 decibans."""
_WORST_GUARDS = 0.6
_WORST_MISFIT = 0.3
_SHAPE = 0.35
_WIDE = 0.25
_BURNT = 250
_ALIKE = 0.3
_NO_LINEAR = ("QRCODE", "DATAMATRIX")


@dataclass(frozen=True)
class Crop:
    """A region, upright, and the run of bars that its middle shows."""

    region: Region
    upright: Grey
    extent: Extent

    @property
    def glimpse(self) -> Glimpse:
        """What it looked like."""
        middle = template.rows_of(self.upright)[0]
        module = (self.extent.end - self.extent.start) / 95
        steepest = at_share(np.abs(np.diff(middle)), 0.97)
        share = (self.extent.end - self.extent.start) / self.upright.shape[1]
        width = self.region.length * (1 + 2 * _WIDE) * share
        return Glimpse(True, width, min(1.0, steepest * module), float((self.upright >= _BURNT).mean()))


@dataclass
class Look:
    """One frame under the passes, and what they have found in it so far."""

    grey: Grey
    sightings: list[Sighting] = field(default_factory=list)

    @cached_property
    def crops(self) -> list[Crop]:
        """Where an engine has read bars, else where the gradients run one way and show a run of bars."""
        read = [_region(one) for one in self.sightings if one.symbology not in _NO_LINEAR]
        regions = [one for one in read if one] or localise.find(self.grey)
        found = (_crop(self.grey, region) for region in regions)
        return [one for one in found if one]

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


def _crop(grey: Grey, region: Region) -> Crop | None:
    upright = crop(grey, region, _WIDE)
    if likeness(upright) < _ALIKE:
        return None
    for row in template.rows_of(upright)[:3]:
        if extent := bars(row):
            return Crop(region, 255 - upright if inverted(row, extent) else upright, extent)
    return None


def whole_zxing(look: Look) -> list[Sighting]:
    """zxing-cpp on the frame as it is."""
    return zxing(look.grey, "whole")


def crop_template(look: Look) -> list[Sighting]:
    """The template decoder on each region."""
    return _in_crops(look, _templates)


def crop_zxing(look: Look) -> list[Sighting]:
    """zxing-cpp on each region, upright, enlarged and sharpened."""
    return _in_crops(look, lambda upright: zxing(sharpened(upright), "crop", LINEAR))


def crop_zbar(look: Look) -> list[Sighting]:
    """zbar on each region, upright and enlarged."""
    return _in_crops(look, lambda upright: zbar(upright, "crop"))


def thickened_matrix(look: Look) -> list[Sighting]:
    """zxing-cpp for QR codes whose dark modules light has eaten into: they are grown by a pixel."""
    if look.sightings:
        return []
    return zxing(cv2.erode(look.grey, np.ones((2, 2), np.uint8)).astype(np.uint8, copy=False), "thickened", MATRIX)


def _in_crops(look: Look, read: Callable[[Grey], list[Sighting]]) -> list[Sighting]:
    return [replace(one, corners=crop.region.corners()) for crop in look.crops for one in read(crop.upright)]


def _templates(upright: Grey) -> list[Sighting]:
    good = [one for one in template.decode(upright) if _counts(one)]
    found = [(sighting(one.text, one.symbology, "template", "crop"), one.margin) for one in good[:1]]
    return [replace(one, margin=margin) for one, margin in found if one]


def _counts(guess: template.Guess) -> bool:
    return (
        guess.rows > 1
        and guess.margin >= _TEMPLATE_FROM[guess.symbology]
        and guess.guards <= _WORST_GUARDS
        and guess.misfit <= _WORST_MISFIT
    )
