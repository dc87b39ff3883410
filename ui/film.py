"""A moving picture of a trip, from pictures of screens: for the README."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.errors import BadInput

# Scenes of ui.samples, in the order of a trip, and the seconds that each stays.
TRIP = (
    ("welcome", 2.2), ("basket-empty", 1.6), ("basket-place", 2.2), ("basket", 2.6), ("which-left", 2.8),
    ("produce-steady", 2.4), ("deals", 2.2), ("at-lane", 2.4), ("thanks", 2.8),
)  # fmt: skip
WIDTH = 880
QUALITY = 78
KINDS = (".webp", ".png", ".gif")
FADE_MS, FADES = 70, (0.5,)
Image = NDArray[np.uint8]


def film(pictures: Iterable[tuple[Path, float]], out: Path) -> None:
    """Writes the pictures (each stays for its seconds) as one that moves and begins again: .webp, .png or .gif.

    Raises BadInput where a picture cannot be read or the film cannot be written.
    """
    if out.suffix not in KINDS:
        raise BadInput(f"{out} cannot be written. Name a .webp, .png or .gif file.")
    shown = [(_read(path), seconds) for path, seconds in pictures]
    frames = [frame for number, one in enumerate(shown) for frame in _shot(shown[number - 1][0], *one)]
    moving = cv2.Animation()
    moving.frames, moving.durations = [image for image, _ in frames], np.array([ms for _, ms in frames])
    moving.loop_count = 0
    out.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwriteanimation(str(out), moving, [cv2.IMWRITE_WEBP_QUALITY, QUALITY]):
        raise BadInput(f"{out} cannot be written. Name a file in a folder that may be written.")


def _shot(before: Image, image: Image, seconds: float) -> list[tuple[Image, int]]:
    """A picture with how it fades in, and the milliseconds of each frame."""
    fades = [np.asarray(cv2.addWeighted(image, share, before, 1 - share, 0), dtype=np.uint8) for share in FADES]
    return [*((fade, FADE_MS) for fade in fades), (image, round(1000 * seconds))]


def _read(path: Path) -> Image:
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise BadInput(f"{path} is no picture that can be read.")
    high = round(image.shape[0] * WIDTH / image.shape[1])
    return np.asarray(cv2.resize(image, (WIDTH, high), interpolation=cv2.INTER_AREA), dtype=np.uint8)
