"""What all screens but the first have in common: the bar on top, and that each part is painted when it changes."""

from typing import Any

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.bar import HEIGHT, top_bar
from ui.parts.slot import Slot
from ui.theme import Look


class Page(BoxLayout):
    """A screen with the bar on top. A kind of page adds its parts below, and paints them."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(orientation="vertical")
        self._look, self._do = look, do
        self._bar = Slot(lambda bar: top_bar(look, bar), size_hint_y=None, height=look.px(HEIGHT))
        self.add_widget(self._bar)

    def show(self, model: Any) -> None:
        """Paints `model`; what has not changed stays as it is."""
        self._bar.show(model.bar)
        self.paint(model)

    def paint(self, model: Any) -> None:
        """Paints all below the bar."""
        raise NotImplementedError


class Sheet(Page):
    """A page that is made anew as a whole when its model changes."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._body = Slot(self.make)
        self.add_widget(self._body)

    def paint(self, model: Any) -> None:
        """Makes the sheet, when it is another one."""
        self._body.show(model)

    def make(self, model: Any) -> Widget:
        """All below the bar."""
        raise NotImplementedError
