"""How a scale is calibrated: what to do next, what it measures, how far it is. Pure; terminal and screens drive it.

Zero; known weights, light to heavy (span and linearity); the four quarters of the basket (OIML R 76-1:2006, 3.6.2 and
A.4.7); then empty and loaded again, twice (repeatability with return to zero, 3.6.1 and A.4.10). What comes of it,
`judge` says.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from cart.weighing.calibration import Point, through
from cart.weighing.conformity import MIN_E
from cart.weighing.judgement import CORNERS, Scheme, Step, Verdict, Weighing, judge
from cart.weighing.still import Level

REPEATS = 2
CORNER_SHARE = 1 / 3
SLIP = 0.1
CLEAR = 10.0
AGAIN: tuple[Step, Step] = (Step("return"), Step("repeat", place="middle"))


@dataclass(frozen=True)
class Chosen:
    """The known weight of the step at hand, in grams."""

    grams: float


@dataclass(frozen=True)
class Seen:
    """The level now, ten times a second; None: the scale says nothing."""

    level: Level | None


@dataclass(frozen=True)
class Weigh:
    """What the step asks for is done: weigh it as soon as the basket is at rest."""


@dataclass(frozen=True)
class Back:
    """The last step again."""


@dataclass(frozen=True)
class Again:
    """All from the start."""


Move = Chosen | Seen | Weigh | Back | Again
Why = Literal["light", "over_max", "rising", "nothing", "backwards", "differs", "not_empty"]


@dataclass(frozen=True)
class Slip:
    """Why the step was not taken: its weight is not to be used, or the basket holds something else (`grams`)."""

    why: Why
    grams: float = 0.0


@dataclass(frozen=True)
class Walk:
    """One walk through the calibration. `loads`: how many known weights, three at least.

    `chosen_g`: the known weight of the step at hand (0: not said yet); `moved`: the basket moved since the last
    weighing; `asked`: it is weighed as soon as it rests.
    """

    scheme: Scheme = field(default_factory=Scheme)
    loads: int = 3
    done: tuple[Weighing, ...] = ()
    chosen_g: float = 0.0
    level: Level | None = None
    moved: bool = True
    asked: bool = False
    slip: Slip | None = None

    @property
    def total(self) -> int:
        """How many steps there are."""
        return 1 + self.loads + len(CORNERS) + 2 * REPEATS

    @property
    def number(self) -> int:
        """Which step is at hand, from 1; beyond `total` when all are done."""
        return len(self.done) + 1

    @property
    def step(self) -> Step | None:
        """What to do now; None when all is done."""
        if not self.done:
            return Step("zero")
        if self.number <= 1 + self.loads:
            return Step("line", self.chosen_g, "middle")
        rest = (*(Step("corner", place=corner) for corner in CORNERS), *AGAIN * REPEATS)
        after = self.number - 2 - self.loads
        if after >= len(rest):
            return None
        step = rest[after]
        return step if step.kind == "return" else replace(step, load_g=self.test_load_g)

    @property
    def chooses(self) -> bool:
        """Whether a known weight is to be chosen now."""
        return self.step is not None and self.step.kind == "line" and not self.chosen_g

    @property
    def heaviest_g(self) -> float:
        """The heaviest weight so far; the next must be heavier."""
        return max((one.step.load_g for one in self.done), default=0.0)

    @property
    def test_load_g(self) -> float:
        """For corners and repeats: the heaviest weight up to a third of Max (3.6.2.1), else the lightest."""
        loads = [one.step.load_g for one in self.done if one.step.kind == "line"]
        most = self.scheme.max_g * CORNER_SHARE
        return max((load for load in loads if load <= most), default=min(loads, default=0.0))

    @cached_property
    def verdict(self) -> Verdict | None:
        """What comes of it, once all is weighed."""
        return judge(self.done, self.scheme) if self.step is None else None


def follow(walk: Walk, move: Move) -> Walk:
    """The walk after a move. One that is out of place changes nothing."""
    match move:
        case Seen(level):
            return _weighed(replace(walk, level=level, moved=walk.moved or level is None or not level.still))
        case Chosen(grams) if walk.chooses:
            slip = _unfit(walk, grams)
            return replace(walk, slip=slip, chosen_g=0.0 if slip else grams)
        case Weigh() if walk.step is not None and not walk.chooses:
            return _weighed(replace(walk, asked=True, slip=None))
        case Back():
            return _back(walk)
        case Again():
            return Walk(walk.scheme, walk.loads, level=walk.level)
    return walk


def _back(walk: Walk) -> Walk:
    """Takes back, in this order: what is being weighed, the weight chosen, the last weighing."""
    fresh = replace(walk, asked=False, slip=None, moved=True)
    if walk.asked:
        return fresh
    if walk.chosen_g:
        return replace(fresh, chosen_g=0.0)
    return replace(fresh, done=walk.done[:-1])


def _unfit(walk: Walk, grams: float) -> Slip | None:
    """Why this weight cannot be used: under Min, over Max, or not heavier than the last."""
    least = MIN_E * walk.scheme.interval_g
    if grams < least:
        return Slip("light", least)
    if grams > walk.scheme.max_g:
        return Slip("over_max", walk.scheme.max_g)
    return Slip("rising", walk.heaviest_g) if grams <= walk.heaviest_g else None


def _weighed(walk: Walk) -> Walk:
    """Takes the weighing that was asked for, once the basket has moved since the last one and rests again, level."""
    level, step = walk.level, walk.step
    if not walk.asked or step is None or level is None or not (level.still and level.upright and walk.moved):
        return walk
    slip = _slip(walk, step, level)
    if slip is not None:
        return replace(walk, slip=slip, asked=False)
    done = (*walk.done, Weighing(step, level.counts))
    return replace(walk, done=done, chosen_g=0.0, asked=False, slip=None, moved=False)


def _slip(walk: Walk, step: Step, level: Level) -> Slip | None:
    """What plainly lies in the basket instead: then the step is not taken. Finer errors are the verdict's."""
    if step.kind == "zero":
        return None
    first = walk.done[0]
    if len(walk.done) == 1:
        rise = level.counts - first.counts
        clear = abs(rise) > CLEAR * max(1.0, level.noise)
        return None if rise > 0 and clear else Slip("backwards" if clear else "nothing")
    heaviest = max(walk.done, key=lambda one: one.step.load_g)
    points = [Point(one.step.load_g, one.counts) for one in (first, heaviest)]
    grams = through(points, walk.scheme.interval_g, walk.scheme.max_g).grams(level.counts)
    if abs(grams - step.load_g) <= SLIP * (step.load_g or walk.test_load_g):
        return None
    return Slip("differs" if step.load_g else "not_empty", grams)
