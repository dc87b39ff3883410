"""Where the cart's screen and the virtual shelf stand in a window of any size. No Kivy; all in px, from bottom left.

The cart's screen keeps its own pixels and is shown larger or smaller as a whole; the shelf keeps its type and takes
what is left, beside the screen or below it. Where both together would leave the screen too small to read, the shelf
begins folded, and a tab at the edge brings it up.
"""

from dataclasses import dataclass

Size = tuple[int, int]
NARROW, WIDE = 340, 420  # how wide a shelf beside the screen may be
LOW = 400  # how high a shelf is at least, beside or below
TALL = 720
TAB = 52
LEAST_TYPE_PX = 10.5
LEAST_WINDOW = (640, 400)
UNKNOWN = (1024, 600)


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        """Whether they share more than an edge."""
        apart_x = self.x + self.width <= other.x + 0.01 or other.x + other.width <= self.x + 0.01
        apart_y = self.y + self.height <= other.y + 0.01 or other.y + other.height <= self.y + 0.01
        return not (apart_x or apart_y)


@dataclass(frozen=True)
class Room:
    """The screen's place and its scale; the shelf's, or that of the tab that stands for it."""

    screen: Box
    scale: float
    shelf: Box | None = None
    tab: Box | None = None


def natural(cart: Size) -> Size:
    """The window in which the cart's screen has its own pixels, with a shelf beside it."""
    return cart[0] + WIDE, max(cart[1], TALL)


def first_window(cart: Size, display: Size | None) -> Size:
    """The window to begin with: the natural one, or the whole display where that is smaller. None: one nobody knows."""
    wanted, most = natural(cart), display or UNKNOWN
    return wanted if wanted[0] <= most[0] and wanted[1] <= most[1] else most


def opens(window: Size, cart: Size) -> bool:
    """Whether the shelf may begin open: the screen's smallest type is then still one that can be read."""
    least = 18 if cart[0] >= 1024 else 13
    return arrange(window, cart, folded=False).scale * least >= LEAST_TYPE_PX


def arrange(window: Size, cart: Size, folded: bool) -> Room:
    """The room for both. Folded: the tab stands at the right edge or at the bottom, where it takes less."""
    width, height = window
    if folded:
        beside = _split(Box(0, 0, width - TAB, height), Box(width - TAB, 0, TAB, height), cart)
        below = _split(Box(0, TAB, width, height - TAB), Box(0, 0, width, TAB), cart)
        best = max(beside, below, key=lambda room: room.scale)
        return Room(best.screen, best.scale, None, best.shelf)
    wide = _between(width - cart[0] * min(1.0, height / cart[1]), NARROW, WIDE)
    low = _between(height - cart[1] * min(1.0, width / cart[0]), LOW, TALL)
    beside = _split(Box(0, 0, width - wide, height), Box(width - wide, 0, wide, height), cart)
    below = _split(Box(0, low, width, height - low), Box(0, 0, width, low), cart)
    return max(beside, below, key=lambda room: room.scale)


def _split(rest: Box, shelf: Box, cart: Size) -> Room:
    scale, screen = _fitted(rest, cart)
    return Room(screen, scale, shelf)


def _fitted(place: Box, cart: Size) -> tuple[float, Box]:
    """As large as it goes, in the middle of its place."""
    scale = max(0.05, min(place.width / cart[0], place.height / cart[1]))
    width, height = cart[0] * scale, cart[1] * scale
    return scale, Box(place.x + (place.width - width) / 2, place.y + (place.height - height) / 2, width, height)


def _between(value: float, least: float, most: float) -> float:
    return max(least, min(most, value))
