"""Worker processes for what carts send: each piece of work has a budget of processor time and memory.

A worker has no file of the store open: what was published it asks of the store, over its pipe. The kernel ends one that
goes over its budget, whatever it is doing; the next piece of work starts another.
"""

import multiprocessing
import queue
import resource
import signal
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

from cart.errors import BadInput, StoreError
from cart.store.prices import Published
from cart.store.refused import Refused
from cart.store.working import Replay, Working

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__, "cart.trip.replay"])
TRIES = 2
TOO_MUCH = "This trip takes more work than the store gives to one."


class TooMuch(BadInput):
    """A piece of work went over its budget, or took its worker with it."""


@dataclass(frozen=True)
class Budget:
    """For one piece of work: seconds of processor time; and for a worker: bytes of memory beyond its program's."""

    cpu_s: float = 10.0
    most_bytes: int = 1 << 30


class Workers:
    """So many processes, started as they are needed. `most` may wait for one; for more the store is busy."""

    def __init__(self, count: int, replay: Replay, book: Published, budget: Budget, most: int = 64) -> None:
        self._workers = [_Worker(replay, book, budget) for _ in range(count)]
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._room = threading.BoundedSemaphore(count + most)

    def __call__(self, what: str, *args: Any) -> Any:
        """A method of Working in another process. Raises BadInput, TooMuch; Refused (503) where many wait already."""
        if not self._room.acquire(blocking=False):
            raise Refused(503, "The store is busy. Ask again.")
        try:
            worker = self._idle.get()
            try:
                return worker.done(what, args)
            finally:
                self._idle.put(worker)
        finally:
            self._room.release()

    def close(self) -> None:
        """Ends the processes, whatever they do."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """One process, as the store sees it; one piece of work at a time."""

    def __init__(self, replay: Replay, book: Published, budget: Budget) -> None:
        self._replay, self._book, self._budget = replay, book, budget
        self._running: tuple[ForkServerProcess, Connection] | None = None
        self._ended = False

    def done(self, what: str, args: tuple[Any, ...]) -> Any:
        """The result. Where the worker went for another reason than its work (no memory, say), it is tried again."""
        for _ in range(TRIES):
            process, pipe = self._running = self._running or self._started()
            if self._ended:
                process.kill()
            try:
                pipe.send((self._book.newest, what, args))
                return self._heard(pipe)
            except (EOFError, ConnectionError):
                process.join()
                pipe.close()
                self._running = None
                if self._ended:
                    raise StoreError("The store is being stopped.") from None
                if process.exitcode == -signal.SIGPROF:
                    break
            except StoreError:  # it still waits for what was published
                process.kill()
                raise
        raise TooMuch(TOO_MUCH)

    def end(self) -> None:
        """Ends the process, for good; whoever waits for it hears that the store is being stopped."""
        self._ended = True
        if self._running is not None:
            self._running[0].kill()

    def _started(self) -> tuple[ForkServerProcess, Connection]:
        ours, theirs = FORKS.Pipe()
        process = FORKS.Process(target=_serve, args=(theirs, self._replay, self._budget), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def _heard(self, pipe: Connection) -> Any:
        while True:
            match pipe.recv():
                case "done", result:
                    return result
                case "no", words:
                    raise BadInput(words)
                case "serial", name:
                    pipe.send(self._book.serial(name))
                case "records", what, since:
                    pipe.send(self._book.records(what, since))


class _Asked:
    """What the store has published, as a worker asks for it, and remembers it until there is a newer release."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self.newest = pipe, 0
        self._known: dict[tuple[object, ...], Any] = {}

    def renew(self, newest: int) -> None:
        """The newest release's number now."""
        if newest != self.newest:
            self.newest = newest
            self._known.clear()

    def serial(self, name: str) -> int | None:
        """As Published has it."""
        found: int | None = self._ask("serial", name)
        return found

    def records(self, what: str, since: int = 0) -> list[str]:
        """As Published has it."""
        found: list[str] = self._ask("records", what, since)
        return found

    def _ask(self, *question: object) -> Any:
        if question not in self._known:
            self._pipe.send(question)
            self._known[question] = self._pipe.recv()
        return self._known[question]


def _serve(pipe: Connection, replay: Replay, budget: Budget) -> None:
    """A worker: does what it is sent until the store is gone. What it does not expect ends it, with a trace."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_DATA, (budget.most_bytes, budget.most_bytes))
    book = _Asked(pipe)
    working = Working(replay, book)
    while True:
        try:
            newest, what, args = pipe.recv()
        except EOFError:
            return
        book.renew(newest)
        signal.setitimer(signal.ITIMER_PROF, budget.cpu_s)
        try:
            said = "done", getattr(working, what)(*args)
        except BadInput as error:
            said = "no", str(error)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pipe.send(said)
