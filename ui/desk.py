"""What the app knows beside the view, and how acts are carried out. No Kivy, and no decision about a trip."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from cart.catalog.product import Product
from cart.catalog.words import folded
from cart.facts import LanguageChosen
from cart.trip.view import View
from cart.weighing.bench import Leave
from ui.chimes import chime
from ui.hands import Hands
from ui.intents import Act, Adopt, Begin, Calibrate, Go, Key, Keyboard, Pick, Post, Prefer, Say
from ui.presenter.frame import Frame
from ui.router import CALIBRATING, comes_home, screen_of
from ui.shop import Shop
from ui.theme import Look

LONGEST = 60
MOST_PIECES = 99


class Desk:
    """The shopper's side of the screen: where they wandered, what they typed, how they like the screen."""

    def __init__(self, shop: Shop, now: Callable[[], float] = time.monotonic) -> None:
        self.shop = shop
        self.hands = Hands(self._carry, now)
        self.view = View()
        self._preferences()
        self.frame = Frame(self.view, shop.settings, self.language)
        self._found: tuple[Any, Sequence[Any]] = ((), ())
        self._moving: dict[str, Callable[[], Any]] = {
            "produce": shop.live,
            "staff": lambda: (shop.live(), shop.health(), shop.bench().last),
            "at_lane": shop.lane_code,
            "thanks": shop.receipt_url,
            "unadopted": shop.adopting,
            **dict.fromkeys(CALIBRATING, shop.bench),
        }
        self._then = ""
        self._home()

    def _preferences(self) -> None:
        """As the config has them: nobody inherits the language, the look or the voice of the shopper before."""
        settings = self.shop.settings
        self.language, self.sound, self.drops = settings.languages[0], settings.sound, False
        self.look = Look(settings.width, settings.height, _mode(settings.theme), settings.calm)

    def _home(self, wandered: str = "") -> None:
        self.wandered, self.typed, self.chosen, self.count, self.keys = wandered, "", "", 1, ""
        self.about = ""

    def pump(self) -> Frame:
        """Takes the newest view in, with its sound, and gives what to show."""
        before, self.view = self.view, self.shop.pump()
        if before is not self.view and before != self.view:
            self._changed(before)
        shown = (self.frame.language, self.frame.drops)
        if self.frame.view is not self.view or shown != (self.speaks, self.drops):
            self.frame = Frame(self.view, self.shop.settings, self.speaks, self.drops)
        return self.frame

    def _changed(self, before: View) -> None:
        self.hands.stir()
        name = chime(before, self.view)
        if name and self.sound != "off":
            self.shop.play(name)
        if comes_home(before, self.view):
            self._home(self._then)
            self._then = ""
        if self.view.phase == "welcome" and before.phase not in ("welcome", "staff"):
            self._preferences()

    @property
    def speaks(self) -> str:
        """The language to show: the trip's, else the one chosen on the welcome screen."""
        return self.view.language if self.view.trip else self.language

    @property
    def resting(self) -> bool:
        """Whether the cart is free and nobody has touched it for long: then a picture says so, and asks for a touch."""
        return self.view.phase == "welcome" and self.hands.asleep

    def touched(self) -> bool:
        """Notes a touch; True where it wakes the resting screen, and so presses nothing that could not be seen."""
        woke = self.resting
        self.hands.stir()
        if woke:
            self._home()
            self._preferences()
        return woke

    @property
    def screen(self) -> str:
        """The name of the screen to show."""
        if self.resting:
            return "resting"
        return screen_of(self.view, self.wandered, self.shop.bench(), self.keys == "digits")

    @property
    def face(self) -> tuple[Any, ...]:
        """All that a picture is made of: while it stays equal, nothing need be painted."""
        screen = self.screen
        ask = self._moving.get(screen)
        now = ask() if ask else None
        return (screen, self.frame, self.typed, self.chosen, self.count, self.keys, self.look, self.sound, now)

    def produce(self) -> Sequence[Product]:
        """The produce that fits what was typed, by name or by number."""
        return self._once(("produce", self.typed, self.speaks), self._produce)

    def _produce(self) -> Sequence[Product]:
        """In the order of the language's own names."""
        wanted = folded(self.typed.strip())
        fitting = [one for one in self.shop.produce() if _fits(one, wanted, self.speaks)]
        return sorted(fitting, key=lambda one: folded(one.name_in(self.speaks)))

    def found(self) -> Sequence[Product]:
        """What the shop finds for what was typed."""
        search = partial(self.shop.search, self.typed, self.speaks)
        return self._once(("find", self.typed, self.speaks), search if self.typed.strip() else tuple)

    def deals(self) -> Sequence[Any]:
        """The deals near the last place."""
        place = self.view.last_place
        return self._once(("deals", place), partial(self.shop.deals, place))

    def _once(self, key: Any, ask: Callable[[], Sequence[Any]]) -> Sequence[Any]:
        """Asks again only when the question is another one."""
        if self._found[0] != key:
            self._found = (key, tuple(ask()))
        return self._found[1]

    def _carry(self, act: Act) -> None:
        match act:
            case Post(kind, fields):
                self._home()
                self.shop.touch(kind, **dict(fields))
            case Begin(language, then):
                self._then = then
                self.shop.begin(language)
            case Go(screen, about):
                self._home(screen)
                self.about = about
            case Adopt(text):
                self.shop.adopt(text)
                self._home()
            case Calibrate(order):
                self.shop.calibrate(order)
                self._home("" if isinstance(order, Leave) else self.wandered)
            case _:
                self._here(act)

    def _here(self, act: Act) -> None:
        """What a touch does on this screen alone."""
        match act:
            case Say(language):
                self._say(language)
            case Prefer(name, value):
                self._prefer(name, value)
            case Key(key):
                self._type(key)
            case Pick(key):
                self.chosen = key
            case Keyboard(kind):
                self.keys = kind

    def _say(self, language: str) -> None:
        self.language = language
        if self.view.phase != "welcome":
            self.shop.touch(LanguageChosen, language=language)

    def _type(self, key: str) -> None:
        if key in ("less", "more"):
            self.count = min(MOST_PIECES, max(1, self.count + (1 if key == "more" else -1)))
            return
        if key == "done":
            self.keys = ""
            return
        edits = {"back": self.typed[:-1], "clear": ""}
        self.typed, self.chosen = edits.get(key, (self.typed + key)[:LONGEST]), ""

    def _prefer(self, name: str, value: str) -> None:
        if name == "mode":
            self.look = replace(self.look, mode=_mode(value))
        elif name in ("calm", "large"):
            self.look = replace(self.look, **{name: value == "yes"})
        elif name == "sound":
            self.sound = value
        elif name == "manner":
            self.drops = value == "drop" and self.shop.settings.names


def _mode(theme: str) -> Any:
    return "dark" if theme == "dark" else "light"


def _fits(product: Product, wanted: str, language: str) -> bool:
    if wanted.isdecimal():
        return (product.plu or "").startswith(wanted)
    return not wanted or any(wanted in folded(name) for name in (product.name_in(language), *product.keywords))
