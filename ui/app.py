"""The app: pumps the newest view, routes it to a screen, and carries acts out. It decides nothing about a trip."""

import time
from collections.abc import Callable
from dataclasses import replace

from kivy.app import App
from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from cart.facts import LanguageChosen
from cart.trip.view import View
from ui.chimes import chime
from ui.hands import Hands
from ui.intents import Act, Begin, Go, Key, Post, Prefer, Say
from ui.kiosk import configure
from ui.presenter.frame import Frame
from ui.router import comes_home, route
from ui.screens.all import Stage
from ui.shop import Shop
from ui.theme import Look

FRAME_S = 1 / 30
VOLUMES = {"off": 0.0, "soft": 0.35, "full": 0.9}


class Desk:
    """What the app knows beside the view: where the shopper wandered, the language, and what was typed."""

    def __init__(self, shop: Shop, now: Callable[[], float] = time.monotonic) -> None:
        self.shop = shop
        self.hands = Hands(self._carry, now)
        self.view = View()
        self.wandered = ""
        self.language = shop.settings.languages[0]
        self.typed = ""
        self.look = Look(shop.settings.width, shop.settings.height, _mode(shop.settings.theme), shop.settings.calm)

    def pump(self) -> Frame:
        """Takes the newest view in, with its sound, and gives what to show."""
        before, self.view = self.view, self.shop.pump()
        if before != self.view:
            self._changed(before)
        return Frame(self.view, self.shop.settings, self.speaks)

    def _changed(self, before: View) -> None:
        self.hands.stir()
        name = chime(before, self.view)
        if name:
            self.shop.play(name)
        if comes_home(before, self.view):
            self.wandered, self.typed = "", ""
        if before.phase != "welcome" and self.view.phase == "welcome":
            self.language = self.shop.settings.languages[0]

    @property
    def speaks(self) -> str:
        """The language to show: the trip's, else the one chosen on the welcome screen."""
        return self.language if self.view.phase in ("welcome", "out_of_service") else self.view.language

    @property
    def screen(self) -> str:
        """The screen to show."""
        return route(self.view, self.wandered)

    def _carry(self, act: Act) -> None:
        match act:
            case Post(kind, fields):
                self.wandered = ""
                self.shop.touch(kind, **dict(fields))
            case Begin(language):
                self.shop.begin(language)
            case Go(screen):
                self.wandered, self.typed = screen, ""
            case Say(language):
                self._say(language)
            case Key(key):
                self._type(key)
            case Prefer(name, value):
                self._prefer(name, value)

    def _say(self, language: str) -> None:
        self.language = language
        if self.view.phase != "welcome":
            self.shop.touch(LanguageChosen, language=language)

    def _type(self, key: str) -> None:
        edits = {"back": self.typed[:-1], "clear": "", "done": self.typed}
        self.typed = edits.get(key, (self.typed + key)[:40])

    def _prefer(self, name: str, value: str) -> None:
        if name == "mode":
            self.look = replace(self.look, mode=_mode(value))
        elif name == "calm":
            self.look = replace(self.look, calm=value == "yes")
        elif name == "volume":
            self.shop.volume(VOLUMES[value])


def _mode(theme: str) -> str:
    return "dark" if theme == "dark" else "light"


class DashCartApp(App):
    """The cart's screen, and what may stand beside it (`beside`: the virtual shelf of a simulated run)."""

    def __init__(self, shop: Shop, beside: Widget | None = None) -> None:
        super().__init__()
        self.title = "Dash Cart"
        self.desk = Desk(shop)
        self._beside = beside
        self.stage = Stage(self.desk)

    def build(self) -> Widget:
        """The window's content."""
        extra = self._beside.width if self._beside else 0
        configure(int(self.desk.look.width + extra), self.desk.look.height)
        Clock.schedule_interval(self.beat, FRAME_S)
        self.beat(0)
        if self._beside is None:
            return self.stage
        root = BoxLayout()
        root.add_widget(self.stage)
        root.add_widget(self._beside)
        return root

    def beat(self, _: float) -> None:
        """One frame: the newest view on the screen that it asks for."""
        self.stage.show(self.desk.pump())
