"""A camera watched live: what is believed is said, and what is seen is drawn for whoever looks on."""

from collections.abc import Callable
from typing import Protocol

import cv2

from cart.clock import SystemClock
from cart.codes.evidence import Accepted, Evidence
from cart.codes.sighting import Sighting
from drivers.cameras import opencv
from drivers.commands import pictures
from drivers.decoding.decoded import FrameDecoder
from drivers.ports import Frame, FrameSource, Grey


class Window(Protocol):
    """Where pictures are shown."""

    def show(self, picture: Grey) -> bool:
        """Shows it; False once the person has closed the window or pressed q."""
        ...


class ScreenWindow:
    """A window on this machine's screen; without a screen nothing is shown."""

    def __init__(self) -> None:
        self._works = True

    def show(self, picture: Grey) -> bool:
        """Shows it; False after q or Escape."""
        if not self._works:
            return True
        try:
            cv2.imshow("dashcart read", picture)
            return cv2.waitKey(1) & 0xFF not in (ord("q"), 27)
        except cv2.error:
            self._works = False
            return True


def camera(device: str) -> FrameSource:
    """The USB camera of this number or path; it is opened at the first frame."""
    options = opencv.Options(device=int(device) if device.isdecimal() else device)
    return opencv.create(options, SystemClock(), None)


def watch(camera: FrameSource, decoder: FrameDecoder, window: Window, say: Callable[[Accepted], None]) -> None:
    """Reads frames until the window is closed. Raises what the camera raises."""
    evidence = Evidence(frozenset[str]().__contains__)
    seen: tuple[Sighting, ...] = ()
    frame = camera.read()
    while window.show(_drawn(frame, seen, evidence.hint)):
        frame = camera.read()
        decoder.submit(frame)
        while decoded := decoder.poll(0.0):
            seen = decoded.sightings
            for accepted in evidence.see(decoded.sightings, decoded.at, decoded.glimpse):
                say(accepted)


def _drawn(frame: Frame, seen: tuple[Sighting, ...], hint: str | None) -> Grey:
    picture = pictures.draw(frame, seen)
    if hint:
        cv2.putText(
            picture, hint.replace("_", " "), (8, picture.shape[0] - 12), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 120, 255), 2
        )
    return picture
