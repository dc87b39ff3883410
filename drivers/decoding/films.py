"""Films drawn from a seed, for the bench and the tests: a product comes into view, rests, and leaves.

The optics are those of a cart's camera: defocus up to 0.6 module, motion smear while the hand moves, a curved or turned
label, glare, dark, a thumb over a part of the bars, two products at once, and views without any code. Hard kinds add
what a shop adds: bystander codes, dents, wet film, a finger that wanders, a phone's screen, a second piece alike.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.codes.retail import check_digit
from drivers.decoding import bystanders
from drivers.decoding.warmup import ean13
from drivers.ports import Frame, Grey

KINDS = ("plain", "blur", "turn", "curve", "glare", "dark", "thumb", "two", "none")
HARD = ("qr", "pack", "shelf", "dent", "wet", "finger", "moire", "alike")
_BYSTANDERS = {"qr": bystanders.qr, "pack": bystanders.pack, "shelf": bystanders.shelf}
WIDTH, HEIGHT = 640, 480
LENGTH_S, FPS = 2.0, 15
COMES_S, RESTS_S, LEAVES_S = 0.2, 0.6, 1.7
_DRAWN_MODULE = 4
_NOISE = 3.0
_FINGER = 60
_WET = 150.0
_SHIFT = 64
"""Noise is drawn once a film and shifted from frame to frame by up to so many pixels: drawing it takes longest."""


@dataclass(frozen=True)
class Item:
    """One label and how it is held: `x` and `y` in pixels at rest, `turn` in radians, `module` in pixels."""

    number: str
    x: float
    y: float
    turn: float
    module: float
    bend: float


class Film:
    """`items` are what it shows; each is readable from RESTS_S to LEAVES_S."""

    def __init__(self, seed: int, kinds: Sequence[str] = KINDS) -> None:
        self._random = np.random.default_rng(seed)
        self.kind = kinds[seed % len(kinds)]
        self._blur = self._random.uniform(0.45, 0.6) if self.kind == "blur" else self._random.uniform(0.2, 0.45)
        self._gain = self._random.uniform(0.25, 0.4) if self.kind == "dark" else self._random.uniform(0.8, 1.0)
        places = {"two": (160.0, 480.0), "none": (), "qr": (250.0,), "pack": (250.0,), "shelf": (250.0,)}
        self.items = tuple(self._item(x) for x in places.get(self.kind, (320.0,)))
        if self.kind == "alike":
            (one,) = self.items
            self.items = tuple(replace(one, x=x, module=1.7) for x in (160.0, 480.0))
        self._background = self._texture()
        self._noise = self._random.standard_normal((HEIGHT + _SHIFT, WIDTH + _SHIFT), np.float32) * np.float32(_NOISE)

    def _item(self, x: float) -> Item:
        pick = self._random
        payload = "".join(str(digit) for digit in pick.integers(0, 10, 12))
        turn = pick.uniform(-pi, pi) if self.kind == "turn" else pick.uniform(-0.15, 0.15)
        module = pick.uniform(1.7, 2.1) if self.kind == "two" else pick.uniform(1.7, 3.2)
        bend = pick.uniform(0.5, 0.9) if self.kind == "curve" else 0.0
        return Item(payload + check_digit(payload), x, 240 + pick.uniform(-40, 40), turn, module, bend)

    def _texture(self) -> NDArray[np.float32]:
        rough = self._random.uniform(60, 170, (12, 16)).astype(np.float32)
        smooth = cv2.resize(rough, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
        if self.kind == "none":
            for row in range(60, HEIGHT, 40):
                cv2.putText(smooth, "Ingredients: oats, |||| 500 g", (20, row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 30, 2)
        return np.asarray(smooth, np.float32)

    def frames(self) -> Iterator[Frame]:
        """The frames, in time."""
        for tick in range(int(LENGTH_S * FPS)):
            at = tick / FPS
            yield Frame(at, self._frame(at))

    def _frame(self, at: float) -> Grey:
        picture = self._background.copy()
        away, speed = _away(at)
        for item in self.items:
            _lay(picture, item, away, dented=self.kind == "dent")
        if speed:
            picture = np.asarray(cv2.blur(picture, (1, max(1, round(speed / FPS / 8)))), np.float32)
        if self.items:
            sigma = self._blur * self.items[0].module
            picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)
        if self.kind in _BYSTANDERS:
            label = _BYSTANDERS[self.kind]()
            picture[-label.shape[0] - 4 : -4, -label.shape[1] - 4 : -4] = label
        return self._exposed(self._troubled(np.asarray(picture, np.float32), at))

    def _troubled(self, picture: NDArray[np.float32], at: float) -> NDArray[np.float32]:
        """What lies between label and camera: wet film, a finger across all rows that wanders, a screen's grid."""
        if self.kind == "wet":
            soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 5), np.float32)
            drops = cv2.resize(self._background, (WIDTH, HEIGHT))[:, ::-1] > _WET
            return np.where(drops, 0.8 * soft + 40, picture).astype(np.float32)
        if self.kind == "finger":
            x = round(WIDTH * (0.15 + 0.5 * at / LENGTH_S * 2)) % WIDTH
            picture[:, x : x + _FINGER] = 120.0
        if self.kind == "moire":
            ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
            return np.asarray(picture * (1 + 0.12 * np.sin(2.3 * xs) * np.sin(2.1 * ys)), np.float32)
        return picture

    def _exposed(self, picture: NDArray[np.float32]) -> Grey:
        if self.kind == "glare":
            ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH]
            picture = picture + 200 * np.exp(-((xs - 380) ** 2 + (ys - 200) ** 2) / 3000).astype(np.float32)
        if self.kind == "thumb":
            cv2.ellipse(picture, (300, 330), (70, 90), 0.0, 0.0, 360.0, 120.0, -1)
        top, left = self._random.integers(0, _SHIFT, 2)
        noise = self._noise[top : top + HEIGHT, left : left + WIDTH]
        return np.asarray(cv2.addWeighted(picture, self._gain, noise, 1.0, 0.0, dtype=cv2.CV_8U), np.uint8)


