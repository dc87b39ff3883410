"""The passes over one frame, the cheap ones first."""

import time

import cv2

from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.engines import zbar, zxing
from drivers.ports import Frame

cv2.setNumThreads(1)


class Ladder:
    """Reads frames with both engines. `every_pass`: all passes run even after one has read something."""

    def __init__(self, every_pass: bool = False) -> None:
        self._every_pass = every_pass

    def read(self, frame: Frame) -> DecodedFrame:
        """What the frame shows."""
        began = time.process_time()
        sightings = zxing(frame.grey)
        if self._every_pass or not sightings:
            sightings += zbar(frame.grey)
        return DecodedFrame(frame.at, tuple(sightings), cpu_ms=1000 * (time.process_time() - began))
