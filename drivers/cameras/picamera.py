"""A Raspberry Pi camera through picamera2: OpenCV cannot open libcamera's sensors."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.clock import Clock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.cameras.limits import remark_of
from drivers.packages import need
from drivers.ports import Frame, FrameSource
from drivers.sim.world import World

TIMEOUT_S = 2.0


@dataclass(frozen=True)
class Options:
    """`exposure_us` 0: automatic; `lens` in dioptres (10 = 10 cm), None: automatic or a fixed lens."""

    number: int = 0
    width: int = 1280
    height: int = 720
    fps: float = 30.0
    exposure_us: int = 1000
    gain: float = 4.0
    lens: float | None = None


class PiCamera:
    """Takes the Y plane of YUV420 frames: grey without any work, and colours for who asks.

    A control that the sensor lacks is left out, since libcamera would refuse them all; `remark` says so in words.
    """

    def __init__(self, options: Options, clock: Clock, opener: Callable[[int], Any]) -> None:
        self._options = options
        self._clock = clock
        self._opener = opener
        self._camera: Any = None
        self._closed = False
        self.remark = ""

    def read(self) -> Frame:
        """The next frame. Raises DeviceMissing without a camera, DeviceSilent after two seconds without a frame."""
        camera = self._camera or self._open()
        try:
            planes = camera.capture_array("main", wait=False).get_result(timeout=TIMEOUT_S)
        except (TimeoutError, RuntimeError) as error:
            self._let_go()
            raise DeviceSilent("The Pi camera gives no picture. Check that its ribbon cable sits straight.") from error
        size = (self._options.height, self._options.width)
        grey = np.ascontiguousarray(planes[: size[0], : size[1]], dtype=np.uint8)
        return Frame(self._clock.now(), grey, partial(colour_of, planes, size))

    def close(self) -> None:
        """Lets the camera go."""
        self._closed = True
        self._let_go()

    def _open(self) -> Any:
        if self._closed:
            raise DeviceMissing("This camera is closed. Open it again.")
        try:
            camera = self._opener(self._options.number)
        except (IndexError, RuntimeError) as error:
            raise DeviceMissing(f"There is no Pi camera {self._options.number}. Check its ribbon cable.") from error
        size = (self._options.width, self._options.height)
        main = {"size": size, "format": "YUV420"}
        wanted = controls(self._options)
        refused = [name for name in wanted if name not in camera.camera_controls]
        taken = {name: value for name, value in wanted.items() if name not in refused}
        camera.configure(
            camera.create_video_configuration(main=main, controls={"FrameRate": self._options.fps} | taken)
        )
        self.remark = remark_of(refused, automatic=not self._options.exposure_us)
        camera.start()
        self._camera = camera
        return camera

    def _let_go(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera.close()
            self._camera = None


def colour_of(planes: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """The planes of YUV420 (1.5 × height, row's bytes) as uint8 BGR of this height and width."""
    whole = cv2.cvtColor(np.ascontiguousarray(planes, dtype=np.uint8), cv2.COLOR_YUV2BGR_I420)
    return np.asarray(whole[: size[0], : size[1]], np.uint8)


def controls(options: Options) -> dict[str, Any]:
    """The libcamera controls for these options, of which a sensor may lack some: a fixed lens has no focus."""
    wanted: dict[str, Any] = {}
    if options.exposure_us:
        wanted |= {"AeEnable": False, "ExposureTime": options.exposure_us, "AnalogueGain": options.gain}
    if options.lens is not None:
        wanted |= {"AfMode": 0, "LensPosition": options.lens}
    return wanted


def create(options: Options, clock: Clock, _world: World | None) -> FrameSource:
    """The camera that the config asks for. Raises DeviceMissing where picamera2 is not installed."""
    package = need("picamera2", "Install again with: sudo scripts/pi/install --camera-pi")
    return PiCamera(options, clock, package.Picamera2)
