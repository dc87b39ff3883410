"""Fingers and their habits: a double tap changes the trip once, and a screen that nobody touches rests."""

from collections.abc import Callable

from ui.intents import Act, Begin, Calibrate, Do, Post

APART_S = 0.3


class Hands:
    """Carries acts to `do`, one trip change per 300 ms at most; `asleep` when nobody has touched the screen."""

    def __init__(self, do: Do, now: Callable[[], float], sleep_s: float = 300.0) -> None:
        self._do, self._now, self._sleep_s = do, now, sleep_s
        self._changed = float("-inf")
        self._touched = now()

    def act(self, act: Act) -> None:
        """Carries out `act`, unless it would change the trip (or a calibration) within 300 ms of another change."""
        if isinstance(act, Post | Begin | Calibrate):
            now = self._now()
            if now - self._changed < APART_S:
                return
            self._changed = now
        self._do(act)

    @property
    def asleep(self) -> bool:
        """Whether nobody has touched the screen for `sleep_s`."""
        return self._now() - self._touched >= self._sleep_s

    def stir(self) -> None:
        """A touch, or something that happened in the basket: somebody is here."""
        self._touched = self._now()

    def rest(self) -> None:
        """As if nobody had touched it for long."""
        self._touched = self._now() - self._sleep_s
