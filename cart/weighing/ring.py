"""How the basket rings: a damped mass on a spring, slower the more it carries. Learnt from the cart's own drops."""

import math

TYPICAL_EMPTY_S = 0.086
TYPICAL_GROWTH = 0.4
TYPICAL_ZETA = 0.047
TYPICAL_ZETA_GROWTH = 0.039
DEAD_G = 7_000.0
ZETA_SPAN_G = 20_000.0
FAR, DOUBT = 4.0, 4.0


class Line:
    """y = a + b x, learnt from one noisy point after another, from a first guess and its spread (a Kalman filter)."""

    def __init__(self, guess: tuple[float, float], spread: tuple[float, float]) -> None:
        self.a, self.b = guess
        self._aa, self._ab, self._bb = spread[0] ** 2, 0.0, spread[1] ** 2

    def at(self, x: float) -> float:
        """The line's value at `x`."""
        return self.a + self.b * x

    def spread_at(self, x: float) -> float:
        """How sure the value at `x` is (one standard deviation)."""
        return math.sqrt(max(0.0, self._aa + 2.0 * x * self._ab + x * x * self._bb))

    def learn(self, x: float, y: float, sigma: float) -> None:
        """Takes the point (x, y), of which y is known to `sigma`.

        One that is far off is not believed, and what is known is doubted: a wrong lesson does not shut out right ones.
        """
        pa, pb = self._aa + x * self._ab, self._ab + x * self._bb
        total = pa + x * pb + sigma * sigma
        miss = y - self.at(x)
        if miss * miss > FAR**2 * total:
            self._aa, self._ab, self._bb = DOUBT * self._aa, DOUBT * self._ab, DOUBT * self._bb
            return
        ka, kb = pa / total, pb / total
        self.a += ka * miss
        self.b += kb * miss
        self._aa, self._ab, self._bb = self._aa - ka * pa, self._ab - ka * pb, self._bb - kb * pb


class Ring:
    """Period and damping against the load: T = T0 (1 + load / dead)^k, zeta = z0 + z1 load."""

    def __init__(self) -> None:
        self._period = Line((math.log(TYPICAL_EMPTY_S), TYPICAL_GROWTH), (0.06, 0.08))
        self._zeta = Line((TYPICAL_ZETA, TYPICAL_ZETA_GROWTH), (0.012, 0.015))

    def period_s(self, load_g: float) -> float:
        """The period in seconds under `load_g` grams."""
        return math.exp(self._period.at(_stretch(load_g)))

    def period_spread(self, load_g: float) -> float:
        """The relative standard deviation of `period_s`."""
        return math.hypot(0.012, self._period.spread_at(_stretch(load_g)))

    def zeta(self, load_g: float) -> float:
        """The damping ratio under `load_g` grams."""
        return min(0.2, max(0.015, self._zeta.at(max(0.0, load_g) / ZETA_SPAN_G)))

    def learn(self, load_g: float, period_s: float, zeta: float, sigma: float) -> None:
        """Takes what one free ringing under `load_g` showed; `sigma` is the relative spread of the period."""
        self._period.learn(_stretch(load_g), math.log(period_s), math.hypot(0.01, sigma))
        self._zeta.learn(max(0.0, load_g) / ZETA_SPAN_G, zeta, math.hypot(0.01, sigma))


def _stretch(load_g: float) -> float:
    return math.log1p(max(0.0, load_g) / DEAD_G)
