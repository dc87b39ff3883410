"""The decoder in processes of its own: a symbol can crash or hang only the one that reads it.

A nursery stands by, warm, and forks readers: a crash costs the frame that caused it and no start-up time. What comes
back is JSON of bounded length, parsed strictly. A reader is hung by the processor time that it used, not by the clock.
"""

import os
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from cart.errors import CodeError, ReaderMissing
from drivers.decoding import decoded
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.pulse import USUAL, Limits, Watchdog
from drivers.decoding.sharedframe import Request, SharedFrame
from drivers.decoding.worker import COMMAND, Nursery, Worker
from drivers.naming import question
from drivers.naming.eyes import Given
from drivers.naming.question import Answer, Question
from drivers.ports import Frame

MOST_FAILED_STARTS = 4
LOOK_S = 0.05
READ_FIRST = 5
"""So many frames with a code in view are read before a question about what went in."""
NAMING_COSTS = 4.0
"""A question may cost so many times what a frame may."""
MOST_QUESTIONS = 2


class Decoder:
    """Reads frames in another process, and, with `given`, names there what went in. All methods belong to one thread.

    `pid`: the process that reads, or read last (0 until the first is up); `restarts`: how often another took over.
    """

    def __init__(self, command: Sequence[str] = COMMAND, limits: Limits = USUAL, given: Given | None = None) -> None:
        self._command, self._limits, self._given = command, limits, given
        self._memory = SharedFrame()
        self._nursery = self._new_nursery()
        self._worker: Worker | None = None
        self._waiting: Frame | None = None
        self._questions: deque[Question] = deque(maxlen=MOST_QUESTIONS)
        self._read_first = 0
        self._answers: list[Answer] = []
        self._asked: Request | None = None
        self._about: Question | None = None
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
        while self._asked or self._waiting or self._questions:
            self._step(deadline - time.monotonic())
            answer = self._answer(min(LOOK_S, deadline - time.monotonic()))
            if answer:
                self._step(0.0)
                return answer
            if time.monotonic() >= deadline:
                break
        return None

    def ask(self, question: Question) -> None:
        """Hands in a question (drivers.naming.question.Namer); never waits. Reading goes first. The oldest is dropped
        where there are too many, and one over which the process dies is not asked again.
        """
        if self._open:
            self._read_first = READ_FIRST
            self._questions.append(question)
            self._step(0.0)

    def answers(self) -> list[Answer]:
        """What was answered since the last call: `poll` hears it."""
        heard, self._answers = self._answers, []
        return heard

    def close(self) -> None:
        """Ends both processes; a second call does nothing."""
        if self._open:
            self._open = False
            self._asked = self._waiting = None
            self._questions.clear()
            self._end()
            self._memory.close()

    def __enter__(self) -> "Decoder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _step(self, timeout_s: float) -> None:
        """Asks what waits if the worker is idle, and up within `timeout_s`."""
        if self._asked or not (self._waiting or self._questions):
            return
        try:
            self._worker = self._worker or self._nursery.bear()
            if self._worker.start(timeout_s):
                self._ask(self._worker)
        except (EOFError, OSError, CodeError):
            self._replace()

    def _ask(self, worker: Worker) -> None:
        """A frame; or a question, where no frame waits, none has a code in view, or some were read first."""
        self._failed_starts = 0
        self.pid = worker.pid
        self._number += 1
        frame, limits = self._waiting, self._limits
        if frame and not (self._questions and self._read_first <= 0):
            self._waiting = self._about = None
            self._asked, about = Request(self._number, frame.at, *self._memory.put(frame.grey)), b""
        else:
            self._about = one = self._questions.popleft()
            seen = (*one.before, *one.after)
            self._asked = Request(self._number, 0.0, *self._memory.put_all(seen), len(seen))
            about = question.encode_gain(one.gain, len(one.before))
            limits = replace(limits, cpu_s=NAMING_COSTS * limits.cpu_s)
        self._dog = Watchdog(limits, worker.pulse, time.monotonic())
        worker.ask(self._asked, about)

    def _answer(self, timeout_s: float) -> DecodedFrame | None:
        """The answer to a frame; that to a question is kept for `answers`."""
        if not (self._asked and self._worker and self._dog):
            return None
        try:
            pulse = self._worker.pulse  # of before: it may answer between the two
            message = self._worker.answer(self._asked, timeout_s)
            if message is not None:
                return self._heard(message, self._asked)
        except (EOFError, OSError, CodeError):
            self._replace()
            return None
        if self._dog.hung(pulse, time.monotonic()):
            self._replace()
        return None

    def _heard(self, message: bytes, asked: Request) -> DecodedFrame | None:
        """Reads an answer strictly. When the frame was taken we know better."""
        if self._about:
            self._answers.append(Answer(self._about.trip, self._about.change, question.decode(message)))
            self._asked = self._about = None
            return None
        answer = replace(decoded.decode(message), at=asked.at)
        self._asked = None
        in_view = answer.sightings or answer.glimpse.bars
        self._read_first = self._read_first - 1 if in_view else 0
        return answer

    def _replace(self) -> None:
        """Another reader takes over. What was being looked at is not tried again: it may be what did it."""
        self._asked = self._about = None
        self.restarts += 1
        if self._worker and self._worker.started:
            self._worker.close()
            self._worker = None
            return
        self._end()
        self.pid = 0
        self._nursery = self._new_nursery()
        self._failed_starts += 1
        if self._failed_starts >= MOST_FAILED_STARTS:
            raise ReaderMissing("The barcode decoder does not start: reinstall zxing-cpp, pyzbar and libzbar0.")

    def _new_nursery(self) -> Nursery:
        if self._given is None:
            return Nursery(self._command, self._memory.fd)
        eyes = self._given.handle()
        try:
            return Nursery(self._command, self._memory.fd, eyes)
        finally:
            os.close(eyes)

    def _end(self) -> None:
        if self._worker:
            self._worker.close()
            self._worker = None
        self._nursery.close(warm=self.pid != 0)
