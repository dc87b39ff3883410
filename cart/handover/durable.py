"""Small SQLite files that survive a pulled battery: one process, one connection, WAL, synchronous=FULL.

Plain sqlite3: a few fixed tables and explicit transactions need no more.
"""

import os
import sqlite3
import threading
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cart.disk import remedy
from cart.errors import StoreError

PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")

PRIVATE = 0o600
"""What people bought is nobody's business: the file, its log and its index are the owner's."""


@dataclass(eq=False)
class _Statements:
    """What waits to be written: `taken` by who writes; how many rows the first `changed`, once all are durable."""

    statements: Sequence[tuple[str, Sequence[Any]]]
    taken: bool = False
    changed: int | None = None


class Durable:
    """One file, used from any thread. Raises StoreError, with what to do, when the disk or the file fails.

    `steps` make its tables: each runs once, in order; the file itself remembers how many have run.
    """

    def __init__(self, path: Path, *steps: str) -> None:
        self.path = path
        self._lock, self._waiting = threading.RLock(), deque[_Statements]()
        self._conn = self._open()
        weakref.finalize(self, self._conn.close).atexit = False
        try:
            self._prepare(steps)
        except sqlite3.Error as error:
            self._conn.close()
            raise self._failed(error) from error

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, PRIVATE))
            self.path.chmod(PRIVATE)
            return sqlite3.connect(self.path, check_same_thread=False, isolation_level=None, timeout=1)
        except (sqlite3.Error, OSError) as error:
            raise self._failed(error) from error

    def _prepare(self, steps: Sequence[str]) -> None:
        self._conn.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            self._conn.execute(f"pragma {pragma}").fetchall()
        done = self._conn.execute("pragma user_version").fetchone()[0]
        if done > len(steps):
            self._conn.close()
            raise StoreError(f"{self.path} was written by a newer version of this program. Update this machine.")
        with self.writing() as conn:
            for statement in filter(str.strip, ";".join(steps[done:]).split(";")):
                conn.execute(statement)
            conn.execute(f"pragma user_version = {len(steps)}")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: durable when the block ends, nothing of it when it raises. One within another is a part of
        that one: it is undone alone, and durable with it.
        """
        with self._lock:
            if self._conn.in_transaction:
                with self._part():
                    yield self._conn
                return
            try:
                self._conn.execute("begin immediate")
                yield self._conn
                self._conn.execute("commit")
            except sqlite3.IntegrityError:
                self._undo()
                raise
            except sqlite3.Error as error:
                self._undo()
                raise self._failed(error) from error
            finally:
                self._undo()

    @contextmanager
    def _part(self) -> Iterator[None]:
        self._conn.execute("savepoint part")
        whole = False
        try:
            yield
            whole = True
        finally:
            if self._conn.in_transaction:  # a full disk undoes the whole
                if not whole:
                    self._conn.execute("rollback to part")
                self._conn.execute("release part")

    def _undo(self) -> None:
        if self._conn.in_transaction:
            self._conn.execute("rollback")

    def rows(self, sql: str, values: Any = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock:
            try:
                return self._conn.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise self._failed(error) from error

    def row(self, sql: str, values: Any = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(sql, values)), None)

    def write(self, sql: str, values: Any = ()) -> int:
        """One statement, durable when it returns; how many rows it changed."""
        with self.writing() as conn:
            return conn.execute(sql, values).rowcount

    def write_grouped(self, *statements: tuple[str, Sequence[Any]]) -> int:
        """So many statements, in one commit with all that ask for it while the disk is busy: the first of them writes
        for all. How many rows the first statement changed.
        """
        mine = _Statements(statements)
        self._waiting.append(mine)
        with self._lock:
            if not mine.taken:
                self._write_waiting()
        if mine.changed is None:
            raise StoreError(f"{self.path}: others were written with it, and that failed. Nothing was lost.")
        return mine.changed

    def _write_waiting(self) -> None:
        batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
        for one in batch:
            one.taken = True
        with self.writing() as conn:
            changed = [[conn.execute(*statement).rowcount for statement in one.statements] for one in batch]
        for one, rows in zip(batch, changed, strict=True):
            one.changed = rows[0]

    def checkpoint(self) -> None:
        """Folds the log into the file, so that nothing deleted stays in it."""
        self.rows("pragma wal_checkpoint(truncate)")

    def copy_to(self, path: Path) -> None:
        """A whole copy of the file as it is now, durable when this returns; who writes waits meanwhile."""
        with self._lock:
            try:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE))
                with closing(sqlite3.connect(path, isolation_level=None)) as other:
                    other.execute("pragma synchronous=FULL")
                    self._conn.backup(other)
            except (sqlite3.Error, OSError) as error:
                raise StoreError(f"{path} cannot be written ({error}). {remedy(error)}") from error

    def close(self) -> None:
        """Closes the file; a second call does nothing."""
        with self._lock:
            self._conn.close()

    def _failed(self, error: Exception) -> StoreError:
        return StoreError(f"{self.path} cannot be used ({error}). Nothing was lost. {remedy(error)}")
