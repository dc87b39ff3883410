"""The staff's calibration: one step with its drawing and the scale live, and what came of it."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.cards import COLOURS, buttons_row, pair
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.page import Page
from ui.parts.plot import PlotDrawing, draw_mark
from ui.parts.press import button
from ui.parts.slot import Slot
from ui.parts.text import Icon, Style, Text, height_of, width_of
from ui.parts.tray import TrayDrawing
from ui.presenter.models import Way
from ui.presenter.scale_models import Live, Plot, VerdictModel, WeighModel
from ui.theme import Look

DRAWING = 560


class WeighScreen(Page):
    """Shows a `WeighModel`. Only the scale's panel is painted anew ten times a second."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._tray = Slot(lambda tray: TrayDrawing(look, tray))
        self._said = Slot(self._instruction)
        self._live = Slot(self._scale, size_hint_y=None, height=look.px(150))
        self._weigh = Slot(self._large, size_hint_y=None, height=max(look.touch, look.px(104)))
        self._ways = Slot(lambda ways: buttons_row(look, do, ways, 23), size_hint_y=None)
        self._ways.height = max(look.touch, look.px(84))
        right = column(self._said, self._live, self._weigh, self._ways, gap=look.px(14))
        space = [look.px(24), look.px(4), look.px(24), look.px(20)]
        self.add_widget(row(wide(self._tray, look.px(DRAWING)), right, gap=look.px(32), pad=space))

    def paint(self, model: WeighModel) -> None:
        """Paints `model` below the bar."""
        self._tray.show(model.tray)
        self._said.show((model.progress, model.share, model.title, model.text, model.note))
        self._live.show(model.live)
        self._weigh.show(model.weigh)
        self._ways.show(model.ways)

    def _instruction(self, model: tuple[str, float, str, str, str]) -> Widget:
        look, (progress, share, title, text, note) = self._look, model
        width = look.width - look.px(DRAWING + 24 + 32 + 24)
        quiet, head = Style(22, "bold", "soft"), Style(46, "extrabold", lines=2)
        said = Style(24, "bold" if note else "medium", "ask_ink" if note else "soft", lines=3)
        step = wide(Text(look, progress, quiet), width_of(look, progress, quiet))
        return column(
            tall(row(step, _share(look, share), gap=look.px(18)), look.px(38)),
            gap(),
            tall(Text(look, title, head), height_of(look, title, head, width)),
            tall(Text(look, note or text, said), height_of(look, note or text, said, width)),
            gap(),
            gap=look.px(8),
        )

    def _scale(self, model: Live) -> Widget:
        look, (icon, words, colour) = self._look, model.sign
        number, unit = Style(62, "extrabold", align="right"), Style(32, "extrabold")
        label = Style(20, colour="soft")
        figure = row(
            wide(Text(look, model.label, label), width_of(look, model.label, label)),
            Text(look, model.figure, number),
            wide(Text(look, model.unit, unit), look.px(56)),
            gap=look.px(10),
        )
        mark = wide(Icon(look, icon, 28, colour), look.px(36))
        sign = row(mark, Text(look, words, Style(23, "bold", colour)), gap=look.px(8))
        space = [look.px(24), look.px(8), look.px(24), look.px(10)]
        return panel(look, column(figure, tall(sign, look.px(44)), gap=look.px(2), pad=space))

    def _large(self, way: Way) -> Widget:
        made = button(self._look, self._do, way, 32)
        made.height = self._weigh.height
        return made


def _share(look: Look, share: float) -> Widget:
    """How far, as a bar."""
    track, done, rest = BoxLayout(size_hint_y=None, height=look.px(14)), Widget(size_hint_x=max(share, 0.01)), gap()
    track.pos_hint = {"center_y": 0.5}
    rest.size_hint_x = max(1.0 - share, 0.01)
    ground(track, look, "card", 7)
    ground(done, look, "green", 7)
    track.add_widget(done)
    track.add_widget(rest)
    return track


class VerdictScreen(Page):
    """Shows a `VerdictModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__(look, do)
        self._plot = Slot(self._drawing)
        self._said = Slot(self._words)
        self._ways = Slot(lambda ways: buttons_row(look, do, ways, 25), size_hint_y=None)
        self._ways.height = max(look.touch, look.px(92))
        space = [look.px(24), look.px(4), look.px(24), look.px(20)]
        body = row(self._plot, wide(self._said, look.px(500)), gap=look.px(24))
        self.add_widget(column(body, self._ways, gap=look.px(18), pad=space))

    def paint(self, model: VerdictModel) -> None:
        """Paints `model` below the bar."""
        self._plot.show(model.plot)
        self._said.show(model)
        self._ways.show(model.ways)

    def _drawing(self, model: Plot) -> Widget:
        look = self._look
        legend = row(*(_legend(look, shape, words) for shape, words in model.shapes), gap(), gap=look.px(20))
        space = [look.px(20), look.px(16), look.px(20), look.px(16)]
        parts = (PlotDrawing(look, model), tall(legend, look.px(34)))
        return panel(look, column(*parts, gap=look.px(10), pad=space))

    def _words(self, model: VerdictModel) -> Widget:
        look = self._look
        fill, ink = COLOURS[model.kind]
        width = look.px(500 - 48)
        head, told = Style(40, "extrabold", ink, lines=2), Style(22, "medium", ink, lines=6)
        space = [look.px(24), look.px(14), look.px(24), look.px(14)]
        said = column(
            gap(),
            tall(Text(look, model.title, head), height_of(look, model.title, head, width)),
            tall(Text(look, model.text, told), height_of(look, model.text, told, width)),
            gap(),
            gap=look.px(8),
            pad=space,
        )
        rows = [pair(look, name, figure) for name, figure in model.rows]
        figures = panel(look, column(*rows, gap=look.px(4), pad=space))
        return column(panel(look, said, fill), tall(figures, look.px(44 * len(rows) + 28)), gap=look.px(16))


def _legend(look: Look, shape: str, words: str) -> BoxLayout:
    style = Style(19, colour="soft")
    sign = Widget(size_hint_x=None, width=look.px(24))

    def place(*_: object) -> None:
        sign.canvas.clear()
        draw_mark(sign, look, shape, (sign.center_x, sign.center_y, look.px(18)), "leaf_ink")

    sign.bind(pos=place, size=place)
    said = wide(Text(look, words, style), width_of(look, words, style))
    return wide(row(sign, said, gap=look.px(8)), said.width + look.px(34))
