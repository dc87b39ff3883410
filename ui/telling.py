"""How this cart does, for its store (cart.sync.beat): state, devices, scale and board; no goods, no prices."""

import shutil
from importlib.metadata import version
from pathlib import Path

from cart.sync.beat import MOST_TROUBLES, Beat, Board, Scale, Trouble
from cart.sync.clock import StoreClock
from cart.sync.outbox import Outbox
from cart.sync.settings import SettingsFile
from cart.trip.state import Trip
from ui.catalogs import Shelf
from ui.wiring import Parts, health

CHIP = Path("/sys/class/thermal/thermal_zone0/temp")
"""Where Linux tells the temperature of a board's chip, in thousandths of a degree."""
MB = 1 << 20
PROGRAM = version("dash-cart")


class Telling:
    """Looks at one running cart. `now` is called by the sync's thread alone."""

    def __init__(self, parts: Parts, outbox: Outbox, shelf: Shelf, settings: SettingsFile) -> None:
        self._parts, self._outbox, self._shelf, self._settings = parts, outbox, shelf, settings
        self._phase, self._since = "", 0.0
        self._data = Path(parts.config.cart.data)

    def now(self) -> Beat:
        """How the cart does now."""
        parts, trip = self._parts, self._parts.desk.trip
        phase, now = str(parts.desk.view.phase), parts.clock.now()
        if phase != self._phase:
            self._phase, self._since = phase, now
        return Beat(
            phase=phase, since_s=round(now - self._since), lines=len(trip.lines), lane=trip.lane,
            help_s=max(0, round(trip.now - trip.help_since)) if trip.help else None, troubles=troubles(trip),
            scale=self._scale(), board=self._board(), waiting=len(self._outbox.waiting_sids()),
            refused=len(self._outbox.refused()), version=PROGRAM, catalog=self._shelf.version,
            config=self._settings.taken.number,
        )  # fmt: skip

    def _scale(self) -> Scale:
        how = health(self._parts)
        noise, drift = (round(1000 * grams) for grams in (how.noise_g, how.drift_g))
        return Scale(noise, drift, how.why, _written(self._data / "calibration.json"))

    def _board(self) -> Board:
        clock = self._parts.clock
        ahead = clock.ahead_s if isinstance(clock, StoreClock) else None
        charge = self._parts.lending.charge
        power = (charge.percent, charge.charging) if charge else (None, False)
        return Board(_free_mb(self._data), _celsius(), None if ahead is None else round(ahead), *power)


def troubles(trip: Trip) -> tuple[Trouble, ...]:
    """The devices that do not work wholly, by their kinds of trouble."""
    return tuple(Trouble(device, trip.whys.get(device, "")) for device in sorted(trip.devices))[:MOST_TROUBLES]


def _written(path: Path) -> int:
    try:
        return int(path.stat().st_mtime)
    except OSError:
        return 0


def _free_mb(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free // MB
    except OSError:
        return None


def _celsius() -> int | None:
    try:
        return round(int(CHIP.read_text()) / 1000)
    except (OSError, ValueError):
        return None
