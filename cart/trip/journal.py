"""The journal: append-only, gap-free and hash-chained, durable before anything is shown.

Settings and why: one process and one connection, WAL with synchronous=FULL (a power pull at any write loses no
acknowledged fact; WAL+NORMAL and SQLite's default do lose some), locking_mode=EXCLUSIVE, secure_delete=ON so that a
forgotten trip is overwritten. Each trip has a chain of its own: hash = SHA-256(previous hash + bytes), from 32 zeros.
"""

import hashlib
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from cart.disk import remedy
from cart.errors import JournalError
from cart.facts import Fact, decode, encode

START = bytes(32)
SCHEMA = (
    "begin immediate",
    "create table if not exists facts (trip integer, n integer, body blob, hash blob, primary key (trip, n))",
    "create table if not exists counter (value integer)",
    "insert into counter select coalesce(max(trip), 0) from facts where not exists (select 1 from counter)",
)
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "locking_mode=EXCLUSIVE", "secure_delete=ON")


def link(previous: bytes, body: bytes) -> bytes:
    """The next hash of the chain: SHA-256 of the previous hash and a fact's canonical bytes."""
    return hashlib.sha256(previous + body).digest()


class Journal:
    """One SQLite file of facts. Raises JournalError, with what to do, when the disk or the file fails."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _open(path)
            weakref.finalize(self, self._db.close).atexit = False
            self._heads: dict[int, tuple[int, bytes]] = {t: (n, head) for t, n, head in self._last()}
        except (sqlite3.Error, OSError) as error:
            raise _failed(path, error) from error

    def _last(self) -> list[tuple[int, int, bytes]]:
        """Each trip's last fact. A file that cannot tell is let go, so that nobody else finds it in use."""
        try:
            return self._db.execute(_LAST).fetchall()
        except sqlite3.Error:
            self.close()
            raise

    def append(self, facts: Sequence[Fact]) -> None:
        """Makes facts durable, in order, all or none: when it returns they survive a pulled battery."""
        with self._writing() as conn:
            rows, heads = [], dict(self._heads)
            for fact in facts:
                body = encode(fact)
                n, head = heads.get(fact.trip, (0, START))
                heads[fact.trip] = (n + 1, link(head, body))
                rows.append({"trip": fact.trip, "n": n + 1, "body": body, "hash": heads[fact.trip][1]})
            conn.executemany("insert into facts values (:trip, :n, :body, :hash)", rows)
            conn.commit()
            self._heads = heads

    def trips(self) -> list[int]:
        """The numbers of the trips that the journal holds, oldest first."""
        return sorted(self._heads)

    def next_trip(self) -> int:
        """Gives out a trip number, durably, and never again."""
        with self._writing() as conn:
            number = int(next(conn.execute("select value + 1 from counter"))[0])
            conn.execute("update counter set value = ?", [number])
        return number

    def head(self, trip: int) -> bytes:
        """The hash of the trip's last fact (32 zero bytes: it has none)."""
        return self._heads.get(trip, (0, START))[1]

    def bodies(self, trip: int) -> Iterator[bytes]:
        """The canonical bytes of a trip's facts. Raises JournalError at the first gap or broken link."""
        head = START
        for wanted, (n, body, hash_) in enumerate(self._rows(trip), start=1):
            head = link(head, body) if isinstance(body, bytes) else b""
            if n != wanted or hash_ != head:
                raise JournalError(f"{self.path}: fact {wanted} of trip {trip} is damaged; all before it is sound.")
            yield body

    def _rows(self, trip: int) -> list[tuple[int, Any, bytes]]:
        try:
            with self._lock:
                return self._db.execute("select n, body, hash from facts where trip = ? order by n", [trip]).fetchall()
        except sqlite3.Error as error:
            raise _failed(self.path, error) from error

    def facts(self, trip: int) -> Iterator[Fact]:
        """A trip's facts in order, as `bodies`."""
        return (decode(body) for body in self.bodies(trip))

    def forget(self, trip: int) -> None:
        """Overwrites a trip and checkpoints, so that nothing of it stays in the file or its log."""
        with self._writing() as conn:
            conn.execute("delete from facts where trip = ?", [trip])
            conn.commit()
            self._heads.pop(trip, None)
            conn.execute("pragma wal_checkpoint(truncate)").fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The file for one thread at a time: what the block writes is kept whole, or where it raises not at all."""
        try:
            with self._lock, self._db.conn as conn:
                yield conn
        except sqlite3.Error as error:
            raise _failed(self.path, error) from error

    def close(self) -> None:
        """Closes the file; a second call does nothing."""
        self._db.conn.close()


_LAST = "select trip, max(n), hash from facts group by trip"


def _open(path: Path) -> Database:
    """Opens the file and makes its tables in one commit, whole ones, even where an older start left half of them."""
    conn = sqlite3.connect(path, check_same_thread=False, timeout=1)
    try:
        for pragma in PRAGMAS:
            conn.execute(f"pragma {pragma}").fetchall()
        with conn:
            for statement in SCHEMA:
                conn.execute(statement)
    except sqlite3.Error:
        conn.close()
        raise
    return Database(conn)


def _failed(path: Path, error: Exception) -> JournalError:
    return JournalError(f"The trip's journal {path} cannot be used ({error}). {remedy(error)}")


def read_only(path: Path) -> Journal:
    """Opens an existing journal for reading; raises JournalError when there is none."""
    if not path.is_file():
        raise JournalError(f"There is no journal {path}. Name the file that the cart wrote (journal.db).")
    with closing(sqlite3.connect(path)):
        return Journal(path)
