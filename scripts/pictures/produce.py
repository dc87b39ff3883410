"""Loose produce, each by its own shape: a child tells a pear from an avocado."""

from collections.abc import Callable
from functools import partial

from canvas import Canvas, Colour, Point, dark, pale

Draw = Callable[[Canvas], None]
GREEN, STEM = "#3f8f3a", "#6b4a22"
APPLE = [
    (50, 27),
    (66, 21),
    (82, 33),
    (84, 55),
    (73, 80),
    (60, 87),
    (50, 84),
    (40, 87),
    (27, 80),
    (16, 55),
    (18, 33),
    (34, 21),
]
PEAR = [
    (50, 17),
    (60, 22),
    (63, 36),
    (72, 52),
    (79, 68),
    (70, 85),
    (50, 89),
    (30, 85),
    (21, 68),
    (28, 52),
    (37, 36),
    (40, 22),
]
TALL = [(50, 16), (64, 22), (70, 45), (67, 74), (50, 88), (33, 74), (30, 45), (36, 22)]


def shine(c: Canvas, at: Point, size: Point, turn: float = 15) -> None:
    c.oval(at, size, "#ffffff", turn, 0.35)


def fruit(c: Canvas, points: list[Point], colour: Colour, at: Point = (34, 45)) -> None:
    """A smooth body with its shadow, a darker right side and a light from the left."""
    c.shadow((50, 88), 28)
    c.blob(points, dark(colour, 0.14))
    c.blob([(x * 0.93 + 2.2, y * 0.96 + 1.6) for x, y in points], colour)
    shine(c, at, (4.5, 10))


def apple(c: Canvas, colour: Colour, blush: Colour = "") -> None:
    fruit(c, APPLE, colour)
    if blush:
        c.oval((64, 56), (13, 21), blush, 10, 0.55)
    c.stroke([(50, 30), (52, 18), (55, 14)], 3.4, STEM)
    c.leaf((53, 20), 21, -22)


def pear(c: Canvas, colour: Colour) -> None:
    fruit(c, PEAR, colour, (37, 62))
    c.stroke([(50, 19), (52, 9)], 3.6, STEM)
    c.leaf((52, 13), 20, -12)


def banana(c: Canvas, colour: Colour, count: int = 2) -> None:
    c.shadow((50, 86), 32)
    for n in range(count):
        x = 9 * (count - 1 - n)
        points = [(20, 24 + x / 3), (27, 20 + x / 3), (34, 40 + x / 3), (50, 56), (72, 62 - x / 2), (88, 60 - x),
                  (90, 68 - x), (74, 80 - x / 2), (48, 78), (28, 62 + x / 4), (20, 42 + x / 3)]  # fmt: skip
        c.blob(points, dark(colour, 0.12 if n == 0 and count > 1 else 0.02))
    c.blob([(25, 30), (31, 45), (50, 63), (74, 70), (50, 68), (28, 52)], pale(colour, 0.45), 0.8)
    c.stroke([(22, 26), (26, 15)], 6, "#7a5a18")
    c.stroke([(86, 65), (90, 63)], 5, "#5c4312")


def citrus(c: Canvas, colour: Colour, pointed: bool = False, cut: Colour = "") -> None:
    body = [(50, 22), (70, 30), (80, 52), (70, 76), (50, 86), (30, 76), (20, 52), (30, 30)]
    if pointed:
        body = [
            (14, 56),
            (22, 48),
            (36, 32),
            (56, 28),
            (76, 40),
            (86, 52),
            (90, 56),
            (84, 64),
            (72, 76),
            (50, 82),
            (30, 74),
            (20, 64),
        ]
    fruit(c, body, colour, (36, 46))
    if cut:
        c.oval((66, 68), (19, 19), dark(colour, 0.05))
        c.oval((66, 68), (16.5, 16.5), "#fff4d6")
        for n in range(8):
            c.shape(_wedge((66, 68), 14.5, n * 45 + 4, 37), cut)
    else:
        c.leaf((50, 27), 20, -30)


