"""Frames of one camera, one after another: what lies still and is known is not read again.

The frame is compared with the last one that was looked at, on every few pixels. Where nothing changes, a place that
was settled stays so, and a whole frame without change is not looked at, except now and then.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.codes.sighting import NOTHING, Corner, Sighting, meet
from cart.codes.weighed import weigh
from cart.codes.weights import ENOUGH_DB
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.extent import at_share
from drivers.decoding.ladder import Ladder
from drivers.ports import Frame, Grey

_ACROSS = 320
_CELL = 8
_NOISES, _LEAST = 1.6, 3.0
"""A cell has changed where it differs by more than so many times the frame's median, and by so many grey levels."""
_LOOKS = 3
"""In so many frames a place is read before it is taken as known; and so many looks an unchanged frame gets."""
_MORE_LOOKS = 8
"""So many where bars are in view that nobody reads."""
_AGAIN = 30
"""One frame in so many is looked at as if nothing were known."""
_GAP_S = 1.0


@dataclass(frozen=True)
class _Known:
    """What was settled, by the frame's decibans, in so many frames."""

    sighting: Sighting
    decibans: float
    looks: int = 1

    @property
    def memory(self) -> Sighting:
        """The sighting that stands for it while nobody reads it again."""
        return replace(self.sighting, family="memory", by="memory", margin=self.decibans)


class Watch:
    """Reads frames as Ladder does, and remembers. Frames whose time goes back, or leaps, are those of another film."""

    def __init__(self, ladder: Ladder | None = None) -> None:
        self._ladder = ladder or Ladder()
        self._at, self._unchanged, self._frames, self._step = 0.0, 0, 0, 1
        self._before: Grey | None = None
        self._known: list[_Known] = []
        self._glimpse = NOTHING

    def read(self, frame: Frame) -> DecodedFrame:
        """What the frame shows."""
        began = time.process_time()
        if not 0.0 < frame.at - self._at <= _GAP_S:
            self._forget(frame.at)
        self._at = frame.at
        touched = self._touched(frame.grey)
        self._known = [one for one in self._known if not _within(touched, one.sighting.corners, self._step)]
        self._unchanged = 0 if touched.any() else self._unchanged + 1
        found = self._still(frame.at) if self._enough() else self._looked(frame)
        return replace(found, cpu_ms=1000 * (time.process_time() - began))

    def _forget(self, at: float) -> None:
        self._at, self._unchanged, self._frames = at, 0, 0
        self._before, self._known, self._glimpse = None, [], NOTHING

    def _enough(self) -> bool:
        """Whether an unchanged frame was looked at often enough."""
        looks = _MORE_LOOKS if self._glimpse.bars else _LOOKS
        return self._unchanged >= looks and self._unchanged % _AGAIN != 0

    def _still(self, at: float) -> DecodedFrame:
        glimpse = self._glimpse if self._unchanged < _AGAIN else NOTHING
        return DecodedFrame(at, tuple(one.memory for one in self._known), glimpse)

    def _looked(self, frame: Frame) -> DecodedFrame:
        self._before = self._thumb(frame.grey)
        self._frames += 1
        again = self._frames % _AGAIN == 0
        still = [] if again else [one.memory for one in self._known if one.looks >= _LOOKS]
        found = self._ladder.read(frame, still)
        read = {one.key for one in found.sightings}
        self._known = self._remembered(found.sightings, still)
        self._glimpse = found.glimpse
        return replace(found, sightings=(*found.sightings, *(one for one in still if one.key not in read)))

    def _remembered(self, sightings: Sequence[Sighting], still: Sequence[Sighting]) -> list[_Known]:
        settled = [one for one in weigh(sightings) if one.decibans >= ENOUGH_DB and one.best.corners]
        fresh = [_Known(one.best, one.decibans, 1 + self._looks(one.best)) for one in settled]
        keys = {one.best.key for one in settled}
        lying = {one.key for one in still} - keys
        return fresh + [one for one in self._known if one.sighting.key in lying]

    def _looks(self, sighting: Sighting) -> int:
        """In how many frames this was settled at this place before."""
        before = (one for one in self._known if one.sighting.key == sighting.key)
        return max((one.looks for one in before if meet(one.sighting.corners, sighting.corners)), default=0)

    def _thumb(self, grey: Grey) -> Grey:
        self._step = max(1, max(grey.shape) // _ACROSS)
        return np.ascontiguousarray(grey[:: self._step, :: self._step])

    def _touched(self, grey: Grey) -> NDArray[np.bool_]:
        """In which cells the frame differs from the one looked at last."""
        thumb = self._thumb(grey)
        if self._before is None or self._before.shape != thumb.shape:
            return np.ones((1, 1), np.bool_)
        cells = (max(1, thumb.shape[1] // _CELL), max(1, thumb.shape[0] // _CELL))
        differing = np.asarray(cv2.absdiff(thumb, self._before), np.float32)
        off = np.asarray(cv2.resize(differing, cells, interpolation=cv2.INTER_AREA), np.float32)
        return np.asarray(off > max(_LEAST, _NOISES * at_share(off.ravel(), 0.5)), np.bool_)


def _within(touched: NDArray[np.bool_], corners: Sequence[Corner], step: int) -> bool:
    """Whether any of the touched cells lies in the box around the corners."""
    side = step * _CELL
    xs, ys = ([one[axis] / side for one in corners] for axis in (0, 1))
    box = touched[max(0, int(min(ys)) - 1) : int(max(ys)) + 2, max(0, int(min(xs)) - 1) : int(max(xs)) + 2]
    return bool(box.any()) or touched.size == 1
