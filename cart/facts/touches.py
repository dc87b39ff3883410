"""What a person says about lines and weights by a touch."""

from dataclasses import dataclass

from cart.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Explained(Fact):
    """The shopper confirms what moved: the lines that went in, and those that went out (a part of one: `part`).

    A line that waits or had left goes in; a line that is in already, or is named again, means one more like it.
    """

    into: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class PartLeft(Fact):
    """A part of a line left, the rest is in. Of one that a scale prices, it weighs `gross_g` now, as displayed."""

    line: str
    gross_g: int = 0


@dataclass(frozen=True, kw_only=True)
class OneMore(Fact):
    """The shopper wants one more of a line: it waits for its weight as if it had been scanned again."""

    line: str


@dataclass(frozen=True, kw_only=True)
class TouchUndone(Fact):
    """The shopper takes the last touch back, within five seconds of it."""
