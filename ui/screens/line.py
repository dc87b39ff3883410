"""One row of the receipt, opened: a sheet on the right, the list on the left stays in sight."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.cards import buttons_row
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.page import Page
from ui.parts.press import button
from ui.parts.receipt import picture, receipt_row
from ui.parts.slot import Rows, Slot
from ui.parts.text import Style, Text, height_of, width_of
from ui.presenter.line_models import Count, LineModel, Part
from ui.theme import Look

LIST, FADED = 492, 0.4
PARTS_SHOWN = 3


class LineScreen(Page):
    """Shows a `LineModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._rows: Rows = Rows(lambda model: receipt_row(look, model), look.calm)
        self._rows.opacity = FADED
        shown = panel(look, BoxLayout(padding=look.px(4)))
        shown.add_widget(self._rows)
        self._sheet = Slot(self._opened)
        self._doors = Slot(
            lambda ways: buttons_row(look, do, ways), size_hint_y=None, height=max(look.touch, look.px(84))
        )
        middle = row(wide(shown, look.px(LIST)), self._sheet, gap=look.px(20))
        self.add_widget(column(middle, self._doors, gap=look.px(16), pad=[look.px(24), 0, look.px(24), look.px(16)]))

    def paint(self, model: LineModel) -> None:
        """Paints `model` below the bar."""
        self._rows.show(model.rows)
        self._sheet.show(model)
        self._doors.show(model.buttons)

    def _opened(self, model: LineModel) -> Widget:
        look = self._look
        pad = [look.px(34), look.px(22), look.px(34), look.px(22)]
        rule = tall(Widget(), 1)
        ground(rule, look, "line", 0)
        sheet = column(self._head(model), rule, *self._why(model), gap(), self._out(model), gap=look.px(12), pad=pad)
        return panel(look, sheet, "card")

    def _head(self, model: LineModel) -> Widget:
        look = self._look
        name = Style(30, "extrabold", cut=True)
        words = column(
            tall(Text(look, model.name, name), height_of(look, "Ag", name, 999)),
            tall(Text(look, model.detail, Style(20, colour="soft", cut=True)), look.px(28)),
            self._count(model.count),
            gap=look.px(4),
        )
        high = height_of(look, "Ag", name, 999) + look.px(28 + 12) + look.touch
        return tall(row(picture(look, model.picture, 120), words, gap=look.px(22)), high)

    def _count(self, model: Count) -> Widget:
        look = self._look
        figure = Style(40, "extrabold", align="center")
        said = wide(Text(look, model.figure, figure), max(look.px(70), width_of(look, model.figure, figure)))
        note = Text(look, model.note, Style(19, colour="soft", lines=2))
        ways = [button(look, self._do, way, 30) if way else None for way in (model.less, model.more)]
        for way in ways:
            if way:
                wide(way, look.touch)
        less, more = ways
        parts = [less, said, more] if less and more else [said]
        return tall(row(*parts, note, gap=look.px(14)), look.touch)

    def _why(self, model: LineModel) -> list[Widget]:
        look = self._look
        title = tall(Text(look, model.why, Style(20, colour="soft")), look.px(28))
        shown = model.parts[:PARTS_SHOWN]
        pay = self._sum(model.pay)
        return [title, *(self._part(one) for one in shown), pay]

    def _part(self, one: Part) -> Widget:
        look = self._look
        ink = "save_ink" if one.saving else "ink"
        money = Style(22, "medium", ink, "right")
        said = Text(look, one.words, Style(22, "medium", ink, cut=True))
        return tall(row(said, wide(Text(look, one.money, money), width_of(look, one.money, money))), look.px(34))

    def _sum(self, pay: tuple[str, str]) -> Widget:
        look = self._look
        style = Style(30, "extrabold", align="right")
        said = Text(look, pay[0], Style(30, "extrabold"))
        return tall(row(said, wide(Text(look, pay[1], style), width_of(look, pay[1], style))), look.px(48))

    def _out(self, model: LineModel) -> Widget:
        look = self._look
        made = [button(look, self._do, way, 25) for way in model.ways]
        return tall(row(*made, gap=look.px(16)), made[0].height)