def _away(at: float) -> tuple[float, float]:
    """How far above its resting place the hand holds the product, and how fast it moves (pixels, pixels a second)."""
    if at < RESTS_S:
        share = 1 - min(1.0, max(0.0, (at - COMES_S) / (RESTS_S - COMES_S)))
        return 450 * share**2, 900 * share / (RESTS_S - COMES_S)
    late = max(0.0, at - LEAVES_S)
    return 2000 * late, 2000 if late else 0.0


def _lay(picture: NDArray[np.float32], item: Item, away: float, *, dented: bool = False) -> None:
    label = ean13(item.number[:12], _DRAWN_MODULE, 220)
    if dented:
        label = _dented(label)
    if item.bend:
        label = _bent(label, item.bend)
    scale = item.module / _DRAWN_MODULE
    c, s = cos(item.turn) * scale, sin(item.turn) * scale
    x, y, (height, width) = item.x, item.y - away, label.shape
    matrix = np.array([[c, -s, x - (c * width - s * height) / 2], [s, c, y - (s * width + c * height) / 2]])
    size = (WIDTH, HEIGHT)
    laid = cv2.warpAffine(label.astype(np.float32), matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.ones_like(label), matrix, size, flags=cv2.INTER_NEAREST)
    picture[mask > 0] = 20 + 0.8 * laid[mask > 0]


def _dented(label: Grey) -> Grey:
    """The label with a dent: its rows are pushed aside by up to two modules, one way in the middle, the other below."""
    height, width = label.shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    push = 2 * _DRAWN_MODULE * np.sin(2 * pi * ys / height)
    return np.asarray(cv2.remap(label, xs + push.astype(np.float32), ys, cv2.INTER_LINEAR, borderValue=255), np.uint8)


def _bent(label: Grey, bend: float) -> Grey:
    """The label around a can: `bend` is half the angle that it spans, in radians."""
    height, width = label.shape
    across = np.arcsin(np.linspace(-1, 1, width) * sin(bend)) / bend
    xs = np.tile(((across + 1) / 2 * (width - 1)).astype(np.float32), (height, 1))
    ys = np.tile(np.arange(height, dtype=np.float32)[:, None], (1, width))
    return np.asarray(cv2.remap(label, xs, ys, cv2.INTER_LINEAR), np.uint8)
