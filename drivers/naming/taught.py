"""What staff taught, and how like it a picture is: a linear map, and the mean likeness to each product's own pictures.

The map is ridge regression from the features to one target a product, solved in its dual (Saunders, Gammerman and Vovk,
1998), for there are fewer taught pictures than features. It learns what tells the products apart; the mean likeness,
held against how alike the product's own pictures are, says whether it is any of them.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from drivers.naming.look import Look
from drivers.naming.net import Vector

Floats = NDArray[np.float64]

RIDGE = 0.3
APART, ALIKE, EVEN = 8.0, 19.8, 2.4
"""The log likelihood ratio against nothing taught: APART × the map's target + ALIKE × (mean likeness − own) + EVEN.

`own` is how alike the product's own pictures are, so each product sets its own measure: one carton is like the other,
a heap of apples is not. Fitted by scripts/naming_fit.py on products that the net never saw.
"""
USUAL, DOUBT = 0.81, 0.6
"""Before there are two pictures of a product they are taken to be so alike, as if by so much of a picture more."""


class Taught:
    """All taught products, folded into two maps: solved once, asked often, and small enough for a file.

    `apart` (whole look, products) and `alike` (shape, products), float32: a look times them is what `measured` says.
    `own` (products,): how alike the pictures of each are.
    """

    def __init__(self, products: Sequence[str], apart: Vector, alike: Vector, own: Vector) -> None:
        self.products, self.apart, self.alike, self.own = tuple(products), apart, alike, own

    @classmethod
    def of(cls, looks: Mapping[str, Sequence[Look]]) -> "Taught":
        """`looks`: of each product the looks of its taught pictures; one without any is left out."""
        products = tuple(product for product, some in looks.items() if some)
        shown = [look for product in products for look in looks[product]]
        counts = [len(looks[product]) for product in products]
        owner = np.repeat(np.arange(len(counts)), counts)
        whole, shape = _stack([look.whole for look in shown]), _stack([look.shape for look in shown])
        apart = (whole.T @ solve(whole, owner, len(counts))).astype(np.float32)
        summed = (np.arange(len(counts))[:, None] == owner).astype(np.float32) @ shape
        alike = (summed / np.maximum(np.array(counts), 1)[:, None]).T.astype(np.float32)
        return cls(products, apart, alike, _own(summed, np.array(counts)))

    def ratios(self, looks: Sequence[Look]) -> dict[str, float]:
        """Of each taught product the log likelihood ratio of these looks at one item, against nothing taught.

        Nothing looked at, or nothing taught, gives {}.
        """
        if not looks or not self.products:
            return {}
        apart, alike = self.measured(looks)
        found = APART * apart + ALIKE * (alike - self.own) + EVEN
        return dict(zip(self.products, map(float, found), strict=True))

    def measured(self, looks: Sequence[Look]) -> tuple[Vector, Vector]:
        """The map's target and the mean likeness of each taught product, (products,) each.

        Several looks count as their mean, for they show the same item and err alike.
        """
        apart = np.mean([look.whole for look in looks], axis=0) @ self.apart
        return apart, np.mean([look.shape for look in looks], axis=0) @ self.alike


def solve(features: NDArray[np.float32], owner: NDArray[np.intp], classes: int) -> Floats:
    """The dual weights (pictures, classes) of the ridge regression of features (pictures, n) on their owners."""
    gram = features.astype(np.float64) @ features.T
    targets = (owner[:, None] == np.arange(classes)).astype(np.float64)
    return np.linalg.solve(gram + RIDGE * np.eye(len(owner)), targets) if len(owner) else targets


def _own(summed: Vector, counts: NDArray[np.int_]) -> Vector:
    """How alike the pictures of each product are: the mean over its pairs, drawn to the usual while there are few.

    `summed` (products, n) are sums of unit vectors: the length squared of such a sum counts each pair twice.
    """
    others = np.maximum(counts - 1, 0)
    pairs = (np.square(summed).sum(axis=1) - counts) / np.maximum(counts, 1)
    return np.asarray((pairs + DOUBT * USUAL) / (others + DOUBT), np.float32)


def _stack(vectors: Sequence[Vector]) -> NDArray[np.float32]:
    return np.stack(vectors) if vectors else np.zeros((0, 1), np.float32)
