"""What the decoder hands back for one frame, and its bytes between the two processes."""

import json
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any, Protocol

from cart.codes.sighting import NOTHING, Glimpse, Sighting
from cart.errors import CodeError
from cart.tables import parse
from drivers.ports import Frame

MOST_SIGHTINGS = 32
_MOST_DIGITS = 15


@dataclass(frozen=True)
class DecodedFrame:
    """All sightings in the frame that was taken at `at`; `cpu_ms` is what they cost the decoder."""

    at: float
    sightings: tuple[Sighting, ...] = ()
    glimpse: Glimpse = NOTHING
    cpu_ms: float = 0.0


class FrameDecoder(Protocol):
    """Takes frames, gives what they show, and never makes the caller wait longer than asked."""

    @property
    def remark(self) -> str:
        """What staff should know of it though it works, or ""."""
        ...

    def submit(self, frame: Frame) -> None:
        """Hands in a frame. While an older one is being read only the newest waits."""
        ...

    def poll(self, timeout_s: float = 0.0) -> DecodedFrame | None:
        """The next result, or None when there is none within `timeout_s`."""
        ...

    def close(self) -> None:
        """Lets the decoder go; a second call does nothing."""
        ...


def encode(decoded: DecodedFrame) -> bytes:
    """The message: JSON, so that a decoder that a symbol has taken over cannot make its reader run code."""
    table = asdict(decoded)
    table["sightings"] = [_table(one) for one in decoded.sightings[:MOST_SIGHTINGS]]
    return json.dumps(table).encode()


def decode(data: bytes) -> DecodedFrame:
    """Reads `encode`'s bytes strictly. Raises CodeError for anything else."""
    table = strict(data)
    sightings = table.get("sightings", []) if isinstance(table, dict) else None
    if not isinstance(sightings, list) or len(sightings) > MOST_SIGHTINGS:
        raise CodeError("The decoder sent another message than agreed: restart it.")
    return parse(DecodedFrame, table, "decoded", CodeError)


def strict(data: bytes) -> Any:
    """JSON from a process that a stranger's symbol may have taken over. Raises CodeError for anything else."""
    try:
        return json.loads(data, parse_constant=_finite, parse_float=_finite, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        raise CodeError("The decoder sent no JSON: restart it.") from error


def _finite(text: str) -> float:
    """A number; ValueError for NaN and for what is too large, which JSON for Python lets through."""
    value = float(text)
    if not isfinite(value):
        raise ValueError(f"{text[:20]} is no finite number.")
    return value


def _whole(text: str) -> int:
    """A whole number that a float holds exactly; ValueError for a longer one."""
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"{text[:20]} has too many digits.")
    return int(text)


def _table(one: Sighting) -> dict[str, object]:
    table = asdict(one)
    del table["key"]
    return table
