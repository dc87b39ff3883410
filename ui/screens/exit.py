"""The way out: the lane's code, then thank you with the receipt."""

from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.bar import chip
from ui.parts.cards import buttons_row, saved_strip
from ui.parts.code import Code, fits
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.page import Page, Sheet
from ui.parts.receipt import receipt_row
from ui.parts.slot import Rows, Slot
from ui.parts.text import Icon, Style, Text, height_of
from ui.presenter.models import LaneModel, ThanksModel
from ui.theme import Look


def code_or_wait(look: Look, text: str, side: int) -> Widget:
    """The QR code, or a sign that it is being made (or that the text is more than a code holds)."""
    if text and fits(text):
        return Code(look, text, side)
    frame = AnchorLayout(size_hint=(None, None), size=(side, side))
    ground(frame, look, "card")
    frame.add_widget(Icon(look, "timer-sand", 120, "line"))
    return frame


def amount(look: Look, label: str, total: str) -> BoxLayout:
    """What is to pay, large."""
    left = Text(look, label, Style(28, "bold"), size_hint_x=0.45)
    return tall(row(left, Text(look, total, Style(66, "extrabold", align="right"))), look.px(84))


class LaneScreen(Sheet):
    """Shows a `LaneModel`."""

    def make(self, model: LaneModel) -> Widget:
        """The code, as large as it can be, and beside it what is to pay."""
        look = self._look
        side = look.height - look.px(64 + 60)
        width = look.width - side - look.px(24 + 36 + 36)
        right = column(
            gap(),
            *self._said(model, width),
            *(self._check(icon, words, width) for icon, words in model.looks),
            self._pay(model),
            gap(),
            buttons_row(look, self._do, model.ways, 25),
            gap=look.px(12),
        )
        code = wide(column(gap(), code_or_wait(look, model.code, side), gap()), side)
        return row(code, right, gap=look.px(36), pad=[look.px(24), 0, look.px(36), look.px(36)])

    def _said(self, model: LaneModel, width: float) -> list[Widget]:
        """Which lane, what to do, and how many items; smaller where more is to be said below."""
        look = self._look
        head, told = Style(34 if model.looks else 50, "extrabold", lines=3), Style(25, colour="soft", lines=2)
        lane = chip(look, model.lane, ("leaf", "leaf_ink"), "", 24) if model.lane else gap()
        title = tall(Text(look, model.title, head), height_of(look, model.title, head, width))
        if model.looks:
            return [title, tall(row(lane, Text(look, model.text, told), gap=look.px(16)), look.px(50))]
        text = tall(Text(look, model.text, told), height_of(look, model.text, told, width))
        return [tall(row(lane, gap()), look.px(50)), title, text]

    def _pay(self, model: LaneModel) -> Widget:
        """What is to pay; what was saved gives way where the lane has much to look at."""
        look = self._look
        told = model.saved and len(model.looks) < 3
        saved = [saved_strip(look, model.saved_label, model.saved)] if told else []
        coins = Text(look, model.cash, Style(24, "bold", "soft", align="right"))
        cash = [tall(coins, look.px(32))] if model.cash else []
        pad = [look.px(28), look.px(14), look.px(28), look.px(20)]
        pay = panel(look, column(amount(look, model.label, model.total), *cash, *saved, gap=look.px(8), pad=pad))
        return tall(pay, look.px((184 if told else 124) + (40 if cash else 0)))

    def _check(self, icon: str, words: str, width: float) -> Widget:
        """What a person here looks at: an icon and words."""
        look, told = self._look, Style(24, "bold", lines=2)
        room = width - look.px(40 + 14)
        high = max(look.px(40), height_of(look, words, told, room))
        return tall(row(wide(Icon(look, icon, 36, "ink"), look.px(40)), Text(look, words, told), gap=look.px(14)), high)


class ThanksScreen(Page):
    """Shows a `ThanksModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._rows: Rows = Rows(lambda model: receipt_row(look, model), calm=True)
        self._side = Slot(self._paint)
        left = panel(look, column(self._rows, pad=look.px(4)))
        pad = [look.px(24), 0, look.px(24), look.px(24)]
        self.add_widget(row(left, wide(self._side, look.px(540)), gap=look.px(20), pad=pad))

    def paint(self, model: ThanksModel) -> None:
        """Paints `model` below the bar."""
        self._rows.show(model.rows)
        self._side.show(model)

    def _paint(self, model: ThanksModel) -> Widget:
        look = self._look
        width = look.px(540 - 56)
        head, told = Style(48, "extrabold", "green_ink", lines=2), Style(24, "medium", "green_ink", lines=2)
        banner = column(
            gap(),
            tall(Text(look, model.title, head), height_of(look, model.title, head, width)),
            tall(Text(look, model.text, told), height_of(look, model.text, told, width)),
            gap(),
            gap=look.px(4),
            pad=[look.px(28), look.px(10), look.px(28), look.px(10)],
        )
        saved = [saved_strip(look, model.saved_label, model.saved)] if model.saved else []
        pad = [look.px(28), look.px(12), look.px(28), look.px(18)]
        paid = panel(look, column(amount(look, model.label, model.total), *saved, gap=look.px(6), pad=pad))
        parts = [panel(look, banner, "green"), tall(paid, look.px(176 if model.saved else 116))]
        parts.append(tall(self._phone(model), look.px(240)))
        return column(*parts, gap=look.px(18))

    def _phone(self, model: ThanksModel) -> Widget:
        look = self._look
        style = Style(22, "bold", lines=4)
        quiet = Style(19, colour="soft", lines=4)
        said = column(Text(look, model.code_text, style) if model.code else gap(), Text(look, model.note, quiet))
        parts: list[Widget] = [Code(look, model.code, look.px(240))] if model.code else []
        return row(*parts, said, gap=look.px(22))
