"""Widgets that draw: a map, a basket from above, a plot."""

from typing import Any

from kivy.uix.widget import Widget

from ui.theme import Look


class Drawing(Widget):
    """Draws its model in its place, anew whenever the place changes. What is drawn is the subclass's `_draw`."""

    def __init__(self, look: Look, model: Any) -> None:
        super().__init__()
        self._look, self._model = look, model
        self.bind(pos=self._anew, size=self._anew)

    def _anew(self, *_: object) -> None:
        self.canvas.clear()
        self.clear_widgets()
        self._draw()

    def _draw(self) -> None:
        raise NotImplementedError
