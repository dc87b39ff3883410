"""The decoder in processes of its own: a symbol can crash or hang only the one that reads it.

A nursery stands by, warm, and forks readers: a crash costs the frame that caused it and no start-up time. What comes
back is JSON of bounded length, parsed strictly. A reader is hung by the processor time that it used, not by the clock.
"""

import time
from collections.abc import Sequence

from cart.errors import CodeError, ReaderMissing
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.pulse import USUAL, Limits, Watchdog
from drivers.decoding.sharedframe import Request, SharedFrame
from drivers.decoding.worker import COMMAND, Nursery, Worker
from drivers.ports import Frame

MOST_FAILED_STARTS = 4
LOOK_S = 0.05


class Decoder:
    """Reads frames in another process. All methods belong to one thread.

    `pid`: the process that reads, or read last (0 until the first is up); `restarts`: how often another took over.
    """

    def __init__(self, command: Sequence[str] = COMMAND, limits: Limits = USUAL) -> None:
        self._command, self._limits = command, limits
        self._memory = SharedFrame()
        self._nursery = Nursery(command, self._memory.fd)
        self._worker: Worker | None = None
        self._waiting: Frame | None = None
        self._asked: Request | None = None
        self._dog: Watchdog | None = None
        self._number = 0
        self._failed_starts = 0
        self._open = True
        self.pid = self.restarts = 0

    @property
    def remark(self) -> str:
        """What staff should know of the process that reads now: which guards it lacks, in words, or ""."""
        return self._worker.locked.words if self._worker and self._worker.locked else ""

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
            answer = self._answer(min(LOOK_S, deadline - time.monotonic()))
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
            self._end()
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
            self._worker = self._worker or self._nursery.bear()
            if self._worker.start(timeout_s):
                self._ask(self._worker, self._waiting)
        except (EOFError, OSError, CodeError):
            self._replace()

    def _ask(self, worker: Worker, frame: Frame) -> None:
        self._waiting = None
        self._failed_starts = 0
        self.pid = worker.pid
        self._number += 1
        self._asked = Request(self._number, frame.at, *self._memory.put(frame.grey))
        self._dog = Watchdog(self._limits, worker.pulse, time.monotonic())
        worker.ask(self._asked)

    def _answer(self, timeout_s: float) -> DecodedFrame | None:
        if not (self._asked and self._worker and self._dog):
            return None
        try:
            pulse = self._worker.pulse  # of before: it may answer between the two
            answer = self._worker.answer(self._asked, timeout_s)
        except (EOFError, OSError, CodeError):
            self._replace()
            return None
        if answer:
            self._asked = None
        elif self._dog.hung(pulse, time.monotonic()):
            self._replace()
        return answer

    def _replace(self) -> None:
        """Another reader takes over. The frame that was being read is not tried again: it may be what did it."""
        self._asked = None
        self.restarts += 1
        if self._worker and self._worker.started:
            self._worker.close()
            self._worker = None
            return
        self._end()
        self.pid = 0
        self._nursery = Nursery(self._command, self._memory.fd)
        self._failed_starts += 1
        if self._failed_starts >= MOST_FAILED_STARTS:
            raise ReaderMissing("The barcode decoder does not start: reinstall zxing-cpp, pyzbar and libzbar0.")

    def _end(self) -> None:
        if self._worker:
            self._worker.close()
            self._worker = None
        self._nursery.close(warm=self.pid != 0)
