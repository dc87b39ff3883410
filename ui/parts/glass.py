"""The cart's screen on the glass that it stands behind: scaled as a whole, and turned where the panel is mounted so."""

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scatter import Scatter
from kivy.uix.widget import Widget

from ui.parts.ground import ground
from ui.theme import Look


class Glass(FloatLayout):
    """Holds a `stage` of a fixed size in the middle, as large as it fits; touches are turned and scaled with it.

    `rotate`: by so many degrees counter-clockwise (0, 90, 180, 270).
    """

    def __init__(self, stage: Widget, rotate: int = 0) -> None:
        super().__init__()
        ground(self, Look(1000, 625, "dark"), "strong_ink", 0)
        self._holder = Scatter(
            do_rotation=False, do_scale=False, do_translation=False, auto_bring_to_front=False,
            size_hint=(None, None), size=stage.size, rotation=rotate,
        )  # fmt: skip
        self._turned = rotate % 180 != 0
        self._holder.add_widget(stage)
        self.add_widget(self._holder)
        self.bind(size=self._place, pos=self._place)

    def _place(self, *_: object) -> None:
        wide, high = self._holder.size
        if self._turned:
            wide, high = high, wide
        self._holder.scale = min(self.width / wide, self.height / high)
        self._holder.center = self.center
