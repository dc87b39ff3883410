"""Symbols that someone might print to hurt a cart."""

import random
from collections.abc import Iterator

import numpy as np
import zxingcpp

from drivers.ports import Grey

F = zxingcpp.BarcodeFormat
NASTY = (
    "\x00\x01\x02\x1b[2J",
    "\u202e7321065094321\u202c",
    "[b]free[/b][size=900]X[/size]",
    "<script>alert(1)</script>",
    "'; DROP TABLE products; --",
    "../../../../etc/passwd",
    "http://id.gs1.org/01/09506000134352/21/%00%0a?17=999999&392x=1",
    "DCB:1\nDCB:2",
    "DCM:" + "9" * 900,
    "]d2\x1d0109506000134352\x1d10" + "A" * 80,
    "8110" + "9" * 70,
    "{" * 500,
    "%s%n%x" * 40,
    "９５０６０００１３４３５２",
    "\ud7ff\ufffe\u200b\u2066",
)


def drawn(text: str, kind: zxingcpp.BarcodeFormat, scale: int = 3) -> Grey:
    picture = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=scale))
    return np.pad(picture, 24, constant_values=255)


def within(outer: Grey, inner: Grey) -> Grey:
    """A symbol in the middle of another, or beside it where it does not fit."""
    if inner.shape[0] * 3 > outer.shape[0] or inner.shape[1] * 3 > outer.shape[1]:
        height = max(outer.shape[0], inner.shape[0])
        both = [np.pad(one, ((0, height - one.shape[0]), (0, 0)), constant_values=255) for one in (outer, inner)]
        return np.hstack(both)
    result = outer.copy()
    top, left = ((big - small) // 2 for big, small in zip(outer.shape, inner.shape, strict=True))
    result[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return result


def symbols(count: int, seed: int = 1) -> Iterator[Grey]:
    """`count` pictures: nasty texts whole, cut, repeated, in QR, DataMatrix or Code 128, and symbols in symbols."""
    dice = random.Random(seed)
    for place in range(count):
        text = dice.choice(NASTY)
        text = dice.choice([text, text * 3, text + "5901234123457", text[: dice.randrange(1, 40)]])[:1000]
        kind = dice.choice([F.QRCode, F.QRCode, F.DataMatrix, F.Code128])
        if kind == F.Code128:
            text = "".join(char for char in text if char.isascii())[:40] or "x"
        picture = drawn(text, kind)
        if place % 7 == 0:
            picture = within(picture, drawn("5901234123457", F.EAN13, 1))
        if place % 11 == 0:
            noise = np.random.default_rng(place).integers(0, 60, picture.shape, np.uint8)
            picture = np.where(picture > 128, 255 - noise, noise).astype(np.uint8)
        yield picture
