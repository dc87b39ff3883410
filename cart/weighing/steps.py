"""Counts in, weight changes out: rest, unrest, and the levels between which a change is found.

At rest a sample costs a few additions. In unrest the path that fits the source is asked for a level: `Ringing` where
a basket can be seen to ring, `Plain` where the source is too slow for that; while the cart rolls, `Rolling` too.
"""

import math
from dataclasses import replace

from cart.weighing.beat import Beat
from cart.weighing.change import WeightChange
from cart.weighing.dip import LONG_S, fell_g
from cart.weighing.heard import Heard
from cart.weighing.ledger import Ledger, Level
from cart.weighing.noise import WhiteNoise
from cart.weighing.plain import Plain
from cart.weighing.rest import Rest
from cart.weighing.ringing import Ringing
from cart.weighing.rolling import Rolling
from cart.weighing.source import HELD, JUDGED_ON, Source, true_rate_hz
from cart.weighing.watch import Pops, electric
from cart.weighing.window import Window
from cart.weighing.words import WordFilter

FIRST_S, FIRST_SAMPLES = 0.38, 30
SLOW_HZ = 40.0
ODD_WORD_G = 20.0
SILENCE_S, SILENT_SAMPLES = 0.25, 4.0
SLOPE_PART = 0.004
POP_SAMPLES = 128
OFF_PART = 0.3


