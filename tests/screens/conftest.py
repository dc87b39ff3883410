"""A finger for Kivy's window off-screen."""

import pytest
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent

from ui.picture import settle


class Finger(MotionEvent):
    """One touch at a place in the window, in px."""

    def __init__(self, x: float, y: float) -> None:
        super().__init__("finger", 1, {}, is_touch=True, type_id="touch")
        self.sx, self.sy = x / Window.width, y / Window.height
        self.profile = ["pos"]
        self.scale_for_screen(Window.width, Window.height)


@pytest.fixture
def on_screen():
    """Puts widgets on the window, and takes them off after the test."""
    shown = []

    def put(widget):
        if widget not in shown:
            Window.add_widget(widget)
            shown.append(widget)
        settle()
        return widget

    yield put
    for widget in shown:
        Window.remove_widget(widget)


@pytest.fixture
def touch():
    """Presses and lifts at the middle of a widget, on Kivy's own way from the window to the widgets."""

    def press(widget):
        finger = Finger(*widget.to_window(*widget.center))
        EventLoop.post_dispatch_input("begin", finger)
        finger.update_time_end()
        EventLoop.post_dispatch_input("end", finger)

    return press


@pytest.fixture
def lists_answer():
    """Lets lists pass on what they held back: Kivy's lists wait a moment for a swipe."""

    def wait(seconds: float = 0.25):
        until = Clock.get_time() + seconds
        while Clock.get_time() < until:
            settle(1)

    return wait
