"""A QR code with whole pixels, large and quiet enough for a reader."""

import segno
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.widget import Widget

from ui.parts.ground import ground
from ui.theme import Look

QUIET = 4


def fits(text: str) -> bool:
    """Whether one QR code can hold `text`."""
    try:
        segno.make_qr(text, error="l", boost_error=False)
    except segno.DataOverflowError:
        return False
    return True


def modules(text: str) -> tuple[bytes, int]:
    """The code's dark (0) and light (255) modules with ISO/IEC 18004's quiet zone, and how many make a side.

    As much error correction as the smallest code for `text` has room for.
    """
    code = segno.make_qr(text, error="l", boost_error=True)
    lines = [bytes(0 if dark else 255 for dark in line) for line in code.matrix_iter(border=QUIET)]
    return b"".join(reversed(lines)), len(lines)


class Code(AnchorLayout):
    """A QR code of `text` on white, `side` px square; each module takes the same whole number of px."""

    def __init__(self, look: Look, text: str, side: int) -> None:
        super().__init__(size_hint=(None, None), size=(side, side))
        ground(self, look, "code_paper", 24)
        grey, count = modules(text)
        texture = Texture.create(size=(count, count), colorfmt="luminance")
        texture.blit_buffer(grey, colorfmt="luminance", bufferfmt="ubyte")
        texture.mag_filter = texture.min_filter = "nearest"
        drawn = max(1, (side - look.px(24)) // count) * count
        area = Widget(size_hint=(None, None), size=(drawn, drawn))
        with area.canvas:
            Color(1, 1, 1, 1)
            shape = Rectangle(texture=texture, size=area.size, pos=area.pos)
        area.bind(pos=lambda _, pos: setattr(shape, "pos", (round(pos[0]), round(pos[1]))))
        self.add_widget(area)
