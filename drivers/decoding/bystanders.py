"""What lies beside a held product in view: a maker's QR code, another pack face up, a shelf's price label."""

import cv2
import numpy as np
import zxingcpp

from drivers.decoding.warmup import ean13
from drivers.ports import Grey

LINK = "https://brand.example/recipes?x=12"
PACK = "4006381333931"
SHELF = "SHELF 0412-7"
TEXTS = (LINK, PACK, SHELF)
_DIM, _SHARE = 20, 0.8
"""A printed label is neither black nor white to a camera."""


def qr(module: int = 4) -> Grey:
    """A maker's QR code that says LINK."""
    return _drawn(LINK, zxingcpp.BarcodeFormat.QRCode, module)


def pack(module: int = 2) -> Grey:
    """Another pack's bars, which say PACK."""
    return _printed(ean13(PACK[:12], module, 60))


def shelf(module: int = 2) -> Grey:
    """A price label on a shelf, in Code 128."""
    return _drawn(SHELF, zxingcpp.BarcodeFormat.Code128, module)


def beside(grey: Grey, label: Grey) -> Grey:
    """The picture, made wider, with the label at its right."""
    high, wide = label.shape
    rows = max(grey.shape[0], high + 8)
    picture = np.full((rows, grey.shape[1] + wide + 16), int(np.median(grey)), np.uint8)
    picture[: grey.shape[0], : grey.shape[1]] = grey
    top = (rows - high) // 2
    picture[top : top + high, -wide - 8 : -8] = label
    return picture


def _drawn(text: str, kind: zxingcpp.BarcodeFormat, module: int) -> Grey:
    drawn = np.array(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, kind), scale=module), np.uint8)
    if drawn.shape[0] < 60:
        drawn = np.asarray(cv2.resize(drawn, (drawn.shape[1], 60), interpolation=cv2.INTER_NEAREST), np.uint8)
    return _printed(np.pad(drawn, 4 * module, constant_values=255))


def _printed(label: Grey) -> Grey:
    return np.asarray(_DIM + _SHARE * label, np.uint8)
