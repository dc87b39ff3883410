"""The passes over one frame, the cheap ones first, until what they read is enough."""

import time
from collections.abc import Callable, Iterable

import cv2

from cart.codes.evidence import weigh
from cart.codes.sighting import NOTHING, Sighting
from cart.codes.weights import ENOUGH_DB
from drivers.decoding import passes, template
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.passes import Look
from drivers.ports import Frame

cv2.setNumThreads(1)

Pass = Callable[[Look], list[Sighting]]
RUNGS: tuple[Pass, ...] = (
    passes.whole_zxing,
    passes.crop_template,
    passes.crop_zxing,
    passes.crop_zbar,
    passes.thickened_qr,
    passes.flattened_qr,
    passes.whole_datamatrix,
)


def believed(sightings: Iterable[Sighting], least_db: float = ENOUGH_DB) -> list[Sighting]:
    """The texts of one frame that have `least_db` decibans for them, each by its strongest sighting."""
    return [weighed.best for weighed in weigh(sightings) if weighed.decibans >= least_db]


class Ladder:
    """Reads frames. It climbs until some text has `least_db` for it, or `budget_s` of processor time are spent."""

    def __init__(self, least_db: float = ENOUGH_DB, budget_s: float = 0.25, rungs: tuple[Pass, ...] = RUNGS) -> None:
        self._least_db = least_db
        self._budget_s = budget_s
        self._rungs = rungs
        template.prepare()

    def read(self, frame: Frame) -> DecodedFrame:
        """What the frame shows."""
        began = time.process_time()
        look, done = Look(frame.grey), False
        for rung in self._rungs:
            look.sightings += rung(look)
            spent = time.process_time() - began
            done = bool(believed(look.sightings, self._least_db))
            if done or spent > self._budget_s:
                break
        glimpse = NOTHING if done else look.glimpse
        return DecodedFrame(frame.at, tuple(look.sightings), glimpse, 1000 * (time.process_time() - began))
