"""Frames with labels on them, for tests of the reader: a held product, and what lies beside it."""

import cv2
import numpy as np
import segno

from cart.codes.evidence import Evidence
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.reader import Reader
from drivers.decoding.warmup import ean13
from drivers.ports import Frame

HELD, BASKET = "5901234123457", "4006381333931"
FPS = 15


def qr(text="https://brand.example/recipes?x=12", scale=5):
    """A maker's QR code, dark on white."""
    rows = segno.make(text, error="m", micro=False).matrix_iter(scale=scale, border=4)
    return np.array([[0 if dark else 255 for dark in row] for row in rows], np.uint8)


def laid(picture, label, x, y, turn=0.0, scale=1.0):
    """`picture` with the label's middle at x, y."""
    height, width = label.shape
    c, s = np.cos(turn) * scale, np.sin(turn) * scale
    matrix = np.array([[c, -s, x - (c * width - s * height) / 2], [s, c, y - (s * width + c * height) / 2]])
    size = picture.shape[1], picture.shape[0]
    drawn = cv2.warpAffine(label.astype(np.float32), matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.ones_like(label), matrix, size, flags=cv2.INTER_NEAREST)
    return np.where(mask > 0, 20 + 0.8 * drawn, picture)


def held(blur=0.65, number=HELD, module=1.8):
    """A frame of 1280 x 720 with a label in the hand, `blur` modules out of focus."""
    picture = laid(np.full((720, 1280), 110.0), ean13(number[:12], 4, 220), 400, 360, 0.1, module / 4)
    return cv2.GaussianBlur(picture, (0, 0), blur * module)


def beside(picture, label):
    """The frame with another label at its right, in focus."""
    return laid(picture, label, 1000, 360)


def noisy(picture, seed):
    """The picture as a camera takes it."""
    noise = np.random.default_rng(seed).normal(0, 3, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def frames(picture, count, first=0):
    """So many frames of a picture, each with a noise of its own."""
    return [Frame(tick / FPS, noisy(picture, tick)) for tick in range(first, first + count)]


def believed_in(shown, *sold):
    """What a reader of a store that sells these numbers believes in the frames, in time."""
    reader = Reader(InlineDecoder(), Evidence({number.zfill(14) for number in sold}.__contains__))
    return [accepted.text for frame in shown for accepted in reader.look(frame)]


def riddle(seed=1):
    """Bars of a symbol's width that mean nothing."""
    bits = np.random.default_rng(seed).integers(0, 2, 95)
    row = np.pad(np.repeat(np.where(bits, 0, 255), 4), 44, constant_values=255)
    return np.tile(row, (220, 1)).astype(np.uint8)
