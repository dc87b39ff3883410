"""The decoder in the caller's own process: for pictures from files, and for tests in virtual time."""

from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.ladder import Ladder
from drivers.decoding.watch import Watch
from drivers.ports import Frame


class InlineDecoder:
    """As drivers.decoding.process.Decoder, but the frame is read when it is polled, in the caller's thread."""

    remark = ""

    def __init__(self, ladder: Ladder | None = None) -> None:
        self._watch = Watch(ladder)
        self._waiting: Frame | None = None

    def submit(self, frame: Frame) -> None:
        """Keeps the frame, in place of an older one."""
        self._waiting = frame

    def poll(self, timeout_s: float = 0.0) -> DecodedFrame | None:
        """Reads the waiting frame; None where there is none: then it has no use for `timeout_s`."""
        del timeout_s
        frame, self._waiting = self._waiting, None
        return self._watch.read(frame) if frame else None

    def close(self) -> None:
        """Forgets the waiting frame."""
        self._waiting = None

    def __enter__(self) -> "InlineDecoder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
