"""The staff screen: dark, denser, with figures."""

from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.cards import buttons_row, pair
from ui.parts.ground import column, gap, panel, row, tall, wide
from ui.parts.page import Page
from ui.parts.press import button
from ui.parts.slot import Rows, Slot
from ui.parts.text import Icon, Style, Text
from ui.presenter.models import StaffLine, StaffModel
from ui.theme import Look


class StaffScreen(Page):
    """Shows a `StaffModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._title = Slot(lambda words: Text(look, words, Style(32, "extrabold")), size_hint_y=None)
        self._title.height = look.px(48)
        self._rows: Rows = Rows(self._line, calm=True, gap=look.px(8))
        self._health = Slot(self._devices)
        self._figures = Slot(self._numbers)
        self._ways = Slot(lambda ways: buttons_row(look, do, ways, 22), size_hint_y=None)
        self._ways.height = max(look.touch, look.px(84))
        side = column(self._health, self._figures, gap=look.px(16), size_hint_x=0.9)
        self._lines = panel(look, column(pad=look.px(12)))
        pad = [look.px(24), 0, look.px(24), look.px(16)]
        body = column(self._title, row(self._lines, side, gap=look.px(20)), self._ways, gap=look.px(14), pad=pad)
        self.add_widget(body)

    def paint(self, model: StaffModel) -> None:
        """Paints `model` below the bar."""
        self._title.show(model.title)
        self._fill(model)
        self._health.show(model.health)
        self._figures.show(model.figures)
        self._ways.show(model.ways)

    def _fill(self, model: StaffModel) -> None:
        style = Style(24, colour="soft", align="center", lines=2)
        inside = Text(self._look, model.none, style) if model.none else self._rows
        self._rows.show(model.lines)
        if inside not in self._lines.children:
            self._lines.clear_widgets()
            self._lines.add_widget(inside)

    def _line(self, model: StaffLine) -> Widget:
        look = self._look
        words = column(
            gap(),
            tall(Text(look, model.name, Style(22, "bold", cut=True)), look.px(32)),
            tall(Text(look, model.detail, Style(19, colour="soft", cut=True)), look.px(26)),
            gap(),
        )
        price = wide(Text(look, model.price, Style(24, "extrabold", align="right")), look.px(120))
        touches = [wide(button(look, self._do, way, 24), look.touch) for way in (model.less, model.remove) if way]
        return tall(row(words, price, *touches, gap=look.px(16), pad=[look.px(12), 0, 0, 0]), look.touch + look.px(4))

    def _devices(self, health: tuple[tuple[str, str, str, bool], ...]) -> Widget:
        look = self._look
        made = []
        for icon, name, words, ok in health:
            colour = "leaf_ink" if ok else "ask_ink"
            mark = "check-circle" if ok else "alert-circle"
            high = 1.0 if ok else 2.2
            made.append(
                row(
                    wide(Icon(look, icon, 30, "soft"), look.px(36)),
                    Text(look, name, Style(21, "bold"), size_hint_x=0.4),
                    Text(look, words, Style(19, colour=colour, align="right", lines=3)),
                    wide(Icon(look, mark, 28, colour), look.px(34)),
                    gap=look.px(12),
                    size_hint_y=high,
                )
            )
        return panel(look, column(*made, gap=look.px(4), pad=[look.px(22), look.px(10), look.px(22), look.px(10)]))

    def _numbers(self, figures: tuple[tuple[str, str], ...]) -> Widget:
        look = self._look
        made = [pair(look, name, value) for name, value in figures]
        return panel(look, column(*made, gap=look.px(4), pad=[look.px(22), look.px(10), look.px(22), look.px(10)]))
