"""The same command once more: what a store has set counts from a start, and Kivy opens one window a process."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

AGAIN = 75
"""The status of an app that asks for another start (sysexits.h: EX_TEMPFAIL)."""
EVERY_S = 5.0


def again() -> NoReturn:
    """Starts the command with its own arguments, in this process."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


class Rest:
    """Ends the app where there is something newer and the cart rests: between trips, and nobody looks."""

    def __init__(self, newer: Callable[[], bool], resting: Callable[[], bool], stop: Callable[[], None]) -> None:
        self._newer, self._resting, self._stop = newer, resting, stop
        self.over = False

    def look(self, _: float = 0.0) -> None:
        """Looks now."""
        if not self.over and self._newer() and self._resting():
            self.over = True
            self._stop()
