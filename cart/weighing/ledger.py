"""From settled levels to weight changes: what is new, what refines the last change, and what never was.

A change is open while the ringing in which it was found goes on. If it breaks off early (a hand still held the thing),
the next level corrects the open change: to its true weight, or to nothing.
"""

import math
from dataclasses import dataclass

from cart.weighing.change import WeightChange

LEAST_G = 1.6
CERTAIN = 4.5
REFINE_G, ROLLED_REFINE_G, REFINE_SIGMAS, REFINE_PART = 0.7, 1.5, 2.0, 0.001
GOOD_G, GOOD_PART, GOOD_NOISE = 1.0, 0.013, 0.35
CORRECTS_FOR_S = 1.6
CORRECTION_PART = 0.15
ROLLED_S, DEAD_G, ROLLING_PART = 1.5, 7_000.0, 0.004


@dataclass(frozen=True)
class Level:
    """A level under free ringing: when, grams, sigma, the scale's noise; the ringing is free since `since`, and before
    that nothing was free for `gap_s`. `firm`: free for long enough that no hand can be behind it. `rolling`: a mean
    while the cart rolls. `blind_g`: a hand of more grams than this would have been seen to tremble. `ring_g`: how much
    the basket rang before it; a hand comes and goes slowly and makes it ring by less than what it weighs, a thing that
    drops by more. `fell_g`: how far it fell before it rose to this level."""

    at: float
    grams: float
    sigma: float
    noise_g: float
    since: float
    gap_s: float
    firm: bool
    rolling: bool = False
    blind_g: float = math.inf
    ring_g: float = 0.0
    fell_g: float = 0.0


@dataclass
class _Open:
    """The last change, while it may still be corrected."""

    base: float
    base_sigma: float
    since: float
    at: float
    id: int | None = None
    grams: float = 0.0
    level: float = 0.0
    sigma: float = 0.0
    firm: bool = False
    rolled: bool = False
    blind_g: float = math.inf
    ring_g: float = 0.0
    fell_g: float = 0.0

    def may_be_hand(self, grams: float, ring_g: float) -> bool:
        """Whether a hand may have held so many grams behind its level, and gone (or come) with so much ringing."""
        return not self.firm and ring_g < abs(grams) <= self.blind_g


