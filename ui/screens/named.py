"""One product that went in unscanned: a large picture, its name and price, one green touch; the rest is smaller."""

from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.widget import Widget

from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.page import Sheet
from ui.parts.press import Press, button
from ui.parts.receipt import picture
from ui.parts.text import Style, Text, height_of, width_of
from ui.presenter.models import Tile
from ui.presenter.named_models import NamedModel

PICTURE = 382


class NamedScreen(Sheet):
    """Shows a `NamedModel`."""

    def make(self, model: NamedModel) -> Widget:
        """The whole of it below the bar."""
        look = self._look
        side = look.px(300 if look.small else PICTURE)
        words = row(self._picture(model, side), self._offer(model), gap=look.px(36))
        ways = row(*(button(look, self._do, way, 25) for way in model.ways), gap=look.px(20))
        ways = tall(ways, max(look.touch, look.px(84)))
        pad = [look.px(48), look.px(4), look.px(48), look.px(30)]
        return column(*self._head(model), words, ways, gap=look.px(16), pad=pad)

    def _head(self, model: NamedModel) -> list[Widget]:
        look, width = self._look, self._look.width - self._look.px(96)
        title, text = Style(46, "extrabold"), Style(24, colour="soft", lines=2)
        return [
            tall(Text(look, model.title, title), height_of(look, model.title, title, width)),
            tall(Text(look, model.text, text), height_of(look, model.text, text, width)),
        ]

    def _picture(self, model: NamedModel, side: float) -> Widget:
        look = self._look
        frame = AnchorLayout()
        frame.add_widget(picture(look, model.picture, 200 if look.small else 300))
        return wide(panel(look, frame, "card", 24), side)

    def _offer(self, model: NamedModel) -> Widget:
        look = self._look
        inner = look.width - look.px(96 + 36 + (300 if look.small else PICTURE))
        name = Style(30 if look.small else 38, "extrabold", lines=2)
        price, was = Style(48 if look.small else 60, "extrabold"), Style(26, colour="soft", strike=True)
        shown = wide(Text(look, model.price, price), width_of(look, model.price, price) + look.px(8))
        cost = tall(row(shown, Text(look, model.was, was), gap=look.px(12)), look.px(58 if look.small else 72))
        parts: list[Widget] = [
            tall(Text(look, model.name, name), height_of(look, model.name, name, inner)), cost,
            tall(button(look, self._do, model.yes, 34), max(look.touch, look.px(84 if look.small else 108))),
        ]  # fmt: skip
        if model.others:
            beside = row(*(self._other(tile) for tile in model.others), gap=look.px(14))
            parts.append(tall(beside, max(look.touch, look.px(104))))
        return column(gap(), *parts, gap(), gap=look.px(8 if look.small else 14))

    def _other(self, tile: Tile) -> Press:
        look = self._look
        press = Press(self._do, tile.act, padding=[look.px(14)] * 4, spacing=look.px(12))
        ground(press, look, "card", 20)
        if tile.picture:
            press.add_widget(picture(look, tile.picture, 72))
        name, detail = Style(22, "bold", cut=True), Style(19, colour="soft", cut=True)
        said = (Text(look, tile.name, name), Text(look, tile.detail, detail))
        press.add_widget(column(gap(), *(tall(one, look.px(30)) for one in said), gap(), gap=look.px(2)))
        return press
