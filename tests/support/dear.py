"""Replays that take more than a store gives: for its worker processes, which find them by name."""

import os
import signal
from collections.abc import Iterable

from cart.facts import Fact, ItemScanned
from tests.support.exits import PlainOutcome, plain_replay

ENDLESS, HUNGRY, GONE = "Endless", "Hungry", "Gone"


def replay(facts: Iterable[Fact]) -> PlainOutcome:
    """As plain_replay, but for goods of these names."""
    told = tuple(facts)
    names = [fact.product.name for fact in told if isinstance(fact, ItemScanned)]
    while ENDLESS in names:
        pass
    if HUNGRY in names:
        names += [bytes(1 << 30) for _ in range(8)]
    if GONE in names:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain_replay(told)
