"""What screens paint: frozen dataclasses of strings, icons and acts. Equal models look the same."""

from dataclasses import dataclass

from ui.intents import Act


@dataclass(frozen=True)
class Way:
    """A button: its words, its icon (Material Design Icons), what it does, and its kind (see parts/press.py)."""

    words: str
    icon: str
    act: Act
    kind: str = "quiet"


@dataclass(frozen=True)
class Picture:
    """A product's picture: an icon on a tint of the theme (berry, lemon, leaf, sky, grape, stone)."""

    icon: str
    tint: str


@dataclass(frozen=True)
class Bar:
    """The line on top: store and cart, and quiet signs. `total` stands there where no panel shows it."""

    store: str
    cart: str
    simulated: str = ""
    total: str = ""
    budget: str = ""
    signs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of the receipt. `savings` in save colours, `hint` dashed, `notes` quiet."""

    key: str
    picture: Picture
    name: str
    detail: str
    price: str
    was: str = ""
    savings: tuple[str, ...] = ()
    hint: str = ""
    fresh: bool = False
    waiting: bool = False


@dataclass(frozen=True)
class Next:
    """The card of the next step. `kind` is its colour: "go", "sky" or "ask"; icon and words say the same."""

    kind: str
    icon: str
    title: str
    text: str
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Sum:
    """The total and what stands around it."""

    items: str
    extras: str
    label: str
    total: str
    saved_label: str = ""
    saved: str = ""
    budget: Way | None = None


@dataclass(frozen=True)
class BasketModel:
    """The basket screen. `checkout` gives way to the next step's own buttons while it has some."""

    bar: Bar
    rows: tuple[Row, ...]
    empty: str
    next: Next
    sum: Sum
    checkout: Way
    buttons: tuple[Way, ...]


@dataclass(frozen=True)
class Promise:
    """A line of the privacy notice."""

    icon: str
    title: str
    text: str


@dataclass(frozen=True)
class WelcomeModel:
    """The welcome screen."""

    place: str
    simulated: str
    title: str
    text: str
    ways: tuple[Way, ...]
    languages: tuple[Way, ...]
    promises: tuple[Promise, ...]
