"""Loose produce: pictures, name or number on the left; the scale and the price on the right."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.field import field
from ui.parts.grid import PictureGrid
from ui.parts.ground import column, gap, panel, row, tall, wide
from ui.parts.keys import keyboard, keyboard_height, pad
from ui.parts.page import Page
from ui.parts.press import button
from ui.parts.slot import Slot
from ui.parts.text import Icon, Style, Text, height_of, width_of
from ui.presenter.models import Keys, ProduceModel, ScaleSide, Way
from ui.theme import Look

SIDE = 416


class ProduceScreen(Page):
    """Shows a `ProduceModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._field = Slot(self._top, size_hint_y=None, height=max(look.touch, look.px(72)))
        self._grid = PictureGrid(look, do, look.px(202))
        self._place = BoxLayout()
        self._keys = Slot(self._typing, size_hint_y=None, height=0)
        self._side = Slot(self._right)
        self._middle = row(column(self._field, self._place, gap=look.px(14)), gap=look.px(20))
        space = [look.px(24), 0, look.px(24), look.px(16)]
        self.add_widget(column(self._middle, self._keys, gap=look.px(14), pad=space))

    def paint(self, model: ProduceModel) -> None:
        """Paints `model` below the bar."""
        self._field.show((model.field, model.plu))
        self._keys.show(model.keys)
        self._make_room(model.keys is not None)
        self._fill(model)
        self._side.show((model.side, model.digits))

    def _make_room(self, typing: bool) -> None:
        """While a name is typed the keyboard takes the scale's place: its keys need the whole width."""
        if typing and self._side.parent:
            self._middle.remove_widget(self._side)
        elif not typing and self._side.parent is None:
            self._middle.add_widget(wide(self._side, self._look.px(SIDE)))

    def _top(self, ways: tuple[Way, Way]) -> Widget:
        look, (name, number) = self._look, ways
        plu = wide(button(look, self._do, number, 25), look.px(190))
        return row(field(look, self._do, name), plu, gap=look.px(14))

    def _fill(self, model: ProduceModel) -> None:
        look = self._look
        inside = self._grid
        if model.none:
            inside = Text(look, model.none, Style(25, colour="soft", align="center", lines=2))
        if model.none or self._grid.parent is None:
            self._place.clear_widgets()
            self._place.add_widget(inside)
        self._grid.show(model.tiles, 6 if model.keys else 4)

    def _typing(self, keys: Keys | None) -> Widget:
        self._keys.height = keyboard_height(self._look, keys)
        return Widget() if keys is None else keyboard(self._look, self._do, keys)

    def _right(self, model: tuple[ScaleSide, bool]) -> Widget:
        side, digits = model
        return pad(self._look, self._do) if digits else self._scale(side)

    def _scale(self, model: ScaleSide) -> Widget:
        look = self._look
        inner = look.px(SIDE - 56)
        title = Style(26, colour="soft", align="center", lines=2)
        parts: list[Widget] = [tall(Text(look, model.title, title), height_of(look, model.title, title, inner))]
        if model.figure:
            parts.append(self._figure(model))
        parts.append(self._sign(model))
        parts += [self._pair(left, right) for left, right in model.rows]
        if model.price:
            label = wide(Text(look, model.label, Style(26, "bold")), look.px(110))
            price = Text(look, model.price, Style(62, "extrabold", align="right"))
            parts.append(tall(row(label, price), look.px(86)))
        space = [look.px(28), look.px(16), look.px(28), look.px(16)]
        card = panel(look, column(gap(), *parts, gap(), gap=look.px(8), pad=space))
        ways = [button(look, self._do, way, 26) for way in model.ways]
        return column(card, *ways, gap=look.px(16))

    def _figure(self, model: ScaleSide) -> Widget:
        look = self._look
        number = Text(look, model.figure, Style(88, "extrabold", align="center"))
        if model.count is None:
            unit = Style(40, "extrabold")
            number.halign = "right"
            width = width_of(look, model.figure, Style(88, "extrabold"))
            return tall(row(gap(), wide(number, width), wide(Text(look, model.unit, unit), look.px(76)), gap(),
                            gap=look.px(10)), look.px(112))  # fmt: skip
        fewer, more = (wide(button(look, self._do, way, 40), look.touch) for way in model.count)
        return tall(row(fewer, number, more), max(look.touch, look.px(112)))

    def _sign(self, model: ScaleSide) -> Widget:
        look = self._look
        icon, words, colour = model.steady
        style = Style(23, "bold", colour)
        said = wide(Text(look, words, style), width_of(look, words, style))
        mark = wide(Icon(look, icon, 26, colour), look.px(30))
        return tall(row(gap(), mark, said, gap(), gap=look.px(8)), look.px(40))

    def _pair(self, left: str, right: str) -> Widget:
        look = self._look
        quiet = Style(21, colour="soft", align="right")
        parts = [Text(look, left, Style(21, colour="soft"))]
        if right:
            parts.append(wide(Text(look, right, quiet), width_of(look, right, quiet)))
        return tall(row(*parts), look.px(32))
