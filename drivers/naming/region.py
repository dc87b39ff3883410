"""Where something new lies, and how: what differs between the basket before and after, in each picture, and lies still.

A light that changes, changes everything by a factor, which is taken out; a hand moves, so what differs between the
pictures after is none of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Box:
    """A box by its middle, its sides in px (the long one is its height) and its turn from upright in degrees."""

    x: float
    y: float
    short: float
    long: float
    turn: float


def cut_out(before: Sequence[Picture], after: Sequence[Picture]) -> list[Picture]:
    """The square around what is new, from each picture `after`, turned upright; [] where nothing is, or too much.

    All are uint8 BGR (height, width, 3) of one size; several `before` are told from a hand that is in one of them.
    """
    box = region(before, after) if before and after else None
    return [upright(box, one) for one in after] if box else []


def region(before: Sequence[Picture], after: Sequence[Picture]) -> Box | None:
    """The smallest box around what is new; None where nothing is."""
    step = max(1, before[0].shape[1] // ACROSS)
    ground = _middle([_thin(one, step) for one in before])
    seen = [_in_the_light_of(ground, _thin(one, step)) for one in after]
    mask = changed(ground, seen)
    shapes = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    largest = max(shapes, key=cv2.contourArea, default=None)
    if largest is None or not SMALLEST <= cv2.contourArea(largest) / mask.size <= LARGEST:
        return None
    (x, y), (wide, high), turn = cv2.minAreaRect(largest)
    turn = turn if high >= wide else turn + 90.0
    return Box(x * step, y * step, min(wide, high) * step, max(wide, high) * step, turn)


def changed(ground: Floats, seen: Sequence[Floats]) -> Mask:
    """1 where all that was seen differs from the ground, and not from each other; small gaps are closed."""
    least = np.minimum.reduce([_apart(ground, one) for one in seen])
    moves = np.maximum.reduce([_apart(seen[0], one) for one in seen])
    most = max(LEAST, NOISES * float(np.median(least)))
    mask = ((least > most) & (moves <= np.maximum(most, least / 2))).astype(np.uint8)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _disc(CLOSE_PX))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _disc(OPEN_PX)), np.uint8)


def upright(box: Box, picture: Picture) -> Picture:
    """The square with the box in its middle, turned so that it stands upright; beyond its edge a picture goes on."""
    side = max(8, min(round(AROUND * box.long), *picture.shape[:2]))
    matrix = cv2.getRotationMatrix2D((box.x, box.y), box.turn, 1.0)
    matrix[:, 2] += (side / 2 - box.x, side / 2 - box.y)
    return np.asarray(cv2.warpAffine(picture, matrix, (side, side), borderMode=cv2.BORDER_REPLICATE), np.uint8)


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
