"""The window of a kiosk: fixed size, no cursor games, and an input section of our own."""

from kivy.config import Config


def configure(width: int, height: int) -> None:
    """Fixes the window's size in px and keeps one input provider. Call it before a window exists.

    Kivy's default probes /dev/input as well as the window, so on a Pi touchscreen each touch would arrive twice.
    """
    Config.set("graphics", "width", str(width))
    Config.set("graphics", "height", str(height))
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")
