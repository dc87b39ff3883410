"""All screens by name, made when first shown, and the stage that shows one of them."""

from collections.abc import Callable
from typing import Any, Protocol

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.hands import Hands
from ui.intents import Do
from ui.parts.ground import ground
from ui.presenter.basket import basket
from ui.presenter.frame import Frame
from ui.presenter.welcome import welcome
from ui.screens.basket import BasketScreen
from ui.screens.welcome import WelcomeScreen
from ui.shop import Shop
from ui.theme import Look


class Board(Protocol):
    """What the stage reads: the look, what was typed, the shop's callables, the screen's name, and the hands."""

    look: Look
    typed: str
    shop: Shop
    hands: Hands

    @property
    def screen(self) -> str:
        """The screen to show."""
        ...


Present = Callable[[Frame, Board], Any]
SCREENS: dict[str, tuple[Callable[[Look, Do], Widget], Present]] = {
    "welcome": (WelcomeScreen, lambda frame, board: welcome(frame)),
    "basket": (BasketScreen, lambda frame, board: basket(frame)),
}


class Stage(BoxLayout):
    """Shows the screen that the board names; built anew when the look changes."""

    def __init__(self, board: Board) -> None:
        super().__init__(size_hint=(None, None), size=(board.look.width, board.look.height))
        self._board, self._look = board, board.look
        self._made: dict[str, Widget] = {}
        self._paint = ground(self, board.look, "paper", 0)
        self.shown = ""

    def show(self, frame: Frame) -> None:
        """Paints `frame` on its screen."""
        if self._board.look != self._look:
            self._look = self._board.look
            self._made.clear()
            self.shown = ""
            self._paint.rgba = self._look.colour("paper")
        name = self._board.screen if self._board.screen in SCREENS else "basket"
        make, present = SCREENS[name]
        if name not in self._made:
            self._made[name] = make(self._look, self._board.hands.act)
        self._made[name].show(present(frame, self._board))
        if name != self.shown:
            self.clear_widgets()
            self.add_widget(self._made[name])
            self.shown = name

    def on_touch_down(self, touch: Any) -> bool:
        """A touch that wakes the screen presses nothing."""
        if self.collide_point(*touch.pos) and self._board.hands.touched():
            return True
        return bool(super().on_touch_down(touch))
