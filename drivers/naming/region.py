"""Where something new lies: what differs between the basket before and after, in every picture after, and lies still.

A light that changes, changes everything by a factor, which is taken out; a hand moves, so what differs between the
pictures after is none of it.
"""

from collections.abc import Sequence
from operator import itemgetter

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.naming.net import Picture

Floats = NDArray[np.float32]
Mask = NDArray[np.uint8]

ACROSS = 320
"""It is looked for in pictures of about this width, px."""
BLUR_PX, CLOSE_PX, OPEN_PX = 5, 15, 7
NOISES, LEAST = 6.0, 14.0
"""A pixel has changed where it differs by so many times the picture's median difference, and by so many levels."""
SMALLEST, LARGEST = 0.003, 0.7
"""The shares of the view between which something is an item: less is a shadow or a letter, more is the light."""
AROUND = 1.25
"""The side of the square that is cut out, in sizes of what it holds: a look sees the middle of it (look.CLOSER)."""


def cut_out(before: Sequence[Picture], after: Sequence[Picture]) -> list[Picture]:
    """The square around what is new, from each picture `after`; [] where nothing is, or too much.

    All are uint8 BGR (height, width, 3) of one size; several `before` are told from a hand that is in one of them.
    """
    box = region(before, after) if before and after else None
    return [square_around(box, one) for one in after] if box else []


def region(before: Sequence[Picture], after: Sequence[Picture]) -> tuple[int, int, int, int] | None:
    """Left, top, width and height of what is new, px; None where nothing is."""
    step = max(1, before[0].shape[1] // ACROSS)
    ground = _middle([_thin(one, step) for one in before])
    seen = [_in_the_light_of(ground, _thin(one, step)) for one in after]
    mask = changed(ground, seen)
    found = cv2.connectedComponentsWithStats(mask)[2][1:]
    left, top, wide, high, size = max(found.tolist(), key=itemgetter(4), default=(0, 0, 0, 0, 0))
    if not SMALLEST <= size / mask.size <= LARGEST:
        return None
    return left * step, top * step, wide * step, high * step


def changed(ground: Floats, seen: Sequence[Floats]) -> Mask:
    """1 where all that was seen differs from the ground, and not from each other; small gaps are closed."""
    least = np.minimum.reduce([_apart(ground, one) for one in seen])
    moves = np.maximum.reduce([_apart(seen[0], one) for one in seen])
    most = max(LEAST, NOISES * float(np.median(least)))
    mask = ((least > most) & (moves <= np.maximum(most, least / 2))).astype(np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _disc(CLOSE_PX))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _disc(OPEN_PX)), np.uint8)


def square_around(box: tuple[int, int, int, int], picture: Picture) -> Picture:
    """The square with the box in its middle, moved into the picture where it would leave it."""
    left, top, wide, high = box
    rows, columns = picture.shape[:2]
    side = min(round(AROUND * max(wide, high)), rows, columns)
    x = min(max(0, left + (wide - side) // 2), columns - side)
    y = min(max(0, top + (high - side) // 2), rows - side)
    return picture[y : y + side, x : x + side]


def _thin(picture: Picture, step: int) -> Picture:
    size = (picture.shape[1] // step, picture.shape[0] // step)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _middle(pictures: Sequence[Picture]) -> Floats:
    """Of each pixel the median of up to three pictures."""
    one, other, third = (pictures[n % len(pictures)] for n in range(3))
    low, high = cv2.min(one, other), cv2.max(one, other)
    return np.asarray(cv2.max(low, cv2.min(high, third)), np.float32)


def _in_the_light_of(ground: Floats, picture: Picture) -> Floats:
    """The picture in the light of the ground: by the median quotient of each channel, for most is the same."""
    seen = picture.astype(np.float32)
    quotient = (ground[::3, ::3] + 1) / (seen[::3, ::3] + 1)
    return np.asarray(seen * np.median(quotient, axis=(0, 1)), np.float32)


def _apart(one: Floats, other: Floats) -> Floats:
    """The largest difference of the three channels at each pixel, smoothed."""
    blue, green, red = cv2.split(cv2.absdiff(one, other))
    return np.asarray(cv2.blur(cv2.max(cv2.max(blue, green), red), (BLUR_PX, BLUR_PX)), np.float32)


def _disc(side: int) -> Mask:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)
