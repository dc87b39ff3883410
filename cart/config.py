"""The cart's one config file (TOML). Every key stands, explained, in assets/cart.example.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from cart.codes.templates import REGIONS, Region, Template, told_apart
from cart.errors import CodeError, ConfigError
from cart.tables import parse
from cart.weighing.tolerances import Rule, no_class_iii


@dataclass(frozen=True)
class CartSection:
    """Who this cart is and where it keeps its files."""

    id: str
    data: str = "var"
    store_name: str = "Corner Market"


@dataclass(frozen=True)
class ScreenSection:
    """What the shopper sees and hears at first. "aloud": a voice also reads each step.

    `width` and `height` are the layout's, in px; it is scaled to the panel as a whole, and turned by `rotate` degrees.
    """

    width: int = 1280
    height: int = 800
    rotate: Literal[0, 90, 180, 270] = 0
    theme: Literal["light", "dark"] = "light"
    languages: tuple[str, ...] = ("en", "es")
    sound: Literal["on", "off", "aloud"] = "on"
    calm: bool = False


@dataclass(frozen=True)
class StoreSection:
    """The store's backend, and the labels that its counters print.

    An empty url: the cart works alone and keeps its sessions; `more_urls` are tried after it, in order. `labels` are
    published layouts by region; `own_labels` go before them.
    """

    url: str = ""
    more_urls: tuple[str, ...] = ()
    timeout_s: float = 3.0
    labels: tuple[Region, ...] = ("us",)
    own_labels: tuple[Template, ...] = ()

    @property
    def templates(self) -> tuple[Template, ...]:
        """The layouts of price and weight labels, the first that fits decides."""
        return (*self.own_labels, *(one for region in self.labels for one in REGIONS[region]))

    def __post_init__(self) -> None:
        """Raises CodeError where two own layouts, or two regions', could be mistaken for each other."""
        told_apart(self.own_labels)
        told_apart(one for region in self.labels for one in REGIONS[region])


@dataclass(frozen=True)
class WeighingSection:
    """The scale's metrology: the scale interval e and the maximum capacity, both in grams.

    `rule`: the tolerances a calibration is held against; `test_weights_g`: the known weights that staff have.
    """

    interval_g: int = 5
    max_g: int = 40_000
    certified: bool = False
    rule: Rule = "r76-service"
    test_weights_g: tuple[int, ...] = (1_000, 2_000, 5_000, 10_000, 20_000)


@dataclass(frozen=True)
class TripSection:
    """How a trip behaves. `place_within_s`: after this long a waiting item offers its ways out.

    A trip that nobody uses: `left_ask_s` until the cart asks (0: never), `left_call_s` more until it calls a person,
    `left_end_s` more until the trip is put aside.

    Below `battery_low` per cent the cart is not lent to a next shopper; at `battery_empty` it says that it will stop.
    """

    place_within_s: float = 5.0
    thanks_s: float = 20.0
    left_ask_s: float = 600.0
    left_call_s: float = 120.0
    left_end_s: float = 1200.0
    own_most: int = 10
    own_g: int = 2_000
    battery_low: int = 20
    battery_empty: int = 5


@dataclass(frozen=True)
class NamingSection:
    """Whether the camera names what goes in unscanned, from what staff taught (drivers/naming): off, nothing looks."""

    on: bool = False


@dataclass(frozen=True)
class StaffSection:
    """`badges` opened the staff screens before the store signed badges: kept so that an older file is read, and used
    by nothing.
    """

    badges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Config:
    """The whole file. `camera` to `wand` each name a driver; their other keys are that driver's own."""

    cart: CartSection
    camera: Mapping[str, Any]
    scale: Mapping[str, Any]
    light: Mapping[str, Any] = field(default_factory=lambda: {"driver": "none"})
    sound: Mapping[str, Any] = field(default_factory=lambda: {"driver": "none"})
    voice: Mapping[str, Any] = field(default_factory=lambda: {"driver": "none"})
    tilt: Mapping[str, Any] = field(default_factory=lambda: {"driver": "none"})
    battery: Mapping[str, Any] = field(default_factory=lambda: {"driver": "none"})
    wand: Mapping[str, Any] = field(default_factory=lambda: {"driver": "none"})
    screen: ScreenSection = ScreenSection()
    store: StoreSection = StoreSection()
    weighing: WeighingSection = WeighingSection()
    trip: TripSection = TripSection()
    naming: NamingSection = NamingSection()
    staff: StaffSection = StaffSection()

    @property
    def simulated(self) -> bool:
        """Whether any device is simulated: then the screen says SIMULATED."""
        return any("sim" in (part.get("driver"), part.get("pins")) for part in (self.camera, self.scale))


def load(path: Path) -> Config:
    """Reads the config file. Raises ConfigError with the file, the key and what to do."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read ({error}). Copy assets/cart.example.toml there.") from error
    return loads(text, str(path))


def loads(text: str, where: str) -> Config:
    """Reads a config from its text; `where` names it in messages."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{where} is not valid TOML: {error}.") from error
    try:
        config = parse(Config, table, where, ConfigError)
    except CodeError as error:
        raise ConfigError(f"{where}.store.own_labels: {error}") from error
    if fault := no_class_iii(config.weighing.interval_g, config.weighing.max_g):
        raise ConfigError(f"{where}.weighing: {fault}. Change interval_g or max_g.")
    return config
