"""A USB camera through OpenCV. It may be unplugged and plugged in again."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from cart.clock import Clock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.cameras.grey import frame_of
from drivers.cameras.limits import remark_of
from drivers.ports import Frame, FrameSource
from drivers.sim.world import World

MANUAL_EXPOSURE = 1  # V4L2_EXPOSURE_MANUAL
AUTOMATIC_EXPOSURE = 3  # V4L2_EXPOSURE_APERTURE_PRIORITY
BY_ID = Path("/dev/v4l/by-id")
PAUSE_S = 0.5
USUAL_BUFFERS = 4
"""How many frames a V4L2 driver keeps where it does not take buffersize 1."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """`device` is "auto" (the first USB camera), a number (0 = /dev/video0, which may be a ribbon's node), or a path
    (/dev/v4l/by-id/... stays the same when cameras are swapped).

    `exposure` is the driver's own unit (V4L2: 0.1 ms); `focus` the lens driver's; None leaves either to the camera.
    """

    device: int | str = "auto"
    width: int = 1280
    height: int = 720
    fps: int = 30
    fourcc: str = "MJPG"
    exposure: float | None = None
    focus: float | None = None
    gain: float | None = None


class Capture(Protocol):
    """What is used of cv2.VideoCapture."""

    def isOpened(self) -> bool: ...  # noqa: D102, N802
    def set(self, prop: int, value: float) -> bool: ...  # noqa: D102
    def get(self, prop: int) -> float: ...  # noqa: D102
    def grab(self) -> bool: ...  # noqa: D102
    def read(self) -> tuple[bool, Any]: ...  # noqa: D102
    def release(self) -> None: ...  # noqa: D102


class OpenCvCamera:
    """Opens its camera at the first read, and again after it went away.

    `refused` names the settings that it did not take, `remark` says in words what that means.
    """

    def __init__(self, options: Options, clock: Clock, opener: Callable[[int | str], Capture]) -> None:
        self._options = options
        self._clock = clock
        self._opener = opener
        self._capture: Capture | None = None
        self._closed = False
        self._read_at = 0.0
        self.refused: tuple[str, ...] = ()
        self.remark = ""

    def read(self) -> Frame:
        """The newest frame. Raises DeviceMissing when there is no camera, DeviceSilent when it gives no picture."""
        capture = self._capture or self._open()
        self._drop_old(capture)
        fine, picture = capture.read()
        self._read_at = self._clock.now()
        if not fine or picture is None:
            self._let_go()
            raise DeviceSilent(f"The camera {self._options.device!r} gives no picture. Check its cable.")
        return frame_of(np.asarray(picture, dtype=np.uint8), self._read_at)

    def close(self) -> None:
        """Lets the camera go."""
        self._closed = True
        self._let_go()

    def _open(self) -> Capture:
        if self._closed:
            raise DeviceMissing("This camera is closed. Open it again.")
        capture = self._opener(self._options.device)
        if not capture.isOpened():
            capture.release()
            named = "on USB" if self._options.device == "auto" else repr(self._options.device)
            raise DeviceMissing(f"There is no camera {named}. Plug it in, or correct [camera] device.")
        self.refused = tuple(
            name
            for name, prop, value in settings(self._options)
            if not (_took(capture, prop, value) or (name == "auto_exposure" and _took_after_all(capture)))
        )
        for name in self.refused:
            _log.warning("The camera %r refused its setting for %s", self._options.device, name)
        self.remark = remark_of(self.refused, automatic=self._options.exposure is None)
        self._capture, self._read_at = capture, self._clock.now()
        return capture

    def _drop_old(self, capture: Capture) -> None:
        """After a pause the driver's buffers still hold frames from its beginning, which would be taken for new."""
        if self._clock.now() - self._read_at > PAUSE_S:
            buffers = USUAL_BUFFERS if "buffersize" in self.refused else 1
            for _ in range(buffers):
                if not capture.grab():
                    return

    def _let_go(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None


def settings(options: Options) -> list[tuple[str, int, float]]:
    """Name, OpenCV property and value of each setting, in the order in which cameras want them."""
    wanted: list[tuple[str, int, float | None]] = [
        ("fourcc", cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*options.fourcc))),
        ("width", cv2.CAP_PROP_FRAME_WIDTH, options.width),
        ("height", cv2.CAP_PROP_FRAME_HEIGHT, options.height),
        ("fps", cv2.CAP_PROP_FPS, options.fps),
        ("auto_exposure", cv2.CAP_PROP_AUTO_EXPOSURE, None if options.exposure is None else MANUAL_EXPOSURE),
        ("exposure", cv2.CAP_PROP_EXPOSURE, options.exposure),
        ("autofocus", cv2.CAP_PROP_AUTOFOCUS, None if options.focus is None else 0),
        ("focus", cv2.CAP_PROP_FOCUS, options.focus),
        ("gain", cv2.CAP_PROP_GAIN, options.gain),
        ("buffersize", cv2.CAP_PROP_BUFFERSIZE, 1),
    ]
    return [(name, prop, value) for name, prop, value in wanted if value is not None]


def _took(capture: Capture, prop: int, value: float) -> bool:
    """Many drivers say yes and do nothing, so the value is read back."""
    return capture.set(prop, value) and abs(capture.get(prop) - value) <= 0.02 * abs(value) + 0.5


def _took_after_all(capture: Capture) -> bool:
    """Some drivers let go of the exposure only when they were told to hold it before."""
    prop = cv2.CAP_PROP_AUTO_EXPOSURE
    return capture.set(prop, AUTOMATIC_EXPOSURE) and _took(capture, prop, MANUAL_EXPOSURE)


def first_usb(folder: Path = BY_ID) -> str:
    """The first USB camera's own path, where no ribbon camera's node stands; "auto" where there is none."""
    return str(next(iter(sorted(folder.glob("*-index0"))), "auto"))


def _by_number_or_path(device: int | str) -> Capture:
    if device == "auto":
        device = first_usb() if sys.platform == "linux" else 0
    return cv2.VideoCapture(device, cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY)


def create(options: Options, clock: Clock, _world: World | None) -> FrameSource:
    """The camera that the config asks for."""
    return OpenCvCamera(options, clock, _by_number_or_path)
