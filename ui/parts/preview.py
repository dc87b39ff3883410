"""What the camera sees, in one texture for ever: a new one a frame would leak."""

from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from ui.parts.ground import ground
from ui.theme import Look


class Preview(Widget):
    """Shows grey frames, uint8 of shape (height, width), as large as they fit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        ground(self, look, "line", 24)
        self._texture: Texture | None = None
        self._shown: Any = None
        with self.canvas:
            self._paint = Color(1, 1, 1, 0)
            self._shape = Rectangle()
        self.bind(pos=self._place, size=self._place)

    def show(self, grey: Any) -> None:
        """Shows one frame (None: keeps the last); the one that is shown is not painted again."""
        if grey is None or grey is self._shown:
            return
        self._shown = grey
        height, width = grey.shape
        if self._texture is None or self._texture.size != (width, height):
            self._texture = Texture.create(size=(width, height), colorfmt="luminance")
            self._texture.flip_vertical()
            self._shape.texture, self._paint.a = self._texture, 1.0
            self._place()
        self._texture.blit_buffer(grey.tobytes(), colorfmt="luminance", bufferfmt="ubyte")
        self.canvas.ask_update()

    def _place(self, *_: object) -> None:
        if self._texture is None:
            return
        width, height = self._texture.size
        scale = min(self.width / width, self.height / height)
        self._shape.size = (width * scale, height * scale)
        self._shape.pos = (self.center_x - width * scale / 2, self.center_y - height * scale / 2)
