"""Frames in, accepted codes out: the decoder and the rule of evidence together."""

from cart.codes.evidence import Accepted, Evidence
from drivers.decoding.decoded import FrameDecoder
from drivers.ports import Frame


class Reader:
    """One camera's reader. It belongs to one thread: the one that reads the camera. `looked`: at how many frames."""

    def __init__(self, decoder: FrameDecoder, evidence: Evidence) -> None:
        self._decoder = decoder
        self._evidence = evidence
        self.looked = 0

    @property
    def hint(self) -> str | None:
        """What would help to read the code in view: "closer", "hold_still", "tilt", or None."""
        return self._evidence.hint

    def look(self, frame: Frame) -> list[Accepted]:
        """Submits the frame and collects what is ready by now, of this frame or of earlier ones."""
        self._decoder.submit(frame)
        accepted: list[Accepted] = []
        while decoded := self._decoder.poll(0.0):
            self.looked += 1
            accepted += self._evidence.see(decoded.sightings, decoded.at, decoded.glimpse)
        return accepted

    def landed(self, *names: str) -> None:
        """The item whose code has these names is in the basket. From any thread."""
        self._evidence.landed(*names)

    def close(self) -> None:
        """Lets the decoder go."""
        self._decoder.close()
