"""The line on top of every screen: store, cart, SIMULATED, and quiet signs."""

from dataclasses import replace

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.parts.ground import gap, panel, row, tall, wide
from ui.parts.text import Icon, Style, Text, width_of
from ui.presenter.models import Bar
from ui.theme import Look

HEIGHT = 64


def snug(look: Look, words: str, style: Style) -> Text:
    """Words as wide as they need to be."""
    return wide(Text(look, words, style), width_of(look, words, style))


def chip(look: Look, words: str, colours: tuple[str, str], icon: str = "", size: float = 19) -> BoxLayout:
    """A small rounded label on a ground: (ground, words)."""
    fill, ink = colours
    style = Style(size, "bold", ink)
    parts: list[Widget] = [wide(Icon(look, icon, size + 3, ink), look.px(26))] if icon else []
    box = row(*parts, snug(look, words, style), gap=look.px(6), pad=[look.px(14), 0, look.px(14), 0])
    width = width_of(look, words, style) + look.px(28 + (32 if icon else 0))
    return panel(look, wide(box, width), fill, 18)


def top_bar(look: Look, model: Bar) -> BoxLayout:
    """The bar, `HEIGHT` px high at 1280×800. Where room is short the budget goes first, then the signs' words."""
    pad, space = look.px(28), look.px(18)
    for budget, words in ((model.budget, True), ("", True), ("", False)):
        parts = [*_left(look, model), gap(), *_right(look, replace(model, budget=budget), words)]
        taken = sum(part.width for part in parts if part.size_hint_x is None) + space * len(parts) + 2 * pad
        if taken <= look.width:
            break
    return tall(row(*parts, gap=space, pad=[pad, 0, pad, 0]), look.px(HEIGHT))


def _left(look: Look, model: Bar) -> list[Widget]:
    parts: list[Widget] = [snug(look, model.store, Style(21, "bold")), snug(look, model.cart, Style(20, colour="soft"))]
    if model.simulated:
        parts.append(_centred(look, chip(look, model.simulated, ("ask", "ask_ink"), "flask-outline", 18)))
    return parts


def _right(look: Look, model: Bar, words: bool) -> list[Widget]:
    parts: list[Widget] = [snug(look, model.budget, Style(20, colour="soft"))] if model.budget else []
    parts += _signs(look, model, words)
    if model.total:
        parts.append(snug(look, model.total, Style(24, "extrabold")))
    return parts


def _centred(look: Look, widget: BoxLayout) -> BoxLayout:
    widget.size_hint_y, widget.height = None, look.px(38)
    widget.pos_hint = {"center_y": 0.5}
    return widget


def _signs(look: Look, model: Bar, say: bool) -> list[Widget]:
    made: list[Widget] = []
    for icon, words in model.signs:
        made.append(wide(Icon(look, icon, 26, "ask_ink" if words else "soft"), look.px(28)))
        if words and say:
            made.append(snug(look, words, Style(19, "bold", "ask_ink")))
    return made
