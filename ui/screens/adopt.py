"""A cart that belongs to nobody yet: what its camera sees, what to show it, and how its devices do."""

from typing import Any

from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.keys import keyboard
from ui.parts.page import Page
from ui.parts.press import button
from ui.parts.preview import Preview
from ui.parts.slot import Slot
from ui.parts.text import Icon, Style, Text, height_of
from ui.presenter.adopt_models import AdoptModel
from ui.theme import Look

SHORT = 24


class AdoptScreen(Page):
    """Shows an `AdoptModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._preview = Preview(look)
        self._body = Slot(self._make)
        self.add_widget(self._body)

    def paint(self, model: AdoptModel) -> None:
        """Paints `model` below the bar."""
        self._body.show(model)

    def see(self, grey: Any) -> None:
        """Shows the camera's newest frame."""
        if self._preview.parent:
            self._preview.show(grey)

    def _make(self, model: AdoptModel) -> Widget:
        if self._preview.parent:
            self._preview.parent.remove_widget(self._preview)
        pad = [self._look.px(40), self._look.px(4), self._look.px(40), self._look.px(30)]
        inside = self._typing(model) if model.keys else self._showing(model)
        return column(inside, pad=pad)

    def _showing(self, model: AdoptModel) -> Widget:
        look = self._look
        sees = Style(19, colour="soft", align="center")
        left = panel(look, column(self._preview, tall(Text(look, model.sees, sees), look.px(30)), pad=look.px(20)))
        width = (look.width - look.px(80 + 40)) * 0.52
        head, told = Style(40, "extrabold", lines=2), Style(22, colour="soft", lines=3)
        right = column(
            tall(Text(look, model.title, head), height_of(look, model.title, head, width)),
            tall(Text(look, model.text, told), height_of(look, model.text, told, width)),
            *(self._test(test) for test in model.tests),
            gap(),
            self._ways(model),
            gap=look.px(10),
            size_hint_x=0.52,
        )
        left.size_hint_x = 0.48
        return row(left, right, gap=look.px(40))

    def _typing(self, model: AdoptModel) -> Widget:
        look = self._look
        head = Style(26, "extrabold", lines=2)
        shown = tall(row(Text(look, model.typed, Style(30, "bold", cut=True)), pad=[look.px(20), 0]), look.px(64))
        ground(shown, look, "card", 20)
        assert model.keys is not None
        return column(
            tall(Text(look, model.text, head), height_of(look, model.text, head, look.width - look.px(80))),
            gap(),
            shown,
            self._ways(model),
            keyboard(look, self._do, model.keys),
            gap=look.px(10),
        )

    def _ways(self, model: AdoptModel) -> Widget:
        made = (button(self._look, self._do, way, 24) for way in model.ways)
        return tall(row(*made, gap=self._look.px(16)), max(self._look.touch, self._look.px(76)))

    def _test(self, test: tuple[str, str, str, bool]) -> Widget:
        look, (icon, name, words, ok) = self._look, test
        colour = "leaf_ink" if ok else "ask_ink"
        line = row(
            wide(Icon(look, "check-circle" if ok else "alert-circle-outline", 28, colour), look.px(34)),
            wide(Icon(look, icon, 26, "soft"), look.px(32)),
            Text(look, name, Style(21, "bold"), size_hint_x=0.5),
            Text(look, words, Style(19, colour="soft", align="right", lines=2)),
            gap=look.px(10),
            pad=[look.px(18), 0, look.px(18), 0],
        )
        return tall(panel(look, line), look.px(58 if ok or len(words) < SHORT else 78))
