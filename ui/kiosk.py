"""The window: a kiosk's of fixed size, or a table's that may be resized; and an input section of our own."""

from kivy.config import Config

from ui.display import usable
from ui.shelf.room import LEAST_WINDOW, first_window, natural

FRAMES_A_S = 30
"""As often as the app looks for something new; Kivy's own 60 would only spend processor time."""
UNSEEN_A_S = 10
"""The same where nobody sees the window, and a processor does what a graphics card would."""


def configure(width: int, height: int, frames_a_s: int = FRAMES_A_S) -> None:
    """Fixes the window's size in px and keeps one input provider. Call it before a window exists.

    Kivy's default probes /dev/input as well as the window, so on a Pi touchscreen each touch would arrive twice.
    """
    Config.set("graphics", "width", str(width))
    Config.set("graphics", "height", str(height))
    Config.set("graphics", "maxfps", str(frames_a_s))
    Config.remove_section("input")
    Config.add_section("input")
    Config.set("input", "mouse", "mouse,disable_multitouch")


def fill(width: int, height: int) -> None:
    """The whole panel, whatever its size; where a desktop is in the way of that, a window of this size."""
    configure(width, height)
    Config.set("graphics", "fullscreen", "auto")


def stand(width: int, height: int) -> None:
    """A window for a simulated cart's screen of this size, with the virtual shelf beside it; it may be resized.

    Where the display is smaller than what is wanted, the window takes all that the desktop lets it have.
    """
    wanted = natural((width, height))
    given = first_window((width, height), usable())
    configure(*given)
    Config.set("graphics", "resizable", "1")
    if given != wanted:  # and no least size: under a window manager, Kivy 2.3.1 dies of both together
        Config.set("graphics", "window_state", "maximized")
        return
    Config.set("graphics", "minimum_width", str(LEAST_WINDOW[0]))
    Config.set("graphics", "minimum_height", str(LEAST_WINDOW[1]))
