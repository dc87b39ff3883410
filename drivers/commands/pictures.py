"""Picture files: read as grey frames, and written with what was seen drawn in."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from cart.codes.sighting import Sighting
from drivers.ports import Frame, Grey

_GREEN = (60, 180, 40)


def load(path: Path) -> Grey | None:
    """The picture in grey, or None where the file is no picture."""
    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    return None if picture is None else picture.astype(np.uint8, copy=False)


def draw(frame: Frame, sightings: Iterable[Sighting]) -> Grey:
    """A colour copy of the frame with each sighting's box, its text, and the family and pass that read it."""
    colour = frame.colour
    canvas = cv2.cvtColor(frame.grey, cv2.COLOR_GRAY2BGR) if colour is None else colour.copy()
    thick = max(1, round(max(canvas.shape) / 400))
    for one in sightings:
        if one.corners:
            cv2.polylines(canvas, [np.array(one.corners, np.int32)], True, _GREEN, thick)
        label = f"{_printable(one.text)} ({one.family}, {one.by})"
        x, y = (int(min(axis)) for axis in zip(*one.corners, strict=True)) if one.corners else (4, 16)
        cv2.putText(canvas, label, (max(2, x), max(14, y - 4)), cv2.FONT_HERSHEY_SIMPLEX, 0.4 * thick, _GREEN, thick)
    return np.asarray(canvas, np.uint8)


def save(path: Path, picture: Grey) -> bool:
    """Writes the picture; False where the folder or the format does not let it."""
    return bool(cv2.imwrite(str(path), picture))


def _printable(text: str) -> str:
    return "".join(char if char.isascii() and char.isprintable() else "." for char in text)[:40]
