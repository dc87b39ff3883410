"""A free cart that nobody touches: dim, quiet, and it says what to do. A touch anywhere leads to the welcome."""

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from ui.intents import Do
from ui.parts.bar import chip
from ui.parts.ground import column, gap, row, tall
from ui.parts.slot import Slot
from ui.parts.text import Icon, Style, Text
from ui.presenter.models import RestingModel
from ui.theme import Look


class RestingScreen(BoxLayout):
    """Shows a `RestingModel`. It has no button: the stage takes the touch."""

    def __init__(self, look: Look, do: Do) -> None:
        super().__init__()
        del do
        self._look = look
        self._body = Slot(self._picture)
        self.add_widget(self._body)

    def show(self, model: RestingModel) -> None:
        """Paints `model`."""
        self._body.show(model)

    def _picture(self, model: RestingModel) -> Widget:
        look = self._look
        first, *others = model.invitations
        said = [tall(Text(look, first, Style(64, "extrabold", align="center")), look.px(96))]
        said += [tall(Text(look, words, Style(34, colour="soft", align="center")), look.px(56)) for words in others]
        return column(
            self._place(model),
            gap(),
            tall(Icon(look, "cart-outline", 190, "soft"), look.px(210)),
            *said,
            gap(),
            tall(Icon(look, "gesture-tap", 64, "soft"), look.px(84)),
            gap=look.px(10),
            pad=[look.px(64), look.px(44), look.px(64), look.px(44)],
        )

    def _place(self, model: RestingModel) -> Widget:
        look = self._look
        parts: list[Widget] = [Text(look, model.place, Style(24, "bold", "soft"))]
        if model.simulated:
            parts.append(chip(look, model.simulated, ("ask", "ask_ink"), "flask-outline", 19))
        return tall(row(*parts), look.px(42))
