"""A handful of packs. Each takes a `Label`: two colours, a motif of the icon font, and one word."""

from collections.abc import Callable
from dataclasses import dataclass

from canvas import Canvas, Colour, dark, mixed, pale

PAPER = "#fbf6ea"


@dataclass(frozen=True)
class Label:
    """`body` is the pack's colour, `mark` that of what is printed on it."""

    body: Colour
    mark: Colour
    icon: str
    word: str

    @property
    def ink(self) -> Colour:
        """What is printed on paper: dark, in the pack's hue."""
        return dark(self.body, 0.5)


Pack = Callable[[Canvas, Label], None]


def _printed(c: Canvas, label: Label, at: tuple[float, float], wide: float, ink: Colour = "") -> None:
    """The motif over the word."""
    c.icon(label.icon, (at[0], at[1] - wide * 0.16), wide * 0.56, ink or label.mark)
    c.word(label.word, (at[0], at[1] + wide * 0.3), wide * 0.92, ink or label.mark, wide * 0.28)


def _paper(c: Canvas, label: Label, left: float, top: float, right: float, bottom: float) -> None:
    """A paper label with motif and word."""
    c.box(left, top, right, bottom, PAPER, 3)
    wide = min(right - left, (bottom - top) * 1.05)
    _printed(c, label, ((left + right) / 2, (top + bottom) / 2), wide, label.ink)


