"""A region of bars, turned upright and enlarged."""

from math import cos, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.codes.sighting import Corner
from drivers.decoding.localise import Region
from drivers.ports import Grey

WIDTH = 560
TALLEST = 96
STRIP = 40
MOST_ENLARGED = 4.0


def crop(grey: Grey, region: Region, margin: float = 0.2) -> Grey:
    """The region with `margin` of its length added at both ends (the quiet zones), its bars upright.

    Along the bars it is pressed together to TALLEST pixels at most: there is nothing to see there.
    """
    across = _scale(region, margin)
    return _turned(grey, region, margin, TALLEST, cv2.INTER_CUBIC if across > 1 else cv2.INTER_LINEAR)


def strip(grey: Grey, region: Region, margin: float = 0.2) -> Grey:
    """The same in fewer rows and less well drawn, at a fifth of the time."""
    return _turned(grey, region, margin, STRIP, cv2.INTER_LINEAR)


def _scale(region: Region, margin: float) -> float:
    return min(MOST_ENLARGED, WIDTH / (region.length * (1 + 2 * margin)))


def _turned(grey: Grey, region: Region, margin: float, tallest: int, how: int) -> Grey:
    width, height = _size(region, margin, tallest)
    matrix = _matrix(region, margin, height)
    flags, border = how | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    return cv2.warpAffine(grey, matrix, (width, height), flags=flags, borderMode=border).astype(np.uint8, copy=False)


def _size(region: Region, margin: float, tallest: int) -> tuple[int, int]:
    across = _scale(region, margin)
    return int(region.length * (1 + 2 * margin) * across), max(16, min(tallest, int(region.height * across)))


def _matrix(region: Region, margin: float, height: int) -> NDArray[np.float64]:
    """From a pixel of the upright picture, which is `height` tall, to the frame's."""
    length = region.length * (1 + 2 * margin)
    dx, dy = 1 / _scale(region, margin), region.height / height
    c, s = cos(region.angle), sin(region.angle)
    return np.array(
        [
            [c * dx, -s * dy, region.x - c * length / 2 + s * region.height / 2],
            [s * dx, c * dy, region.y - s * length / 2 - c * region.height / 2],
        ]
    )


def placed(box: tuple[float, float, float, float], region: Region, margin: float = 0.2) -> tuple[Corner, ...]:
    """The corners in the frame of a box (left, top, right, bottom) of the picture that `crop` gives."""
    left, top, right, bottom = box
    matrix = _matrix(region, margin, _size(region, margin, TALLEST)[1])
    corners = matrix @ np.array([(left, top, 1), (right, top, 1), (right, bottom, 1), (left, bottom, 1)]).T
    return tuple((float(x), float(y)) for x, y in corners.T)


def sharpened(picture: Grey, sigma: float = 2.0, amount: float = 1.0) -> Grey:
    """Unsharp mask."""
    blurred = cv2.GaussianBlur(picture, (0, 0), sigma)
    return cv2.addWeighted(picture, 1 + amount, blurred, -amount, 0).astype(np.uint8, copy=False)