def _wedge(at: Point, r: float, start: float, wide: float) -> list[Point]:
    import math

    a, b = math.radians(start), math.radians(start + wide)
    return [at, (at[0] + r * math.cos(a), at[1] + r * math.sin(a)), (at[0] + r * math.cos(b), at[1] + r * math.sin(b))]


def bunch(c: Canvas, colour: Colour, r: float = 8.6) -> None:
    """Grapes."""
    c.shadow((50, 89), 18)
    c.stroke([(50, 26), (52, 12)], 3.6, STEM)
    c.leaf((52, 20), 24, -18)
    for row_, count in enumerate((4, 5, 4, 3, 2, 1)):
        for n in range(count):
            x, y = 50 + (n - (count - 1) / 2) * r * 1.75, 32 + row_ * r * 1.25
            c.oval((x, y), (r, r), dark(colour, 0.1 + 0.04 * (n % 2)))
            c.oval((x - 0.6, y - 0.6), (r * 0.86, r * 0.86), colour)
            c.oval((x - r * 0.3, y - r * 0.35), (r * 0.24, r * 0.24), "#ffffff", 0, 0.5)


def cherries(c: Canvas) -> None:
    c.shadow((50, 88), 30)
    c.stroke([(34, 62), (44, 36), (58, 14)], 3, GREEN)
    c.stroke([(67, 66), (62, 38), (58, 14)], 3, GREEN)
    c.leaf((58, 16), 26, 10)
    for at in ((33, 70), (67, 73)):
        c.oval(at, (17, 16), "#8e1023")
        c.oval((at[0] - 1, at[1] - 1), (15, 14), "#b91a30")
        shine(c, (at[0] - 6, at[1] - 6), (3, 4.5))