class StepDetector:
    """Finds steps in a scale's raw counts, one sample at a time, and never looks ahead."""

    USES_TILT = False
    SLOPE_PART = SLOPE_PART

    def __init__(self, *, counts_per_gram: float, tare_counts: float, rate_hz: float) -> None:
        self._per_gram, self._zero = counts_per_gram, tare_counts
        self.source = Source(counts_per_gram)
        self._words = WordFilter(ODD_WORD_G * counts_per_gram)
        self._window = Window()
        self._said_hz = rate_hz
        self._stamps: list[float] = []
        self._rest: Rest | None = None
        self._ledger: Ledger | None = None
        self._resting = self._rolls = self._paced = False
        self._held_at = self._heard_at = self._calm_at = self._gap = self._fell_g = 0.0
        self.pops = Pops()
        self.settled_at = 0.0
        self.taken = 0
        self._work_at(rate_hz)

    def _work_at(self, rate_hz: float) -> None:
        """From now on, samples come so often."""
        self.rate_hz = rate_hz
        self._beat = Beat(rate_hz)
        self._path = Plain(rate_hz) if self.slow else Ringing(rate_hz)
        self._rolling = Rolling(rate_hz)
        self._white = WhiteNoise(rate_hz)

    @property
    def slow(self) -> bool:
        """Whether the source is too slow to see a basket ring: its levels are plain ones."""
        return self.rate_hz < SLOW_HZ

    def push(self, at: float, counts: int) -> list[WeightChange]:
        """Takes one sample (seconds, the raw word); returns the changes that it makes known, mostly none."""
        self.source.push(at, counts)
        self._stamps.append(at)
        if len(self._stamps) == JUDGED_ON:
            self._pace()
        held_at, self._held_at = self._held_at, self._beat.push(at)
        word = self._words.push(counts)
        if word is None or (self.source.same >= HELD and self.source.holds(self.noise_g)):
            return []
        return self._weigh(held_at, self.grams_of(word))

    def _pace(self) -> None:
        """The stamps show whether the source is as fast as the config says: if not, another path is taken."""
        rate_hz = true_rate_hz(self._stamps, self._said_hz)
        self._stamps.clear()
        self._paced = True
        if abs(rate_hz - self.rate_hz) > OFF_PART * self.rate_hz:
            self._work_at(rate_hz)
            if self._rest is not None:
                self._rest = Rest(self._rest.level, self._rest.noise_g, rate_hz)
                self._resting = False

    def grams_of(self, word: int) -> float:
        """The weight that a believed word stands for."""
        return (word - self._zero) / self._per_gram

    @property
    def level_g(self) -> float:
        """The weight now, grams above zero: the level at rest, else the mean of the last samples."""
        if self._rest is None:
            return self._window.last
        return self._rest.level if self._resting else self._rest.recent_g

    @property
    def settled(self) -> bool:
        """Whether the scale is at rest."""
        return self._resting

    @property
    def noise_g(self) -> float:
        """The noise of one sample, grams rms (0 until known)."""
        return self._rest.noise_g if self._rest else 0.0

    @property
    def period_s(self) -> float:
        """The time between two samples, as the converter truly keeps it."""
        return self._beat.period_s

    @property
    def hums(self) -> bool:
        """Whether the noise is faster than chance makes it: the mains."""
        return self._white.hums

    @property
    def rejected(self) -> int:
        """How many words were corrupt."""
        return self._words.rejected

    def _weigh(self, at: float, grams: float) -> list[WeightChange]:
        if at - self._heard_at > max(SILENCE_S, SILENT_SAMPLES * self._beat.period_s):
            self._after_silence()
        self._heard_at = at
        self._window.push(at, grams)
        self.taken += 1
        if self._rest is None or self._ledger is None:
            self._first_look(at)
            return []
        self._rest.feed(grams)
        self._rest.floor_g = self.source.floor_g
        if self._resting:
            self._stay(at, self._rest, self._ledger)
            return []
        return self._unrest(at, grams, self._rest, self._ledger)

    def _unrest(self, at: float, grams: float, rest: Rest, ledger: Ledger) -> list[WeightChange]:
        noise = self._white.push(grams, rest.noise_g)
        if noise is not None:
            rest.relearn(noise)
        self._rolling.feed(at, grams, self._beat.period_s, self._path.period_s(rest.level))
        changes = [] if self.taken % self._path.EVERY else self._listen(at, rest, ledger)
        if self._path.EVERY == 1 or self.taken % self._path.EVERY:
            changes += self._roll(at, rest, ledger)
        return changes

    def _after_silence(self) -> None:
        """The computer was late, or the cable loose: what rang before has rung out unheard."""
        self._path.reset()
        self._rolling.reset()
        self._white.reset()
        if self._rest:
            self._rest.forget()

    def _roll(self, at: float, rest: Rest, ledger: Ledger) -> list[WeightChange]:
        mean = None if self._path.busy else self._rolling.look(rest.noise_g)
        if mean is None:
            return []
        if ledger.is_slope(mean.grams - ledger.level, mean.grams, rolling=True):
            self._rolls = True  # shaken under the load of before: not a hand that came down on a standing cart
        if not (mean.agreed and self._rolls):
            return []
        self.settled_at = at
        gap = at - self._calm_at
        return ledger.take(Level(at, mean.grams, mean.sigma, self.noise_g, at, gap, firm=False, rolling=True))

    def _first_look(self, at: float) -> None:
        """Waits, at the start, for the first level."""
        if not self._paced or self.taken < min(FIRST_SAMPLES, self.rate_hz) or self.taken % self._path.EVERY:
            return
        first = self._path.first(at, self._window, self.source.floor_g)
        if first is not None:
            self._rest = Rest(first.grams, first.noise_g, self.rate_hz)
            self._ledger = Ledger(first.grams, first.sigma, self.SLOPE_PART)
            self._resting = True

    def _stay(self, at: float, rest: Rest, ledger: Ledger) -> None:
        if rest.disturbed():
            self._resting = False
            self._path.reset()
            self._rolling.reset()
            self._white.reset()
            self._rolls = False
            return
        ledger.rest(rest.level, rest.sigma)
        self._calm_at = self.settled_at = at

    def _listen(self, at: float, rest: Rest, ledger: Ledger) -> list[WeightChange]:
        heard = self._path.listen(at, self._window, rest.recent_g, self.noise_g)
        return [] if heard is None else self._settle(at, heard, rest, ledger)

    def _settle(self, at: float, heard: Heard, rest: Rest, ledger: Ledger) -> list[WeightChange]:
        if heard.first:
            self._gap = heard.since - self._calm_at
            self._fell_g = self._fell(heard.grams - ledger.level, ledger.level)
            self._look_for_pops(at, heard.grams - ledger.level)
        self._calm_at = self.settled_at = at
        about = Level(at, heard.grams, heard.sigma, self.noise_g, heard.since, self._gap, heard.firm)
        level = replace(about, blind_g=heard.blind_g, ring_g=heard.ring_g, fell_g=self._fell_g)
        changes = ledger.take(level)
        if heard.calm and ledger.firm and abs(heard.grams - ledger.level) < max(1.6, 3.0 * self.noise_g):
            rest.settle(heard.grams)
            self._resting = True
        return changes

    def _fell(self, step_g: float, base_g: float) -> float:
        """How far the basket fell before it rose by `step_g`; a slow source does not show it."""
        if self.slow or step_g <= 0.0 or self._gap > LONG_S:
            return 0.0
        _, samples = self._window.since(self._calm_at - 0.1, round((LONG_S + 0.5) * self.rate_hz))
        return fell_g(samples, base_g, self.noise_g)

    def _look_for_pops(self, at: float, step_g: float) -> None:
        """A step that came from one sample to the next and did not ring is noted."""
        if not self.slow and electric(self._window.since(self._calm_at - 0.1, POP_SAMPLES)[1], self.noise_g):
            self.pops.push(at, step_g)


class TiltStepDetector(StepDetector):
    """The same with an accelerometer: on a slope the cell feels the cosine of the weight; this gives it back."""

    USES_TILT = True
    SLOPE_PART = 0.0012
    SMOOTH_S = 1.0
    DEAD_G = 7_000.0

    def __init__(self, *, counts_per_gram: float, tare_counts: float, rate_hz: float) -> None:
        super().__init__(counts_per_gram=counts_per_gram, tare_counts=tare_counts, rate_hz=rate_hz)
        self._pitch: float | None = None
        self._gain = 1.0 / (self.SMOOTH_S * rate_hz)

    def push(self, at: float, counts: int, acc_z: float = 0.0, pitch: float = 0.0) -> list[WeightChange]:  # noqa: ARG002
        """Takes one sample with the vertical acceleration about gravity (m/s2) and the pitch (radians)."""
        before = pitch if self._pitch is None else self._pitch
        self._pitch = before + self._gain * (pitch - before)
        return super().push(at, counts)

    def grams_of(self, word: int) -> float:
        """The weight, with the basket's own mass, set upright."""
        return (super().grams_of(word) + self.DEAD_G) / math.cos(self._pitch or 0.0) - self.DEAD_G
