"""What staff must hear of though no trip carries it (three wrong badges), on its way from the cart to the store."""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass

from cart.errors import BadInput
from cart.tables import parse

BADGES = "badges"
KINDS = (BADGES,)


@dataclass(frozen=True)
class Alarm:
    """How often this happened since this cart's program began, at what time last (s since 1970)."""

    kind: str
    times: int
    at: int


def pack(alarm: Alarm) -> bytes:
    """The body of the request."""
    return json.dumps(asdict(alarm), sort_keys=True).encode()


def read(body: bytes) -> Alarm:
    """A cart's alarm. Raises BadInput."""
    try:
        alarm = parse(Alarm, json.loads(body), "alarm")
    except (ValueError, RecursionError) as error:
        raise BadInput("This is no alarm. Was the cart updated?") from error
    if alarm.kind not in KINDS or not 0 < alarm.times < 1 << 31 or not 0 <= alarm.at < 1 << 40:
        raise BadInput("This is no alarm. Was the cart updated?")
    return alarm


class Alarms:
    """Between whoever raises them and the sync's thread; told again until the store has heard."""

    def __init__(self, epoch: Callable[[], int], wake: Callable[[], None]) -> None:
        self._epoch, self._wake, self._lock = epoch, wake, threading.Lock()
        self._last: dict[str, Alarm] = {}
        self._told: dict[str, Alarm] = {}

    def badges(self) -> None:
        """Three wrong badges in a row."""
        with self._lock:
            times = self._last[BADGES].times + 1 if BADGES in self._last else 1
            self._last[BADGES] = Alarm(BADGES, times, self._epoch())
        self._wake()

    def turn(self, tell: Callable[[Alarm], None]) -> None:
        """Tells the store what it has not heard. Raises StoreError from `tell`."""
        with self._lock:
            new = [alarm for kind, alarm in self._last.items() if self._told.get(kind) != alarm]
        for alarm in new:
            tell(alarm)
            self._told[alarm.kind] = alarm
