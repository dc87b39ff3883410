"""The real decoder process in virtual time."""

from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.process import Decoder


class PatientDecoder:
    """Waits for the decoder process, since virtual time would run away from it."""

    remark = ""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self.submit, self.close = decoder.submit, decoder.close
        self.ask, self.answers = decoder.ask, decoder.answers

    def poll(self, timeout_s: float = 0.0) -> DecodedFrame | None:
        return self._decoder.poll(max(30.0, timeout_s))
