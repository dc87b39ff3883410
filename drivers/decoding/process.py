"""The decoder in a process of its own: a symbol can crash or hang only that process.

A second process stands by, started and warm, so a crash costs the frame that caused it and no start-up time. What comes
back is JSON of bounded length, parsed strictly.
"""

import time
from collections.abc import Sequence

from cart.errors import CodeError, DeviceMissing
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.sharedframe import Request, SharedFrame
from drivers.decoding.worker import COMMAND, Worker
from drivers.ports import Frame

HANG_S = 0.4
MOST_FAILED_STARTS = 4


class Decoder:
    """Reads frames in another process. All methods belong to one thread."""

    def __init__(self, command: Sequence[str] = COMMAND, hang_s: float = HANG_S) -> None:
        self._command = command
        self._hang_s = hang_s
        self._memory = SharedFrame()
        self._worker = Worker(command, self._memory.fd)
        self._spare = Worker(command, self._memory.fd)
        self._waiting: Frame | None = None
        self._asked: Request | None = None
        self._asked_at = 0.0
        self._number = 0
        self._failed_starts = 0
        self._open = True
        self.restarts = 0

    @property
    def pid(self) -> int:
        """The process that reads now."""
        return self._worker.pid

    @property
    def remark(self) -> str:
        """What staff should know of the process that reads now: which guards it lacks, in words, or ""."""
        return self._worker.locked.words if self._worker.locked else ""

    def submit(self, frame: Frame) -> None:
        """Hands in a frame; never waits. While one is being read, only the newest of the others is kept.

        After `close` the frame is dropped. Raises DeviceMissing when the decoder process does not start.
        """
        if self._open:
            self._waiting = frame
            self._step(0.0)

    def poll(self, timeout_s: float = 0.0) -> DecodedFrame | None:
        """The next result; None where nothing is being read, or none comes within `timeout_s` seconds.

        Raises DeviceMissing when the decoder process does not start.
        """
        deadline = time.monotonic() + timeout_s
        while self._asked or self._waiting:
            self._step(deadline - time.monotonic())
            answer = self._answer(deadline)
            if answer:
                self._step(0.0)
                return answer
            if time.monotonic() >= deadline:
                break
        return None

    def close(self) -> None:
        """Ends both processes; a second call does nothing."""
        if self._open:
            self._open = False
            self._asked = self._waiting = None
            self._worker.close()
            self._spare.close()
            self._memory.close()

    def __enter__(self) -> "Decoder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _step(self, timeout_s: float) -> None:
        """Asks for the waiting frame if the worker is idle, and up within `timeout_s`."""
        if self._asked or not self._waiting:
            return
        try:
            if self._worker.start(timeout_s):
                self._ask(self._waiting)
        except (EOFError, OSError, CodeError):
            self._replace()

    def _ask(self, frame: Frame) -> None:
        self._waiting = None
        self._failed_starts = 0
        self._number += 1
        self._asked = Request(self._number, frame.at, *self._memory.put(frame.grey))
        self._asked_at = time.monotonic()
        self._worker.ask(self._asked)

    def _answer(self, deadline: float) -> DecodedFrame | None:
        if not self._asked:
            return None
        hung_at = self._asked_at + self._hang_s
        try:
            answer = self._worker.answer(self._asked, min(deadline, hung_at) - time.monotonic())
        except (EOFError, OSError, CodeError):
            self._replace()
            return None
        if answer:
            self._asked = None
        elif time.monotonic() >= hung_at:
            self._replace()
        return answer

    def _replace(self) -> None:
        """The spare takes over. The frame that was being read is not tried again: it may be what did it."""
        self._failed_starts += not self._worker.started
        if self._failed_starts >= MOST_FAILED_STARTS:
            raise DeviceMissing("The barcode decoder does not start: reinstall zxing-cpp, pyzbar and libzbar0.")
        self._asked = None
        self.restarts += 1
        self._worker.close()
        self._worker, self._spare = self._spare, Worker(self._command, self._memory.fd)
