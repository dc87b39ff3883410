"""How a scale does, for staff: what is wrong with it, what to do, and whether it may be believed at all."""

from dataclasses import dataclass
from typing import Literal

# (told to staff, no longer believed): noise and drift in scale intervals e, samples missing as a share. With half of
# the samples gone at random the engine still finds nine weights in ten, and no false one.
NOISE_E, DRIFT_E, MISSING = (0.5, 2.0), (4.0, 20.0), (0.05, 0.5)
WINDOW_S, GAP_S, JUDGED_AFTER_S = 30.0, 1.0, 2.0
UNSETTLED_S = 30.0


Why = Literal[
    "",
    "overload",
    "rail",
    "stuck",
    "swapped",
    "below",
    "popcorn",
    "slow",
    "missing",
    "hum",
    "noise",
    "drift",
    "unsettled",
]
WORDS: dict[Why, str] = {
    "": "",
    "overload": "The basket is too heavy: take something out.",
    "rail": "The scale reads its last word: check the cell's four wires, and that nothing pushes the basket.",
    "stuck": "The scale gives one word for ever: unplug it and plug it in again.",
    "swapped": "The scale reads less when more goes in: swap the cell's two signal wires (A+ and A-).",
    "below": "The basket weighs less than nothing: set it on its cell; if it sits right, calibrate.",
    "popcorn": "The scale jumps with nobody there: check its plugs and joints.",
    "slow": "The scale is slower than its config says: tie its RATE pin high, or correct rate_hz.",
    "missing": "The scale misses samples: check its cable and what else the computer does.",
    "hum": "The mains hum in the scale: keep its cable away from power leads.",
    "noise": "The scale is noisy: check its cable and that nothing touches the basket.",
    "drift": "The empty basket weighs something else: clean it, then calibrate.",
    "unsettled": "The scale does not come to rest: see that nothing hangs on the basket or touches it.",
}


@dataclass(frozen=True)
class Facts:
    """What was seen of a scale: noise of one sample (g rms), drift of the empty basket (g), share of the last half
    minute's samples that are missing or corrupt, overload; how long it was not at rest (s); and what else is wrong,
    by the keys of WORDS."""

    noise_g: float = 0.0
    drift_g: float = 0.0
    missing: float = 0.0
    overload: bool = False
    unsettled_s: float = 0.0
    wrong: frozenset[Why] = frozenset()


@dataclass(frozen=True)
class Health:
    """The facts and what they mean. `ok`: it may be believed. `why`: what is wrong, as a key of WORDS; they say, for a
    person, what to do, also where it may still be believed. `rate_hz`: what the source gives a second; `plain`: too few
    to see the basket ring, so its levels are plain ones."""

    facts: Facts
    ok: bool
    why: Why
    rate_hz: float = 0.0
    plain: bool = False

    @property
    def words(self) -> str:
        """What is wrong and what to do."""
        return WORDS[self.why]


def judged(facts: Facts, interval_g: float) -> tuple[bool, Why]:
    """Whether a scale with interval `interval_g` may be believed, and what is worst."""
    grades: tuple[tuple[int, Why], ...] = (
        (2 if facts.overload else 0, "overload"),
        *((2 if why in facts.wrong else 0, why) for why in ("rail", "stuck", "swapped", "below", "popcorn")),
        (1 if "slow" in facts.wrong else 0, "slow"),
        (_grade(facts.missing, MISSING), "missing"),
        (_grade(facts.noise_g / interval_g, NOISE_E), "hum" if "hum" in facts.wrong else "noise"),
        (_grade(abs(facts.drift_g) / interval_g, DRIFT_E), "drift"),
        (1 if facts.unsettled_s > UNSETTLED_S else 0, "unsettled"),
    )
    grade, why = max(grades, key=lambda grade: grade[0])
    return grade < 2, why if grade else ""


def _grade(figure: float, bounds: tuple[float, float]) -> int:
    """0: well; 1: staff are told; 2: no longer believed."""
    return sum(figure > bound for bound in bounds)


class Arrivals:
    """Counts the samples of the last half minute, up to a minute. A silence has its own error and is not counted."""

    def __init__(self) -> None:
        self._at = self._since = self._next = 0.0
        self._from = self._mark = self._taken = 0

    def push(self, at: float, taken: int) -> None:
        """So many samples were good until `at` (seconds)."""
        if at - self._at > GAP_S:
            self._since = self._next = at
            self._from = self._mark = taken
        elif at - self._next >= WINDOW_S:
            self._since, self._from = self._next, self._mark
            self._next, self._mark = at, taken
        self._at, self._taken = at, taken

    def missing(self, period_s: float) -> float:
        """The share that is missing, when one is due every `period_s`."""
        age_s = self._at - self._since
        return 0.0 if age_s < JUDGED_AFTER_S else max(0.0, 1.0 - (self._taken - self._from) * period_s / age_s)
