"""How a scale does, for staff: noise, drift, missing samples, overload; and whether it may be believed at all."""

from dataclasses import dataclass
from typing import Literal

# (told to staff, no longer believed): noise and drift in scale intervals e, samples missing as a share. With half of
# the samples gone at random the engine still finds nine weights in ten, and no false one.
NOISE_E, DRIFT_E, MISSING = (0.5, 2.0), (4.0, 20.0), (0.05, 0.5)
WINDOW_S, GAP_S, JUDGED_AFTER_S = 30.0, 1.0, 2.0


Why = Literal["", "overload", "missing", "noise", "drift"]
WORDS: dict[Why, str] = {
    "": "",
    "overload": "The basket is too heavy: take something out.",
    "missing": "The scale misses samples: check its cable and what else the computer does.",
    "noise": "The scale is noisy: check its cable and that nothing touches the basket.",
    "drift": "The empty basket weighs something else: clean it, then calibrate.",
}


@dataclass(frozen=True)
class Health:
    """Noise of one sample (g rms), drift of the empty basket (g), share of the last half minute's samples that are
    missing or corrupt, overload. `ok`: it may be believed. `why`: what is wrong, as a key of WORDS; they say, for a
    person, what to do, also where it may still be believed.
    """

    noise_g: float
    drift_g: float
    missing: float
    overload: bool
    ok: bool
    why: Why

    @property
    def words(self) -> str:
        """What is wrong and what to do."""
        return WORDS[self.why]


def judged(noise_g: float, drift_g: float, missing: float, overload: bool, interval_g: float) -> Health:
    """The facts, held against what a scale interval of `interval_g` can bear; told is the worst."""
    facts: tuple[tuple[int, Why], ...] = (
        (2 if overload else 0, "overload"),
        (_grade(missing, MISSING), "missing"),
        (_grade(noise_g / interval_g, NOISE_E), "noise"),
        (_grade(abs(drift_g) / interval_g, DRIFT_E), "drift"),
    )
    grade, why = max(facts, key=lambda fact: fact[0])
    return Health(noise_g, drift_g, missing, overload, grade < 2, why if grade else "")


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
