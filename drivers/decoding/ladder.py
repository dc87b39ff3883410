"""The passes over one frame, the cheap ones first, until what they read is enough."""

import time
from collections.abc import Callable, Iterable, Sequence

import cv2

from cart.codes.sighting import Sighting
from cart.codes.weights import ENOUGH_DB
from drivers.decoding import passes, template
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.places import Look, believed
from drivers.ports import Frame

cv2.setNumThreads(1)

__all__ = ["RUNGS", "Ladder", "Pass", "believed"]

Pass = Callable[[Look], Iterable[Sighting]]
RUNGS: tuple[Pass, ...] = (
    passes.whole_zxing,
    passes.lying_zxing,
    passes.crop_template,
    passes.crop_zxing,
    passes.crop_zbar,
    passes.thickened_qr,
    passes.flattened_qr,
    passes.whole_datamatrix,
    passes.whole_opencv,
)


class Ladder:
    """Reads frames. It climbs until some text has `least_db` for it, or `budget_s` of processor time are spent."""

    def __init__(self, least_db: float = ENOUGH_DB, budget_s: float = 0.25, rungs: tuple[Pass, ...] = RUNGS) -> None:
        self._least_db = least_db
        self._budget_s = budget_s
        self._rungs = rungs
        template.prepare()

    def read(self, frame: Frame, still: Sequence[Sighting] = ()) -> DecodedFrame:
        """What the frame shows. `still` lay there before, and nothing has changed where it lies."""
        began = time.process_time()
        look = Look(frame.grey, self._least_db, still)
        for rung in self._rungs:
            look.hear(rung(look))
            if look.done or time.process_time() - began > self._budget_s:
                break
        return DecodedFrame(frame.at, tuple(look.sightings), look.glimpse, 1000 * (time.process_time() - began))
