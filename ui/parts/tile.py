"""Pictures to touch: a product on its tint with its name and price; or a large figure."""

from dataclasses import dataclass

from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.ground import column, gap, ground, tall
from ui.parts.press import Press
from ui.parts.receipt import picture
from ui.parts.text import Style, Text, height_of
from ui.presenter.models import Tile
from ui.theme import Look


def tile(look: Look, do: Do, model: Tile, side: float, size: float = 25) -> Press:
    """One tile; `side` is the picture's in px at 1280×800."""
    press = Press(do, model.act, orientation="vertical", padding=look.px(12), spacing=look.px(4))
    press.size_hint_min = (look.touch, look.touch)
    ground(press, look, "leaf" if model.chosen else "card", 24, "green" if model.chosen else "")
    name = Style(size, "bold", align="center", cut=True)
    detail = Style(max(19, size - 5), colour="soft", align="center", cut=True)
    parts: list[Widget] = [gap()]
    if model.picture:
        frame = AnchorLayout(size_hint_y=None, height=look.px(side))
        frame.add_widget(picture(look, model.picture, side))
        parts.append(frame)
    if model.figure:
        big = Style(54, "extrabold", align="center")
        parts.append(tall(Text(look, model.figure, big), look.px(74)))
    if model.name:
        parts.append(Text(look, model.name, name, size_hint_y=None, height=height_of(look, "Ag", name, 999)))
    if model.detail:
        parts.append(tall(Text(look, model.detail, detail), height_of(look, "Ag", detail, 999)))
    press.add_widget(column(*parts, gap(), gap=look.px(5)))
    return press


@dataclass(frozen=True)
class Grid:
    """How tiles stand: columns, the side of their pictures and the size of their names, in px at 1280×800."""

    columns: int
    side: float
    size: float = 25


def tiles(look: Look, do: Do, models: tuple[Tile, ...], grid: Grid) -> GridLayout:
    """Tiles in a grid that fills its place."""
    box = GridLayout(cols=grid.columns, spacing=look.px(16))
    for model in models:
        box.add_widget(tile(look, do, model, grid.side, grid.size))
    return box
