"""Copies of a store's files, made while it serves; and whether a copy is whole, before anybody relies on it.

A copy of the files as they lie would miss what still stands in SQLite's log, so the store itself makes it.
"""

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cart.errors import BadInput, StoreError, TokenError
from cart.identity import keys
from cart.identity.files import sync_folder
from cart.sync import wire
from cart.sync.worker import Rhythm

log = logging.getLogger(__name__)
KEPT, HOURLY = 48, Rhythm(idle_s=3600.0)
UNDER_WAY = ".under-way"
FILES = ("store.key", "staff.token", "settings.json")
RELEASES = "releases"


class Copied(Protocol):
    """A database of the store."""

    def copy_to(self, folder: Path) -> None:
        """A whole copy of it. Raises StoreError."""
        ...


class Backups:
    """Copies of the folder `data` in the folder `into`, each under its time; the newest KEPT are kept."""

    busy, failures = False, 0

    def __init__(self, data: Path, into: Path | None, books: Sequence[Copied]) -> None:
        self._data, self._into, self._books = data, into or data / "backups", books

    def turn(self) -> None:
        """One more copy; where that fails, the log says why, and the next turn tries again."""
        try:
            log.info("backup %s", self.make())
        except (StoreError, OSError) as error:
            log.error("no backup: %s", error)

    def make(self) -> Path:
        """One more copy: its folder, whole and durable when it has its name. Raises StoreError, OSError."""
        part = self._into / UNDER_WAY
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        for book in self._books:
            book.copy_to(part)
        for name in FILES:
            if (self._data / name).exists():
                shutil.copy2(self._data / name, part / name)
        if (self._data / RELEASES).is_dir():
            shutil.copytree(self._data / RELEASES, part / RELEASES, symlinks=True)
        _sync(part)
        made = part.rename(self._into / datetime.now().strftime("%Y-%m-%d-%H%M%S-%f"))
        sync_folder(self._into)
        for old in copies(self._into)[:-KEPT]:
            shutil.rmtree(old)
        return made


@dataclass(frozen=True)
class Checked:
    """What a copy holds, and what is wrong with it, a line each."""

    sessions: int
    sales: int
    wrong: tuple[str, ...]


def copies(into: Path) -> list[Path]:
    """The whole copies in a folder, the oldest first."""
    return sorted(path for path in into.iterdir() if path.is_dir() and path.name != UNDER_WAY)


def check(copy: Path) -> Checked:
    """Reads a copy through: each file's structure, each session's chain, and the store's own word on it.

    Raises StoreError where it holds no store.
    """
    if not (copy / "store.db").is_file() or not (copy / "store.key").is_file():
        raise StoreError(f"{copy} holds no copy of a store.")
    wrong = [words for path in sorted(copy.glob("*.db")) for words in _damage(path)]
    if wrong:
        return Checked(0, 0, tuple(wrong))
    store = {keys.STORE: keys.load_or_make(copy / "store.key").verify_key}
    with closing(_reading(copy / "store.db")) as conn:
        rows = conn.execute("select sid, cart, head, body, receipt from sessions")
        found = [_wrong(row, store) for row in rows]
        sales = conn.execute("select count(*) from sales").fetchone()[0]
    return Checked(len(found), sales, tuple(filter(None, found)))


def _wrong(row: tuple[str, str, str, bytes, bytes], store: keys.Keys) -> str:
    sid, cart, head, body, receipt = row
    try:
        document, said = wire.unpack(body), wire.read_receipt(receipt, store)
    except (BadInput, TokenError) as error:
        return f"session {sid}: {error}"
    told = {(document.sid, document.cart, document.head), (said.sid, said.cart, said.head)}
    return "" if told == {(sid, cart, head)} else f"session {sid}: it is not the one that the store signed for"


def _damage(path: Path) -> Iterator[str]:
    try:
        with closing(_reading(path)) as conn:
            for (words,) in conn.execute("pragma integrity_check"):
                if words != "ok":
                    yield f"{path.name}: {words}"
    except sqlite3.Error as error:
        yield f"{path.name}: {error}"


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        elif not path.is_symlink():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
