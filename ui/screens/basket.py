"""The basket: the receipt on the left; the next step, the total and the way out on the right; doors below."""

from dataclasses import replace

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.cards import buttons_row, next_card, sum_card
from ui.parts.ground import column, panel, row, tall, wide
from ui.parts.page import Page
from ui.parts.press import button
from ui.parts.receipt import receipt_row
from ui.parts.slot import Rows, Slot
from ui.parts.text import Icon, Style, Text
from ui.presenter.models import BasketModel, Next, Sum, Way
from ui.theme import Look

SIDE = 416


class BasketScreen(Page):
    """Shows a `BasketModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._rows: Rows = Rows(lambda model: receipt_row(look, model, do), look.calm)
        self._list = panel(look, BoxLayout(padding=look.px(4)))
        self._side = Slot(self._right)
        self._doors = Slot(lambda ways: self._bottom(ways), size_hint_y=None, height=max(look.touch, look.px(84)))
        middle = row(self._list, wide(self._side, look.px(SIDE)), gap=look.px(20))
        pad = [look.px(24), 0, look.px(24), look.px(16)]
        body = column(middle, self._doors, gap=look.px(16), pad=pad)
        self.add_widget(body)

    def paint(self, model: BasketModel) -> None:
        """Paints `model` below the bar."""
        self._fill(model)
        self._side.show((model.next, model.sum, model.checkout, model.undo))
        self._doors.show(model.buttons)

    def _fill(self, model: BasketModel) -> None:
        inside = self._rows if model.rows else self._empty(model.empty)
        if model.rows:
            self._rows.show(model.rows)
        if inside not in self._list.children:
            self._list.clear_widgets()
            self._list.add_widget(inside)

    def _empty(self, words: str) -> Widget:
        mark = Icon(self._look, "basket-outline", 120, "line")
        said = Text(self._look, words, Style(25, colour="soft", align="center", lines=2))
        return column(Widget(), mark, said, Widget())

    def _right(self, model: tuple[Next, Sum, Way | None, Way | None]) -> Widget:
        step, total, checkout, undo = model
        look = self._look
        card, summed = next_card(look, self._do, step, look.px(SIDE)), sum_card(look, self._do, total, look.px(SIDE))
        parts = [card, summed]
        out = [button(look, self._do, checkout, 28)] if checkout and not step.ways else []
        if undo and not step.ways:
            out.insert(0, wide(button(look, self._do, replace(undo, words=""), 28), max(look.touch, look.px(102))))
        if out:
            parts.append(tall(row(*out, gap=look.px(12)), out[-1].height))
        return column(*parts, gap=look.px(18))

    def _bottom(self, ways: tuple[Way, ...]) -> Widget:
        return buttons_row(self._look, self._do, ways)
