"""Find a product, and deals near you: a list on the left, the map of the store on the right."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.bar import chip
from ui.parts.field import field
from ui.parts.floor import FloorMap
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.keys import keyboard, keyboard_height
from ui.parts.page import Page
from ui.parts.press import Press, button
from ui.parts.receipt import picture
from ui.parts.slot import Rows, Slot
from ui.parts.text import Icon, Style, Text, width_of
from ui.presenter.models import Floor, Found, Keys, ListModel, Way
from ui.theme import Look


def found_row(look: Look, do: Do, model: Found) -> Press:
    """One product with where it stands, its offer and its price."""
    press = Press(do, model.act, padding=[look.px(18), look.px(8), look.px(18), look.px(8)], spacing=look.px(16))
    ground(press, look, "leaf" if model.chosen else "card", 20)
    words: list[Widget] = [
        gap(),
        tall(Text(look, model.name, Style(24, "bold", cut=True)), look.px(34)),
        tall(Text(look, model.place, Style(19, colour="soft", cut=True)), look.px(27)),
    ]
    if model.offer:
        words.append(tall(row(chip(look, model.offer, ("save", "save_ink"), "tag", 18), gap()), look.px(34)))
    price = Style(23, "extrabold", align="right")
    press.add_widget(picture(look, model.picture, 64))
    press.add_widget(column(*words, gap(), gap=look.px(2)))
    press.add_widget(wide(Text(look, model.price, price), width_of(look, model.price, price)))
    return tall(press, max(look.touch, look.px(128 if model.offer else 100)))


class PlacesScreen(Page):
    """Shows a `ListModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        high = max(look.touch, look.px(72))
        self._top = Slot(self._head, size_hint_y=None, height=high)
        self._rows: Rows = Rows(lambda model: found_row(look, do, model), calm=True, gap=look.px(12))
        self._list = BoxLayout()
        self._right = Slot(self._map)
        self._keys = Slot(self._typing, size_hint_y=None, height=0)
        self._middle = row(column(self._top, self._list, gap=look.px(14)), gap=look.px(20))
        pad = [look.px(24), 0, look.px(24), look.px(16)]
        self.add_widget(column(self._middle, self._keys, gap=look.px(14), pad=pad))

    def paint(self, model: ListModel) -> None:
        """Paints `model` below the bar."""
        self._top.show((model.field, model.title))
        inside = self._rows if model.rows else Text(self._look, model.none, Style(25, colour="soft", lines=3))
        if model.rows:
            self._rows.show(model.rows)
        if inside not in self._list.children:
            self._list.clear_widgets()
            self._list.add_widget(inside)
        self._right.show((model.floor, model.legend, model.back))
        self._keys.show(model.keys)
        self._make_room(model.keys is not None)

    def _make_room(self, typing: bool) -> None:
        """While something is typed the list takes the map's place too."""
        if typing and self._right.parent:
            self._middle.remove_widget(self._right)
        elif not typing and self._right.parent is None:
            self._middle.add_widget(self._right)

    def _head(self, model: tuple[Way | None, str]) -> Widget:
        way, title = model
        return Text(self._look, title, Style(38, "extrabold")) if way is None else field(self._look, self._do, way)

    def _map(self, model: tuple[Floor | None, str, Way]) -> Widget:
        floor, legend, back = model
        look = self._look
        drawn = FloorMap(look, floor) if floor else Icon(look, "map-outline", 160, "line")
        here = row(
            wide(Icon(look, "navigation-variant", 24, "sky_ink"), look.px(28)),
            Text(look, legend, Style(19, colour="soft")),
            gap=look.px(8),
        )
        pad = [look.px(18), look.px(14), look.px(18), look.px(8)]
        card = panel(look, column(drawn, tall(here, look.px(34)), gap=look.px(6), pad=pad))
        return column(card, button(look, self._do, back, 25), gap=look.px(14))

    def _typing(self, keys: Keys | None) -> Widget:
        self._keys.height = keyboard_height(self._look, keys)
        return Widget() if keys is None else keyboard(self._look, self._do, keys)