def berries(c: Canvas, kind: str) -> None:
    c.shadow((50, 88), 32)
    if kind == "strawberry":
        for at in ((32, 58), (66, 62)):
            x, y = at
            c.blob(
                [(x - 18, y - 16), (x, y - 22), (x + 18, y - 16), (x + 15, y + 8), (x, y + 27), (x - 15, y + 8)],
                "#d62839",
            )
            for n, (dx, dy) in enumerate(((-9, -8), (0, -3), (9, -8), (-6, 6), (6, 6), (0, 14))):
                c.oval((x + dx, y + dy), (1.4, 2.2), "#ffe08a" if n % 2 else "#ffd05c")
            for turn in (200, 240, 270, 300, 340):
                c.leaf((x, y - 18), 13, turn)
        return
    colour = {"blueberry": "#4157a6", "raspberry": "#d23b63"}[kind]
    for n, at in enumerate(((28, 70), (50, 74), (72, 70), (38, 54), (61, 54), (50, 38))):
        c.oval(at, (14, 14), dark(colour, 0.18))
        c.oval((at[0] - 1, at[1] - 1), (12.4, 12.4), colour)
        if kind == "blueberry":
            c.oval((at[0] + 1, at[1] - 3), (4.4, 3.6), dark(colour, 0.45))
        else:
            for k in range(7):
                c.oval(
                    (at[0] - 8 + 4 * (k % 5), at[1] - 6 + 5 * (k // 3)), (2.6, 2.6), pale(colour, 0.22 + 0.05 * (n % 2))
                )


def stone(c: Canvas, colour: Colour, blush: Colour) -> None:
    citrus(c, colour)
    c.oval((62, 56), (15, 22), blush, 12, 0.5)
    c.blob([(50, 26), (54, 42), (52, 66), (49, 44)], dark(colour, 0.3), 0.6)


def mango(c: Canvas) -> None:
    fruit(c, [(30, 30), (52, 20), (76, 34), (86, 58), (74, 82), (48, 86), (26, 72), (18, 48)], "#f2a83b", (36, 44))
    c.oval((64, 46), (18, 20), "#d6483a", 30, 0.55)
    c.oval((36, 68), (12, 12), "#8fae3d", 0, 0.4)
    c.stroke([(52, 22), (55, 13)], 3.4, STEM)


def papaya(c: Canvas) -> None:
    fruit(c, [(50, 12), (62, 22), (72, 52), (70, 78), (50, 90), (30, 78), (28, 52), (38, 22)], "#e8a13a", (36, 60))
    c.blob([(50, 30), (60, 52), (58, 72), (50, 80), (42, 72), (40, 52)], "#f2703d")
    for n in range(9):
        c.oval((50 + (n % 3 - 1) * 4.4, 52 + n // 3 * 8), (2.3, 2.6), "#2a2521")


def pineapple(c: Canvas) -> None:
    c.shadow((50, 91), 22)
    for turn in (230, 250, 270, 290, 310):
        c.leaf((50, 42), 36, turn, "#3c8a45")
    c.oval((50, 65), (23, 26), "#c98a1d")
    c.oval((49, 64.5), (21, 24.5), "#e5aa2f")
    for n in range(-3, 4):
        c.stroke(
            [(50 + n * 9 - 14, 46), (50 + n * 9 + 14, 84)] if abs(n) < 2 else [(50 + n * 7, 56), (50 + n * 7 + 4, 74)],
            1.3,
            "#b0761a",
        )
        c.stroke(
            [(50 + n * 9 + 14, 46), (50 + n * 9 - 14, 84)] if abs(n) < 2 else [(50 + n * 7, 74), (50 + n * 7 + 4, 56)],
            1.3,
            "#b0761a",
        )


def watermelon(c: Canvas) -> None:
    c.shadow((50, 86), 36)
    c.blob([(8, 38), (30, 42), (70, 42), (92, 38), (84, 66), (64, 82), (36, 82), (16, 66)], "#2d7a3a")
    c.blob([(12, 41), (30, 44), (70, 44), (88, 41), (80, 64), (62, 77), (38, 77), (20, 64)], "#dff0c8")
    c.blob([(15, 42), (30, 44), (70, 44), (85, 42), (77, 62), (61, 73), (39, 73), (23, 62)], "#e2404a")
    for at in ((30, 52), (42, 60), (54, 53), (66, 60), (74, 50), (50, 68)):
        c.oval(at, (1.8, 2.8), "#2a1a1a", 15)


def melon(c: Canvas) -> None:
    citrus(c, "#d9b878")
    for x in (28, 39, 50, 61, 72):
        c.blob(
            [
                (x, 26 + abs(50 - x) * 0.3),
                (x + (x - 50) * 0.2 + 1, 54),
                (x, 82 - abs(50 - x) * 0.3),
                (x + (x - 50) * 0.2 - 1, 54),
            ],
            "#b48f4e",
            0.7,
        )


def kiwi(c: Canvas) -> None:
    c.shadow((50, 86), 30)
    c.oval((37, 54), (24, 27), "#8a6534", -12)
    shine(c, (27, 44), (4, 8))
    c.oval((64, 62), (23, 23), "#7a5729")
    c.oval((64, 62), (20.5, 20.5), "#8cc152")
    c.oval((64, 62), (7, 7), "#eef5d8")
    for n in range(14):
        c.shape(_wedge((64, 62), 13.5, n * 25.7, 7), "#243018")
    c.oval((64, 62), (9, 9), "#dfeec0")


def avocado(c: Canvas) -> None:
    c.shadow((50, 90), 25)
    c.blob(PEAR, "#3d5a22")
    c.blob([(50 + (x - 50) * 0.83, 55 + (y - 55) * 0.86) for x, y in PEAR], "#dbe58d")
    c.blob([(50 + (x - 50) * 0.72, 56 + (y - 56) * 0.76) for x, y in PEAR], "#e9efac")
    c.oval((50, 66), (15, 15), "#7d4a23")
    c.oval((49, 65), (13, 13), "#93592b")
    shine(c, (44, 60), (3, 4.5))


def pomegranate(c: Canvas) -> None:
    citrus(c, "#c22f42")
    for x in (42, 50, 58):
        c.shape([(x - 4, 28), (x, 15), (x + 4, 28)], "#a82438")


def tomato(c: Canvas, count: int = 1) -> None:
    """One, or several on the vine."""
    places = {1: [((50, 57), 33.0)], 3: [((32, 62), 21.0), ((68, 62), 21.0), ((50, 44), 21.0)]}[count]
    c.shadow((50, 89), 31)
    for (x, y), r in places:
        c.oval((x, y), (r, r * 0.9), "#b9301f")
        c.oval((x - 1, y - 0.8), (r * 0.94, r * 0.85), "#dc4230")
        shine(c, (x - r * 0.45, y - r * 0.2), (r * 0.12, r * 0.28))
        for turn in (0, 72, 144, 216, 288):
            c.leaf((x, y - r * 0.66), r * 0.48, turn + 18)
        c.stroke([(x, y - r * 0.66), (x + 1, y - r * 0.95)], 3, "#3b7a33")


def roma(c: Canvas) -> None:
    fruit(c, TALL, "#d9412f", (38, 42))
    for turn in (20, 75, 150, 200, 300):
        c.leaf((50, 21), 15, turn)


def root(c: Canvas, colour: Colour, fat: float, leaves: bool = True) -> None:
    """Carrots and the like, lying."""
    c.shadow((50, 82), 34)
    for n in (1, 0):
        y = 60 - 17 * n
        if leaves:
            for turn in (-55, -30, -5):
                c.leaf((76, y), 22, turn)
        c.blob(
            [(78, y - fat), (82, y), (78, y + fat), (50, y + fat * 0.9), (10, y + 8), (50, y - fat * 0.6)],
            dark(colour, 0.1 * n),
        )
        for x in (66, 52, 38):
            c.stroke([(x, y - fat * 0.5), (x + 5, y - fat * 0.4)], 1.6, dark(colour, 0.25))


def tuber(c: Canvas, colour: Colour, long: bool = False) -> None:
    """Potatoes."""
    c.shadow((50, 84), 34)
    body = [(16, 52), (24, 38), (46, 33), (66, 36), (72, 50), (62, 64), (40, 68), (22, 64)]
    if long:
        body = [(8, 54), (20, 42), (46, 34), (72, 34), (88, 42), (74, 56), (46, 66), (22, 64)]
    for n, (dx, dy) in enumerate(((14, -8), (4, 13))):
        c.blob([(x + dx, y + dy) for x, y in body], dark(colour, 0.16 - 0.12 * n))
    for at in ((34, 62), (50, 72), (58, 58), (40, 74), (70, 40)):
        c.oval(at, (1.9, 1.2), dark(colour, 0.35), 20)
    shine(c, (30, 58), (3, 7), 50)


def onion(c: Canvas, colour: Colour) -> None:
    fruit(
        c,
        [(50, 12), (54, 26), (72, 38), (82, 58), (70, 80), (50, 87), (30, 80), (18, 58), (28, 38), (46, 26)],
        colour,
        (33, 55),
    )
    for x in (34, 43, 57, 66):
        c.blob([(50, 26), (x, 56), (50, 86), (x + (1.5 if x > 50 else -1.5), 56)], dark(colour, 0.25), 0.6)
    for x in (45, 50, 55):
        c.stroke([(50, 86), (x, 92)], 1.3, "#c9b48a")


def garlic(c: Canvas) -> None:
    fruit(
        c,
        [(50, 10), (54, 30), (74, 46), (82, 64), (70, 84), (50, 88), (30, 84), (18, 64), (26, 46), (46, 30)],
        "#f3ece0",
        (32, 60),
    )
    for x in (36, 50, 64):
        c.blob([(50, 26), (x + (x - 50) * 0.3, 60), (50 + (x - 50) * 0.5, 86), (x, 60)], "#cdbfd0", 0.9)


def ginger(c: Canvas) -> None:
    c.shadow((50, 84), 34)
    for at, size, turn in (
        ((42, 58), (30, 14), -12),
        ((66, 42), (18, 11), -58),
        ((28, 44), (14, 9), 60),
        ((70, 68), (16, 10), 25),
    ):
        c.oval(at, size, "#c79a5b", turn)
        c.oval((at[0] - 1, at[1] - 1), (size[0] * 0.88, size[1] * 0.8), "#d9b074", turn)
    for x in (28, 40, 52, 62):
        c.stroke([(x, 50), (x + 3, 66)], 1.3, "#a77b40")


def pepper(c: Canvas, colour: Colour) -> None:
    fruit(
        c,
        [(34, 26), (50, 31), (66, 26), (82, 36), (80, 62), (68, 86), (54, 80), (46, 86), (30, 84), (20, 62), (18, 36)],
        colour,
        (30, 48),
    )
    for x in (38, 62):
        c.blob([(50, 30), (x, 50), (50 + (x - 50) * 0.5, 80), (x + 2, 50)], dark(colour, 0.25), 0.6)
    c.stroke([(50, 32), (50, 20), (57, 14)], 6, "#3b7a33")


def chili(c: Canvas) -> None:
    for dx, dy, shade in ((10, 8, 0.15), (-6, -6, 0.0)):
        points = [(24, 28), (36, 24), (50, 40), (66, 62), (80, 78), (62, 74), (42, 62), (28, 46)]
        c.blob([(x + dx, y + dy) for x, y in points], dark("#3f8b3b", shade))
        c.stroke([(28 + dx, 27 + dy), (18 + dx, 18 + dy)], 4, "#77953a")
    c.shadow((60, 90), 26)


def mushroom(c: Canvas, colour: Colour) -> None:
    c.shadow((50, 88), 26)
    c.blob([(41, 54), (59, 54), (63, 80), (50, 87), (37, 80)], pale(colour, 0.5))
    c.blob([(14, 56), (20, 34), (50, 20), (80, 34), (86, 56), (70, 63), (50, 61), (30, 63)], dark(colour, 0.12))
    c.blob([(17, 54), (23, 35), (48, 23), (76, 35), (80, 54), (66, 59), (48, 57), (30, 59)], colour)
    shine(c, (34, 38), (4, 8), 50)


def stick(c: Canvas, colour: Colour, end: Colour, fat: float = 13) -> None:
    """Cucumber, zucchini."""
    c.shadow((50, 84), 34)
    c.blob(
        [(10, 66), (20, 62 - fat), (50, 50 - fat), (80, 30), (90, 38), (80, 52), (52, 58 + fat * 0.6), (22, 64 + fat)],
        dark(colour, 0.12),
    )
    c.blob(
        [
            (13, 65),
            (22, 62 - fat * 0.7),
            (50, 51 - fat * 0.8),
            (79, 32),
            (86, 38),
            (78, 48),
            (52, 54 + fat * 0.5),
            (24, 62 + fat * 0.8),
        ],
        colour,
    )
    for n in range(4):
        c.stroke([(24 + n * 15, 60 - n * 7), (30 + n * 15, 57 - n * 7)], 1.8, pale(colour, 0.4))
    c.stroke([(86, 36), (92, 31)], 6, end)


def eggplant(c: Canvas) -> None:
    fruit(c, [(62, 24), (76, 34), (78, 54), (66, 80), (42, 88), (22, 76), (24, 56), (44, 40)], "#4b2a5e", (34, 66))
    for turn in (30, 90, 150, 200):
        c.leaf((68, 28), 18, turn, "#5b8f3f")
    c.stroke([(68, 28), (76, 14)], 6, "#5b8f3f")


def floret(c: Canvas, colour: Colour, trunk: Colour) -> None:
    """Broccoli, cauliflower."""
    c.shadow((50, 90), 24)
    c.blob([(38, 52), (62, 52), (60, 76), (64, 88), (36, 88), (40, 76)], trunk)
    for at, r in (
        ((28, 46), 15),
        ((72, 46), 15),
        ((50, 34), 19),
        ((38, 34), 14),
        ((62, 34), 14),
        ((50, 52), 16),
        ((34, 56), 11),
        ((66, 56), 11),
    ):
        c.oval(at, (r, r), dark(colour, 0.16))
        c.oval((at[0] - 1.5, at[1] - 1.5), (r * 0.84, r * 0.84), colour)
        for n in range(4):
            c.oval((at[0] - 6 + 4 * n, at[1] - 4 + 5 * (n % 2)), (2.2, 2.2), pale(colour, 0.25))


def stalks(c: Canvas, colour: Colour, foot: Colour, count: int = 5, tips: str = "leaf") -> None:
    """Celery, asparagus, leeks, green onions, beans: a bundle with a band."""
    c.shadow((50, 92), 26)
    for n in range(count):
        x = 50 + (n - (count - 1) / 2) * 10
        top = 50 + (x - 50) * 1.5
        c.stroke([(x, 86), (x, 62), (top, 34)], 8, dark(colour, 0.05 + 0.06 * (n % 2)))
        c.stroke([(x, 88), (x, 72)], 8, foot)
        if tips == "spear":
            c.leaf((top, 40), 22, 268 + (x - 50), dark(colour, 0.12))
        elif tips == "leaf":
            for turn in (235, 270, 305):
                c.leaf((top, 36), 22, turn + (x - 50) * 0.4, dark(colour, 0.1))
    c.box(26, 66, 74, 73, "#c9542c", 2)


def head(c: Canvas, colour: Colour, tight: bool = True) -> None:
    """Lettuce and cabbage."""
    c.shadow((50, 89), 32)
    for at, size, shade in (
        ((28, 58), (20, 26), 0.2),
        ((72, 58), (20, 26), 0.2),
        ((50, 54), (32 if tight else 26, 33), 0.08),
        ((46, 56), (24, 28), 0.0),
    ):
        c.oval(at, size, dark(colour, shade))
    for x, y in ((50, 26), (34, 34), (66, 34)):
        c.stroke([(50, 84), (x, y + 12)], 2.2, pale(colour, 0.55))
        c.stroke([((50 + x) / 2, (96 + y) / 2), (x - 9, y + 26)], 1.5, pale(colour, 0.5))
        c.stroke([((50 + x) / 2, (96 + y) / 2), (x + 9, y + 26)], 1.5, pale(colour, 0.5))


def romaine(c: Canvas, colour: Colour, foot: Colour = "#e8efcf") -> None:
    """Long leaves: romaine, bok choy, kale, spinach, herbs by their colour and foot."""
    c.shadow((50, 92), 24)
    for x, turn in ((28, 248), (72, 292), (40, 262), (60, 278), (50, 270)):
        c.leaf((50 + (x - 50) * 0.3, 88), 76, turn, dark(colour, 0.14 if x != 50 else 0.0))
    c.blob([(42, 66), (50, 48), (58, 66), (58, 86), (50, 91), (42, 86)], foot)


def herb(c: Canvas, colour: Colour, wide: float) -> None:
    """A small bunch of herbs."""
    c.shadow((50, 92), 20)
    for n in range(7):
        x = 20 + n * 10
        y = 34 + abs(n - 3) * 5
        c.stroke([(50 + (n - 3) * 1.6, 90), (x, y)], 2, dark(colour, 0.1))
        for turn in (200, 250, 290, 340):
            c.leaf((x, y), wide, turn, dark(colour, 0.05 * (n % 3)))
    c.box(41, 72, 59, 78, "#c9542c", 2)


def corn(c: Canvas) -> None:
    c.shadow((50, 92), 20)
    c.oval((50, 46), (17, 37), "#d99f1e")
    for row_ in range(9):
        for col in range(4):
            c.oval((38.6 + col * 7.6, 16 + row_ * 7.4), (3.6, 3.4), "#f6cd4c")
    c.leaf((50, 92), 62, 238, "#6fa644")
    c.leaf((50, 92), 62, 302, "#82b94f")
    c.leaf((48, 92), 46, 262, "#5d9339")


def radish(c: Canvas) -> None:
    c.shadow((50, 90), 30)
    for x, y in ((34, 66), (66, 66), (50, 72)):
        for turn in (240, 270, 300):
            c.leaf((x, y - 10), 40, turn)
        c.oval((x, y), (14, 14), "#cf2d5c")
        c.stroke([(x, y + 13), (x + 2, y + 22)], 2, "#f3d7de")
        shine(c, (x - 5, y - 4), (2.5, 4))


def sprouts(c: Canvas) -> None:
    c.shadow((50, 86), 34)
    for at in ((30, 64), (68, 66), (50, 44)):
        for size, shade in ((20, 0.22), (16, 0.08), (10, 0.0)):
            c.oval(at, (size, size * 0.95), dark("#8fbf57", shade), 20)
        c.stroke([(at[0], at[1] + 16), (at[0] - 2, at[1] - 10)], 1.8, "#dcebbf")


def sweet(c: Canvas) -> None:
    tuber(c, "#b8613c", True)


SHAPES: dict[str, Draw] = {
    "gala apples": partial(apple, colour="#d8453a", blush="#f0b24a"), "granny smith": partial(apple, colour="#8cc63f"),
    "fuji apples": partial(apple, colour="#c9333f", blush="#e8874a"), "honey apples": partial(apple, colour="#e8b64c", blush="#d4483c"),
    "organic bananas": partial(banana, colour="#e6c52f", count=3), "plantain": partial(banana, colour="#8fae3d"),
    "banana": partial(banana, colour="#f6cf3a"), "pear": partial(pear, colour="#b7c63d"),
    "navel orange": partial(citrus, colour="#f28c1e", cut="#f7a440"), "lemon": partial(citrus, colour="#f5d935", pointed=True),
    "lime": partial(citrus, colour="#7ab83c", pointed=True), "grapefruit": partial(citrus, colour="#f0a04b", cut="#e8555a"),
    "mandarin": partial(citrus, colour="#f57f20"), "red grapes": partial(bunch, colour="#8e2a52"),
    "green grapes": partial(bunch, colour="#a9c94e"), "cherries": cherries, "peach": partial(stone, colour="#f4ae62", blush="#e0604c"),
    "nectarine": partial(stone, colour="#ee7f45", blush="#c42f38"), "plum": partial(stone, colour="#4a2a5c", blush="#7a3f86"),
    "mango": mango, "pineapple": pineapple, "watermelon": watermelon, "cantaloupe": melon, "kiwi": kiwi, "avocado": avocado,
    "papaya": papaya, "pomegranate": pomegranate, "roma tom": roma, "vine tomato": partial(tomato, count=3),
    "cherry tomato": partial(tomato, count=3), "carrots": partial(root, colour="#f08a2c", fat=9),
    "russet": partial(tuber, colour="#b98a56"), "red potato": partial(tuber, colour="#b6555a"), "sweet potato": sweet,
    "yellow onion": partial(onion, colour="#d9a046"), "red onion": partial(onion, colour="#8c2f5c"),
    "green onion": partial(stalks, colour="#4c9a45", foot="#f1f4e4", count=5, tips="none"), "garlic": garlic, "ginger": ginger,
    "green bell": partial(pepper, colour="#4f9a3c"), "red bell": partial(pepper, colour="#d33a2c"), "jalape": chili,
    "white mushroom": partial(mushroom, colour="#efe6d8"), "portobello": partial(mushroom, colour="#8a6446"),
    "cucumber": partial(stick, colour="#3f7f3a", end="#7fa64f", fat=10), "zucchini": partial(stick, colour="#5f9440", end="#b7a55a", fat=15),
    "broccoli crowns": partial(floret, colour="#4d9440", trunk="#a8c878"), "cauliflower": partial(floret, colour="#f4efe0", trunk="#9fc47a"),
    "celery": partial(stalks, colour="#9cc75a", foot="#dcebb8"), "iceberg": partial(head, colour="#b6d97a"),
    "romaine": partial(romaine, colour="#6fae45"), "spinach": partial(herb, colour="#2f7a3c", wide=20), "kale": partial(romaine, colour="#3c6e4a", foot="#a9bf8a"),
    "cabbage": partial(head, colour="#a5cf8e", tight=False), "asparagus": partial(stalks, colour="#6ea84a", foot="#cfe0b0", tips="spear"),
    "green beans": partial(stalks, colour="#5aa648", foot="#5aa648", count=6, tips="none"), "sweetcorn": corn, "eggplant": eggplant,
    "radish": radish, "brussels": sprouts, "cilantro": partial(herb, colour="#5aa648", wide=11), "parsley": partial(herb, colour="#3f8f3a", wide=14),
    "basil": partial(herb, colour="#4f9f3f", wide=18), "leek": partial(stalks, colour="#7fb55a", foot="#f3f5e6", count=3),
    "bok choy": partial(romaine, colour="#4f9a4c", foot="#f6f8ee"),
}  # fmt: skip
"""By what a name of loose produce has in it: the first that fits."""
