"""Ways to be wrong that the harness must catch. Each changes the process that calls it, which is made for it."""

import os
from collections.abc import Callable, Mapping, Sequence

from cart.facts import Fact
from cart.handover import durable
from cart.identity import files
from cart.trip import journal
from cart.weighing import audit


def _normal() -> None:
    """SQLite's log is not synced at each commit."""
    for module in (journal, durable):
        module.PRAGMAS = tuple(one.replace("FULL", "NORMAL") for one in module.PRAGMAS)


def _early() -> None:
    """What goes into the journal is shown, and then made durable with the next."""
    append, held = journal.Journal.append, list[Fact]()

    def late(self: journal.Journal, facts: Sequence[Fact]) -> None:
        before, held[:] = list(held), facts
        append(self, before)

    journal.Journal.append = late


def _unsynced() -> None:
    """A file takes its name before its contents are on the disk, and nobody waits for the name."""
    files.os = audit.os = _NoSync()


class _NoSync:
    def __getattr__(self, name: str) -> object:
        return (lambda *_: None) if name == "fsync" else getattr(os, name)


MUTANTS: Mapping[str, Callable[[], None]] = {
    "synchronous=NORMAL": _normal,
    "shown before durable": _early,
    "rename without fsync": _unsynced,
}
