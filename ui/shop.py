"""What the screens are given: callables and settings. The wiring fills it; nothing here knows a driver."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cart.catalog.product import Place, Product
from cart.sync import adoption
from cart.trip.view import View
from cart.weighing.bench import Order, Standing
from ui.intents import Touch


@dataclass(frozen=True)
class Reading:
    """The weight now, in grams since the basket was empty. `settled`: at rest, so it may be believed.

    `why`: cart.weighing.conformity's refusal, where this weight may set no price.
    """

    grams: int
    settled: bool
    why: str = ""


@dataclass(frozen=True)
class ScaleHealth:
    """How the scale does: noise of a sample (g rms), drift of the empty basket (g), samples missing (%), overload.

    `why`: what is wrong, as a key of cart.weighing.health, or "uncalibrated"; "" where all is well. `rate_hz`: samples
    a second; `plain`: too few to see the basket ring.
    """

    noise_g: float = 0.0
    drift_g: float = 0.0
    missing_percent: int = 0
    overload: bool = False
    why: str = ""
    rate_hz: int = 80
    plain: bool = False


@dataclass(frozen=True)
class SelfTest:
    """How a device of a new cart does: its name as in the presenter's faults, or "calibration", "network", "store".

    `figure` reads the same in each language; `why` is what is wrong (cart.errors.DeviceError.why).
    """

    device: str
    ok: bool
    figure: str = ""
    why: str = ""


@dataclass(frozen=True)
class Adopting:
    """A cart that no store has yet, or no goods: how far it is (cart.sync.adoption.Standing), and its devices."""

    standing: adoption.Standing = field(default_factory=adoption.Standing)
    tests: tuple[SelfTest, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Settings:
    """What the screens need of the config. `privacy`: facts that hold, as keys of the privacy notice.

    `least_g`: the least weight that sets a price, in grams; `test_weights_g`: the known weights that staff have.
    `sound`: "on", "off" or "aloud" at first; `voice`: whether there is one to read aloud.
    `lamp`: a light on the mast calls too; `store`: a backend hears of calls, when it can be reached.
    `names`: the camera names what goes in unscanned.
    """

    store_name: str = "Corner Market"
    cart_id: str = "1"
    simulated: bool = False
    languages: tuple[str, ...] = ("en", "es")
    width: int = 1280
    height: int = 800
    theme: str = "light"
    calm: bool = False
    certified: bool = False
    least_g: int = 100
    test_weights_g: tuple[int, ...] = (1_000, 2_000, 5_000, 10_000, 20_000)
    sound: str = "on"
    voice: bool = False
    lamp: bool = False
    store: bool = True
    names: bool = False
    privacy: tuple[str, ...] = ("no_pictures", "no_account")


def _nothing(*_: Any) -> None:
    return None


def _none(*_: Any) -> tuple[()]:
    return ()


def _no_text() -> str:
    return ""


@dataclass(frozen=True)
class Shop:
    """All that the app may call. `pump` applies what is durable and returns the newest view, at frame rate.

    `begin(language)` starts a trip. `deals(product)` gives cart.catalog's deals near where that product stands, `plan`
    is its store plan or None, `preview()` the newest frame as a grey array (height, width) of uint8 or None,
    `play(name)` plays a sound of drivers.ports, `say(text, language)` speaks, `place_of(product)` says where the
    product with that id stands, or None. `bench()` is how far a calibration is, `calibrate(order)` carries an order
    of staff out; `adopting()` how far an adoption is, and `adopt(text)` takes what was typed of a store's code.
    """

    touch: Touch
    pump: Callable[[], View]
    begin: Callable[[str], None]
    settings: Settings = field(default_factory=Settings)
    search: Callable[[str, str], tuple[Product, ...] | list[Product]] = _none
    produce: Callable[[], tuple[Product, ...]] = _none
    deals: Callable[[str], tuple[Any, ...]] = _none
    plan: Any = None
    live: Callable[[], Reading | None] = _nothing
    health: Callable[[], ScaleHealth] = ScaleHealth
    bench: Callable[[], Standing] = Standing
    calibrate: Callable[[Order], None] = _nothing
    preview: Callable[[], Any] = _nothing
    lane_code: Callable[[], str] = _no_text
    receipt_url: Callable[[], str] = _no_text
    play: Callable[[str], None] = _nothing
    say: Callable[[str, str], None] = _nothing
    place_of: Callable[[str], Place | None] = _nothing
    adopting: Callable[[], Adopting] = Adopting
    adopt: Callable[[str], object] = _nothing
