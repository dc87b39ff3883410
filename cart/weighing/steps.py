"""Counts in, weight changes out: a level is believed when the ripple on it is that of a free basket."""

import math

from cart.weighing.change import WeightChange
from cart.weighing.decay import Fit, Shape, fit_decay
from cart.weighing.ring import Ring
from cart.weighing.window import Window
from cart.weighing.words import WordFilter

P: dict[str, float] = dict(
    win=2.25, q=1.6, ramp=0.02, hold=2, confirm=0.2, trig=4.5, least=1.5, ksig=4.5, refine=0.6, long=0.8
)


class StepDetector:
    """Finds steps in a scale's raw counts, one sample at a time."""

    def __init__(self, *, counts_per_gram: float, tare_counts: float, rate_hz: float) -> None:
        self.p = P
        self._k, self._zero, self._rate = counts_per_gram, tare_counts, rate_hz
        self._words = WordFilter(20.0 * counts_per_gram)
        self._ring = Ring()
        self._window = Window()
        self._var = 1.0
        self._seen = 0
        self._base: float = math.nan
        self._rest = False
        self._n_base = 0
        self._recent: list[float] = []
        self._tick = 0
        self._runs = 0
        self._free_since: float | None = None
        self._last_level = 0.0
        self._ids = 0
        self._open: tuple[int, float] | None = None
        self._trusted = 0.0
        self._trusted_sigma = 0.0
        self._confirmed = True

    def push(self, at: float, counts: int) -> list[WeightChange]:
        """Takes one sample (seconds, the raw word); returns the changes that it makes known."""
        word = self._words.push(counts)
        if word is None:
            return []
        y = (word - self._zero) / self._k
        self._window.push(at, y)
        r = self._recent
        r.append(y)
        if len(r) > 18:
            r.pop(0)
        self._seen += 1
        if self._rest:
            return self._at_rest(y)
        self._tick += 1
        if self._tick & 1:
            return []
        return self._unrest(at)

    def _at_rest(self, y: float) -> list[WeightChange]:
        r = self._recent
        m6 = (r[-1] + r[-2] + r[-3] + r[-4] + r[-5] + r[-6]) / 6
        sd = math.sqrt(self._var)
        if abs(m6 - self._base) > max(0.6, self.p["trig"] * sd / 2.449) or abs(y - self._base) > 7 * sd + 0.5:
            self._rest = False
            self._runs = 0
            self._free_since = None
            return []
        d = y - m6
        v = d * d * 1.2
        if v < 9 * self._var:
            self._var += 0.003 * (v * 1.0 - self._var)
        self._n_base = min(self._n_base + 1, int(self._rate * 1.0))
        self._base += (r[0] - self._base) / self._n_base
        return []

    def _unrest(self, at: float) -> list[WeightChange]:
        if self._seen < 20:
            return []
        r = self._recent
        load = sum(r) / len(r)
        ring = self._ring
        T = ring.period_s(load)
        shape = Shape(T, ring.zeta(load), ring.period_spread(load))
        start = at - max(self.p["win"] * T, 12.5 / self._rate)
        if self._free_since is not None:
            start = max(self._free_since, at - self.p["long"])
        t, v = self._window.since(start, 128)
        if len(t) < 9:
            return []
        fit = fit_decay(t, v, shape)
        sd = math.sqrt(self._var) if not math.isnan(self._base) else 1e9
        free = fit.rms < self.p["q"] * sd + self.p["ramp"] * fit.at_start
        if math.isnan(self._base):
            # first look
            if self._seen > 30 and fit.rms < 20 and fit.at_start < 3 * fit.rms:
                self._base = fit.level
                self._var = fit.rms**2
                self._n_base = len(t)
                self._rest = True
            return []
        if not free:
            if self._free_since is not None:
                self._free_since = None
                self._runs = 0
            self._runs = 0
            return []
        if self._runs and abs(fit.level - self._last_level) > 4 * fit.sigma + 0.5 + 0.004 * fit.at_start:
            self._runs = 0
            self._free_since = None
        self._last_level = fit.level
        self._runs += 1
        if self._free_since is None:
            self._free_since = float(t[0])
        if self._runs < self.p["hold"]:
            return []
        return self._settled(at, fit, sd)

    def _settled(self, at: float, fit: Fit, sd: float) -> list[WeightChange]:
        p = self.p
        sigma = math.hypot(fit.sigma, 0.003 * fit.at_start)
        age = at - (self._free_since or at)
        out: list[WeightChange] = []
        if self._confirmed:
            d = fit.level - self._base
            sb = sd / math.sqrt(max(4, self._n_base))
            tot = math.hypot(sigma, sb)
            if abs(d) > max(p["least"], p["ksig"] * tot):
                self._trusted = self._base
                self._trusted_sigma = sb
                self._open = None
                out.append(self._say(d, tot, at))
                self._confirmed = False
        if not self._confirmed and not out:
            d = fit.level - self._trusted
            tot = math.hypot(sigma, self._trusted_sigma)
            if abs(d) < max(p["least"], p["ksig"] * tot):
                d = 0.0
            if abs(d - (self._open or (0, 0.0))[1]) > max(p["refine"], 2.5 * tot):
                out.append(self._say(d, tot, at))
        if not self._confirmed and age > p["confirm"] + p["win"] * fit.shape.period_s:
            self._confirmed = True
            self._base = fit.level
            self._n_base = 8
        if fit.at_end < 1.0 * sd + 0.2 and age > 0.3:
            if self._confirmed:
                if abs(fit.level - self._base) < 3 * sd:
                    self._base = fit.level
                self._n_base = min(self._n_base, 12)
                self._rest = True
        if fit.at_start > 20 * sd and fit.rms < 2 * sd + 0.03 * fit.at_start and self._runs == 6:
            self._ring.learn(fit.level, fit.shape.period_s, fit.shape.zeta, fit.shape.spread)
        return out

    @property
    def level_g(self) -> float:
        """The weight now, grams above zero."""
        return self._base if self._rest else sum(self._recent) / max(1, len(self._recent))

    @property
    def settled(self) -> bool:
        """Whether the scale is at rest."""
        return self._rest

    @property
    def noise_g(self) -> float:
        """The noise of one sample, grams rms."""
        return math.sqrt(self._var)

    @property
    def taken(self) -> int:
        """How many samples were believed."""
        return self._seen

    def _say(self, grams: float, sigma: float, at: float) -> WeightChange:
        self._ids += 1
        rev = self._open[0] if self._open else None
        self._open = (self._ids, grams)
        return WeightChange(self._ids, grams, sigma, rev, at)
