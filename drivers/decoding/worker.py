"""One decoder process, as its parent sees it."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

from drivers.decoding import child
from drivers.decoding.decoded import DecodedFrame, decode
from drivers.decoding.sandbox import Locked
from drivers.decoding.sharedframe import Request

COMMAND = (sys.executable, "-m", "drivers.decoding.child")
LONGEST_MESSAGE = 1 << 20
_KEPT = ("PATH", "LD_LIBRARY_PATH", "HOME", "LANG")


class Worker:
    """A process that reads one frame at a time from the shared memory.

    All its methods raise EOFError or OSError when the process is dead, and CodeError when it sends what was not agreed.
    """

    def __init__(self, command: Sequence[str], memory_fd: int) -> None:
        self._link, theirs = multiprocessing.Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [*command, str(theirs.fileno()), str(memory_fd)],
                pass_fds=(theirs.fileno(), memory_fd),
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self.pid = self._process.pid
        self.locked: Locked | None = None

    @property
    def started(self) -> bool:
        """Whether it has started up."""
        return self.locked is not None

    def start(self, timeout_s: float) -> bool:
        """Whether it has started up, by now or within `timeout_s`; then `locked` says which guards hold in it."""
        if self.locked is None and (message := self._receive(timeout_s)) is not None:
            self.locked = Locked.decode(message)
        return self.started

    def ask(self, request: Request) -> None:
        """Sends a request."""
        self._link.send_bytes(request.encode())

    def answer(self, request: Request, timeout_s: float) -> DecodedFrame | None:
        """The answer to `request`, or None when there is none within `timeout_s`. When it was taken we know better."""
        message = self._receive(timeout_s)
        if message is None:
            return None
        size = child.NUMBER.size
        if message[:size] != child.NUMBER.pack(request.number):
            raise EOFError("The decoder answered another question.")
        return replace(decode(message[size:]), at=request.at)

    def close(self) -> None:
        """Ends it at once."""
        self._link.close()
        self._process.kill()
        self._process.wait()

    def _receive(self, timeout_s: float) -> bytes | None:
        return self._link.recv_bytes(LONGEST_MESSAGE) if self._link.poll(max(0.0, timeout_s)) else None


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return kept | one_thread | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
