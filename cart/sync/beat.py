"""How a cart does, told to its store twice a minute and whenever something changes: what the fleet's page shows.

No goods, no prices, no shopper: only how many lines there are. The answer names what is newest at the store, so that a
cart fetches it now; it is not signed, for what is fetched is.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from cart.errors import BadInput
from cart.tables import parse

EVERY_S = 30.0
MOST_TROUBLES, LONGEST = 20, 300
MOST = 1 << 40


@dataclass(frozen=True)
class Trouble:
    """A device that does not work wholly. `why`: a key of cart.errors.DeviceError.why ("": it stops no trip)."""

    device: str
    why: str = ""


@dataclass(frozen=True)
class Scale:
    """Noise of a sample (mg rms) and drift of the empty basket (mg); `why`: what is wrong, a key of
    cart.weighing.health or "uncalibrated", "" where all is well; `calibrated`: when, s since 1970, 0: never.
    """

    noise_mg: int = 0
    drift_mg: int = 0
    why: str = ""
    calibrated: int = 0


@dataclass(frozen=True)
class Board:
    """The cart's computer: free disk (MB), the chip's temperature (degrees Celsius), how far its clock is ahead of the
    store's time (s), how full its battery is (%) and whether that is being charged; None: nobody can tell.
    """

    disk_mb: int | None = None
    celsius: int | None = None
    ahead_s: int | None = None
    battery: int | None = None
    charging: bool = False


@dataclass(frozen=True)
class Beat:
    """One cart now. `phase`: cart.trip.view.Phase, since so many seconds; `help_s`: how long a shopper has called.

    `waiting`: trips that wait for the store, `refused`: that it refused; `version`: of the program; `catalog`: the
    release that it sells from, `config`: the number of the store's settings that it goes by; `untaken`: why it did not
    take a newer one, in words.
    """

    phase: str
    since_s: int = 0
    lines: int = 0
    lane: str = ""
    help_s: int | None = None
    troubles: tuple[Trouble, ...] = ()
    scale: Scale = Scale()
    board: Board = Board()
    waiting: int = 0
    refused: int = 0
    version: str = ""
    catalog: str = ""
    config: int = 0
    untaken: str = ""


@dataclass(frozen=True)
class Newest:
    """What the store has now: its release and the number of its settings."""

    catalog: str = ""
    config: int = 0


def pack(beat: Beat | Newest) -> bytes:
    """As it travels."""
    return json.dumps(asdict(beat), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(body: bytes) -> Beat:
    """A cart's beat, within bounds. Raises BadInput."""
    try:
        beat = parse(Beat, json.loads(body), "beat")
    except (ValueError, RecursionError) as error:
        raise BadInput("This is no beat. Was the cart updated?") from error
    if len(beat.troubles) > MOST_TROUBLES or not _bounded(asdict(beat)):
        raise BadInput("This is no beat: a number or a text is out of bounds.")
    return beat


def read_newest(body: bytes) -> Newest:
    """The store's answer. Raises BadInput."""
    try:
        return parse(Newest, json.loads(body), "newest")
    except (ValueError, RecursionError) as error:
        raise BadInput("The store's answer to a beat is not as agreed.") from error


def _bounded(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST
    if isinstance(value, int | float):
        return abs(value) <= MOST
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return all(map(_bounded, inner))


class Beats:
    """When a cart tells how it does: `make` gives how it does now, `now` monotonic seconds."""

    def __init__(self, make: Callable[[], Beat], now: Callable[[], float]) -> None:
        self._make, self._now = make, now
        self._told: Beat | None = None
        self._at = 0.0

    def turn(self, tell: Callable[[Beat], Newest | None], untaken: str) -> Newest | None:
        """Tells the store, where it is time; what is newest there. Raises StoreError from `tell`."""
        beat = replace(self._make(), untaken=untaken[:LONGEST])
        if self._told is not None and self._now() - self._at < EVERY_S and _stands(beat) == _stands(self._told):
            return None
        newest = tell(beat)
        self._told, self._at = beat, self._now()
        return newest


def _stands(beat: Beat) -> object:
    """What of a beat staff should hear at once."""
    calls = beat.help_s is not None
    return (beat.phase, calls, beat.lane, beat.troubles, beat.scale.why, beat.catalog, beat.config, beat.untaken)
