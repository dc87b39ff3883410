"""Whether the computer has time for its cart, told from the conversions that it was too late for."""

SPAN_S = 30.0
BUSY, CALM = 0.5, 0.1
WORDS = "The computer has little time for the cart: it was late for most of the scale's samples. See what else runs."


class Busy:
    """Judges every half minute; what is busy is so until nearly nothing is lost. One thread pushes, any may read."""

    def __init__(self, rate_hz: float) -> None:
        self._span = SPAN_S * rate_hz
        self._due = self._lost = 0
        self.words = ""

    def push(self, lost: int) -> None:
        """One conversion was fetched, and `lost` before it were not."""
        self._due += 1 + lost
        self._lost += lost
        if self._due >= self._span:
            share = self._lost / self._due
            self.words = WORDS if share > (CALM if self.words else BUSY) else ""
            self._due = self._lost = 0
