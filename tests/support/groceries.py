"""Groceries drawn from a seed, for eyes that must tell them apart: a shape, its colours, a turned and noisy view."""

import cv2
import numpy as np
from numpy.typing import NDArray

# shape, colour and motif in BGR
_LOOKS = {
    "tomato": ("disc", (40, 50, 210), (60, 140, 60)),
    "lemon": ("oval", (60, 215, 240), (40, 170, 200)),
    "milk": ("box", (235, 235, 235), (200, 90, 20)),
    "coffee": ("box", (30, 40, 60), (60, 90, 150)),
    "cucumber": ("stick", (50, 120, 40), (90, 170, 80)),
    "plum": ("disc", (110, 30, 80), (90, 20, 50)),
    "soap": ("oval", (230, 180, 240), (255, 255, 255)),
}
KINDS = tuple(_LOOKS)
SIDE = 160


def drawn(kind: str, seed: int) -> NDArray[np.uint8]:
    """A BGR picture of one of `KINDS`: turned, of another size, on another ground, in another light, by the seed."""
    chance = np.random.default_rng([seed, KINDS.index(kind)])
    shape, colour, motif = _LOOKS[kind]
    picture = np.full((SIDE, SIDE, 3), chance.integers(90, 170), np.uint8)
    size = int(SIDE * chance.uniform(0.3, 0.38))
    turn = float(chance.uniform(0, 180))
    middle = (SIDE // 2, SIDE // 2)
    wide = {"disc": (size, size), "oval": (size, int(size * 0.7)), "stick": (size + 16, size // 3)}
    if shape == "box":
        corners = cv2.boxPoints((middle, (size * 1.2, size * 1.8), turn)).astype(np.int32)
        cv2.fillPoly(picture, [corners], colour)
    else:
        cv2.ellipse(picture, middle, wide[shape], turn, 0, 360, colour, -1)
    cv2.circle(picture, middle, size // 3, motif, -1)
    light = chance.uniform(0.8, 1.15)
    noisy = picture * light + chance.normal(0, 6, picture.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)
