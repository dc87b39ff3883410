"""A small drawing board: shapes on a field of 100 × 100, light from the left, smoothed by drawing three times as large."""

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from fonticon_mdi7 import MDI7
from PIL import Image, ImageDraw, ImageFont

SIDE = 256
FINE = 3
UNIT = SIDE * FINE / 100
FONT = Path(__file__).parents[2] / "assets" / "fonts" / "ManropeTabular-ExtraBold.ttf"
Point = tuple[float, float]
Colour = str


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """A colour "#rrggbb" on its way to another."""
    one, two = ([int(c[n : n + 2], 16) for n in (1, 3, 5)] for c in (colour, other))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(one, two, strict=True))


def dark(colour: Colour, share: float = 0.25) -> Colour:
    return mixed(colour, "#1a120b", share)


def pale(colour: Colour, share: float = 0.35) -> Colour:
    return mixed(colour, "#ffffff", share)


def smooth(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A closed curve through all points (Catmull and Rom)."""
    count, found = len(points), []
    for n in range(count):
        a, b, c, d = (points[(n + k - 1) % count] for k in range(4))
        for step in range(steps):
            t = step / steps
            found.append(tuple(
                0.5 * (2 * b[i] + (c[i] - a[i]) * t + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t
                       + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3)
                for i in (0, 1)
            ))  # fmt: skip
    return found


class Canvas:
    """Draws on a clear ground."""

    def __init__(self) -> None:
        self.image = Image.new("RGBA", (SIDE * FINE, SIDE * FINE))

    def shape(self, points: Sequence[Point], fill: Colour, alpha: float = 1.0) -> None:
        """A polygon."""
        where = [(x * UNIT, y * UNIT) for x, y in points]
        rgb = tuple(int(fill[n : n + 2], 16) for n in (1, 3, 5))
        if alpha >= 1:
            ImageDraw.Draw(self.image).polygon(where, fill=(*rgb, 255))
            return
        over = Image.new("RGBA", self.image.size)
        ImageDraw.Draw(over).polygon(where, fill=(*rgb, round(alpha * 255)))
        self.image.alpha_composite(over)

    def blob(self, points: Sequence[Point], fill: Colour, alpha: float = 1.0) -> None:
        """A smooth closed shape through some points."""
        self.shape(smooth(points), fill, alpha)

    def oval(self, at: Point, size: Point, fill: Colour, turn: float = 0.0, alpha: float = 1.0) -> None:
        """An ellipse about `at` with these half axes, turned by so many degrees."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        around = [(math.cos(a / 36 * math.pi) * size[0], math.sin(a / 36 * math.pi) * size[1]) for a in range(72)]
        self.shape([(at[0] + x * cos - y * sin, at[1] + x * sin + y * cos) for x, y in around], fill, alpha)

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, radius: float = 3, alpha: float = 1.0
    ) -> None:
        """A box with round corners."""
        points = []
        for x, y, start in ((right, bottom, 0), (left, bottom, 90), (left, top, 180), (right, top, 270)):
            cx = x - radius if x == right else x + radius
            cy = y - radius if y == bottom else y + radius
            points += [(cx + radius * math.cos(math.radians(start + a)), cy + radius * math.sin(math.radians(start + a)))
                       for a in range(0, 91, 10)]  # fmt: skip
        self.shape(points, fill, alpha)

    def stroke(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A line with round ends and corners."""
        draw, rgb = ImageDraw.Draw(self.image), fill
        for (a, b), (c, d) in pairwise(points):
            away = math.hypot(c - a, d - b) or 1
            x, y = (d - b) / away * width / 2, (a - c) / away * width / 2
            self.shape([(a + x, b + y), (c + x, d + y), (c - x, d - y), (a - x, b - y)], rgb)
        for x, y in points:
            r = width / 2
            draw.ellipse([(x - r) * UNIT, (y - r) * UNIT, (x + r) * UNIT, (y + r) * UNIT], fill=rgb)

    def leaf(self, at: Point, length: float, turn: float, fill: Colour = "#3f8f3a") -> None:
        """A pointed leaf from `at`, so long, so turned (0: to the right)."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        half = [(0, 0), (0.25, 0.2), (0.55, 0.24), (0.85, 0.12), (1, 0), (0.85, -0.08), (0.5, -0.14), (0.2, -0.1)]
        self.blob([(at[0] + length * (x * cos - y * sin), at[1] + length * (x * sin + y * cos)) for x, y in half], fill)

    def shadow(self, at: Point, half: float) -> None:
        """The one soft shadow under a thing."""
        self.oval(at, (half, 4), "#1a120b", alpha=0.13)

    def word(self, text: str, at: Point, room: float, fill: Colour, largest: float = 12) -> None:
        """A word about `at`, no wider than `room`."""
        size = largest
        while size > 3 and ImageFont.truetype(str(FONT), round(size * UNIT)).getlength(text) > room * UNIT:
            size -= 0.5
        font = ImageFont.truetype(str(FONT), round(size * UNIT))
        ImageDraw.Draw(self.image).text((at[0] * UNIT, at[1] * UNIT), text, fill, font, anchor="mm")

    def icon(self, name: str, at: Point, size: float, fill: Colour) -> None:
        """An icon of the screen's own font, as a motif; an unknown one draws nothing."""
        sign = str(getattr(MDI7, name.replace("-", "_"), "")).rpartition(".")[2]
        if sign:
            font = ImageFont.truetype(MDI7.__font_file__, round(size * UNIT))
            ImageDraw.Draw(self.image).text((at[0] * UNIT, at[1] * UNIT), sign, fill, font, anchor="mm")

    def png(self) -> Image.Image:
        """The picture at its own size, in few colours: a quarter of the bytes."""
        small = self.image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        return small.quantize(96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
