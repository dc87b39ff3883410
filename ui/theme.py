"""The one theme: colours, type and spaces, for a light and a dark shop, at both sizes of screen. No Kivy here.

Sizes are written as at 1280×800 and scaled; a touch target is 12 mm on a 7-inch screen of either size.
"""

import math
from dataclasses import dataclass, fields
from typing import Literal

Mode = Literal["light", "dark"]
TOUCH_MM = 12.0
DIAGONAL_MM = 7 * 25.4
GROWS, LARGE_PX = 0.25, 60


@dataclass(frozen=True)
class Palette:
    """Colours by their use, as "#RRGGBB". A name ending in `_ink` is for text on the ground of that name."""

    paper: str
    card: str
    ink: str
    soft: str
    line: str
    green: str
    green_ink: str
    green_soft: str
    leaf: str
    leaf_ink: str
    save: str
    save_ink: str
    sky: str
    sky_ink: str
    ask: str
    ask_ink: str
    strong: str
    strong_ink: str
    berry: str
    berry_ink: str
    lemon: str
    lemon_ink: str
    grape: str
    grape_ink: str
    stone: str
    stone_ink: str
    code_paper: str = "#FFFFFF"
    code_ink: str = "#000000"


LIGHT = Palette(
    paper="#F6F4EE", card="#FFFFFF", ink="#17211B", soft="#55605A", line="#E4E0D6",
    green="#0E6B3F", green_ink="#FFFFFF", green_soft="#2F7F57", leaf="#DCEFE2", leaf_ink="#0B5A35",
    save="#FFE3A3", save_ink="#5C3C00", sky="#DDEBF7", sky_ink="#154C79",
    ask="#FCE6D8", ask_ink="#7A3108", strong="#17211B", strong_ink="#FFFFFF",
    berry="#FAE0DB", berry_ink="#A8321F", lemon="#FFF1C9", lemon_ink="#855900",
    grape="#ECE4F7", grape_ink="#5A3A8A", stone="#EFEAE0", stone_ink="#57605A",
)  # fmt: skip
DARK = Palette(
    paper="#111713", card="#1D2520", ink="#F2F5F0", soft="#B3BDB6", line="#364039",
    green="#2FA86B", green_ink="#06170D", green_soft="#27985F", leaf="#1E3D2C", leaf_ink="#8FE0B4",
    save="#4A3908", save_ink="#FFE3A3", sky="#17334B", sky_ink="#B9DCFA",
    ask="#4A2815", ask_ink="#FFCDB0", strong="#F2F5F0", strong_ink="#111713",
    berry="#45241F", berry_ink="#FFB4A6", lemon="#42350F", lemon_ink="#FFD978",
    grape="#33284A", grape_ink="#D3BEFA", stone="#333A35", stone_ink="#CDD5CF",
)  # fmt: skip
PALETTES: dict[str, Palette] = {"light": LIGHT, "dark": DARK}

# Ground and text that stand on each other; the second figure is the least contrast, 7 for what costs money.
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("paper", "ink", 7.0), ("card", "ink", 7.0), ("leaf", "ink", 7.0), ("paper", "soft", 4.5), ("card", "soft", 4.5),
    ("leaf", "soft", 4.5), ("green", "green_ink", 4.5), ("leaf", "leaf_ink", 4.5), ("save", "save_ink", 7.0),
    ("sky", "sky_ink", 7.0), ("ask", "ask_ink", 7.0), ("strong", "strong_ink", 7.0), ("berry", "berry_ink", 4.5),
    ("lemon", "lemon_ink", 4.5), ("grape", "grape_ink", 4.5), ("stone", "stone_ink", 4.5), ("card", "leaf_ink", 4.5),
    ("card", "save_ink", 4.5), ("paper", "ask_ink", 4.5), ("card", "ask_ink", 4.5), ("paper", "leaf_ink", 4.5),
    ("green_soft", "green_ink", 4.5), ("card", "sky_ink", 4.5),
)  # fmt: skip


def rgba(colour: str, alpha: float = 1.0) -> tuple[float, float, float, float]:
    """ "#RRGGBB" as Kivy wants it: four floats of 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, alpha


def _luminance(colour: str) -> float:
    parts = rgba(colour)[:3]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True)
class Look:
    """A palette at a size of screen; everything that draws is handed one. `large`: larger type, for those who ask."""

    width: int = 1280
    height: int = 800
    mode: Mode = "light"
    calm: bool = False
    large: bool = False

    @property
    def palette(self) -> Palette:
        """The colours."""
        return PALETTES[self.mode]

    @property
    def small(self) -> bool:
        """Whether this is the small screen."""
        return self.scale < 0.8

    @property
    def scale(self) -> float:
        """Pixels here per pixel at 1280×800."""
        return min(self.width / 1280, self.height / 800)

    def px(self, pixels: float) -> int:
        """A space of `pixels` at 1280×800, here."""
        return max(1, round(pixels * self.scale))

    def text(self, pixels: float) -> int:
        """A type size: small type shrinks less than large type, and never below 18 (13 on the small screen).

        Larger type grows what is small by a quarter; what is large already stays. Words that find no room shrink.
        """
        least = 18 if not self.small else 13
        wanted = pixels + (GROWS * max(0.0, min(pixels, LARGE_PX - pixels)) if self.large else 0.0)
        return max(least, round(wanted * (self.scale if not self.small else self.scale * 1.06)))

    @property
    def touch(self) -> int:
        """The least side in px of what a finger must hit: 12 mm on a 7-inch screen."""
        return math.ceil(TOUCH_MM * math.hypot(self.width, self.height) / DIAGONAL_MM)

    def colour(self, name: str, alpha: float = 1.0) -> tuple[float, float, float, float]:
        """A colour of the palette by its name, for Kivy. Raises KeyError for a name that is none."""
        if name not in {field.name for field in fields(Palette)}:
            raise KeyError(f"The theme has no colour {name!r}.")
        return rgba(getattr(self.palette, name), alpha)
