"""The colours of a picture: how much of it has which lightness and hue (CIE Lab, 8 bits a channel)."""

import cv2
import numpy as np

from drivers.naming.net import Picture, Vector, unit

SIDE = 64
BINS = (4, 8, 8)
RANGES = [0, 256, 64, 192, 64, 192]
"""Lightness whole; a and b about grey (128): what is stronger than that counts as just so strong."""
LENGTH = 256


def histogram(picture: Picture) -> Vector:
    """The unit vector (256,) of a BGR picture: the square roots of the shares of its pixels in each box of Lab."""
    small = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB)
    np.clip(lab[..., 1:], RANGES[2], RANGES[3] - 1, out=lab[..., 1:])
    counts = cv2.calcHist([lab], [0, 1, 2], None, list(BINS), RANGES).ravel()
    return unit(np.sqrt(counts))
