"""The likeliest places of bars in a frame, upright, and what they look like."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from cart.codes.sighting import Corner, Glimpse, Sighting, meet
from drivers.decoding import template
from drivers.decoding.extent import Extent, at_share, bars, inverted, likeness
from drivers.decoding.localise import Region
from drivers.decoding.rectify import crop, placed, strip
from drivers.ports import Grey

MOST = 3
_WIDE = 0.25
_BURNT = 250
_BARLIKE = 18.0
"""The least of any place where a code was ever read is 19."""
_LONGEST_SPACE = 6
_GLANCED = 3


@dataclass(frozen=True)
class Crop:
    """A region of a frame, and the run of bars that its middle shows. `alike`: how alike its rows are, up to 1."""

    grey: Grey
    region: Region
    extent: Extent
    bright: bool
    alike: float

    @cached_property
    def upright(self) -> Grey:
        """Its bars upright, dark on bright."""
        upright = crop(self.grey, self.region, _WIDE)
        return 255 - upright if self.bright else upright

    @property
    def negative(self) -> Grey:
        """The other way round: what lies beside a symbol may look like bright bars on dark."""
        return np.asarray(255 - self.upright, np.uint8)

    @cached_property
    def corners(self) -> tuple[Corner, ...]:
        """Where its bars lie in the frame."""
        return self.placed(())

    def holds(self, one: Sighting) -> bool:
        """Whether this was read here."""
        return bool(one.corners) and meet(self.corners, one.corners)

    def placed(self, corners: Sequence[Corner]) -> tuple[Corner, ...]:
        """The corners in the frame of what was read between these in the upright picture; without any: of its bars."""
        if not corners:
            return placed((self.extent.start, 0, self.extent.end, self.upright.shape[0]), self.region, _WIDE)
        xs, ys = zip(*corners, strict=True)
        return placed((min(xs), min(ys), max(xs), max(ys)), self.region, _WIDE)

    @property
    def barlike(self) -> float:
        """The more edges go on from row to row, the likelier it is a symbol."""
        return self.alike * self.extent.edges

    @property
    def glimpse(self) -> Glimpse:
        """What it looked like."""
        middle = next(template.rows_of(self.upright))
        steepest = at_share(np.abs(np.diff(middle)), 0.97)
        share = (self.extent.end - self.extent.start) / self.upright.shape[1]
        width = self.region.length * (1 + 2 * _WIDE) * share
        return Glimpse(True, width, min(1.0, steepest * self._module), self._glare, self.corners)

    @property
    def _module(self) -> float:
        """A module's width in the upright picture, if this is an EAN-13."""
        return (self.extent.end - self.extent.start) / 95

    @property
    def _glare(self) -> float:
        """The share of the bars that is burnt out: bright for longer than any symbol has a space.

        It is measured on the strip, whose pixels are between the frame's: enlarging overshoots beside dark bars.
        """
        within = strip(self.grey, self.region, _WIDE)[:, int(self.extent.start) : int(self.extent.end)]
        darkest = cv2.erode(within, np.ones((1, round(_LONGEST_SPACE * self._module) + 1), np.uint8))
        return float((darkest >= _BURNT).mean())


def likeliest(grey: Grey, regions: Iterable[Region]) -> list[Crop]:
    """The regions that do look like bars when they are turned upright, the most barlike first."""
    seen = (_glance(grey, region) for region in regions)
    likely = [one for one in seen if one and one.barlike >= _BARLIKE]
    return sorted(likely, key=lambda one: -one.barlike)[:MOST]


def _glance(grey: Grey, region: Region) -> Crop | None:
    upright = strip(grey, region, _WIDE)
    for row in template.rows_of(upright, _GLANCED):
        if extent := bars(row):
            return Crop(grey, region, extent, inverted(row, extent), likeness(upright))
    return None
