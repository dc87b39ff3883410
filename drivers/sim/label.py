"""Printed labels for the simulated camera: a real symbol on a package, as grey pixels."""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import zxingcpp

from cart.errors import CodeError
from drivers.ports import Grey

SCALE = 4  # pixels a module in the drawn label; the camera shows fewer
MARGIN = 14 * SCALE
BAR_ROWS = 60 * SCALE
QR_SIZE = 1.7  # QR codes are printed, and shown on screens, with larger modules than bar codes

SYMBOLOGIES = {
    "ean13": zxingcpp.BarcodeFormat.EAN13,
    "ean8": zxingcpp.BarcodeFormat.EAN8,
    "upca": zxingcpp.BarcodeFormat.UPCA,
    "upce": zxingcpp.BarcodeFormat.UPCE,
    "itf14": zxingcpp.BarcodeFormat.ITF14,
    "code128": zxingcpp.BarcodeFormat.Code128,
    "gs1128": zxingcpp.BarcodeFormat.Code128,
    "databar": zxingcpp.BarcodeFormat.DataBarOmni,
    "databaromni": zxingcpp.BarcodeFormat.DataBarOmni,
    "databarexp": zxingcpp.BarcodeFormat.DataBarExp,
    "databarexpanded": zxingcpp.BarcodeFormat.DataBarExp,
    "qr": zxingcpp.BarcodeFormat.QRCode,
    "qrcode": zxingcpp.BarcodeFormat.QRCode,
}


@dataclass(frozen=True)
class Label:
    """A drawn package: `grey` at `SCALE` pixels a module, and its size in modules of a bar code."""

    grey: Grey
    wide: float
    high: float


@lru_cache(maxsize=64)
def label(text: str, symbology: str = "EAN13") -> Label:
    """Draws `text` as a label. The symbology is written as "EAN13", "UPC-A", "GS1-128", "DataBarExp", "QR" and so on.

    Raises CodeError where the symbology is unknown or cannot carry the text (a wrong check digit, for one).
    """
    name = re.sub(r"[^a-z0-9]", "", symbology.casefold())
    if name not in SYMBOLOGIES:
        raise CodeError(f"{symbology!r} is no symbology that the simulated camera draws. It draws {_known()}.")
    bars = _bars(text, name)
    package = _package(bars.shape[0] + 2 * MARGIN, bars.shape[1] + 2 * MARGIN, zlib.crc32(text.encode()))
    package[MARGIN : MARGIN + bars.shape[0], MARGIN : MARGIN + bars.shape[1]] = bars
    soft = np.asarray(cv2.GaussianBlur(package, (0, 0), 0.45 * SCALE / 2), dtype=np.uint8)
    size = (QR_SIZE if "qr" in name else 1.0) / SCALE
    return Label(soft, package.shape[1] * size, package.shape[0] * size)


def _known() -> str:
    return ", ".join(sorted(SYMBOLOGIES))


def _bars(text: str, name: str) -> Grey:
    options = {"gs1": True} if name == "gs1128" else {}
    try:
        symbol = zxingcpp.create_barcode(text, SYMBOLOGIES[name], **options)
    except ValueError as error:
        raise CodeError(f"{text[:40]!r} cannot be drawn as {name}: {error}.") from error
    digits = name.startswith(("ean", "upc"))
    bars = np.array(zxingcpp.write_barcode_to_image(symbol, scale=SCALE, add_hrt=digits), dtype=np.uint8)
    if not digits and "qr" not in name and bars.shape[0] < BAR_ROWS:
        bars = np.asarray(cv2.resize(bars, (bars.shape[1], BAR_ROWS), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    return np.asarray(np.clip(bars, 18, 238), dtype=np.uint8)


def _package(rows: int, columns: int, seed: int) -> Grey:
    random = np.random.default_rng(seed)
    light, dark = int(random.integers(120, 210)), int(random.integers(50, 100))
    package = np.full((rows, columns), light, dtype=np.uint8)
    for _ in range(5):
        x, y = int(random.integers(0, columns)), int(random.integers(0, rows))
        cv2.circle(package, (x, y), int(random.integers(5, 25)) * SCALE, int(random.integers(dark, light)), -1)
    cv2.rectangle(package, (0, rows - MARGIN // 2), (columns, rows), dark, -1)
    return package
