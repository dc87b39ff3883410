"""What one pass of one engine says about one frame, before anyone believes it."""

from dataclasses import dataclass, field
from typing import Literal

from cart.codes.retail import RETAIL, gtin14

Family = Literal["zbar", "zxing", "template"]
Corner = tuple[float, float]


@dataclass(frozen=True)
class Sighting:
    """One text that one engine read.

    `text` is the symbol's data as read: 13 digits for EAN-13, 12 for UPC-A, 8 for EAN-8, the 12 expanded digits for
    UPC-E, the element string with its separators (0x1D) for GS1 symbols. `by` names the pass; `corners` are the
    symbol's corners in pixels; `margin` is the template decoder's log likelihood ratio to its second guess, else None.
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
        if not self.corners:
            return None
        count = len(self.corners)
        return sum(x for x, _ in self.corners) / count, sum(y for _, y in self.corners) / count

    def overlaps(self, other: "Sighting") -> bool:
        """Whether both lie at one place: either's centre is in the other's box, or a place is not known."""
        if self.centre is None or other.centre is None:
            return True
        return self._holds(other.centre) or other._holds(self.centre)

    def _holds(self, point: Corner) -> bool:
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys)


@dataclass(frozen=True)
class Glimpse:
    """What the passes saw of a code that they may not have read.

    `bars`: something bar-like is in view. `width_px`: how wide it is. `sharpness` is 0 (smeared) to 1 (crisp);
    `glare` is the share of it that is burnt out.
    """

    bars: bool = False
    width_px: float = 0.0
    sharpness: float = 1.0
    glare: float = 0.0


NOTHING = Glimpse()
