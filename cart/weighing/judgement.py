"""What comes of a calibration's weighings: the line, what is left at each load, and what lies outside its tolerance."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cart.weighing.calibration import Calibration, Point, through
from cart.weighing.tolerances import Rule, Tolerance

Kind = Literal["zero", "line", "corner", "return", "repeat"]
Place = Literal["", "middle", "front_left", "front_right", "back_right", "back_left"]
CORNERS: tuple[Place, ...] = ("front_left", "front_right", "back_right", "back_left")
ROOTS: dict[Kind, int] = {"zero": 0, "line": 0, "return": 1, "repeat": 2, "corner": 3}
CORNER_CLAUSE, REPEAT_CLAUSE = "OIML R 76-1:2006, 3.6.2", "OIML R 76-1:2006, 3.6.1"


@dataclass(frozen=True)
class Step:
    """One thing to do: what lies in the basket then (grams; 0: nothing, or not chosen yet), and where."""

    kind: Kind
    load_g: float = 0.0
    place: Place = ""


@dataclass(frozen=True)
class Weighing:
    """A step that was done: the mean at rest, in counts."""

    step: Step
    counts: float


@dataclass(frozen=True)
class Scheme:
    """What the calibration is judged by: e and Max in grams, and the rule."""

    interval_g: float = 5.0
    max_g: float = 40_000.0
    rule: Rule = "r76-service"

    @property
    def tolerance(self) -> Tolerance:
        """The limits by load."""
        return Tolerance(self.rule, self.interval_g)


@dataclass(frozen=True)
class Residual:
    """By how much a weighing lies off the line, and how much is allowed, in grams."""

    step: Step
    off_g: float
    limit_g: float

    @property
    def ok(self) -> bool:
        """Whether it lies within."""
        return abs(self.off_g) <= self.limit_g


@dataclass(frozen=True)
class Fault:
    """What lies outside: at which step, by how much, how much is allowed (grams), and where the rule stands.

    Of a step "repeat" `off_g` is by how much weighings of one load differ.
    """

    step: Step
    off_g: float
    limit_g: float
    clause: str


@dataclass(frozen=True)
class Verdict:
    """The line and what is left; `fault` is the first of what forbids it. `checked_g`: the heaviest known weight."""

    line: Calibration
    residuals: tuple[Residual, ...]
    checked_g: float
    fault: Fault | None = None


def judge(weighings: Sequence[Weighing], scheme: Scheme) -> Verdict:
    """Fits zero and span, holds all against the tolerances. Raises CalibrationRefused where no line fits."""
    points = [Point(one.step.load_g, one.counts) for one in weighings if one.step.kind in ("zero", "line")]
    line = through(points, scheme.interval_g, scheme.max_g)
    limit, empty = scheme.tolerance.limit_g, weighings[0].counts

    def off_g(one: Weighing) -> float:
        """A basket that is empty again is held against the first time, not against the line."""
        if one.step.kind == "return":
            return (one.counts - empty) / line.counts_per_gram
        return line.grams(one.counts) - one.step.load_g

    residuals = tuple(Residual(one.step, off_g(one), limit(one.step.load_g)) for one in weighings)
    checked_g = max(point.load_g for point in points)
    faults = sorted(_faults(residuals, scheme), key=_urgency)
    return Verdict(line, residuals, checked_g, faults[0] if faults else None)


def _urgency(fault: Fault) -> tuple[int, float]:
    """A line that does not fit puts all else off too, so it is told first; then the worst of a kind."""
    return ROOTS[fault.step.kind], -abs(fault.off_g) / fault.limit_g


def _faults(residuals: Sequence[Residual], scheme: Scheme) -> Iterator[Fault]:
    for one in residuals:
        if one.step.kind != "repeat" and not one.ok:
            clause = CORNER_CLAUSE if one.step.kind == "corner" else scheme.tolerance.clause
            yield Fault(one.step, one.off_g, one.limit_g, clause)
    for last in (one for one in residuals if one.step.kind == "repeat"):
        same = [one.off_g for one in residuals if one.step.load_g == last.step.load_g and one.step.place == "middle"]
        if max(same) - min(same) > last.limit_g:
            yield Fault(last.step, max(same) - min(same), last.limit_g, REPEAT_CLAUSE)
