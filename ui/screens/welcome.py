"""The first screen: what the cart is for, start, member card, language, and what it promises."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.bar import chip
from ui.parts.ground import column, gap, ground, panel, row, tall
from ui.parts.press import button
from ui.parts.slot import Slot
from ui.parts.text import Icon, Style, Text, height_of
from ui.presenter.models import Promise, Way, WelcomeModel
from ui.theme import Look


class WelcomeScreen(BoxLayout):
    """Shows a `WelcomeModel`."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__()
        self._look, self._do = look, do
        self._left = Slot(self._invitation, size_hint_x=0.57)
        self._right = Slot(self._notice, size_hint_x=0.43)
        self.add_widget(self._left)
        self.add_widget(self._right)

    def show(self, model: WelcomeModel) -> None:
        """Paints `model`."""
        self._left.show(model)
        self._right.show(model.promises)

    def _invitation(self, model: WelcomeModel) -> Widget:
        look = self._look
        start, member = (button(look, self._do, way, size) for way, size in zip(model.ways, (32, 25), strict=True))
        start.size_hint_x, member.size_hint_x = 1.28, 1
        start.height = member.height = max(look.touch, look.px(104))
        doors = row(start, member, gap=look.px(18), size_hint_y=None, height=start.height)
        return column(
            self._place(model),
            gap(),
            tall(Text(look, model.title, Style(70, "extrabold", lines=2)), look.px(182)),
            tall(Text(look, model.text, Style(27, colour="soft")), look.px(48)),
            tall(Widget(), look.px(14)),
            doors,
            gap(),
            *(self._choice(ways) for ways in (model.manners, model.languages) if ways),
            gap=look.px(8),
            pad=[look.px(64), look.px(44), look.px(56), look.px(44)],
        )

    def _choice(self, ways: tuple[Way, ...]) -> Widget:
        look = self._look
        made = [button(look, self._do, way, 22) for way in ways]
        return row(*made, gap=look.px(14), size_hint_y=None, height=made[0].height)

    def _place(self, model: WelcomeModel) -> Widget:
        look = self._look
        parts: list[Widget] = [Text(look, model.place, Style(24, "bold", "soft"))]
        if model.simulated:
            parts.append(chip(look, model.simulated, ("ask", "ask_ink"), "flask-outline", 19))
        return tall(row(*parts), look.px(42))

    def _notice(self, promises: tuple[Promise, ...]) -> Widget:
        look = self._look
        made = [self._promise(promise) for promise in promises]
        pad = [look.px(56), look.px(50), look.px(44), look.px(50)]
        return panel(look, column(*made, gap=look.px(18), pad=pad), "green", 0)

    def _promise(self, promise: Promise) -> Widget:
        look = self._look
        mark = BoxLayout(size_hint=(None, None), size=(look.px(84), look.px(84)), pos_hint={"center_y": 0.5})
        ground(mark, look, "green_soft", 22)
        mark.add_widget(Icon(look, promise.icon, 48, "green_ink"))
        head, told = Style(27, "extrabold", "green_ink", lines=2), Style(21, "medium", "green_ink", lines=2)
        width = look.width * 0.43 - look.px(56 + 44 + 84 + 24)
        said = column(
            gap(),
            tall(Text(look, promise.title, head), height_of(look, promise.title, head, width)),
            tall(Text(look, promise.text, told), height_of(look, promise.text, told, width)),
            gap(),
        )
        return row(mark, said, gap=look.px(24))
