"""How a scale is calibrated: what to put on, in which order, and what each step must show.

Zero, span with known weights, linearity at three loads at least, corners (OIML R 76-1:2006, 3.6.2 and A.4.7),
repeatability (3.6.1 and A.4.10). Every step is a mean at rest; what lies off its tolerance is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cart.errors import CalibrationRefused
from cart.weighing.calibration import Calibration, Point, fit
from cart.weighing.tolerances import Rule, Tolerance

CORNERS = ("front left", "front right", "back right", "back left")
REPEATS = 3


@dataclass(frozen=True)
class Step:
    """One thing to do: what a person reads, and the load that is then in the basket."""

    name: str
    words: str
    load_g: float


def steps(loads_g: Sequence[float]) -> tuple[Step, ...]:
    """The whole walk for known weights of these loads (rising, at least three)."""
    if len(loads_g) < 3 or list(loads_g) != sorted(set(loads_g)) or loads_g[0] <= 0:
        raise CalibrationRefused(
            "Three different known weights are needed, light to heavy. Say --loads 2000 5000 10000."
        )
    corner = loads_g[0]
    zero = Step("zero", "Empty the basket and let go of the cart.", 0.0)
    line = [Step("line", f"Put {load:.0f} g in the middle of the basket.", load) for load in loads_g]
    corners = [Step(f"corner {name}", f"Put {corner:.0f} g at the {name} corner.", corner) for name in CORNERS]
    repeats = [
        Step("repeat", f"Empty the basket, then put {corner:.0f} g in the middle ({n} of {REPEATS}).", corner)
        for n in range(1, REPEATS + 1)
    ]
    return (zero, *line, *corners, *repeats)


@dataclass(frozen=True)
class Scheme:
    """What the calibration is judged by: e and Max in grams, and the rule."""

    interval_g: float = 5.0
    max_g: float = 40_000.0
    rule: Rule = "r76-service"


def conclude(walked: Sequence[Step], counts: Sequence[float], scheme: Scheme) -> Calibration:
    """The calibration from each step's mean counts. Raises CalibrationRefused with the step and the clause."""
    pairs = list(zip(walked, counts, strict=True))
    points = [Point(step.load_g, mean) for step, mean in pairs if step.name in ("zero", "line")]
    line = fit(points, scheme.interval_g, scheme.max_g, scheme.rule)
    tolerance = Tolerance(scheme.rule, scheme.interval_g)
    for step, mean in pairs:
        off, limit = line.grams(mean) - step.load_g, tolerance.limit_g(step.load_g)
        if step.name.startswith("corner") and abs(off) > limit:
            raise CalibrationRefused(
                f"At the {step.name} the scale is off by {off:+.1f} g; {limit:.1f} g are allowed ({CORNER})."
            )
    _repeat([line.grams(mean) for step, mean in pairs if step.name == "repeat"], tolerance)
    return line


CORNER = "OIML R 76-1:2006, 3.6.2: check that the basket touches nothing and its screws are tight"
REPEAT = "OIML R 76-1:2006, 3.6.1: check that the basket touches nothing"


def _repeat(weighings: Sequence[float], tolerance: Tolerance) -> None:
    if not weighings:
        return
    spread, limit = max(weighings) - min(weighings), tolerance.limit_g(weighings[0])
    if spread > limit:
        raise CalibrationRefused(
            f"One weight gave readings {spread:.1f} g apart; {limit:.1f} g are allowed ({REPEAT})."
        )


def numbered(calibration: Calibration, event: int) -> Calibration:
    """The calibration with its number in the audit trail."""
    return replace(calibration, event=event)


def residuals(calibration: Calibration, walked: Sequence[Step], counts: Sequence[float]) -> Mapping[str, float]:
    """What is left at each load, grams, for the record."""
    return {
        f"{number} {step.name} {step.load_g:.0f} g": round(calibration.grams(mean) - step.load_g, 2)
        for number, (step, mean) in enumerate(zip(walked, counts, strict=True), 1)
    }
