"""Places that change only when their model does: one widget, or a list of them."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from kivy.animation import Animation
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

M = TypeVar("M")
SOFTLY_S = 0.18


class Slot(BoxLayout, Generic[M]):
    """Holds what `build` makes of the newest model; an equal model changes nothing."""

    def __init__(self, build: Callable[[M], Widget], **place: object) -> None:
        super().__init__(**place)
        self._build = build
        self._model: M | None = None

    def show(self, model: M) -> None:
        """Builds anew when `model` is another one."""
        if model != self._model:
            self._model = model
            self.clear_widgets()
            self.add_widget(self._build(model))


class Rows(ScrollView, Generic[M]):
    """A list that scrolls, newest first. Rows whose model is unchanged stay; a new one moves in softly."""

    def __init__(self, build: Callable[[M], Widget], calm: bool = False, gap: float = 0) -> None:
        super().__init__(do_scroll_x=False, bar_width=0, scroll_type=["content"])
        self._build, self._calm = build, calm
        self._shown: dict[M, Widget] = {}
        self._box = BoxLayout(orientation="vertical", size_hint_y=None, spacing=gap)
        self._box.bind(minimum_height=self._box.setter("height"))
        self.add_widget(self._box)

    def show(self, models: Sequence[M]) -> None:
        """Shows these rows, in this order."""
        if list(self._shown) == list(models):
            return
        kept = self._shown
        self._shown = {model: kept[model] if model in kept else self._build(model) for model in models}
        self._box.clear_widgets()
        for model, widget in self._shown.items():
            self._box.add_widget(widget)
            if model not in kept and kept and not self._calm:
                widget.opacity = 0.2
                Animation(opacity=1, duration=SOFTLY_S).start(widget)
        if set(self._shown) - set(kept):
            self.scroll_y = 1
