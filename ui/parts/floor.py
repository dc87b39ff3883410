"""The store's floor from above: aisles and departments with their names, what is sought, and where you are."""

import math
from collections.abc import Callable
from itertools import pairwise

from kivy.graphics import Color, Ellipse, Line, PopMatrix, PushMatrix, Rotate, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from ui.parts.drawing import Drawing
from ui.parts.text import Icon, Style, Text
from ui.presenter.models import Floor, FloorArea, Rectangle, Spot

At = Callable[[float, float], tuple[float, float]]
SHORT = 3
SIDE = 1.7
"""The room of a number above an aisle, in heights of its type."""


def _corners(place: Rectangle, at: At) -> tuple[tuple[float, float], tuple[float, float]]:
    """Bottom left corner and size on the screen."""
    x, y, width, depth = place
    (left, top), (right, bottom) = at(x, y), at(x + width, y + depth)
    return (left, bottom), (right - left, top - bottom)


class FloorMap(Drawing):
    """Draws a `Floor`, as large as it fits. The model's unit is the share of the floor's width and depth, 0 to 1."""

    _model: Floor

    def _draw(self) -> None:
        if min(self.width, self.height) < 20:
            return
        width = min(self.width, self.height * self._model.ratio)
        height = width / self._model.ratio
        left, bottom = self.center_x - width / 2, self.center_y - height / 2

        def at(x: float, y: float) -> tuple[float, float]:
            return left + x * width, bottom + (1 - y) * height

        self._box((left, bottom), (width, height), "paper", 14)
        for area in self._model.areas:
            self._area(area, at)
        for shelf in self._model.shelves:
            self._box(*_corners(shelf, at), "line", 3)
        numbers = self._numbers(at)
        for area in self._model.areas:
            if area in numbers or len(area.name) > SHORT:
                self._sign(area, at)
        self._way(at)
        for spot in self._model.spots:
            self._spot(spot, at)

    def _box(self, pos: tuple[float, float], size: tuple[float, float], colour: str, radius: float) -> None:
        with self.canvas:
            Color(*self._look.colour(colour))
            SmoothRoundedRectangle(pos=pos, size=size, radius=[self._look.px(radius)])

    def _area(self, area: FloorArea, at: At) -> None:
        if area.sought or len(area.name) > SHORT:
            self._box(*_corners(area.place, at), "leaf" if area.sought else "card", 7)

    def _numbers(self, at: At) -> list[FloorArea]:
        """The aisles whose numbers are shown: each, or each second where they would stand in one another; always the
        one that is sought.
        """
        short = sorted((area for area in self._model.areas if len(area.name) <= SHORT), key=lambda area: area.place[0])
        lefts = [_corners(area.place, at)[0][0] for area in short]
        room = min((right - left for left, right in pairwise(lefts) if right - left > 1), default=float("inf"))
        each = max(1, math.ceil(self._look.text(19) * SIDE / room))
        sought = next((n for n, area in enumerate(short) if area.sought), 0)
        return short[sought % each :: each]

    def _sign(self, area: FloorArea, at: At) -> None:
        pos, size = _corners(area.place, at)
        ink = "leaf_ink" if area.sought else "soft"
        if len(area.name) <= SHORT:
            self._above(area.name, pos[0] + size[0] / 2, pos[1] + size[1], ink)
        else:
            self._name(area.name, pos, size, ink)

    def _above(self, name: str, x: float, y: float, ink: str) -> None:
        label = Text(self._look, name, Style(19, "bold", ink, "center"))
        side = self._look.text(19) * SIDE
        label.size, label.pos = (side, side), (x - side / 2, y)
        self.add_widget(label)

    def _name(self, name: str, pos: tuple[float, float], size: tuple[float, float], ink: str) -> None:
        width, height = size
        upright = height > width * 1.6
        label = Text(self._look, name, Style(19, "bold", ink, "center", lines=2, cut=True))
        label.size = (height, width) if upright else size
        label.center = (pos[0] + width / 2, pos[1] + height / 2)
        if upright:
            with label.canvas.before:
                PushMatrix()
                Rotate(angle=90, origin=label.center)
            with label.canvas.after:
                PopMatrix()
        self.add_widget(label)

    def _way(self, at: At) -> None:
        points = [number for x, y in self._model.way for number in at(x, y)]
        if len(points) >= 4:
            with self.canvas:
                Color(*self._look.colour("sky_ink"))
                Line(points=points, width=max(1.5, self._look.px(3)), joint="round", cap="round")

    def _spot(self, spot: Spot, at: At) -> None:
        x, y = at(spot.x, spot.y)
        side = self._look.px(spot.size)
        frame = Widget(size=(side + 4, side + 4), pos=(x - side / 2 - 2, y - side / 2 - 2))
        with frame.canvas:
            Color(*self._look.colour(f"{spot.colour}_ink"))
            Ellipse(pos=frame.pos, size=frame.size)
        mark = Icon(self._look, spot.icon, spot.size * 0.65, spot.colour)
        mark.size, mark.center = (side, side), (x, y)
        self.add_widget(frame)
        self.add_widget(mark)
