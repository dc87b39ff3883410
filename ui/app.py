"""The app: one beat a frame takes the newest view and shows it. It decides nothing about a trip."""

import os
from collections.abc import Callable

from kivy.app import App
from kivy.clock import Clock
from kivy.uix.widget import Widget

from ui.desk import Desk
from ui.shop import Shop
from ui.stage import Stage
from ui.supervisor import Supervisor

EVERY_FRAME = 0
"""The window says how many frames there are a second (kiosk.py)."""


class DashCartApp(App):
    """The cart's screen; `around` makes what it stands on, where it does not fill the window by itself."""

    def __init__(self, shop: Shop, around: Callable[[Stage], Widget] | None = None) -> None:
        super().__init__()
        self.title = "Dash Cart"
        self.desk = Desk(shop)
        self.stage = Stage(self.desk)
        self._around = around

    def build(self) -> Widget:
        """The window's content."""
        self.beat(0)
        Clock.schedule_interval(self.beat, EVERY_FRAME)
        Supervisor(os.environ).follow(Clock.schedule_interval)
        return self._around(self.stage) if self._around else self.stage

    def beat(self, _: float) -> None:
        """One frame: the newest view on the screen that it asks for."""
        self.stage.beat()
