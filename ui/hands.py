"""Fingers and their habits: a double tap changes the trip once, and the touch that wakes the screen presses nothing."""

from collections.abc import Callable

from ui.intents import Act, Begin, Calibrate, Do, Post

APART_S = 0.3


class Hands:
    """Carries acts to `do`, one trip change per 300 ms at most, and puts the screen to sleep after `sleep_s`."""

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

    def touched(self) -> bool:
        """Notes a touch; True when it woke the screen and so must press nothing."""
        woke = self.asleep
        self._touched = self._now()
        return woke

    def stir(self) -> None:
        """Wakes the screen without a finger (something happened in the basket)."""
        self._touched = self._now()
