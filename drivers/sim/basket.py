"""What lies in the simulated basket as the camera sees it: drawn pictures, turned, one over another, partly hidden.

The newest lies on top. A hand is in the way while it puts in or takes out, and the light is never quite the same.
"""

import math
import zlib
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.sim.physics import Span, smooth

Colour = NDArray[np.uint8]

SIDE_PX = 330
"""How large a drawn picture (256 px with its margin) lies there, give or take a tenth."""
HAND_S = 0.6
SKIN = (122, 150, 206)
LIGHT, LIGHT_S = 0.08, 4.0
"""By how much the light differs, and how long it takes from one level to the next."""


@dataclass(frozen=True)
class Laid:
    """A thing with a picture (a file), in the basket for a `span`. `key`: as World.put gave it."""

    key: str
    picture: str
    span: Span


Drawn = tuple[tuple[Laid, ...], Colour, NDArray[np.uint8]]


class Basket:
    """Draws the basket's ground with what lies on it. What does not change is drawn once."""

    def __init__(self, ground: NDArray[np.uint8], seed: int) -> None:
        """`ground`: the empty basket in grey, (height, width)."""
        self._empty = np.asarray(cv2.cvtColor(ground, cv2.COLOR_GRAY2BGR), np.uint8)
        self._seed = seed
        self._drawn: Drawn = ((), self._empty, ground)

    def colour(self, lying: tuple[Laid, ...]) -> Colour:
        """uint8 BGR (height, width, 3), not to be written into."""
        return self._with(lying)[1]

    def grey(self, lying: tuple[Laid, ...]) -> NDArray[np.uint8]:
        """The same in grey, (height, width)."""
        return self._with(lying)[2]

    def _with(self, lying: tuple[Laid, ...]) -> Drawn:
        if lying != self._drawn[0]:
            canvas = self._empty.copy()
            for one in lying:
                _lay(canvas, one, self._seed)
            self._drawn = (lying, canvas, np.asarray(cv2.cvtColor(canvas, cv2.COLOR_BGR2GRAY), np.uint8))
        return self._drawn


def place_of(key: str, seed: int, wide: int, high: int) -> tuple[float, float, float, float]:
    """Where a thing lies: its middle in px, its turn in degrees, and its size in SIDE_PX."""
    random = np.random.default_rng(zlib.crc32(f"{key} {seed}".encode()))
    across, down, turn, size = (float(value) for value in random.uniform(0.0, 1.0, 4))
    return wide * (0.2 + 0.6 * across), high * (0.25 + 0.5 * down), 360.0 * turn, 0.9 + 0.2 * size


def _lay(canvas: Colour, one: Laid, seed: int) -> None:
    high, wide = canvas.shape[:2]
    x, y, turn, size = place_of(one.key, seed, wide, high)
    drawn, reach = picture(one.picture), int(0.75 * size * SIDE_PX)
    left, top, right, bottom = int(x) - reach, int(y) - reach, int(x) + reach, int(y) + reach
    left, top, right, bottom = max(0, left), max(0, top), min(wide, right), min(high, bottom)
    matrix = cv2.getRotationMatrix2D((drawn.shape[1] / 2, drawn.shape[0] / 2), turn, size * SIDE_PX / drawn.shape[1])
    matrix[:, 2] += (x - left - drawn.shape[1] / 2, y - top - drawn.shape[0] / 2)
    laid = np.asarray(cv2.warpAffine(drawn, matrix, (right - left, bottom - top)), np.float32)
    share, window = laid[:, :, 3:] / 255.0, canvas[top:bottom, left:right]
    window[:] = laid[:, :, :3] * share + window * (1.0 - share)


@lru_cache(maxsize=64)
def picture(path: str) -> Colour:
    """A picture file as uint8 BGRA. Raises OSError where there is none."""
    found = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if found is None:
        raise FileNotFoundError(path)
    return np.asarray(found if found.shape[2] == 4 else cv2.cvtColor(found, cv2.COLOR_BGR2BGRA), np.uint8)


def hand_at(laid: tuple[Laid, ...], t: float) -> tuple[str, float] | None:
    """The key of what a hand has just put in or takes out at `t`, and how far it has gone out of view, 0 to 1."""
    for one in reversed(laid):
        for since in (one.span.until, one.span.at):
            if since is not None and 0.0 <= t - since < HAND_S:
                return one.key, smooth((t - since) / HAND_S)
    return None


def draw_hand(picture: NDArray[np.uint8], tips: tuple[float, float], gone: float) -> None:
    """A hand and its arm, from a corner, in colour or grey; it draws back as it goes."""
    high, wide = picture.shape[:2]
    x, y = int(tips[0] + gone * (wide + 200 - tips[0])), int(tips[1] - gone * (tips[1] + 200))
    skin = SKIN if picture.ndim == 3 else (158,)
    cv2.line(picture, (x, y), (x + wide, y - high), skin, 90)
    cv2.ellipse(picture, (x, y), (90, 60), -40, 0, 360, skin, -1)


def light_at(t: float, seed: int) -> float:
    """The light at `t`, about 1: from level to level, as people and clouds pass."""
    step, part = divmod(t / LIGHT_S, 1.0)
    one, other = (math.sin(12.9898 * (step + n) + seed) for n in (0, 1))
    return 1.0 + LIGHT * (one + (other - one) * smooth(part))
