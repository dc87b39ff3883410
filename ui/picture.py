"""Pictures of screens, on a machine with or without a display."""

from pathlib import Path

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.uix.widget import Widget

from ui.kiosk import configure

configure(1280, 800, frames_a_s=0)  # as fast as they come


def settle(frames: int = 4) -> None:
    """Lets layouts and their bindings come to rest."""
    EventLoop.ensure_window()
    for _ in range(frames):
        EventLoop.idle()


def picture(widget: Widget, path: Path) -> None:
    """Writes what `widget` shows as a PNG, at the widget's own size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Window.add_widget(widget)
    try:
        settle()
        widget.export_to_png(str(path))
    finally:
        Window.remove_widget(widget)
