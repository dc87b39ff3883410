"""How a lane sees: a QR code in a picture or before a camera."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from cart.clock import SystemClock
from cart.errors import CodeError, DeviceSilent
from drivers.cameras import opencv
from drivers.ports import Frame, FrameSource, Grey

MOST_FRAMES = 900
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def of_picture(path: Path) -> str:
    """The text of the QR code in a picture. Raises CodeError: no picture, or no code in it."""
    grey = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise CodeError(f"{path} is no picture that can be read. Name a PNG or JPEG file.")
    texts = codes_in(np.asarray(grey, dtype=np.uint8))
    if not texts:
        raise CodeError(f"There is no QR code in {path}. Take the picture closer, with the whole code in it.")
    return texts[0]


def of_camera(camera: FrameSource, prefix: str) -> str:
    """The first code with this prefix before the camera; looks for about half a minute. Raises DeviceSilent."""
    for frame in _frames(camera):
        for text in codes_in(frame.grey):
            if text.startswith(prefix):
                return text
    raise DeviceSilent("No cart's code came before the camera. Hold the cart's screen closer and try again.")


def open_camera(number: int) -> FrameSource:
    """The USB camera with this number."""
    return opencv.create(opencv.Options(device=number), SystemClock(), None)


def codes_in(grey: Grey) -> list[str]:
    """The texts of the QR codes in a picture."""
    found = zxingcpp.read_barcodes(grey, formats=QR, text_mode=zxingcpp.TextMode.Plain)
    return [symbol.text for symbol in found if symbol.valid]


def _frames(camera: FrameSource) -> Iterator[Frame]:
    return (camera.read() for _ in range(MOST_FRAMES))
