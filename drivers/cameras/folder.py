"""A folder of pictures as a camera: each is shown for some frames, in the order of their names."""

import logging
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.cameras.grey import frame_of
from drivers.pace import pace_of
from drivers.ports import Frame, FrameSource
from drivers.sim.world import World

KINDS = {".bmp", ".jpeg", ".jpg", ".pgm", ".png", ".tif", ".tiff", ".webp"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """`hold` frames of each picture, then `gap` black ones. Without `loop` the camera ends after the last."""

    path: str
    fps: float = 15.0
    hold: int = 6
    gap: int = 0
    loop: bool = True


class FolderCamera:
    """Shows pictures at `fps`. A file that is no picture is skipped, with a line in the log."""

    remark = ""

    def __init__(self, options: Options, clock: Clock) -> None:
        self._options = options
        self._clock = clock
        self._pace = pace_of(clock)
        self._files: list[Path] = []
        self._next = 0
        self._left = 0
        self._gap_left = 0
        self._due = clock.now()
        self._picture: NDArray[np.uint8] = np.zeros((720, 1280), dtype=np.uint8)
        self._closed = False
        self.showing: Path | None = None

    def read(self) -> Frame:
        """The next frame. Raises DeviceMissing without pictures, after the last one, or once closed."""
        if self._closed:
            raise DeviceMissing("This folder camera is closed. Open it again.")
        self._due = max(self._due + 1.0 / self._options.fps, self._clock.now())
        self._pace.until(self._due)
        return frame_of(self._now_shown(), self._due)

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()

    def _now_shown(self) -> NDArray[np.uint8]:
        if self._left == 0 and self._gap_left > 0:
            self._gap_left -= 1
            return np.zeros_like(self._picture)
        if self._left == 0:
            self._turn_page()
        self._left -= 1
        return self._picture

    def _turn_page(self) -> None:
        self._files = self._files or pictures_in(Path(self._options.path))
        for _ in range(len(self._files)):
            self.showing = self._next_file()
            picture = cv2.imread(str(self.showing), cv2.IMREAD_COLOR)
            if picture is not None:
                self._picture = np.asarray(picture, dtype=np.uint8)
                self._left, self._gap_left = self._options.hold, self._options.gap
                return
            _log.warning("%s is no picture that can be read; it is skipped", self.showing)
        raise DeviceMissing(f"No file in {self._options.path} is a picture that can be read. Put pictures there.")

    def _next_file(self) -> Path:
        if self._next >= len(self._files):
            if not self._options.loop:
                raise DeviceMissing(
                    f"The last picture of {self._options.path} has been shown. Set loop = true to go on."
                )
            self._next = 0
        self._next += 1
        return self._files[self._next - 1]


def pictures_in(folder: Path) -> list[Path]:
    """The picture files in a folder and below, by name. Raises DeviceMissing where there is none."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.casefold() in KINDS)
    if not files:
        raise DeviceMissing(f"There is no picture in {folder}. Put {', '.join(sorted(KINDS))} files there.")
    return files


def create(options: Options, clock: Clock, _world: World | None) -> FrameSource:
    """The camera that the config asks for."""
    return FolderCamera(options, clock)
