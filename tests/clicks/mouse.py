"""Two mice: X's own pointer, moved by xdotool from outside; and touches made inside the app, for no display at all."""

import subprocess

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent


class XMouse:
    """Real events of the display: the app cannot tell them from a person's."""

    def click(self, x: float, y: float) -> None:
        """Presses and lifts at a place in the window, in px from its top left."""
        self._do(x, y, "1")

    def wheel(self, x: float, y: float, down: bool) -> None:
        """Turns the wheel by a notch."""
        self._do(x, y, "5" if down else "4")

    def _do(self, x: float, y: float, button: str) -> None:
        at = (str(round(x + max(0, Window.left))), str(round(y + max(0, Window.top))))
        subprocess.Popen(["xdotool", "mousemove", *at, "click", button])


class Made(MotionEvent):
    """One touch at a place in the window, in px from its bottom left."""

    def __init__(self, x: float, y: float, button: str = "") -> None:
        super().__init__("made", 1, {}, is_touch=True, type_id="touch")
        self.sx, self.sy = x / Window.width, y / Window.height
        self.profile = ["pos", "button"] if button else ["pos"]
        self.button = button
        self.scale_for_screen(Window.width, Window.height)


class MadeMouse:
    """Touches on Kivy's own way from the window to the widgets."""

    def click(self, x: float, y: float) -> None:
        """As XMouse's."""
        self._touch(x, y)

    def wheel(self, x: float, y: float, down: bool) -> None:
        """As XMouse's."""
        self._touch(x, y, "scrollup" if down else "scrolldown")

    def _touch(self, x: float, y: float, button: str = "") -> None:
        touch = Made(x, Window.height - y, button)
        EventLoop.post_dispatch_input("begin", touch)
        touch.update_time_end()
        EventLoop.post_dispatch_input("end", touch)
