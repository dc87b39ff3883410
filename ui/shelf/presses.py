"""Buttons and rows of the virtual shelf: for a mouse as well as for a finger, so denser than the cart's own."""

from collections.abc import Callable

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from ui.intents import Act, Pick
from ui.parts.ground import ground
from ui.parts.press import Caption, Press
from ui.parts.text import Style
from ui.theme import Look

SIZE = 20
KINDS = {"quiet": ("stone", "ink"), "go": ("green", "green_ink"), "ask": ("ask", "ask_ink"), "off": ("card", "soft")}


def small(look: Look, words: str, do: Callable[[], None], icon: str = "", kind: str = "quiet") -> Press:
    """A button; its act's key is its words, so that a test finds it."""

    def act(_: Act) -> None:
        do()

    press = Press(act, Pick(words or icon))
    fill, ink = KINDS[kind]
    ground(press, look, fill, 12)
    style = Style(SIZE, "bold", ink, "left" if icon and words else "center")
    press.add_widget(Caption(look, (icon, ink), words, style))
    return press


def scrolled(box: Widget) -> ScrollView:
    """A list as high as it needs, with a bar that a mouse can take."""
    box.size_hint_y = None
    box.bind(minimum_height=box.setter("height"))
    view = ScrollView(do_scroll_x=False, bar_width=8, scroll_type=["bars", "content"])
    view.add_widget(box)
    return view


def listed(*rows: Widget) -> ScrollView:
    """Rows under each other that scroll."""
    box = BoxLayout(orientation="vertical", spacing=6)
    for one in rows:
        box.add_widget(one)
    return scrolled(box)
