"""Our own keyboard and number pad: a cart has no other, and the system's would cover the next step."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from ui.intents import Do, Key
from ui.parts.ground import column, ground, row
from ui.parts.press import Caption, Press
from ui.parts.text import Style
from ui.presenter.models import Keys
from ui.theme import Look

ICONS = {"back": "backspace-outline", "clear": "close", "done": "check", "space": "keyboard-space"}


def key(look: Look, do: Do, name: str, words: str = "") -> Press:
    """One key: a character, or a named one with an icon."""
    act = Key(" ") if name == "space" else Key(name)
    press = Press(do, act)
    press.size_hint_min = (look.touch, look.touch)
    ground(press, look, "green" if name == "done" else "card", 16)
    colour = "green_ink" if name == "done" else "ink"
    style = Style(30, "bold", colour, "center")
    label = "" if name in ICONS else (words or name.upper())
    press.add_widget(Caption(look, (ICONS.get(name, ""), colour), label, style))
    return press


def keyboard(look: Look, do: Do, model: Keys) -> BoxLayout:
    """Letters in rows, as high as a finger needs."""
    lines = [
        row(*(key(look, do, name, model.done if name == "done" else "") for name in line), gap=look.px(8))
        for line in model.rows
    ]
    return column(*lines, gap=look.px(8), size_hint_y=None, height=keyboard_height(look, model))


def keyboard_height(look: Look, model: Keys | None) -> int:
    """How many px a keyboard takes; 0 for none."""
    return look.touch * len(model.rows) + look.px(8) * (len(model.rows) - 1) if model else 0


def pad(look: Look, do: Do) -> GridLayout:
    """Digits as on a telephone, with "clear" and "back"."""
    grid = GridLayout(cols=3, spacing=look.px(10))
    for name in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back"):
        grid.add_widget(key(look, do, name))
    return grid
