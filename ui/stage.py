"""Shows the screen that the desk names. A screen is made when first shown, and painted when what it shows changes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.aloud import Aloud
from ui.desk import Desk
from ui.intents import Do
from ui.parts.ground import ground
from ui.presenter import calibrate
from ui.presenter.adopt import adopt
from ui.presenter.asks import ASKS, ask
from ui.presenter.basket import basket
from ui.presenter.choices import budget, settings
from ui.presenter.exit import at_lane, thanks
from ui.presenter.floor import place_words
from ui.presenter.frame import Frame
from ui.presenter.line import line_sheet
from ui.presenter.lists import Seeking, deals, find
from ui.presenter.named import is_this_it, something_else, which_is_it
from ui.presenter.produce import Picking, produce
from ui.presenter.shelfprice import shelf_price
from ui.presenter.staff import end_trip, settle, staff
from ui.presenter.steps import find_lane, member, out_of_service, own_bag
from ui.presenter.verdict import verdict
from ui.presenter.welcome import resting, welcome
from ui.router import CALIBRATING
from ui.screens.adopt import AdoptScreen
from ui.screens.ask import AskScreen
from ui.screens.basket import BasketScreen
from ui.screens.calibrate import VerdictScreen, WeighScreen
from ui.screens.choices import PadScreen, SettingsScreen
from ui.screens.exit import LaneScreen, ThanksScreen
from ui.screens.line import LineScreen
from ui.screens.named import NamedScreen
from ui.screens.places import PlacesScreen
from ui.screens.produce import ProduceScreen
from ui.screens.resting import RestingScreen
from ui.screens.staff import StaffScreen
from ui.screens.welcome import WelcomeScreen
from ui.theme import Look

ALWAYS_DARK = ("resting", "unadopted", "staff", "end_trip", "settle", "shelf_price", *CALIBRATING)


def _produce(frame: Frame, desk: Desk) -> Any:
    return produce(frame, desk.produce(), Picking(desk.typed, desk.count, desk.keys, desk.shop.live()))


def _staff(frame: Frame, desk: Desk) -> Any:
    shop = desk.shop
    return staff(frame, shop.live(), shop.health(), shop.bench().last)


def _seeking(desk: Desk) -> Seeking:
    here = desk.shop.place_of(desk.view.last_place)
    return Seeking(desk.shop.plan, here, desk.typed, desk.keys, desk.chosen)


def _line(frame: Frame, desk: Desk) -> Any:
    key = desk.wandered.partition(":")[2]
    line = next((one for one in desk.view.lines if key in one.lines), desk.view.lines[0])
    place = desk.shop.place_of(line.product)
    return line_sheet(frame, key, place_words(desk.shop.plan, place, frame.language))


def _plain(present: Callable[[Frame], Any]) -> Callable[[Frame, Desk], Any]:
    return lambda frame, _: present(frame)


def _asking(name: str) -> Callable[[Frame, Desk], Any]:
    return lambda frame, _: ask(frame, name)


# name: the screen, and what makes its model
SCREENS: dict[str, tuple[Callable[[Look, Do], Any], Callable[[Frame, Desk], Any]]] = {
    "resting": (RestingScreen, _plain(resting)),
    "welcome": (WelcomeScreen, _plain(welcome)),
    "basket": (BasketScreen, _plain(basket)),
    "bag": (AskScreen, _plain(own_bag)),
    "member": (AskScreen, _plain(member)),
    "find_lane": (AskScreen, _plain(find_lane)),
    "out_of_service": (AskScreen, _plain(out_of_service)),
    "calibrate": (AskScreen, lambda frame, desk: calibrate.begin(frame, desk.shop.bench())),
    "choose_weight": (AskScreen, lambda frame, desk: calibrate.choose(frame, desk.shop.bench().walk)),
    "other_weight": (PadScreen, lambda frame, desk: calibrate.other(frame, desk.shop.bench().walk, desk.typed)),
    "weigh": (WeighScreen, lambda frame, desk: calibrate.weigh(frame, desk.shop.bench())),
    "verdict": (VerdictScreen, lambda frame, desk: verdict(frame, desk.shop.bench())),
    "calibrated": (AskScreen, lambda frame, desk: calibrate.done(frame, desk.shop.bench())),
    "produce": (ProduceScreen, _produce),
    "find": (PlacesScreen, lambda frame, desk: find(frame, desk.found(), _seeking(desk))),
    "deals": (PlacesScreen, lambda frame, desk: deals(frame, desk.deals(), _seeking(desk))),
    "at_lane": (LaneScreen, lambda frame, desk: at_lane(frame, desk.shop.lane_code())),
    "thanks": (ThanksScreen, lambda frame, desk: thanks(frame, desk.shop.receipt_url())),
    "staff": (StaffScreen, _staff),
    "unadopted": (AdoptScreen, lambda frame, desk: adopt(frame, desk.shop.adopting(), desk.keys, desk.typed)),
    "end_trip": (AskScreen, _plain(end_trip)),
    "line": (LineScreen, _line),
    "settle": (AskScreen, _plain(settle)),
    "shelf_price": (PadScreen, lambda frame, desk: shelf_price(frame, desk.about, desk.typed)),
    "budget": (PadScreen, lambda frame, desk: budget(frame, desk.typed)),
    "is_this_it": (NamedScreen, lambda frame, desk: is_this_it(frame, desk.view.prompt)),
    "which_is_it": (AskScreen, lambda frame, desk: which_is_it(frame, desk.view.prompt)),
    "something_else": (AskScreen, _plain(something_else)),
    "settings": (SettingsScreen, lambda frame, desk: settings(frame, desk.look, desk.sound)),
    **{name: (AskScreen, _asking(name)) for name in ASKS},
}


class Stage(BoxLayout):
    """The cart's screen at its own size, whatever window it stands in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(size_hint=(None, None), size=(desk.look.width, desk.look.height))
        self._desk = desk
        self._made: dict[tuple[str, Look], Any] = {}
        self._paint = ground(self, desk.look, "paper", 0)
        self.shown = ""
        self.screen: Widget | None = None
        self._face: tuple[Any, ...] = ()
        self._aloud = Aloud(desk.shop.say)

    def beat(self) -> None:
        """Takes the newest view and paints what changed."""
        frame = self._desk.pump()
        if self._desk.face != self._face:
            self._face = self._desk.face
            self._show(frame, self._desk.screen)
        if isinstance(self.screen, AskScreen | AdoptScreen):
            self.screen.see(self._desk.shop.preview())

    def _show(self, frame: Frame, name: str) -> None:
        make, present = SCREENS[name]
        screen = self._screen(name, make)
        model = present(frame, self._desk)
        screen.show(model)
        if self._desk.sound == "aloud":
            self._aloud.read(model, frame.language)
        self.shown = name
        if screen is not self.screen:
            self.clear_widgets()
            self.add_widget(screen)
            self.screen = screen

    def _screen(self, name: str, make: Callable[[Look, Do], Any]) -> Any:
        look = replace(self._desk.look, mode="dark") if name in ALWAYS_DARK else self._desk.look
        self._paint.rgba = look.colour("paper")
        key = (make.__name__, look) if make is not AskScreen else (name, look)
        if key not in self._made:
            self._made = {known: screen for known, screen in self._made.items() if known[1].mode == look.mode}
            self._made[key] = make(look, self._desk.hands.act)
        return self._made[key]

    def on_touch_down(self, touch: Any) -> bool:
        """A touch that wakes the resting screen leads to the welcome; any other one counts."""
        if self.collide_point(*touch.pos) and self._desk.touched():
            return True
        return bool(super().on_touch_down(touch))
