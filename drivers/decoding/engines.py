"""The two engines behind one shape: a grey picture in, sightings out. Retail formats only.

Both are pinned to what a shop prints; PDF417, Aztec and MaxiCode stay off (more code to attack, nothing to sell).
"""

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from pyzbar import pyzbar

from cart.codes.retail import RETAIL, checks, expand_upce
from cart.codes.sighting import Corner, Family, Sighting
from drivers.decoding.crumpled import Unread
from drivers.ports import Grey

LONGEST = 8192

_F = zxingcpp.BarcodeFormat
_ZXING_NAMES = {
    _F.EAN13: "EAN13",
    _F.EAN8: "EAN8",
    _F.UPCA: "UPCA",
    _F.UPCE: "UPCE",
    _F.Code128: "CODE128",
    _F.ITF: "ITF14",
    _F.ITF14: "ITF14",
    _F.DataBar: "DATABAR",
    _F.DataBarOmni: "DATABAR",
    _F.DataBarStk: "DATABAR",
    _F.DataBarStkOmni: "DATABAR",
    _F.DataBarLtd: "DATABAR",
    _F.DataBarExp: "DATABAR_EXP",
    _F.DataBarExpStk: "DATABAR_EXP",
    _F.QRCode: "QRCODE",
    _F.QRCodeModel2: "QRCODE",
    _F.DataMatrix: "DATAMATRIX",
}
_GS1_NAMES = {"CODE128": "GS1_128", "QRCODE": "GS1_QRCODE"}
"""What the symbol itself says of its data (symbology identifiers ]C1 and ]Q3); zbar does not tell."""
LINEAR = [_F.EAN13, _F.EAN8, _F.UPCA, _F.UPCE, _F.Code128, _F.ITF14, _F.DataBar, _F.DataBarLtd, _F.DataBarExp]
QR = [_F.QRCode]
DATAMATRIX = [_F.DataMatrix]
_S = pyzbar.ZBarSymbol
_ZBAR_SYMBOLS = [_S.EAN13, _S.EAN8, _S.UPCA, _S.UPCE, _S.CODE128, _S.DATABAR, _S.DATABAR_EXP]


def zbar(grey: Grey, by: str = "zbar") -> list[Sighting]:
    """All linear codes that zbar reads. It is given grey: of colour pyzbar would take the blue channel alone."""
    found = pyzbar.decode(np.ascontiguousarray(grey), symbols=_ZBAR_SYMBOLS)
    sightings = (sighting(_text(one.data), one.type, "zbar", by, one.polygon) for one in found)
    return [one for one in sightings if one]


def zxing(
    grey: Grey, by: str = "zxing", formats: Sequence[zxingcpp.BarcodeFormat] = (), *, upright: bool = False
) -> list[Sighting]:
    """All that zxing-cpp reads, factory marks (a DataMatrix that is not GS1) left out.

    `upright`: only bars that stand, dark on bright, which is half the time. Its `try_downscale` is off: it adds
    misreads and no reads. A bright DataMatrix is not looked for: it would double the time of what is slowest.
    """
    wanted = formats or LINEAR + QR + DATAMATRIX
    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats(wanted),
        try_rotate=not upright,
        try_downscale=False,
        try_invert=not upright and wanted != DATAMATRIX,
        text_mode=zxingcpp.TextMode.Plain,
    )
    sightings = (_of_zxing(one, by) for one in found)
    return [one for one in sightings if one]


_OPENCV = cv2.barcode.BarcodeDetector()
_OPENCV_NAMES = {"EAN_13": "EAN13", "EAN_8": "EAN8", "UPC_A": "UPCA", "UPC_E": "UPCE"}


def opencv(grey: Grey, by: str = "whole") -> list[Sighting]:
    """The EAN and UPC codes that OpenCV's decoder reads."""
    _, texts, kinds, boxes = _OPENCV.detectAndDecodeWithType(grey)
    if boxes is None:
        return []
    named = ((text, _OPENCV_NAMES[kind], box) for text, kind, box in zip(texts, kinds, boxes, strict=True) if text)
    found = (sighting(text, name, "opencv", by, _upright(box)) for text, name, box in named)
    return [one for one in found if one]


def _upright(box: NDArray[np.float32]) -> list[Corner]:
    """OpenCV begins at the left bottom."""
    bottom, *others = [(float(x), float(y)) for x, y in box]
    return [*others, bottom]


def unread_qr(grey: Grey) -> list[Unread]:
    """The QR codes that zxing-cpp finds and cannot read."""
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(QR), try_downscale=False, return_errors=True)
    versions = [(one, _extra(one, "Version")) for one in found if not one.valid]
    return [Unread(_corners(one), 17 + 4 * int(version)) for one, version in versions if version.isdecimal()]


def _of_zxing(one: zxingcpp.Barcode, by: str) -> Sighting | None:
    name = _ZXING_NAMES.get(one.format)
    if name is None or (name == "DATAMATRIX" and one.content_type != zxingcpp.ContentType.GS1):
        return None
    if one.content_type == zxingcpp.ContentType.GS1:
        name = _GS1_NAMES.get(name, name)
    text = _extra(one, "UPCE") if name == "UPCE" else one.text
    return sighting(text, name, "zxing", by, _corners(one))


def _corners(one: zxingcpp.Barcode) -> list[Corner]:
    at = one.position
    return [(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]


def sighting(text: str, symbology: str, family: Family, by: str, corners: Iterable[Corner] = ()) -> Sighting | None:
    """A sighting in its normal form, or None for what is empty, too long, or fails its own check digit.

    An ITF that is no GTIN-14 is of use to those who print labels of their own. A UPC-E of number system 1 is refused:
    on photographs nearly all of them are misreads.
    """
    if symbology == "UPCE":
        text = expand_upce(text) if len(text) == 8 and text[0] == "0" else ""
    if symbology == "EAN13" and text.startswith("0"):
        text, symbology = text[1:], "UPCA"
    if symbology == "ITF14" and not (len(text) == 14 and checks(text)):
        symbology = "ITF"
    if not text or len(text) > LONGEST or (symbology in RETAIL and not checks(text)):
        return None
    return Sighting(text, symbology, family, by, tuple(corners))


def _extra(one: zxingcpp.Barcode, name: str) -> str:
    """What zxing-cpp tells beside the text: the 8 digits of a UPC-E as printed (UPCE), a QR code's Version."""
    extra: object = one.extra
    return str(extra.get(name, "")) if isinstance(extra, dict) else ""


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
