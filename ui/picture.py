"""Pictures of screens, on a machine with or without a display."""

from pathlib import Path

import numpy as np
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.lang import Builder
from kivy.uix.widget import Widget

from ui.kiosk import configure

configure(1280, 800, frames_a_s=0)  # as fast as they come


def settle(frames: int = 4) -> None:
    """Lets layouts and their bindings come to rest, and the window be drawn."""
    EventLoop.ensure_window()
    for _ in range(frames):
        EventLoop.idle()


def rest(frames: int = 4) -> None:
    """Lets layouts and their bindings come to rest as `settle` does; nothing is drawn, and nobody touches."""
    EventLoop.ensure_window()
    for _ in range(frames):
        Clock.tick()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()


def pixels(widget: Widget) -> np.ndarray:
    """What `widget` shows, at its own size: height × width × RGBA, uint8, top row first."""
    texture = widget.export_as_image().texture
    return np.frombuffer(texture.pixels, np.uint8).reshape(texture.height, texture.width, 4)


def picture(widget: Widget, path: Path) -> None:
    """Writes what `widget` shows as a PNG, at the widget's own size. It need not stand in a window."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rest()
    widget.export_to_png(str(path))
