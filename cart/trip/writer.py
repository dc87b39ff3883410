"""The journal's own thread: takes what waits in the inbox, makes it durable in one commit, and hands it on."""

import queue
import threading

from cart.errors import JournalError, StoreError
from cart.facts import Fact
from cart.inbox import Inbox
from cart.trip.journal import Journal


class JournalWriter:
    """Group commit: while one commit runs, the next facts gather. The main thread never waits for the disk."""

    def __init__(self, inbox: Inbox, journal: Journal) -> None:
        self._inbox, self._journal = inbox, journal
        self._durable: queue.SimpleQueue[Fact] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self.failure: JournalError | StoreError | None = None

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Writes what still waits and ends the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5.0)

    def durable(self) -> list[Fact]:
        """The facts that became durable since the last call, in order. Main thread."""
        facts: list[Fact] = []
        while not self._durable.empty():
            facts.append(self._durable.get_nowait())
        return facts

    def step(self, timeout_s: float = 0.0) -> bool:
        """One commit of what waits; False where nothing did. The thread's body; tests in virtual time call it."""
        facts = self._inbox.take(timeout_s)
        if not facts:
            return False
        try:
            self._journal.append(facts)
        except JournalError as error:
            self.failure = error
            return True
        for fact in facts:
            self._durable.put(fact)
        return True

    def _run(self) -> None:
        while self.failure is None and not self._stop.is_set():
            self.step(timeout_s=0.1)
        while self.failure is None and self.step():
            pass
