"""Things to press. Each is at least 12 mm on both sides and carries one act."""

from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout

from ui.intents import Act, Do
from ui.parts.ground import ground
from ui.parts.text import Icon, Style, Text, width_of
from ui.presenter.models import Way
from ui.theme import Look

# kind of button: ground, edge, words, icon
KINDS: dict[str, tuple[str, str, str, str]] = {
    "go": ("green", "", "green_ink", "green_ink"),
    "strong": ("strong", "", "strong_ink", "strong_ink"),
    "quiet": ("paper", "line", "ink", "ink"),
    "card": ("card", "", "ink", "leaf_ink"),
    "edged": ("card", "line", "ink", "ink"),
    "chosen": ("leaf", "green", "ink", "leaf_ink"),
    "sky": ("card", "", "sky_ink", "sky_ink"),
    "ask": ("card", "", "ask_ink", "ask_ink"),
}


class Press(ButtonBehavior, BoxLayout):
    """A box that can be pressed; it fires when the finger lifts inside it."""

    def __init__(self, do: Do, act: Act, **box: object) -> None:
        super().__init__(**box)
        self.act = act
        self._do = do

    def on_state(self, _: object, state: str) -> None:
        """A finger on it dims it."""
        self.opacity = 0.7 if state == "down" else 1.0

    def on_release(self) -> None:
        """Carries out the act."""
        self._do(self.act)


class Caption(BoxLayout):
    """An icon on the left of words (or above them: `stacked`), centred together."""

    def __init__(self, look: Look, mark: tuple[str, str], words: str, style: Style, stacked: bool = False) -> None:
        icon, tint = mark
        super().__init__(orientation="vertical" if stacked else "horizontal", spacing=look.px(6 if stacked else 14))
        self._look, self._style, self._words, self._stacked = look, style, words, stacked
        self._icon = look.px(style.size * 1.45) if icon else 0
        if icon:
            mark = Icon(look, icon, style.size * 1.3, tint)
            mark.size_hint = (1, 0.9) if stacked else (None, 1)
            mark.width = self._icon
            self.add_widget(mark)
        if words:
            self.add_widget(Text(look, words, style))
        self.bind(size=self._centre)

    def _centre(self, *_: object) -> None:
        if self._stacked:
            self.padding = [0, self.height * 0.08, 0, self.height * 0.08]
            return
        said = width_of(self._look, self._words, self._style) if self._words else 0
        taken = said + self._icon + (self.spacing if self._icon and said else 0)
        side = max(0.0, (self.width - taken) / 2)
        self.padding = [side, 0, side, 0]


def button(look: Look, do: Do, way: Way, size: float = 25, stacked: bool = False) -> Press:
    """A button for `way`, 12 mm high or more; the parent gives it its width."""
    fill, edge, words, tint = KINDS[way.kind]
    high = max(look.touch, look.px(84))
    press = Press(do, way.act, size_hint_y=None, height=high, padding=[look.px(14), 0, look.px(14), 0])
    press.size_hint_min_x = look.touch
    ground(press, look, fill, 22, edge)
    align = "center" if stacked or not way.icon else "left"
    style = Style(size, "bold", words, align, 2 if look.small or look.large or stacked else 1)
    press.add_widget(Caption(look, (way.icon, tint), way.words, style, stacked))
    return press
