"""A row of the receipt: picture, name, how many at what price, what it saves and why, and what it costs."""

from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.image import Image
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.bar import chip
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.picturefiles import file_of
from ui.parts.press import Press
from ui.parts.text import Icon, Style, Text, width_of
from ui.presenter.models import Picture, Row
from ui.theme import Look


def picture(look: Look, model: Picture, side: float = 68) -> AnchorLayout:
    """A product's picture on its tint, `side` px square at 1280×800."""
    frame = AnchorLayout(size_hint=(None, None), size=(look.px(side), look.px(side)), pos_hint={"center_y": 0.5})
    ground(frame, look, model.tint, side * 0.24)
    file = file_of(model.file)
    if file:
        size = (frame.width * 0.9, frame.height * 0.9)
        frame.add_widget(Image(source=file, mipmap=True, size_hint=(None, None), size=size))
    else:
        frame.add_widget(Icon(look, model.icon, side * 0.56, f"{model.tint}_ink"))
    return frame


def receipt_row(look: Look, model: Row, do: Do | None = None) -> BoxLayout:
    """One row, 100 px high and more where it tells of savings. With `do` a touch opens it."""
    notes = _notes(look, model)
    words = column(
        tall(Text(look, model.name, Style(25, "bold", cut=True)), look.px(36)),
        tall(Text(look, model.detail, Style(19, colour="soft", cut=True)), look.px(28)),
        *notes,
        gap=look.px(4),
        size_hint_y=None,
        height=look.px(68 + 40 * len(notes)),
        pos_hint={"center_y": 0.5},
    )
    pad = [look.px(24), 0, look.px(24), 0]
    line = row(picture(look, model.picture), words, _price(look, model), gap=look.px(20), pad=pad)
    fill = "leaf" if model.fresh else "card"
    panel(look, line, fill, 16)
    high = look.px(100 + 38 * len(notes))
    if do is None or model.act is None:
        return tall(column(line, tall(_rule(look), 1)), high)
    press = Press(do, model.act, orientation="vertical")
    press.add_widget(column(line, tall(_rule(look), 1)))
    return tall(press, max(high, look.touch))


def _rule(look: Look) -> Widget:
    rule = Widget()
    ground(rule, look, "line", 0)
    return rule


def _notes(look: Look, model: Row) -> list[Widget]:
    chips = [chip(look, words, ("save", "save_ink"), "tag") for words in model.savings]
    if model.hint:
        chips.append(hint_chip(look, model.hint))
    return [tall(row(made, gap()), look.px(36)) for made in chips]


def hint_chip(look: Look, words: str) -> BoxLayout:
    """What one more would cost, in save ink with an edge."""
    style = Style(19, "bold", "save_ink")
    mark = wide(Icon(look, "plus-circle-outline", 22, "save_ink"), look.px(26))
    box = row(mark, Text(look, words, style), gap=look.px(6), pad=[look.px(14), 0, look.px(14), 0])
    return panel(look, wide(box, width_of(look, words, style) + look.px(62)), "card", 18, "save")


def _price(look: Look, model: Row) -> BoxLayout:
    quiet = Style(19, colour="soft", align="right", strike=True)
    style = Style(30, "extrabold", align="right")
    parts = [tall(Text(look, model.was, quiet), look.px(28))] if model.was else []
    parts.append(tall(Text(look, model.price, style), look.px(40)))
    width = max(width_of(look, model.price, style), width_of(look, model.was, quiet))
    return wide(column(gap(), *parts, gap()), width + look.px(4))
