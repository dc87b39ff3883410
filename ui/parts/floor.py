"""The store's floor from above: aisles and departments with their names, what is sought, and where you are."""

from collections.abc import Callable

from kivy.graphics import Color, Ellipse, Line, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from ui.parts.text import Icon, Style, Text
from ui.presenter.models import Floor, FloorArea, Spot
from ui.theme import Look


class FloorMap(Widget):
    """Draws a `Floor`, as large as it fits. The model's unit is the share of the floor's width and depth, 0 to 1."""

    def __init__(self, look: Look, model: Floor) -> None:
        super().__init__()
        self._look, self._model = look, model
        self.bind(pos=self._draw, size=self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        self.clear_widgets()
        if min(self.width, self.height) < 20:
            return
        width = min(self.width, self.height * self._model.ratio)
        height = width / self._model.ratio
        left, bottom = self.center_x - width / 2, self.center_y - height / 2

        def at(x: float, y: float) -> tuple[float, float]:
            return left + x * width, bottom + (1 - y) * height

        for area in self._model.areas:
            self._area(area, at)
        self._way(at)
        for spot in self._model.spots:
            self._spot(spot, at)

    def _area(self, area: FloorArea, at: Callable[[float, float], tuple[float, float]]) -> None:
        (x, top), (right, y) = at(area.x, area.y), at(area.x + area.width, area.y + area.depth)
        fill, ink = ("leaf", "leaf_ink") if area.sought else ("stone", "stone_ink")
        with self.canvas:
            Color(*self._look.colour(fill))
            SmoothRoundedRectangle(pos=(x, y), size=(right - x, top - y), radius=[self._look.px(8)])
        label = Text(self._look, area.name, Style(19, "bold", ink, "center", lines=3))
        label.size, label.pos = (right - x, top - y), (x, y)
        self.add_widget(label)

    def _way(self, at: Callable[[float, float], tuple[float, float]]) -> None:
        points = [number for x, y in self._model.way for number in at(x, y)]
        if len(points) >= 4:
            with self.canvas:
                Color(*self._look.colour("sky_ink"))
                Line(points=points, width=self._look.px(3), dash_length=self._look.px(9), dash_offset=self._look.px(7))

    def _spot(self, spot: Spot, at: Callable[[float, float], tuple[float, float]]) -> None:
        x, y = at(spot.x, spot.y)
        side = self._look.px(46)
        with self.canvas:
            Color(*self._look.colour("card"))
            Ellipse(pos=(x - side / 2 - 2, y - side / 2 - 2), size=(side + 4, side + 4))
            Color(*self._look.colour(spot.colour))
            Ellipse(pos=(x - side / 2, y - side / 2), size=(side, side))
        mark = Icon(self._look, spot.icon, 30, f"{spot.colour}_ink")
        mark.size, mark.center = (side, side), (x, y)
        self.add_widget(mark)
