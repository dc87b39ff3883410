"""What is left at each load, against what is allowed: a band, and a mark for each weighing."""

from kivy.graphics import Color, Line, Rectangle, SmoothEllipse
from kivy.uix.widget import Widget

from ui.parts.drawing import Drawing
from ui.parts.text import Style, Text, width_of
from ui.presenter.scale_models import Mark, Plot
from ui.theme import Look

BESIDE = {"dot": 0, "square": -1, "ring": 1}  # marks of one load stand beside each other


class PlotDrawing(Drawing):
    """Draws a `Plot` in the whole of its place; the loads stand below it, its ends at the left."""

    _model: Plot

    def _draw(self) -> None:
        look, ends = self._look, Style(19, colour="soft", align="right")
        left = max(width_of(look, words, ends) for words in (self._model.top, self._model.bottom, "0")) + look.px(12)
        below, edge = look.px(40), look.px(36)
        area = (self.x + left + edge, self.y + below, self.width - left - 2 * edge, self.height - below - look.px(8))
        if min(area[2:]) < 20:
            return
        self._band(area)
        for mark in self._model.marks:
            self._mark(mark, area)
        self._words(area, left)

    def _band(self, area: tuple[float, float, float, float]) -> None:
        look, (x, y, width, height) = self._look, area
        edges = [share for share, _ in self._model.band[1:]] + [1.0]
        over = look.px(34)
        with self.canvas:
            Color(*look.colour("leaf"))
            for (share, half), until in zip(self._model.band, edges, strict=True):
                first, last = share == 0.0, until == 1.0
                start, end = x + share * width - over * first, x + until * width + over * last
                Rectangle(pos=(start, y + (0.5 - half) * height), size=(end - start, 2 * half * height))
            Color(*look.colour("soft"))
            Line(
                points=(x - look.px(34), y + height / 2, x + width + look.px(34), y + height / 2),
                width=max(1.0, look.px(1)),
            )

    def _mark(self, mark: Mark, area: tuple[float, float, float, float]) -> None:
        look, (x, y, width, height) = self._look, area
        side = look.px(20 if mark.ok else 28)
        middle = (x + mark.x * width + BESIDE[mark.shape] * look.px(22), y + mark.y * height)
        draw_mark(self, look, mark.shape, (*middle, side), "leaf_ink" if mark.ok else "ask_ink")

    def _words(self, area: tuple[float, float, float, float], left: float) -> None:
        look, (x, y, width, height) = self._look, area
        high = look.text(19) * 1.6
        for share, words in ((1.0, self._model.top), (0.5, "0"), (0.0, self._model.bottom)):
            label = Text(look, words, Style(19, colour="soft", align="right"))
            label.size = (left, high)
            label.pos = (self.x, min(y + height - high, max(y, y + share * height - high / 2)))
            self.add_widget(label)
        for share, words in self._model.loads:
            style = Style(19, "bold", align="center")
            label = Text(look, words, style)
            label.size = (width_of(look, words, style), high)
            label.center = (x + share * width, self.y + high / 2)
            self.add_widget(label)


def draw_mark(widget: Widget, look: Look, shape: str, place: tuple[float, float, float], colour: str) -> None:
    """A dot, a square or a ring at (middle x, middle y, side)."""
    x, y, side = place
    with widget.canvas:
        Color(*look.colour(colour))
        if shape == "ring":
            Line(circle=(x, y, side / 2), width=max(1.2, look.px(3)))
        else:
            kind = SmoothEllipse if shape == "dot" else Rectangle
            kind(pos=(x - side / 2, y - side / 2), size=(side, side))
