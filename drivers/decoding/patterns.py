"""The bars of EAN and UPC symbols, as data (GS1 General Specifications, 5.2: bars are 1, spaces 0).

A layout is the symbol's segments from left to right. Digits come in sets: A ("L") and B ("G") left of the centre, C
("R") right of it. How the sets alternate on the left gives one more digit: the first of an EAN-13, the check digit of a
UPC-E.
"""

from dataclasses import dataclass

SET_A = (
    "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011",
)  # fmt: skip
SET_C = tuple(bits.translate(str.maketrans("01", "10")) for bits in SET_A)
SET_B = tuple(bits[::-1] for bits in SET_C)
EAN13_PARITY = (
    "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA",
)  # fmt: skip
UPCE_PARITY = (
    "BBBAAA", "BBABAA", "BBAABA", "BBAAAB", "BABBAA", "BAABBA", "BAAABB", "BABABA", "BABAAB", "BAABAB",
)  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """One part of a symbol: the patterns that may stand there, and the modules before and after it."""

    patterns: tuple[str, ...]
    before: str
    after: str

    @property
    def modules(self) -> int:
        """Its width in modules."""
        return len(self.patterns[0])

    @property
    def is_digit(self) -> bool:
        """Whether it carries a digit."""
        return len(self.patterns) > 1

    def reversed(self) -> "Segment":
        """As it is met when the symbol is read from its right end."""
        return Segment(tuple(bits[::-1] for bits in self.patterns), self.after, self.before)


@dataclass(frozen=True)
class Layout:
    """One symbology. `parities` is empty where the sets don't alternate."""

    symbology: str
    segments: tuple[Segment, ...]
    parities: tuple[str, ...] = ()

    @property
    def modules(self) -> int:
        """The symbol's width without quiet zones; the guards carry three modules of quiet zone at each end."""
        return sum(segment.modules for segment in self.segments) - 6


START = Segment(("000101",), "0", "0")
CENTRE = Segment(("01010",), "1", "1")
END = Segment(("101000",), "0", "0")
UPCE_END = Segment(("010101000",), "1", "0")
LEFT_AB = Segment(SET_A + SET_B, "1", "0")
LEFT_A = Segment(SET_A, "1", "0")
RIGHT_C = Segment(SET_C, "0", "1")
MOST_PATTERNS = len(LEFT_AB.patterns)

EAN13 = Layout("EAN13", (START, *[LEFT_AB] * 6, CENTRE, *[RIGHT_C] * 6, END), EAN13_PARITY)
EAN8 = Layout("EAN8", (START, *[LEFT_A] * 4, CENTRE, *[RIGHT_C] * 4, END))
UPCE = Layout("UPCE", (START, *[LEFT_AB] * 6, UPCE_END), UPCE_PARITY)
