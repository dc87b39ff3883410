"""The last seconds of frames, small and in colour: what the basket looked like before something went in, and after.

They live in this process's memory alone, the oldest gives way to the newest, and nothing else reads them.
"""

from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np

from drivers.naming.net import Picture
from drivers.ports import Frame

ACROSS = 640
EVERY_S = 0.19
KEPT = 20
"""So many pictures of 640 × 360 are 14 MB."""
LANDED_S, REACHED_S = 1.6, 3.0
"""Before is between so long before a weight was told, when its hand had not come yet, and so long."""
MOST = 3


@dataclass(frozen=True)
class Moment:
    """Pictures of one size, uint8 BGR (height, width, 3): up to three `before`, up to three `after`, oldest first."""

    before: tuple[Picture, ...]
    after: tuple[Picture, ...]


@dataclass(frozen=True)
class _Kept:
    at: float
    picture: Picture


class Recall:
    """Keeps a few pictures a second. It belongs to the camera's thread."""

    def __init__(self) -> None:
        self._kept: deque[_Kept] = deque(maxlen=KEPT)

    def keep(self, frame: Frame) -> None:
        """Keeps a frame that has colours, unless one was kept a moment ago."""
        if self._kept and 0 <= frame.at - self._kept[-1].at < EVERY_S:
            return
        colour = frame.colour
        if colour is not None:
            self._kept.append(_Kept(frame.at, small(colour)))

    def around(self, at: float) -> Moment:
        """What was seen before and after a weight that was told at `at`; empty where the camera did not look."""
        size = self._kept[-1].picture.shape if self._kept else ()
        alike = [one for one in self._kept if one.picture.shape == size]
        before = [one for one in alike if at - REACHED_S <= one.at <= at - LANDED_S]
        after = [one for one in alike if one.at >= at]
        return Moment(_spread(before), tuple(one.picture for one in after[-MOST:]))

    def forget(self) -> None:
        """Lets all pictures go."""
        self._kept.clear()


def small(picture: Picture) -> Picture:
    """A picture thinned to at most 640 px either way; always a copy."""
    step = max(1, -(-max(picture.shape) // ACROSS))
    size = (picture.shape[1] // step, picture.shape[0] // step)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8).copy()


def _spread(kept: list[_Kept]) -> tuple[Picture, ...]:
    """The first, the middle and the last of them."""
    places = dict.fromkeys((0, len(kept) // 2, len(kept) - 1)) if kept else ()
    return tuple(kept[place].picture for place in places)
