"""Whether the battery lets this cart be lent to a next shopper."""

from collections.abc import Callable, Mapping

from cart.trip.look import SPENT
from drivers.ports import Battery, Charge

BACK = 10
"""So many per cent above the limit it is lent again: not at each swing of the gauge."""


class Lending:
    """Judges one reading after the other by the config's limits, in per cent. `charge`: the last (None: none)."""

    def __init__(self, low: int, empty: int) -> None:
        self._low, self._empty = low, empty
        self.why = ""
        self.charge: Charge | None = None

    def judge(self, charge: Charge) -> str:
        """ "" (it may be lent), "low" (it goes to its charger after this trip) or "empty" (it will stop soon)."""
        self.charge = charge
        if charge.percent <= self._empty and not charge.charging:
            self.why = "empty"
        elif charge.percent < self._low + BACK * bool(self.why):
            self.why = "low"
        else:
            self.why = ""
        return self.why


class Gauge:
    """Reads a battery and tells what changes. `known`: the trip's whys, which may be from before a restart."""

    def __init__(
        self,
        battery: Battery,
        lending: Lending,
        known: Callable[[], Mapping[str, str]],
        failed: Callable[[str, str, str], None],
        back: Callable[[str], None],
    ) -> None:
        self._battery, self._lending, self._known, self._failed, self._back = battery, lending, known, failed, back

    def step(self) -> None:
        """Waits for the next reading. Raises DeviceError where there is none."""
        charge, known = self._battery.read(), self._known().get("battery", "")
        why = self._lending.judge(charge)
        if why and why != known:
            self._failed("battery", f"{charge.percent} %", why)
        elif known in SPENT and not why:
            self._back("battery")
