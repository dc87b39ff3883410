"""A question or a step that takes the whole screen: what is asked, what to touch, and the ways out below."""

from typing import Any

from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.cards import COLOURS
from ui.parts.ground import column, gap, panel, row, tall
from ui.parts.page import Page
from ui.parts.press import button
from ui.parts.preview import Preview
from ui.parts.slot import Slot
from ui.parts.text import Icon, Style, Text, height_of
from ui.parts.tile import Grid, tiles
from ui.presenter.models import AskModel, Tile, Way
from ui.theme import Look


class AskScreen(Page):
    """Shows an `AskModel`: with tiles to touch, else as a card with a large icon."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._preview = Preview(look)
        self._body = Slot(self._asked)
        self._ways = Slot(self._out, size_hint_y=None, height=max(look.touch, look.px(84)))
        pad = [look.px(48), look.px(8), look.px(48), look.px(30)]
        self.add_widget(column(self._body, self._ways, gap=look.px(24), pad=pad))

    def paint(self, model: AskModel) -> None:
        """Paints `model` below the bar."""
        self._body.show((model.kind, model.icon, model.title, model.text, model.tiles, model.preview))
        self._ways.show(model.ways)

    def see(self, grey: Any) -> None:
        """Shows the camera's newest frame, where the model has a preview."""
        if self._preview.parent:
            self._preview.show(grey)

    def _asked(self, model: tuple[str, str, str, str, tuple[Tile, ...], bool]) -> Widget:
        kind, icon, title, text, choices, preview = model
        if choices:
            return self._choices(title, text, choices)
        if self._preview.parent:
            self._preview.parent.remove_widget(self._preview)
        return self._card(kind, icon, (title, text), preview)

    def _choices(self, title: str, text: str, choices: tuple[Tile, ...]) -> Widget:
        look, width = self._look, self._look.width - self._look.px(96)
        head, told = Style(46, "extrabold", lines=2), Style(24, colour="soft", lines=2)
        few = len(choices) <= 3
        sizes = Grid(min(len(choices), 3) if few or choices[0].picture else len(choices), 150 if few else 84)
        return column(
            tall(Text(look, title, head), height_of(look, title, head, width)),
            tall(Text(look, text, told), height_of(look, text, told, width)),
            tiles(look, self._do, choices, sizes),
            gap=look.px(10),
        )

    def _card(self, kind: str, icon: str, words: tuple[str, str], preview: bool) -> Widget:
        look = self._look
        fill, ink = COLOURS[kind]
        share = 0.5 if preview else 0.9
        width = (look.width - look.px(96)) * share - look.px(80)
        head, told = Style(48, "extrabold", ink, "center", 3), Style(26, "medium", ink, "center", 4)
        title, text = words
        said = column(
            gap(),
            tall(Icon(look, icon, 130, ink), look.px(150)),
            tall(Text(look, title, head), height_of(look, title, head, width)),
            tall(Text(look, text, told), height_of(look, text, told, width)),
            gap(),
            gap=look.px(14),
            pad=[look.px(40), look.px(16), look.px(40), look.px(16)],
        )
        parts = [said, self._preview] if preview else [said]
        pad = look.px(22) if preview else 0
        return panel(look, row(*parts, pad=pad), fill)

    def _out(self, ways: tuple[Way, ...]) -> Widget:
        look = self._look
        return row(*(button(look, self._do, way, 25) for way in ways), gap=look.px(20))
