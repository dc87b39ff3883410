"""A field that shows what is typed; a touch brings the keyboard up."""

from ui.intents import Do
from ui.parts.ground import ground, wide
from ui.parts.press import Press
from ui.parts.text import Icon, Style, Text
from ui.presenter.models import Way
from ui.theme import Look


def field(look: Look, do: Do, way: Way) -> Press:
    """An icon and words in a frame."""
    press = Press(do, way.act, padding=[look.px(24), 0, look.px(24), 0], spacing=look.px(14))
    ground(press, look, "card", 22, "line")
    press.add_widget(wide(Icon(look, way.icon, 30, "soft"), look.px(34)))
    press.add_widget(Text(look, way.words, Style(25, colour="soft", cut=True)))
    return press