def _lit(c: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    c.box(left, top, right, bottom, "#ffffff", min(3.0, (right - left) / 2), 0.25)


def bottle(c: Canvas, label: Label) -> None:
    c.shadow((50, 93), 22)
    c.box(41, 5, 59, 15, label.ink, 2.5)
    c.blob(
        [
            (43, 14),
            (57, 14),
            (58, 26),
            (69, 40),
            (70, 60),
            (70, 88),
            (66, 92),
            (50, 93),
            (34, 92),
            (30, 88),
            (30, 60),
            (31, 40),
            (42, 26),
        ],
        label.body,
    )
    _lit(c, 34, 36, 40, 86)
    _paper(c, label, 30, 46, 70, 82)


def slim(c: Canvas, label: Label) -> None:
    """A bottle of wine or spirits."""
    c.shadow((50, 95), 16)
    c.box(44, 3, 56, 18, label.mark, 2)
    c.blob(
        [
            (44.5, 16),
            (55.5, 16),
            (56, 32),
            (64, 46),
            (65, 70),
            (65, 92),
            (50, 95),
            (35, 92),
            (35, 70),
            (36, 46),
            (44, 32),
        ],
        label.body,
    )
    _lit(c, 38.5, 46, 42.5, 90)
    _paper(c, label, 35, 54, 65, 84)


def squeeze(c: Canvas, label: Label) -> None:
    """A soft bottle that stands on its cap, or has a pump: sauces, soap, lotion."""
    c.shadow((50, 93), 20)
    c.box(42, 5, 58, 17, dark(label.mark, 0.15), 3)
    c.blob([(40, 16), (60, 16), (71, 26), (72, 56), (68, 88), (50, 93), (32, 88), (28, 56), (29, 26)], label.body)
    _lit(c, 33, 26, 38, 82)
    _printed(c, label, (50, 56), 36)


def spray(c: Canvas, label: Label) -> None:
    c.shadow((50, 94), 20)
    c.shape([(28, 10), (62, 6), (64, 20), (56, 22), (56, 30), (44, 30), (44, 20), (28, 20)], dark(label.mark, 0.1))
    c.stroke([(40, 24), (36, 34)], 3.4, dark(label.mark, 0.3))
    c.blob([(43, 29), (57, 29), (60, 42), (70, 56), (70, 88), (50, 94), (30, 88), (30, 56), (40, 42)], label.body)
    _lit(c, 34, 56, 39, 88)
    _printed(c, label, (50, 70), 34)


def jug(c: Canvas, label: Label) -> None:
    """A large jug with a handle."""
    c.shadow((50, 94), 27)
    c.box(42, 5, 58, 14, label.mark, 2.5)
    c.blob(
        [
            (42, 13),
            (58, 13),
            (64, 24),
            (78, 36),
            (80, 64),
            (80, 88),
            (74, 94),
            (26, 94),
            (20, 88),
            (20, 64),
            (24, 36),
            (36, 24),
        ],
        label.body,
    )
    c.blob([(64, 32), (72, 40), (72, 56), (66, 52), (64, 42)], dark(label.body, 0.3), 0.5)
    _lit(c, 25, 42, 31, 88)
    _paper(c, label, 20, 56, 80, 88)


def carton(c: Canvas, label: Label) -> None:
    c.shadow((50, 94), 25)
    c.box(35, 5, 65, 11, dark(label.body, 0.2), 1)
    c.shape([(35, 10), (65, 10), (73, 32), (27, 32)], dark(label.body, 0.12))
    c.box(27, 31, 73, 94, label.body, 1.5)
    c.shape([(58, 31), (73, 31), (73, 94), (58, 94)], dark(label.body, 0.12), 0.6)
    _lit(c, 30, 33, 36, 92)
    c.oval((50, 55), (18, 18), "#ffffff")
    c.icon(label.icon, (50, 55), 26, dark(label.body, 0.15))
    c.word(label.word, (50, 83), 42, label.mark, 11)


def can(c: Canvas, label: Label) -> None:
    c.shadow((50, 93), 24)
    c.box(30, 12, 70, 93, "#c9ccca", 7)
    c.box(32, 9, 68, 17, "#e4e6e4", 3.5)
    c.box(27, 20, 73, 85, label.body, 2)
    _lit(c, 32, 20, 40, 85)
    _printed(c, label, (51, 52), 40)


def tin(c: Canvas, label: Label) -> None:
    """A wide, low tin."""
    c.shadow((50, 82), 36)
    c.box(14, 36, 86, 82, label.body, 5)
    c.oval((50, 37), (36, 11), "#d8dad8")
    c.oval((50, 36), (31, 8), "#eef0ee")
    c.oval((58, 35), (6, 2.4), "#b9bcb9")
    _printed(c, label, (50, 64), 32)


def jar(c: Canvas, label: Label) -> None:
    c.shadow((50, 93), 24)
    c.box(31, 10, 69, 24, mixed(label.mark, PAPER, 0.15), 3)
    c.blob([(32, 23), (68, 23), (75, 33), (75, 84), (68, 93), (32, 93), (25, 84), (25, 33)], label.body)
    _lit(c, 29, 32, 35, 86)
    _paper(c, label, 25, 42, 75, 80)


def bag(c: Canvas, label: Label) -> None:
    c.shadow((50, 93), 27)
    c.blob(
        [(26, 10), (40, 12), (60, 12), (74, 10), (76, 40), (80, 80), (74, 93), (50, 92), (26, 93), (20, 80), (24, 40)],
        label.body,
    )
    c.shape([(25, 9), (75, 9), (76, 20), (24, 20)], dark(label.body, 0.22))
    _lit(c, 29, 24, 34, 84)
    _printed(c, label, (50, 56), 44)


def pillow(c: Canvas, label: Label) -> None:
    """A bag of crisps: crimped at both ends."""
    c.shadow((50, 94), 28)
    c.blob([(22, 12), (50, 10), (78, 12), (82, 50), (79, 90), (50, 93), (21, 90), (18, 50)], label.body)
    for y in (10, 90):
        c.shape([(22, y), (78, y), (78, y + 4), (22, y + 4)], dark(label.body, 0.25))
    c.blob([(28, 26), (36, 24), (33, 50), (36, 78), (27, 76), (25, 50)], "#ffffff", 0.22)
    c.oval((50, 47), (22, 20), PAPER)
    c.icon(label.icon, (50, 47), 28, dark(label.body, 0.2))
    c.word(label.word, (50, 77), 48, label.mark, 12)


def pouch(c: Canvas, label: Label) -> None:
    """A small pouch with a spout, or a sachet."""
    c.shadow((50, 92), 22)
    c.box(44, 6, 56, 18, label.mark, 2)
    c.blob([(32, 18), (68, 18), (71, 50), (76, 88), (50, 92), (24, 88), (29, 50)], label.body)
    _lit(c, 34, 26, 38, 82)
    _printed(c, label, (50, 56), 40)


def sack(c: Canvas, label: Label) -> None:
    """A paper sack: flour, rice, dog food."""
    c.shadow((50, 94), 30)
    c.box(20, 14, 80, 94, label.body, 3)
    c.shape([(20, 10), (80, 10), (80, 22), (20, 22)], dark(label.body, 0.16))
    for x in range(24, 80, 8):
        c.stroke([(x, 13), (x + 3, 13)], 1.2, pale(label.body, 0.7))
    _lit(c, 23, 26, 29, 92)
    c.box(28, 34, 72, 84, PAPER, 4)
    _printed(c, label, (50, 58), 42, label.ink)


def box(c: Canvas, label: Label) -> None:
    c.shadow((50, 93), 30)
    c.shape([(22, 14), (70, 14), (78, 8), (30, 8)], pale(label.body, 0.25))
    c.shape([(70, 14), (78, 8), (78, 86), (70, 93)], dark(label.body, 0.25))
    c.box(22, 13, 70.5, 93, label.body, 1)
    _printed(c, label, (46, 52), 42)


def flat(c: Canvas, label: Label) -> None:
    """A wide box: pizza, chocolate, foil."""
    c.shadow((50, 80), 40)
    c.shape([(8, 36), (84, 36), (92, 28), (18, 28)], pale(label.body, 0.25))
    c.shape([(84, 36), (92, 28), (92, 70), (84, 79)], dark(label.body, 0.25))
    c.box(8, 35.5, 84.5, 79, label.body, 1)
    c.icon(label.icon, (27, 57), 28, label.mark)
    c.word(label.word, (60, 57), 42, label.mark, 13)


def tub(c: Canvas, label: Label) -> None:
    c.shadow((50, 88), 32)
    c.shape([(16, 34), (84, 34), (76, 88), (24, 88)], label.body)
    c.box(12, 24, 88, 38, pale(label.mark, 0.1), 4)
    c.shape([(21, 40), (28, 40), (33, 84), (29, 84)], "#ffffff", 0.3)
    _printed(c, label, (51, 64), 38)


def cup(c: Canvas, label: Label) -> None:
    c.shadow((50, 90), 22)
    c.shape([(27, 24), (73, 24), (66, 90), (34, 90)], label.body)
    c.box(23, 16, 77, 25, "#dfe3e2", 3)
    c.shape([(31, 28), (37, 28), (41, 86), (38, 86)], "#ffffff", 0.3)
    _printed(c, label, (50, 58), 36)


def tray(c: Canvas, label: Label) -> None:
    """Meat and the like on a tray, a label in the corner."""
    c.shadow((50, 84), 40)
    c.box(8, 24, 92, 82, "#e9ebea", 7)
    c.box(13, 29, 87, 77, "#f7f8f7", 5)
    c.blob([(20, 52), (30, 36), (56, 34), (78, 42), (80, 60), (62, 72), (34, 71)], label.body)
    c.blob([(30, 52), (40, 43), (58, 42), (52, 50), (38, 58)], pale(label.body, 0.4), 0.8)
    c.box(8, 24, 92, 82, "#ffffff", 7, 0.16)
    c.box(52, 54, 88, 78, PAPER, 2)
    c.icon(label.icon, (60, 66), 12, label.ink)
    c.word(label.word, (76, 66), 22, label.ink, 8)


def multi(c: Canvas, label: Label) -> None:
    """Six of a kind."""
    c.shadow((50, 90), 38)
    for n in range(3):
        x = 22 + n * 28
        c.box(x - 12, 14, x + 12, 40, "#c9ccca", 4)
        c.box(x - 12.5, 20, x + 12.5, 60, label.body, 2)
        c.box(x - 9, 20, x - 5, 60, "#ffffff", 1.5, 0.25)
    c.box(8, 44, 92, 90, mixed(label.body, PAPER, 0.12), 4)
    c.box(11, 47, 15, 87, "#ffffff", 2, 0.3)
    c.icon(label.icon, (50, 59), 22, label.mark)
    c.word(label.word, (50, 79), 70, label.mark, 13)


def rolls(c: Canvas, label: Label) -> None:
    c.shadow((50, 90), 38)
    for x, y in ((28, 30), (72, 30), (28, 66), (72, 66)):
        c.box(x - 19, y - 14, x + 19, y + 22, "#f5f3ee", 5)
        c.oval((x, y - 13), (19, 7), "#fffdf8")
        c.oval((x, y - 13), (6, 2.6), "#cbb997")
    c.box(9, 44, 91, 70, label.body, 3, 0.92)
    c.icon(label.icon, (26, 57), 18, label.mark)
    c.word(label.word, (61, 57), 50, label.mark, 12)


def tube(c: Canvas, label: Label) -> None:
    c.shadow((50, 78), 40)
    c.shape([(6, 38), (14, 36), (74, 46), (74, 62), (14, 72), (6, 70)], label.body)
    c.box(74, 44, 92, 64, label.mark, 3)
    c.shape([(14, 40), (72, 48), (72, 51), (14, 46)], "#ffffff", 0.35)
    c.icon(label.icon, (26, 55), 16, label.mark)
    c.word(label.word, (52, 55), 34, label.mark, 10)


def shaker(c: Canvas, label: Label) -> None:
    c.shadow((50, 92), 18)
    c.box(36, 8, 64, 26, label.mark, 5)
    for x in (43, 50, 57):
        c.oval((x, 13), (1.4, 1.4), pale(label.mark, 0.7))
    c.box(34, 24, 66, 92, label.body, 5)
    _lit(c, 37, 28, 41, 88)
    _paper(c, label, 34, 44, 66, 78)


def eggs(c: Canvas, label: Label) -> None:
    c.shadow((50, 86), 40)
    for n in range(4):
        c.oval((23 + 18 * n, 46), (8.6, 12), "#e6bb8e" if n % 2 else "#f0cfa8")
        c.oval((20 + 18 * n, 42), (2.4, 4), "#ffffff", 20, 0.5)
    c.blob([(8, 50), (50, 53), (92, 50), (88, 84), (50, 86), (12, 84)], label.body)
    c.word(label.word, (50, 70), 66, label.mark, 14)


def loaf(c: Canvas, label: Label) -> None:
    c.shadow((50, 84), 40)
    c.blob([(10, 44), (20, 28), (50, 24), (80, 28), (90, 44), (88, 78), (50, 83), (12, 78)], dark(label.body, 0.2))
    c.blob([(12, 42), (22, 29), (50, 26), (78, 29), (88, 42), (70, 52), (50, 53), (30, 52)], label.body)
    for x in (30, 50, 70):
        c.stroke([(x - 3, 46), (x + 4, 33)], 4.4, dark(label.body, 0.45))
    c.box(28, 58, 72, 77, PAPER, 3)
    c.word(label.word, (50, 67.5), 40, label.ink, 11)


def stick(c: Canvas, label: Label) -> None:
    """A long bread."""
    c.shadow((54, 84), 38)
    c.blob([(8, 76), (14, 62), (50, 40), (84, 18), (94, 22), (90, 36), (56, 60), (20, 82)], dark(label.body, 0.16))
    c.blob([(12, 72), (18, 62), (50, 44), (84, 22), (90, 26), (84, 34), (52, 54), (22, 74)], label.body)
    for n in range(5):
        c.stroke([(24 + n * 14, 66 - n * 9), (32 + n * 14, 58 - n * 9)], 3, dark(label.body, 0.45))


def rounds(c: Canvas, label: Label) -> None:
    """Buns, bagels, tortillas, cookies: round ones in a bag with a tag."""
    c.shadow((50, 88), 38)
    for at in ((30, 40), (70, 40), (30, 66), (70, 66), (50, 52)):
        c.oval(at, (20, 17), dark(label.body, 0.2))
        c.oval((at[0] - 1, at[1] - 2), (18, 14.4), label.body)
        c.oval((at[0] - 7, at[1] - 6), (4.4, 2.6), "#ffffff", -20, 0.35)
    c.box(22, 70, 78, 90, PAPER, 4)
    c.icon(label.icon, (32, 80), 13, label.ink)
    c.word(label.word, (57, 80), 36, label.ink, 10)


def cake(c: Canvas, label: Label) -> None:
    """A cake or a pie under its dome."""
    c.shadow((50, 86), 40)
    c.box(8, 76, 92, 86, "#dfe3e2", 4)
    c.box(18, 44, 82, 78, label.body, 4)
    c.box(16, 38, 84, 54, label.mark, 6)
    for n in range(6):
        c.oval((22 + 11.4 * n, 55), (5, 5.6), label.mark)
    for n in range(3):
        c.oval((32 + 18 * n, 36), (4.4, 4.4), "#d62839")
    c.word(label.word, (50, 68), 56, dark(label.body, 0.6), 11)
    c.blob([(12, 76), (14, 40), (50, 14), (86, 40), (88, 76)], "#ffffff", 0.16)


def wedge(c: Canvas, label: Label) -> None:
    """Cheese from the counter."""
    c.shadow((50, 82), 42)
    c.shape([(8, 54), (86, 16), (94, 52), (94, 54)], pale(label.body, 0.2))
    c.box(8, 53, 94, 82, label.body, 3)
    for at, size in (((32, 66), 6), ((56, 72), 4), ((72, 62), 7), ((58, 42), 4.6), ((76, 33), 3.4)):
        c.oval(at, (size, size * 0.8), dark(label.body, 0.18))
    c.box(10, 72, 46, 82, PAPER, 2)
    c.word(label.word, (28, 77), 32, label.ink, 7)


def bar(c: Canvas, label: Label) -> None:
    """A bar in paper."""
    c.shadow((52, 82), 40)
    c.shape([(8, 36), (14, 30), (86, 30), (92, 36), (92, 74), (86, 80), (14, 80), (8, 74)], label.body)
    c.box(14, 30, 26, 80, mixed(label.body, "#d8b45a", 0.7), 0.5)
    _lit(c, 28, 34, 88, 38)
    c.icon(label.icon, (41, 56), 20, label.mark)
    c.word(label.word, (69, 56), 34, label.mark, 12)


def thing(c: Canvas, label: Label) -> None:
    """What has no pack: its own sign, large."""
    c.shadow((50, 92), 28)
    c.icon(label.icon, (51.5, 50.5), 74, dark(label.body, 0.3))
    c.icon(label.icon, (50, 49), 74, label.body)
    c.box(24, 78, 76, 92, PAPER, 4)
    c.word(label.word, (50, 85), 46, label.ink, 9)


PACKS: dict[str, Pack] = {one.__name__: one for one in (
    bottle, slim, squeeze, spray, jug, carton, can, tin, jar, bag, pillow, pouch, sack, box, flat, tub, cup, tray, multi,
    rolls, tube, shaker, eggs, loaf, stick, rounds, cake, wedge, bar, thing,
)}  # fmt: skip
