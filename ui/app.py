"""The app: one beat a frame takes the newest view and shows it. It decides nothing about a trip."""

from kivy.app import App
from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.desk import Desk
from ui.kiosk import configure
from ui.shop import Shop
from ui.stage import Stage

FRAME_S = 1 / 30


class DashCartApp(App):
    """The cart's screen, and what may stand beside it (`beside`: the virtual shelf of a simulated run)."""

    def __init__(self, shop: Shop, beside: Widget | None = None) -> None:
        super().__init__()
        self.title = "Dash Cart"
        self.desk = Desk(shop)
        self.stage = Stage(self.desk)
        self._beside = beside
        configure(int(self.desk.look.width + (beside.width if beside else 0)), self.desk.look.height)

    def build(self) -> Widget:
        """The window's content."""
        self.beat(0)
        Clock.schedule_interval(self.beat, FRAME_S)
        if self._beside is None:
            return self.stage
        root = BoxLayout()
        root.add_widget(self.stage)
        root.add_widget(self._beside)
        return root

    def beat(self, _: float) -> None:
        """One frame: the newest view on the screen that it asks for."""
        self.stage.beat()
