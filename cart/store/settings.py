"""What a store backend is started with."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cart.store.door import Limits
from cart.store.workers import Budget
from cart.store.working import Replay
from cart.trip.replay import replay


def _epoch() -> int:
    return int(time.time())


@dataclass(frozen=True)
class Settings:
    """`data` holds the store's files, `backup` hourly copies of them; `catalog` is the folder that carts download.

    `most_bytes` bounds a session's size, `most_at_once` how many are taken in at the same time, `claim_s` how long a
    lane's claim keeps a session from changing, `code_s` how long a one-time code can be used, `keep_days` how long
    sessions are kept, `limits` what one connection may cost. `replay` computes a session's total, in so many `workers`
    (0: threads of this process, without a `budget`); `now` gives seconds since 1970.
    """

    data: Path
    staff_token: str
    catalog: Path | None = None
    name: str = "Corner Market"
    most_bytes: int = 8 << 20
    most_at_once: int = 1024
    claim_s: int = 300
    code_s: int = 900
    keep_days: int = 90
    limits: Limits = field(default_factory=Limits)
    replay: Replay = replay
    workers: int = 0
    backup: Path | None = None
    budget: Budget = field(default_factory=Budget)
    now: Callable[[], int] = _epoch
