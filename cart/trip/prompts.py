"""What the shopper is asked to do next: exactly one prompt at a time, each with a way out.

A prompt names lines and products; the words are the screen's business.
"""

from dataclasses import dataclass
from typing import Literal

from cart.catalog.product import Product
from cart.codes.code import Code


@dataclass(frozen=True)
class ScanNext:
    """All is well: scan the next item."""


@dataclass(frozen=True)
class PlaceItem:
    """Scanned, not yet in the basket. `slow`: it has been waiting long, so offer "it's in" and "I don't want it".

    `undated`: its code's date could not be read, so the shopper looks at the pack.
    """

    line: str
    name: str
    department: str
    icon: str | None
    price_cents: int
    waiting: int = 1
    slow: bool = False
    undated: bool = False


@dataclass(frozen=True)
class NotSold:
    """A code that cannot be sold: `why` is "unknown", "expired", "recalled", "coupon…" (damaged, expired, again),
    "badge…" (not valid, wait).
    """

    code: Code
    why: str
    name: str = ""


@dataclass(frozen=True)
class Piece:
    """So many pieces of a product that went in or out; `part`: a part of one."""

    name: str
    department: str
    icon: str | None
    count: int = 1
    part: bool = False
    picture: str | None = None


@dataclass(frozen=True)
class Guess:
    """What may have moved: `into` and `out` for the eye. A touch on it is the fact `Explained` with its `keys`.

    They are the lines in, the lines out, and the one of which a part left.
    """

    into: tuple[Piece, ...] = ()
    out: tuple[Piece, ...] = ()
    keys: tuple[tuple[str, ...], tuple[str, ...], str] = ((), (), "")


@dataclass(frozen=True)
class UnknownWeight:
    """Something went in that no scan explains: scan it, take it out, or say it is yours. `grams` is about.

    `guesses` are what weight and list make likely (one more of what is in, what had left), the likeliest first.
    """

    grams: int
    guesses: tuple[Guess, ...] = ()
    more: bool = False


@dataclass(frozen=True)
class Offered:
    """A product that went in as the eyes have it, and how many pieces its weight makes."""

    product: Product
    quantity: int = 1


@dataclass(frozen=True)
class IsThisIt:
    """Something went in unscanned, and one product is sure: the first. The others are the next likely. `grams`: about.

    `change` goes back with the touch (the fact `Named`).
    """

    change: int
    grams: int
    offers: tuple[Offered, ...]


@dataclass(frozen=True)
class WhichIsIt:
    """Something went in unscanned that may be one of a few products, the likeliest first. As `IsThisIt` otherwise."""

    change: int
    grams: int
    offers: tuple[Offered, ...]


@dataclass(frozen=True)
class WeightDiffers:
    """What went in does not look like what was scanned: how many are they, or is it another thing? `grams` is about."""

    line: str
    name: str
    grams: int
    expected_grams: int
    could_be: int | None = None
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True)
class Swapped:
    """Things went in and out together: "milk in, bread out?" The likeliest guess first. `grams` is the sum, about.

    `line` and `name`: what was scanned and waits ("" where nothing does), for who says that it alone went in.
    """

    grams: int
    guesses: tuple[Guess, ...]
    line: str = ""
    name: str = ""


@dataclass(frozen=True)
class PartOrAll:
    """A line was touched that weighs `line_grams`, far more than the `grams` that left: all of it, or a part?

    `left_g`: what a weighed line would weigh then, as displayed; `pieces`: how many of a pack's pieces left.
    """

    line: str
    name: str
    department: str
    icon: str | None
    grams: int
    line_grams: int
    left_g: int | None = None
    pieces: int | None = None


@dataclass(frozen=True)
class TakeOut:
    """The shopper takes `count` like this line off: now out of the basket with it. `slow`: it was waited for."""

    line: str
    name: str
    department: str
    icon: str | None
    price_cents: int
    slow: bool = False
    count: int = 1


@dataclass(frozen=True)
class Candidate:
    """A line that may be the one that left."""

    line: str
    name: str
    department: str
    icon: str | None
    price_cents: int
    grams: int | None = None
    picture: str | None = None


@dataclass(frozen=True)
class WhichLeft:
    """About `grams` left the basket: which of these was it? `more`: a touch has explained a part, this is the rest.

    `guesses` name sets of lines that weigh so much together, the likeliest first.
    """

    grams: int
    candidates: tuple[Candidate, ...]
    guesses: tuple[Guess, ...] = ()
    more: bool = False


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
    """A person was called. `answer`: "" while nobody heard of it, "told": the store has it; then what `who` said."""

    reason: str = ""
    answer: Literal["", "told", "seen", "coming"] = ""
    who: str = ""


@dataclass(frozen=True)
class StillThere:
    """Nobody has used the cart for long: is somebody still shopping? `called`: a person was told of it."""

    called: bool = False


Prompt = (
    ScanNext
    | PlaceItem
    | NotSold
    | UnknownWeight
    | IsThisIt
    | WhichIsIt
    | WeightDiffers
    | Swapped
    | WhichLeft
    | PartOrAll
    | TakeOut
    | WeighProduce
    | PutBagIn
    | HelpComing
    | StillThere
)
