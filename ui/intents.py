"""What a finger can mean. A button holds one act; the app carries it out.

`Touch` posts a fact: `touch(HelpAsked, reason="...")`; the wiring stamps `at` and `trip`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cart.facts import Fact
from cart.weighing.bench import Order

Touch = Callable[..., None]


@dataclass(frozen=True)
class Post:
    """Posts a fact of this kind, with these fields: it changes the trip."""

    kind: type[Fact]
    fields: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Begin:
    """Starts a trip in a language, and shows the screen `then` first."""

    language: str
    then: str = ""


@dataclass(frozen=True)
class Go:
    """Shows another screen, `about` one line where it is of one; the trip stays as it is. "" goes back to the trip."""

    screen: str
    about: str = ""


@dataclass(frozen=True)
class Say:
    """Chooses the language of the screens (ISO 639-1)."""

    language: str


@dataclass(frozen=True)
class Key:
    """A key of an on-screen keyboard or number pad: a character, or "back", "clear", "done"."""

    key: str


@dataclass(frozen=True)
class Prefer:
    """A choice for this screen alone: "mode" (light, dark), "calm" and "large" (yes, no), "sound" (on, off, aloud),
    "manner" (scan, drop).
    """

    name: str
    value: str


@dataclass(frozen=True)
class Pick:
    """Chooses a row of a list on this screen; the trip stays as it is."""

    key: str


@dataclass(frozen=True)
class Keyboard:
    """Brings "letters" or "digits" up ("" puts them away)."""

    kind: str


@dataclass(frozen=True)
class Calibrate:
    """An order of staff at the scale's calibration (cart.weighing.bench)."""

    order: Order


@dataclass(frozen=True)
class Adopt:
    """What was typed of a store's code, for a cart that belongs to nobody yet."""

    text: str


Act = Adopt | Post | Begin | Go | Say | Key | Prefer | Pick | Keyboard | Calibrate
Do = Callable[[Act], None]


def post(kind: type[Fact], **fields: Any) -> Post:
    """The act that posts a fact of this kind."""
    return Post(kind, tuple(fields.items()))