class Ledger:
    """Takes levels in order and gives changes."""

    def __init__(self, base: float, sigma: float, slope_part: float = 0.0) -> None:
        """A change that came while rolling and is under `slope_part` of the gross weight is the floor's slope."""
        self._slope_part = slope_part
        self.base, self._sigma = base, sigma
        self._open: _Open | None = None
        self._ids = 0

    @property
    def level(self) -> float:
        """The level that all changes so far add up to."""
        return self._open.level if self._open else self.base

    @property
    def firm(self) -> bool:
        """Whether nothing waits for a correction."""
        return self._open is None or self._open.firm

    def rest(self, base: float, sigma: float) -> None:
        """The level at rest now, which the next change starts from."""
        self.base, self._sigma = base, sigma
        if self._open is not None and self._open.firm:
            self._open.level, self._open.sigma = base, sigma

    def take(self, level: Level) -> list[WeightChange]:
        """Takes the next settled level."""
        last = self._open
        if last is None:
            return self._new(level)
        if last.since == level.since:
            return self._refine(last, level)
        if not last.firm or level.at - last.at < CORRECTS_FOR_S:
            return self._after_break(last, level)
        self._close(last)
        return self._new(level)

    def _close(self, last: _Open) -> None:
        self.rest(last.level, last.sigma)
        self._open = None

    def _new(self, level: Level) -> list[WeightChange]:
        grams, sigma = level.grams - self.base, math.hypot(level.sigma, self._sigma)
        if not (_matters(grams, sigma) and _good(grams, sigma, level)):
            return []
        if level.gap_s > ROLLED_S and self.is_slope(grams, level.grams, rolling=level.rolling):
            if not level.rolling:
                self.rest(level.grams, level.sigma)
            return []
        self._open = _Open(self.base, self._sigma, level.since, level.at)
        return [self._say(self._open, grams, sigma, level)]

    def is_slope(self, step: float, grams: float, *, rolling: bool) -> bool:
        """Whether a step to `grams` that came while rolling may be the floor's slope; tilt is known only at rest."""
        part = max(self._slope_part, ROLLING_PART) if rolling else self._slope_part
        return abs(step) < part * (max(0.0, grams) + DEAD_G)

    def _refine(self, last: _Open, level: Level) -> list[WeightChange]:
        """The same ringing goes on: the level is better known."""
        grams, sigma = _against(last, level)
        out = []
        if level.sigma < 1.2 * last.sigma and _differs(grams, last, sigma):
            out.append(self._say(last, grams, sigma, level))
        if level.sigma < last.sigma:
            last.sigma, last.level = level.sigma, level.grams
        last.firm = last.firm or level.firm
        return out

    def _after_break(self, last: _Open, level: Level) -> list[WeightChange]:
        """Something touched the basket since: is it the end of the same story, or a new one?"""
        grams, sigma = _against(last, level)
        step, step_sigma = level.grams - last.level, math.hypot(level.sigma, last.sigma)
        if not (_good(step, step_sigma, level) or _good(grams, sigma, level)):
            return []
        if grams == 0.0 and last.may_be_hand(last.grams, last.ring_g):
            return self._take_back(last, sigma, level)
        if not _matters(step, step_sigma):
            return [] if level.rolling else self._same(last, grams, sigma, level)
        if (last.rolled or level.rolling) and self.is_slope(step, level.grams, rolling=level.rolling):
            return self._follow_slope(last, step, level)
        if _corrects(last, step, grams, level):
            return self._same(last, grams, sigma, level)
        self._close(last)
        return self._new(level)

    def _take_back(self, last: _Open, sigma: float, level: Level) -> list[WeightChange]:
        out = [self._say(last, 0.0, sigma, level)]
        self.rest(level.grams, level.sigma)
        self._open = None
        return out

    def _follow_slope(self, last: _Open, step: float, level: Level) -> list[WeightChange]:
        """The floor's slope changed since: what was said stands, on another base."""
        if not level.rolling:
            last.base += step
            last.level, last.sigma, last.since = level.grams, level.sigma, level.since
        return []

    def _same(self, last: _Open, grams: float, sigma: float, level: Level) -> list[WeightChange]:
        out = [self._say(last, grams, sigma, level)] if _differs(grams, last, sigma) else []
        last.since = level.since
        if level.sigma < last.sigma:
            last.sigma, last.level = level.sigma, level.grams
        return out

    def _say(self, last: _Open, grams: float, sigma: float, level: Level) -> WeightChange:
        self._ids += 1
        last.fell_g = max(last.fell_g, level.fell_g)
        change = WeightChange(self._ids, grams, sigma, last.id, level.at, last.fell_g)
        last.ring_g = max(last.ring_g, level.ring_g)
        last.id, last.grams, last.level, last.sigma = self._ids, grams, level.grams, level.sigma
        last.rolled, last.blind_g = level.rolling, level.blind_g
        return change


def _against(last: _Open, level: Level) -> tuple[float, float]:
    """What the open change weighs by this level (0 when that is not certain), and its sigma."""
    grams, sigma = level.grams - last.base, math.hypot(level.sigma, last.base_sigma)
    return (grams if _matters(grams, sigma) else 0.0), sigma


def _corrects(last: _Open, step: float, grams: float, level: Level) -> bool:
    """Whether a step so soon after a change is the hand letting go, not another thing."""
    part = 0.0 if level.rolling else CORRECTION_PART
    hand = last.may_be_hand(last.grams, last.ring_g) or last.may_be_hand(step, level.ring_g)
    return hand and (step * grams < 0 or abs(step) < part * abs(grams))


def _matters(grams: float, sigma: float) -> bool:
    return abs(grams) > max(LEAST_G, CERTAIN * sigma)


def _good(grams: float, sigma: float, level: Level) -> bool:
    return sigma < max(GOOD_G, GOOD_PART * abs(grams), GOOD_NOISE * level.noise_g)


def _differs(grams: float, last: _Open, sigma: float) -> bool:
    """Whether a better figure is worth a revision of what was said."""
    least = ROLLED_REFINE_G if last.rolled else REFINE_G
    return abs(grams - last.grams) > max(least, REFINE_SIGMAS * sigma, REFINE_PART * abs(grams))
