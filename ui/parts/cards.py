"""The panels on the right: the next step, the total, and the notice of what was saved."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.press import Press, button
from ui.parts.text import Icon, Style, Text, height_of, width_of
from ui.presenter.models import Next, Sum, Way
from ui.theme import Look

COLOURS = {"go": ("green", "green_ink"), "sky": ("sky", "sky_ink"), "ask": ("ask", "ask_ink")}


def title_size(look: Look, model: Next, width: float) -> float:
    """As large as one line allows; two smaller lines where the words are many, and then no larger than leaves room."""
    largest, least = 38 if not model.ways else 34, 19 if look.large else 27
    for size in range(largest, least, -2):
        if width_of(look, model.title, Style(size, "extrabold")) <= width:
            return size
    return 30 if look.small or model.ways else 34


def next_card(look: Look, do: Do, model: Next, width: float) -> BoxLayout:
    """What to do next, in colour, icon and words, with its own ways out. `width` is the card's in px."""
    fill, ink = COLOURS[model.kind]
    side = look.px(22)
    inner = width - 2 * side
    title = Style(title_size(look, model, inner), "extrabold", ink, "center", 2)
    text = Style(21, "medium", ink, "center", 2)
    parts: list[Widget] = [
        Icon(look, model.icon, 96 if not model.ways else 64, ink),
        tall(Text(look, model.title, title), height_of(look, model.title, title, inner)),
    ]
    if model.text:
        parts.append(tall(Text(look, model.text, text), height_of(look, model.text, text, inner)))
    if model.ways:
        made = [button(look, do, way, 22, stacked=len(model.ways) > 1) for way in model.ways]
        parts.append(tall(row(*made, gap=look.px(12)), made[0].height))
    return panel(look, column(*parts, gap=look.px(6), pad=[side, look.px(14), side, look.px(20)]), fill)


def saved_strip(look: Look, label: str, amount: str) -> BoxLayout:
    """ "You saved" and how much, in the colours that nothing else has."""
    left, right = Style(23, "bold", "save_ink"), Style(24, "extrabold", "save_ink", "right")
    pad = [look.px(18), 0, look.px(18), 0]
    box = row(Text(look, label, left), Text(look, amount, right), pad=pad)
    return tall(panel(look, box, "save", 18), look.px(52))


def sum_card(look: Look, do: Do, model: Sum, width: float) -> Press:
    """The total, large; what is in it above, what it saved below. `width` in px. A touch opens the budget."""
    quiet = Style(20, colour="soft")
    items = wide(Text(look, model.items, quiet), width_of(look, model.items, quiet))
    extras = Style(20, colour="soft", align="right", lines=2)
    room = width - look.px(60) - items.width
    high = max(look.px(30), height_of(look, model.extras, extras, room))
    top = tall(row(items, Text(look, model.extras, extras), gap=look.px(4)), high)
    label = Text(look, model.label, Style(26, "bold"), size_hint_x=0.34)
    total = tall(row(label, Text(look, model.total, Style(62, "extrabold", align="right"))), look.px(76))
    parts = [top, total] + ([saved_strip(look, model.saved_label, model.saved)] if model.saved else [])
    pad = [look.px(28), look.px(14), look.px(28), look.px(14)]
    card = Press(do, model.act)
    card.add_widget(column(gap(), *parts, gap(), gap=look.px(6), pad=pad))
    ground(card, look, "card")
    space = look.px(28 + 6 * (len(parts) + 1)) + look.px(8)
    return tall(card, sum(part.height for part in parts) + space)


def pair(look: Look, name: str, figure: str) -> BoxLayout:
    """A quiet name and its figure."""
    quiet = Style(20, colour="soft")
    said = Text(look, figure, Style(21, "bold", align="right", lines=2, cut=True))
    return row(wide(Text(look, name, quiet), width_of(look, name, quiet)), said, gap=look.px(14))


def buttons_row(look: Look, do: Do, ways: tuple[Way, ...], size: float = 24) -> BoxLayout:
    """Buttons of equal width beside each other."""
    made = [button(look, do, way, size, look.small) for way in ways]
    height = made[0].height if made else 0
    return row(*made, gap=look.px(14), size_hint_y=None, height=height)
