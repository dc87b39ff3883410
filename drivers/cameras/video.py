"""A video file as a camera."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.cameras.grey import frame_of
from drivers.pace import pace_of
from drivers.ports import Frame, FrameSource
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """`fps` 0: as the file says. Without `loop` the camera ends with the file."""

    path: str
    fps: float = 0.0
    loop: bool = True


class VideoCamera:
    """Plays a file, at its own speed or at `fps`."""

    remark = ""

    def __init__(self, options: Options, clock: Clock) -> None:
        self._options = options
        self._clock = clock
        self._pace = pace_of(clock)
        self._video: cv2.VideoCapture | None = None
        self._due = clock.now()
        self._period_s = 0.0
        self._closed = False

    def read(self) -> Frame:
        """The next frame. Raises DeviceMissing without a video, after its end, or once closed."""
        if self._closed:
            raise DeviceMissing("This video camera is closed. Open it again.")
        video = self._video or self._start()
        fine, picture = video.read()
        if not fine and self._options.loop:
            fine, picture = self._start().read()
        if not fine:
            raise DeviceMissing(f"The video {self._options.path} has ended. Set loop = true to play it again.")
        self._due = max(self._due + self._period_s, self._clock.now())
        self._pace.until(self._due)
        return frame_of(np.asarray(picture, dtype=np.uint8), self._due)

    def close(self) -> None:
        """Lets the file go."""
        self._closed = True
        self._pace.stop()
        if self._video is not None:
            self._video.release()

    def _start(self) -> cv2.VideoCapture:
        self._video = _opened(self._options.path)
        self._period_s = 1.0 / (self._options.fps or self._video.get(cv2.CAP_PROP_FPS) or 15.0)
        return self._video


def _opened(path: str) -> cv2.VideoCapture:
    video = cv2.VideoCapture(path) if Path(path).is_file() else None
    if video is None or not video.isOpened():
        raise DeviceMissing(f"The file {path} is no video that can be played. Check [camera] path.")
    return video


def create(options: Options, clock: Clock, _world: World | None) -> FrameSource:
    """The camera that the config asks for."""
    return VideoCamera(options, clock)
