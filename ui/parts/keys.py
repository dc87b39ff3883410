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
    press.size_hint_min = (look.touch if len(words) < 2 else 0, look.touch)
    ground(press, look, "green" if name == "done" else "card", 16)
    colour = "green_ink" if name == "done" else "ink"
    style = Style(30, "bold", colour, "center")
    label = "" if name in ICONS and name != "done" else (words or name.upper())
    press.add_widget(Caption(look, (ICONS.get(name, ""), colour), label, style))
    return press


def keyboard(look: Look, do: Do, model: Keys) -> BoxLayout:
    """Letters in rows; the last row has the keys with names."""
    lines = [row(*(key(look, do, name) for name in line), gap=look.px(8)) for line in model.rows]
    back, space, done = key(look, do, "back"), key(look, do, "space"), key(look, do, "done", model.done)
    back.size_hint_x, space.size_hint_x, done.size_hint_x = 0.2, 0.5, 0.3
    lines.append(row(back, space, done, gap=look.px(8)))
    return column(*lines, gap=look.px(8))


def pad(look: Look, do: Do) -> GridLayout:
    """Digits as on a telephone, with "clear" and "back"."""
    grid = GridLayout(cols=3, spacing=look.px(10))
    for name in ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back"):
        grid.add_widget(key(look, do, name))
    return grid
