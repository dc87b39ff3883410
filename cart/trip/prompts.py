"""What the shopper is asked to do next: exactly one prompt at a time, each with a way out.

A prompt names lines and products; the words are the screen's business.
"""

from dataclasses import dataclass

from cart.catalog.product import Product
from cart.codes.code import Code


@dataclass(frozen=True)
class ScanNext:
    """All is well: scan the next item."""


@dataclass(frozen=True)
class PlaceItem:
    """Scanned, not yet in the basket. `slow`: it has been waiting long, so offer "it's in" and "I don't want it"."""

    line: str
    name: str
    department: str
    icon: str | None
    price_cents: int
    waiting: int = 1
    slow: bool = False


@dataclass(frozen=True)
class NotSold:
    """A code that cannot be sold: `why` is "unknown", "expired" or "recalled"."""

    code: Code
    why: str
    name: str = ""


@dataclass(frozen=True)
class UnknownWeight:
    """Something went in that no scan explains: scan it, take it out, or say it is yours. `grams` is about."""

    grams: int


@dataclass(frozen=True)
class WeightDiffers:
    """What went in does not look like what was scanned: how many are they, or is it another thing? `grams` is about."""

    line: str
    name: str
    grams: int
    expected_grams: int
    could_be: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A line that may be the one that left."""

    line: str
    name: str
    department: str
    icon: str | None
    price_cents: int
    grams: int | None = None


@dataclass(frozen=True)
class WhichLeft:
    """About `grams` left the basket: which of these was it?"""

    grams: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class WeighProduce:
    """Produce was picked. `gross_g` is the settled weight that went in, or None while nothing has."""

    product: Product
    gross_g: int | None = None
    net_g: int | None = None
    price_cents: int | None = None


@dataclass(frozen=True)
class PutBagIn:
    """Own bag or things: put them in now. `grams` is what went in so far."""

    grams: int = 0


@dataclass(frozen=True)
class HelpComing:
    """A person was called."""

    reason: str = ""


Prompt = (
    ScanNext | PlaceItem | NotSold | UnknownWeight | WeightDiffers | WhichLeft | WeighProduce | PutBagIn | HelpComing
)
