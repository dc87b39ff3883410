"""The decoder's processes, as their parent sees them: a nursery, and the reader that it has borne."""

import multiprocessing
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection

from drivers.decoding import child
from drivers.decoding.pulse import Pulse, pulse_of
from drivers.decoding.sandbox import Locked
from drivers.decoding.sharedframe import Request

COMMAND = (sys.executable, "-m", "drivers.decoding.child")
LONGEST_MESSAGE = 1 << 20
_KEPT = ("PATH", "LD_LIBRARY_PATH", "HOME", "LANG", "PYTHONDONTWRITEBYTECODE")


class Worker:
    """A process that reads one frame at a time from the shared memory.

    All its methods raise EOFError or OSError when the process is dead, and CodeError when it sends what was not agreed.
    """

    def __init__(self, link: Connection) -> None:
        self._link = link
        self.pid = 0
        self.locked: Locked | None = None

    @property
    def started(self) -> bool:
        """Whether it has started up."""
        return self.locked is not None

    def start(self, timeout_s: float) -> bool:
        """Whether it has started up, by now or within `timeout_s`; then `pid` and `locked` (its guards) are known."""
        if self.locked is None and (message := self._receive(timeout_s)) is not None:
            size = child.NUMBER.size
            self.locked = Locked.decode(message[size:])
            (self.pid,) = child.NUMBER.unpack(message[:size])
        return self.started

    def ask(self, request: Request, about: bytes = b"") -> None:
        """Sends a request, and what goes with it."""
        self._link.send_bytes(request.encode())
        if about:
            self._link.send_bytes(about)

    def answer(self, request: Request, timeout_s: float) -> bytes | None:
        """The answer to `request`, unread, or None when there is none within `timeout_s`."""
        message = self._receive(timeout_s)
        size = child.NUMBER.size
        if message is not None and message[:size] != child.NUMBER.pack(request.number):
            raise EOFError("The decoder answered another question.")
        return None if message is None else message[size:]

    @property
    def pulse(self) -> Pulse:
        """The processor time it has used, and whether it runs."""
        return pulse_of(self.pid)

    def close(self) -> None:
        """Says no more to it; its nursery ends it."""
        self._link.close()

    def _receive(self, timeout_s: float) -> bytes | None:
        return self._link.recv_bytes(LONGEST_MESSAGE) if self._link.poll(max(0.0, timeout_s)) else None


class Nursery:
    """The process that readers are forked from."""

    def __init__(self, command: Sequence[str], *memory_fds: int) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            handed = (theirs.fileno(), *memory_fds)
            self._process = subprocess.Popen(
                [*command, *map(str, handed)],
                pass_fds=handed,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def bear(self) -> Worker:
        """A new reader, once the nursery is warm; the one before it ends. Raises OSError when the nursery is dead."""
        ours, theirs = multiprocessing.Pipe()
        worker = Worker(ours)
        with theirs:
            try:
                socket.send_fds(self._control, [b"r"], [theirs.fileno()])
            except OSError:
                worker.close()
                raise
        return worker

    def close(self, *, warm: bool) -> None:
        """Ends it with its reader; one that is not yet warm has none, and need not be waited for."""
        self._control.close()
        if not warm:
            self._process.kill()
        self._process.wait()


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return kept | one_thread | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
