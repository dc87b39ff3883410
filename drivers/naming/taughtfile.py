"""What was taught, as one file beside a store's catalog: both maps and how alike the pictures are, as half floats.

It belongs to the net that it was taught with: with other weights a look is another vector, and it would name nonsense.
"""

import hashlib
import zipfile
from pathlib import Path

import numpy as np

from cart.errors import BadInput
from cart.naming.goods import TAUGHT
from drivers.naming.colour import LENGTH as COLOURS
from drivers.naming.net import LENGTH, WEIGHTS
from drivers.naming.taught import Taught

NAME = TAUGHT
MOST_PRODUCTS = 20_000


def load(path: Path) -> Taught:
    """Reads the file. Raises BadInput where there is none, it is damaged, or another net was taught."""
    try:
        with path.open("rb") as data, np.load(data, allow_pickle=False) as file:
            products, of, apart, alike, own = (file[n] for n in ("products", "net", "apart", "alike", "own"))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise BadInput(f"{path.name} holds nothing that was taught. Teach the products again.") from error
    if str(of) != net():
        raise BadInput(f"{path.name} was taught with other eyes. Teach the products again (scripts/naming_teach.py).")
    count = len(products) if products.ndim == 1 and products.dtype.kind == "U" else MOST_PRODUCTS + 1
    shapes = ((LENGTH + 2 * COLOURS, count), (LENGTH, count), (count,))
    if count > MOST_PRODUCTS or (apart.shape, alike.shape, own.shape) != shapes:
        raise BadInput(f"{path.name} is not as agreed. Teach the products again.")
    maps = (np.asarray(one, np.float32) for one in (apart, alike, own))
    return Taught(tuple(map(str, products)), *maps)


def net(weights: Path = WEIGHTS) -> str:
    """The net's name: the SHA-256 of its file."""
    return hashlib.sha256(weights.read_bytes()).hexdigest()
