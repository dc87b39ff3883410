"""Threads that read devices: they never die, tell of trouble, and try again ever more slowly."""

import logging
import threading
from collections.abc import Callable
from functools import partial

from cart.errors import DeviceError

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 2.0

_log = logging.getLogger(__name__)


class Poller:
    """Calls `work` over and over on a thread of its own.

    `work` reads one thing and posts it. When it raises, `on_trouble` is told; while it goes on raising, the poller
    waits 0.1 s, 0.2 s, ... up to 2 s between tries; at the first success `on_back` is told. Both run on this thread.
    """

    def __init__(
        self,
        work: Callable[[], None],
        name: str,
        on_trouble: Callable[[DeviceError], None],
        on_back: Callable[[], None],
    ) -> None:
        self.name = name
        self._work = work
        self._on_trouble = on_trouble
        self._on_back = on_back
        self._failures = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"poll-{name}", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> bool:
        """Asks the thread to end and waits so many seconds; says whether it has ended."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def failing(self) -> bool:
        """Whether the last try failed."""
        return self._failures > 0

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._turn()

    def _turn(self) -> None:
        trouble = self._attempt(self._work)
        if trouble is None:
            self._succeeded()
        else:
            self._failed(trouble)

    def _succeeded(self) -> None:
        if self._failures:
            self._failures = 0
            self._attempt(self._on_back)

    def _failed(self, trouble: DeviceError) -> None:
        self._failures += 1
        self._attempt(partial(self._on_trouble, trouble))
        self._stopping.wait(min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(self._failures - 1, 10)))

    def _attempt(self, call: Callable[[], None]) -> DeviceError | None:
        try:
            call()
        except DeviceError as error:
            return error
        except Exception as error:  # noqa: BLE001 - a thread that dies silently would leave a dead device unseen
            _log.exception("%s failed unexpectedly", self.name)
            return DeviceError(f"{self.name} stopped for a reason nobody foresaw ({error!r}). Call staff.")
        return None
