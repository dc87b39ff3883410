"""A look at a picture: what the net makes of it, with its colours beside."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from drivers.naming.colour import histogram
from drivers.naming.net import Net, Picture, Vector, unit

COLOURS = 0.4
"""How much colours weigh beside the net, each of the two histograms (README)."""
MIDDLE = 0.6
CLOSER = 0.8
"""The net sees the middle square of so much of the shorter side: at the edges there is more shop than item."""

MOST_LOOKS = 2


@dataclass(frozen=True)
class Look:
    """`shape`: the net's unit vector (1280,). `whole`: that and the colours of all and of the middle, unit (1792,)."""

    shape: Vector
    whole: Vector


def look(net: Net, picture: Picture) -> Look:
    """Looks at a BGR picture of any size."""
    shape = net.embed(square(picture, CLOSER))
    colours = (COLOURS * histogram(picture), COLOURS * histogram(middle(picture, MIDDLE)))
    return Look(shape, unit(np.concatenate([shape, *colours])))


def looks(net: Net, pictures: Sequence[Picture]) -> list[Look]:
    """Looks at one item in several frames: at the two sharpest of them, for a third of one scene tells little more."""
    sharpest = sorted(pictures, key=sharpness, reverse=True)[:MOST_LOOKS] if len(pictures) > MOST_LOOKS else pictures
    return [look(net, picture) for picture in sharpest]


def sharpness(picture: Picture) -> float:
    """How much fine detail there is in the middle: the variance of the Laplacian of the grey levels."""
    grey = cv2.cvtColor(np.ascontiguousarray(square(picture, CLOSER)), cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def middle(picture: Picture, share: float) -> Picture:
    """The middle of a picture, `share` of its height and width."""
    high, wide = picture.shape[:2]
    top, left = int(high * (1 - share)) // 2, int(wide * (1 - share)) // 2
    return picture[top : top + max(1, int(high * share)), left : left + max(1, int(wide * share))]


def square(picture: Picture, share: float) -> Picture:
    """The square in the middle of a picture, its side `share` of the shorter side."""
    high, wide = picture.shape[:2]
    side = max(1, int(min(high, wide) * share))
    top, left = (high - side) // 2, (wide - side) // 2
    return picture[top : top + side, left : left + side]
