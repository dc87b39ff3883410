"""Whether the battery lets this cart be lent to a next shopper."""

from drivers.ports import Charge

BACK = 10
"""So many per cent above the limit it is lent again: not at each swing of the gauge."""


class Lending:
    """Judges one reading after the other by the config's limits, in per cent."""

    def __init__(self, low: int, empty: int) -> None:
        self._low, self._empty = low, empty
        self.why = ""

    def judge(self, charge: Charge) -> str:
        """ "" (it may be lent), "low" (it goes to its charger after this trip) or "empty" (it will stop soon)."""
        if charge.percent <= self._empty and not charge.charging:
            self.why = "empty"
        elif charge.percent < self._low + BACK * bool(self.why):
            self.why = "low"
        else:
            self.why = ""
        return self.why
