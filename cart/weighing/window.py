"""The last samples, in arrays that can be looked at without copying."""

import numpy as np

from cart.weighing.decay import Floats

SIZE, KEPT = 2048, 512


class Window:
    """The last `KEPT` samples at least: times (s) and values (g)."""

    def __init__(self) -> None:
        self._t = np.zeros(SIZE)
        self._y = np.zeros(SIZE)
        self._n = 0

    def push(self, at: float, value: float) -> None:
        """Takes the next sample."""
        if self._n == SIZE:
            self._t[:KEPT] = self._t[SIZE - KEPT :]
            self._y[:KEPT] = self._y[SIZE - KEPT :]
            self._n = KEPT
        self._t[self._n] = at
        self._y[self._n] = value
        self._n += 1

    @property
    def last(self) -> float:
        """The newest value (0 before the first)."""
        return float(self._y[self._n - 1]) if self._n else 0.0

    def since(self, at: float, guess: int) -> tuple[Floats, Floats]:
        """Times and values later than `at`, of at most the last `guess` samples."""
        lo = max(0, self._n - guess)
        k = lo + int(np.searchsorted(self._t[lo : self._n], at, side="right"))
        return self._t[k : self._n], self._y[k : self._n]
