"""The embedding: EfficientNet-lite0 with weights of ours, run by OpenCV. How it was made: assets/naming/README.md."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cart.errors import BadInput

Picture = NDArray[np.uint8]
Vector = NDArray[np.float32]

WEIGHTS = Path(__file__).parents[2] / "assets" / "naming" / "naming.onnx"
SIDE = 224
LENGTH = 1280


class Net:
    """The net, read once; reading opens a file, so it is made before a cage shuts. One thread may use it at a time."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        """Raises BadInput where the file is no net."""
        try:
            self._net = cv2.dnn.readNetFromONNX(str(weights))
        except cv2.error as error:
            raise BadInput(f"{weights.name} is no net that OpenCV reads. Fetch the project's file again.") from error

    def embed(self, picture: Picture) -> Vector:
        """The unit vector (1280,) of a picture: uint8 BGR (height, width, 3), any size, best a square.

        The square root of the pooled activations, scaled to length 1 (power normalisation): it compares better.
        """
        small = cv2.resize(picture, (SIDE, SIDE), interpolation=_interpolation(picture))
        self._net.setInput(cv2.dnn.blobFromImage(small, swapRB=True), "image")
        pooled = self._net.forward("embedding")[0]
        return unit(np.sqrt(np.maximum(pooled, 0.0)))


def _interpolation(picture: Picture) -> int:
    return cv2.INTER_AREA if min(picture.shape[:2]) > SIDE else cv2.INTER_LINEAR


def unit(vectors: NDArray[np.float32]) -> Vector:
    """Vectors (..., n) scaled to length 1; zero stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-9), np.float32)
