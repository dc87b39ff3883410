"""The basket from above: where a known weight goes. The handle is below, where the person stands."""

from kivy.graphics import Color, Line, SmoothEllipse, SmoothRoundedRectangle

from ui.parts.drawing import Drawing
from ui.parts.text import Icon, Style, Text
from ui.presenter.scale_models import Tray

RATIO = 1.12
# the middle of a place, in shares of the basket from its lower left corner (the handle's side is below)
PLACES = {
    "middle": (0.5, 0.5),
    "front_left": (0.26, 0.74),
    "front_right": (0.74, 0.74),
    "back_right": (0.74, 0.26),
    "back_left": (0.26, 0.26),
}
Box = tuple[float, float, float, float]


class TrayDrawing(Drawing):
    """Draws a `Tray`, as large as it fits."""

    _model: Tray

    def _draw(self) -> None:
        grip = self._look.px(74)
        if min(self.width, self.height - grip) < 40:
            return
        width = min(self.width, (self.height - grip) * RATIO)
        height = width / RATIO
        box = (self.center_x - width / 2, self.center_y - (height - grip) / 2, width, height)
        self._basket(box)
        self._handle(box, grip)
        if self._model.place:
            self._weight(box)
        else:
            self._empty(box)

    def _rounded(self, box: Box, colour: str, radius: float) -> None:
        with self.canvas:
            Color(*self._look.colour(colour))
            SmoothRoundedRectangle(pos=box[:2], size=box[2:], radius=[self._look.px(radius)])

    def _basket(self, box: Box) -> None:
        """The rim, the floor, and its quarters; the quarter that is meant stands out."""
        look, (x, y, width, height) = self._look, box
        rim = look.px(10)
        inner = (x + rim, y + rim, width - 2 * rim, height - 2 * rim)
        self._rounded(box, "soft", 44)
        self._rounded(inner, "paper", 36)
        if self._model.place not in ("", "middle"):
            at = PLACES[self._model.place]
            left, bottom = inner[0] + (at[0] > 0.5) * inner[2] / 2, inner[1] + (at[1] > 0.5) * inner[3] / 2
            self._rounded((left, bottom, inner[2] / 2, inner[3] / 2), "leaf", 36)
        if self._model.place:
            self._quarters(inner)

    def _quarters(self, inner: Box) -> None:
        look = self._look
        with self.canvas:
            Color(*look.colour("line"))
            for points in (
                (inner[0] + inner[2] / 2, inner[1], inner[0] + inner[2] / 2, inner[1] + inner[3]),
                (inner[0], inner[1] + inner[3] / 2, inner[0] + inner[2], inner[1] + inner[3] / 2),
            ):
                Line(points=points, width=max(1.0, look.px(1.5)), dash_length=8, dash_offset=6)

    def _handle(self, box: Box, grip: float) -> None:
        look, (x, y, width, _) = self._look, box
        for share in (0.18, 0.82):
            self._rounded((x + share * width - look.px(6), y - grip * 0.5, look.px(12), grip * 0.5), "soft", 6)
        bar = (x + 0.1 * width, y - grip * 0.95, 0.8 * width, grip * 0.55)
        self._rounded(bar, "soft", 22)
        label = Text(look, self._model.handle, Style(22, "bold", "paper", "center"))
        label.pos, label.size = bar[:2], bar[2:]
        self.add_widget(label)

    def _weight(self, box: Box) -> None:
        look, (x, y, width, height) = self._look, box
        share = PLACES[self._model.place]
        middle = (x + share[0] * width, y + share[1] * height)
        side = 0.38 * height
        with self.canvas:
            Color(*look.colour("green"))
            SmoothEllipse(pos=(middle[0] - side / 2, middle[1] - side / 2), size=(side, side))
        mark = Icon(look, "weight", 46, "green_ink")
        mark.size, mark.center = (side, side * 0.4), (middle[0], middle[1] + side * 0.21)
        words = Text(look, self._model.weight, Style(38, "extrabold", "green_ink", "center"))
        words.size, words.center = (side * 0.86, side * 0.36), (middle[0], middle[1] - side * 0.12)
        self.add_widget(mark)
        self.add_widget(words)

    def _empty(self, box: Box) -> None:
        mark = Icon(self._look, "tray-remove", 150, "soft")
        mark.size, mark.center = (box[2] * 0.6, box[3] * 0.5), (box[0] + box[2] / 2, box[1] + box[3] / 2)
        self.add_widget(mark)
