"""A picture as a frame."""

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.ports import Frame


def frame_of(picture: NDArray[np.uint8], at: float) -> Frame:
    """A grey or BGR picture as a frame."""
    if picture.ndim == 2:
        return Frame(at, picture)
    return Frame(at, np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8), lambda: picture)
