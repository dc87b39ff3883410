"""The table under a simulated cart: its screen, whole in any window, and the virtual shelf beside it or below."""

from kivy.uix.floatlayout import FloatLayout
from kivy.uix.scatter import Scatter
from kivy.uix.widget import Widget

from ui.intents import Act, Pick
from ui.parts.ground import ground
from ui.parts.press import Caption, Press
from ui.parts.text import Style
from ui.shelf.room import Box, Room, arrange, opens
from ui.theme import Look


class Table(FloatLayout):
    """Holds a `stage` of a fixed size, scaled as a whole (touches with it), and a `shelf`."""

    def __init__(self, stage: Widget, shelf: Widget) -> None:
        super().__init__()
        look = Look(1000, 625, "dark")
        ground(self, look, "strong_ink", 0)
        self.cart = (int(stage.width), int(stage.height))
        self.stage, self.shelf = stage, shelf
        self.folded: bool | None = None
        self._holder = Scatter(
            do_rotation=False, do_scale=False, do_translation=False, auto_bring_to_front=False,
            size_hint=(None, None), size=stage.size,
        )  # fmt: skip
        self._holder.add_widget(stage)
        self._tab = Press(self._open, Pick("Shelf"), size_hint=(None, None))
        ground(self._tab, look, "green", 0)
        self._tab.add_widget(
            Caption(look, ("store-outline", "green_ink"), "Shelf", Style(19, "bold", "green_ink", "center"), True)
        )
        self.add_widget(self._holder)
        self.bind(size=self._place)

    def fold(self, folded: bool) -> None:
        """Puts the shelf away, or brings it up; from now on the person's choice, not the window's size, decides."""
        self.folded = folded
        self._place()

    @property
    def room(self) -> Room:
        """Where all stands now."""
        window = (int(self.width), int(self.height))
        folded = not opens(window, self.cart) if self.folded is None else self.folded
        return arrange(window, self.cart, folded)

    def _open(self, _: Act) -> None:
        self.fold(False)

    def _place(self, *_: object) -> None:
        room = self.room
        self._holder.scale = room.scale
        self._holder.pos = (room.screen.x, room.screen.y)
        self._stand(self.shelf, room.shelf)
        self._stand(self._tab, room.tab)

    def _stand(self, widget: Widget, place: Box | None) -> None:
        if place is None:
            self.remove_widget(widget)
            return
        widget.pos, widget.size = (place.x, place.y), (place.width, place.height)
        if widget.parent is None:
            self.add_widget(widget)
