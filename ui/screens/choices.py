"""The budget pad, and the settings."""

from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.ground import column, gap, panel, row, tall, wide
from ui.parts.keys import pad
from ui.parts.page import Page, Sheet
from ui.parts.press import button
from ui.parts.slot import Slot
from ui.parts.text import Icon, Style, Text, height_of
from ui.presenter.models import Choice, PadModel, SettingsModel
from ui.theme import Look


class PadScreen(Page):
    """Shows a `PadModel`: what is entered on the left, digits on the right."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._left = Slot(self._entry)
        digits = pad(look, do)
        space = [look.px(48), look.px(8), look.px(48), look.px(24)]
        self.add_widget(row(self._left, wide(digits, look.px(500)), gap=look.px(40), pad=space))

    def paint(self, model: PadModel) -> None:
        """Paints `model` below the bar."""
        self._left.show(model)

    def _entry(self, model: PadModel) -> Widget:
        look = self._look
        width = look.width - look.px(500 + 96 + 40)
        head, told = Style(44, "extrabold", lines=2), Style(24, colour="soft", lines=3)
        ways = [button(look, self._do, way, 26) for way in model.ways]
        return column(
            tall(Text(look, model.title, head), height_of(look, model.title, head, width)),
            tall(Text(look, model.text, told), height_of(look, model.text, told, width)),
            Text(look, model.entered, Style(96, "extrabold", align="center")),
            *ways,
            gap=look.px(12),
        )


class SettingsScreen(Sheet):
    """Shows a `SettingsModel`."""

    def make(self, model: SettingsModel) -> Widget:
        """The title, each setting with its choices, and the way back."""
        look = self._look
        made = [self._choice(choice) for choice in model.choices]
        space = [look.px(48), 0, look.px(48), look.px(24)]
        done = wide(button(look, self._do, model.back, 26), look.px(360))
        head = tall(row(Text(look, model.title, Style(44, "extrabold")), done), done.height)
        return column(head, *made, gap(), gap=look.px(10), pad=space)

    def _choice(self, choice: Choice) -> Widget:
        look = self._look
        name = row(
            wide(Icon(look, choice.icon, 36, "leaf_ink"), look.px(44)),
            Text(look, choice.name, Style(25, "bold", lines=2)),
            gap=look.px(14),
            size_hint_x=0.5,
        )
        ways = row(*(button(look, self._do, way, 23) for way in choice.ways), gap=look.px(14))
        sides = [look.px(22), look.px(2), look.px(2), look.px(2)]
        return tall(panel(look, row(name, ways, gap=look.px(16), pad=sides)), look.touch + look.px(4))
