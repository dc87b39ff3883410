"""A grid of pictures that scrolls: what stays is not made again, and what is far down is made in the next frames."""

from collections.abc import Sequence

from kivy.clock import Clock
from kivy.uix.gridlayout import GridLayout
from kivy.uix.scrollview import ScrollView

from ui.intents import Do
from ui.parts.press import Press
from ui.parts.tile import tile
from ui.presenter.models import Tile
from ui.theme import Look

AT_ONCE = 12
A_FRAME = 3


class PictureGrid(ScrollView):
    """Tiles in rows of `high` px. A shopper waits for the first dozen only."""

    def __init__(self, look: Look, do: Do, high: float) -> None:
        super().__init__(do_scroll_x=False, bar_width=0, scroll_type=["content"])
        self._look, self._do = look, do
        self._models: list[Tile] = []
        self._made: dict[str, tuple[Tile, Press]] = {}
        self._grid = GridLayout(spacing=look.px(14), size_hint_y=None, row_default_height=high, row_force_default=True)
        self._grid.bind(minimum_height=self._grid.setter("height"))
        self.add_widget(self._grid)
        self._later = Clock.create_trigger(self._more, 0)

    def show(self, models: Sequence[Tile], columns: int) -> None:
        """Shows these tiles in so many columns."""
        self._grid.cols = columns
        if list(models) == self._models:
            return
        same = [model.key for model in models] == [model.key for model in self._models]
        self._models = list(models)
        known = {model.key: model for model in models}
        self._made = {key: made for key, made in self._made.items() if known.get(key) == made[0]}
        self._fill(AT_ONCE)
        if not same:
            self.scroll_y = 1

    def make(self, model: Tile) -> Press:
        """What stands for a tile."""
        return tile(self._look, self._do, model, 84, 22)

    def _more(self, _: float) -> None:
        self._fill(A_FRAME)

    def _fill(self, many: int) -> None:
        """Makes up to `many` tiles that are missing, and shows those that stand before the first still missing."""
        shown = []
        for model in self._models:
            if model.key not in self._made:
                if many == 0:
                    self._later()
                    break
                many -= 1
                self._made[model.key] = model, self.make(model)
            shown.append(self._made[model.key][1])
        if shown != list(reversed(self._grid.children)):
            self._arrange(shown)

    def _arrange(self, shown: list[Press]) -> None:
        there = list(reversed(self._grid.children))
        if shown[: len(there)] != there:
            self._grid.clear_widgets()
            there = []
        for press in shown[len(there) :]:
            self._grid.add_widget(press)
