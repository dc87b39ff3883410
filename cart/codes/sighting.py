"""What one pass of one engine says about one frame, before anyone believes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Literal

from cart.codes.retail import RETAIL, gtin14

Family = Literal["zbar", "zxing", "template", "opencv", "memory"]
"""Who says so. "memory": it was read before, and the picture at its place has not changed: no new evidence for it."""
Corner = tuple[float, float]
_SHAPE = 0.35
"""An engine may give the line that it read, not the bars' height: so high, as a share of its length, is a place."""


@dataclass(frozen=True)
class Sighting:
    """One text that one engine read.

    `text` is the symbol's data as read: 13 digits for EAN-13, 12 for UPC-A, 8 for EAN-8, the 12 expanded digits for
    UPC-E, the element string with its separators (0x1D) for GS1 symbols. `by` names the pass; `corners` are the
    symbol's corners in pixels, from the left top on. `margin` is the template decoder's log likelihood ratio to its
    second guess, and a memory's decibans, else None.
    """

    text: str
    symbology: str
    family: Family
    by: str = ""
    corners: tuple[Corner, ...] = ()
    margin: float | None = None
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = gtin14(self.text) if self.symbology in RETAIL else self.text
        object.__setattr__(self, "key", key)

    @property
    def centre(self) -> Corner | None:
        """The middle of the corners in pixels, or None where the pass knows no place."""
        return centre(self.corners) if self.corners else None

    def overlaps(self, other: "Sighting") -> bool:
        """Whether both lie at one place, or a place is not known."""
        return not self.corners or not other.corners or meet(self.corners, other.corners)


def centre(corners: Sequence[Corner]) -> Corner:
    """The middle of the corners."""
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def meet(one: Sequence[Corner], other: Sequence[Corner]) -> bool:
    """Whether two boxes, given by their corners, are one place: the middle of either lies in the other."""
    return holds(one, centre(other)) or holds(other, centre(one))


def holds(corners: Sequence[Corner], point: Corner) -> bool:
    """Whether the box with these corners (from the left top on, in reading direction) holds the point."""
    if len(corners) != 4:
        xs, ys = zip(*corners, strict=True)
        return bool(min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys))
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    across = (bx + cx - ax - dx) / 2, (by + cy - ay - dy) / 2
    length, height = hypot(*across), hypot(cx + dx - ax - bx, cy + dy - ay - by) / 2
    middle = centre(corners)
    off = point[0] - middle[0], point[1] - middle[1]
    along = abs(off[0] * across[0] + off[1] * across[1]) / max(length, 1.0)
    aside = abs(off[1] * across[0] - off[0] * across[1]) / max(length, 1.0)
    return 2 * along <= length and 2 * aside <= max(height, _SHAPE * length)


@dataclass(frozen=True)
class Glimpse:
    """What the passes saw of a code that they may not have read.

    `bars`: something bar-like is in view. `width_px`: how wide it is. `sharpness` is 0 (smeared) to 1 (crisp);
    `glare` is the share of it that is burnt out; `corners` are where it lies.
    """

    bars: bool = False
    width_px: float = 0.0
    sharpness: float = 1.0
    glare: float = 0.0
    corners: tuple[Corner, ...] = ()


NOTHING = Glimpse()
