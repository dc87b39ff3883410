"""The time of day as the store has it, for a board whose own clock may be anything.

What prices by the day and what a code lives by is the store's time: signed by it for one question (so that no answer
can be played again), carried on by the monotonic clock while the machine stays up, and never earlier than what the
store has signed before.
"""

import json
import logging
import secrets
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from nacl.signing import SigningKey

from cart.clock import Clock
from cart.errors import BadInput, TokenError
from cart.identity import storeword
from cart.identity.files import write_atomically
from cart.identity.keys import Keys
from cart.tables import parse

PURPOSE = b"dashcart time"
ODD_S = 60.0
"""A machine's clock that is off by more is told to staff."""
WORTH_WRITING_S = 600.0
"""How much later the time must be to be kept again: a card's life is writes."""
SLOW_S = 10.0
"""An answer that took longer says too little of when it was given."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TimeWord:
    """The store's time `at` (s since 1970) and its distance from UTC (s), for the question `nonce`."""

    nonce: str
    at: int
    zone_s: int


def question() -> str:
    """A question that was never asked before."""
    return secrets.token_hex(16)


def sign(word: TimeWord, key: SigningKey) -> bytes:
    """The word as the store sends it."""
    return storeword.sign(word, key, PURPOSE)


def read(message: bytes, keys: Keys, nonce: str) -> TimeWord:
    """The store's answer to the question `nonce`. Raises TokenError: another's signature, or an old answer."""
    word = storeword.read(TimeWord, message, keys, PURPOSE)
    if word.nonce != nonce or not (0 <= word.at < 1 << 34 and abs(word.zone_s) <= 86_000):
        raise TokenError("This is not the store's answer to what was asked.")
    return word


def boot() -> str:
    """What names this start of the machine: its monotonic clock means nothing in another. "" where none is told."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


@dataclass(frozen=True)
class Heard:
    """The store's time `at` (s since 1970) and its distance from UTC (s), when the monotonic clock of this boot read
    `now`.
    """

    at: float
    zone_s: int
    now: float
    boot: str


class StoreClock:
    """A machine's clock that the store sets right; what it said outlasts a restart, in `path`. Safe for threads.

    In the boot in which the store spoke, the time is the store's and the monotonic clock's. In a later one it is the
    machine's again, but never earlier than what the store has said; with the store's distance from UTC.
    """

    def __init__(self, machine: Clock, path: Path, boot: str) -> None:
        self._machine, self._path, self._boot = machine, path, boot
        self._lock, self._started = threading.Lock(), machine.now()
        self._heard = self._kept = _load(path)

    def now(self) -> float:
        """Monotonic seconds."""
        return self._machine.now()

    def epoch(self) -> int:
        """Seconds since 1970, as the store would say."""
        return int(self._epoch())

    def wall(self) -> str:
        """The store's local time, "YYYY-MM-DDTHH:MM"; the machine's where no store has spoken yet."""
        if self._heard is None:
            return self._machine.wall()
        zone = timezone(timedelta(seconds=self._heard.zone_s))
        return datetime.fromtimestamp(self._epoch(), UTC).astimezone(zone).strftime("%Y-%m-%dT%H:%M")

    def hear(self, word: TimeWord, asked: float, answered: float) -> None:
        """The store's word, asked for and heard at these readings of the monotonic clock; one too slow is left."""
        if answered - asked > SLOW_S:
            return
        heard = Heard(word.at, word.zone_s, (asked + answered) / 2, self._boot)
        with self._lock:
            self._heard = heard
        if self._kept is None or _moved(heard, self._kept):
            self._keep(heard)

    @property
    def ahead_s(self) -> float | None:
        """How far the machine's own clock is ahead of the store's time, s; None where no store has spoken yet."""
        return None if self._heard is None else self._machine.epoch() - self._epoch()

    @property
    def remark(self) -> str:
        """What staff should know of the machine's own clock; "" where it is right or nobody can say."""
        heard, off = self._heard, self.ahead_s
        if heard is None or off is None or abs(off) <= ODD_S:
            return ""
        whose = "the store's time is used" if self._sure(heard) else "it is before the store's last word"
        return f"The machine's clock is {_long(off)} {'ahead' if off > 0 else 'behind'}: {whose}."

    def _epoch(self) -> float:
        with self._lock:
            heard = self._heard
        if heard is None:
            return float(self._machine.epoch())
        if self._sure(heard):
            return heard.at + (self._machine.now() - heard.now)
        return max(float(self._machine.epoch()), heard.at + (self._machine.now() - self._started))

    def _sure(self, heard: Heard) -> bool:
        return bool(self._boot) and heard.boot == self._boot

    def _keep(self, heard: Heard) -> None:
        try:
            write_atomically(self._path, json.dumps(asdict(heard)).encode())
        except OSError as error:
            log.warning("the store's time cannot be kept: %s", error)
            return
        self._kept = heard


def _moved(heard: Heard, kept: Heard) -> bool:
    """Whether it is worth a write: another boot or zone, much later, or the clocks have gone apart."""
    apart = (heard.at - kept.at) - (heard.now - kept.now)
    same = (heard.boot, heard.zone_s) == (kept.boot, kept.zone_s)
    return not same or abs(apart) > ODD_S / 2 or not 0 <= heard.at - kept.at <= WORTH_WRITING_S


def _load(path: Path) -> Heard | None:
    """What was kept; a file that cannot be read is as none: the store says it again."""
    try:
        return parse(Heard, json.loads(path.read_bytes()), "clock", BadInput)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError, BadInput) as error:
        log.warning("what was known of the store's time cannot be read: %s", error)
        return None


def _long(seconds: float) -> str:
    minutes = round(abs(seconds) / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} days"
