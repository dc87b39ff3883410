"""The panels on the right: the next step, the total, and the notice of what was saved."""

from kivy.uix.boxlayout import BoxLayout

from ui.intents import Do
from ui.parts.ground import column, gap, panel, row, tall
from ui.parts.press import button
from ui.parts.text import Icon, Style, Text
from ui.presenter.models import Next, Sum, Way
from ui.theme import Look

COLOURS = {"go": ("green", "green_ink"), "sky": ("sky", "sky_ink"), "ask": ("ask", "ask_ink")}


def next_card(look: Look, do: Do, model: Next) -> BoxLayout:
    """What to do next, in colour, icon and words, with its own ways out."""
    fill, ink = COLOURS[model.kind]
    size = 38 if len(model.ways) < 2 else 32
    lean = Icon(look, model.icon, 96 if not model.ways else 60, ink)
    ways = column(*(button(look, do, way, 23) for way in model.ways), gap=look.px(12), size_hint_y=None)
    ways.bind(minimum_height=ways.setter("height"))
    lean.size_hint_y = 1.1 if not model.ways else 0.8
    title = Text(look, model.title, Style(size, "extrabold", ink, "center", 2))
    title.size_hint_y = 1.15
    text = Text(look, model.text, Style(21, "medium", ink, "center", 2))
    text.size_hint_y = 0.75
    pad = [look.px(24), look.px(16), look.px(24), look.px(18)]
    parts = [lean, title, text, *([ways] if model.ways else [])]
    return panel(look, column(*parts, gap=look.px(8), pad=pad), fill)


def saved_strip(look: Look, label: str, amount: str) -> BoxLayout:
    """ "You saved" and how much, in the colours that nothing else has."""
    left, right = Style(23, "bold", "save_ink"), Style(24, "extrabold", "save_ink", "right")
    pad = [look.px(18), 0, look.px(18), 0]
    box = row(Text(look, label, left), Text(look, amount, right), pad=pad)
    return tall(panel(look, box, "save", 18), look.px(52))


def sum_card(look: Look, model: Sum) -> BoxLayout:
    """The total, large; what is in it above, what it saved below."""
    quiet = Style(20, colour="soft")
    items = Text(look, model.items, quiet, size_hint_x=0.42)
    top = tall(row(items, Text(look, model.extras, Style(20, colour="soft", align="right"))), look.px(30))
    label = Text(look, model.label, Style(26, "bold"), size_hint_x=0.34)
    total = tall(row(label, Text(look, model.total, Style(62, "extrabold", align="right"))), look.px(76))
    parts = [top, total] + ([saved_strip(look, model.saved_label, model.saved)] if model.saved else [])
    pad = [look.px(28), look.px(14), look.px(28), look.px(14)]
    return panel(look, column(gap(), *parts, gap(), gap=look.px(6), pad=pad))


def buttons_row(look: Look, do: Do, ways: tuple[Way, ...], size: float = 24) -> BoxLayout:
    """Buttons of equal width beside each other."""
    made = [button(look, do, way, size, look.small) for way in ways]
    height = made[0].height if made else 0
    return row(*made, gap=look.px(14), size_hint_y=None, height=height)
