"""What waits for the store, in a durable file of its own: sessions to deliver, and trips whose payment is awaited.

A body leaves this file only on a receipt that the store signed; then it is overwritten (secure_delete).
"""

from dataclasses import dataclass
from pathlib import Path

from cart.handover.durable import Durable
from cart.sync.wire import SessionDocument, pack

SCHEMA = """
create table if not exists outbox (
  sid text primary key, trip integer not null, head text not null, body blob, awaited integer not null default 1,
  refused text not null default '')
"""


@dataclass(frozen=True)
class Entry:
    """One session. `body` is None once the store has it; `awaited`: the store is asked whether it is paid."""

    sid: str
    trip: int
    head: str
    body: bytes | None
    awaited: bool
    refused: str


class Outbox:
    """The file, used from any thread. Raises StoreError when the disk fails."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA)

    def put(self, session: SessionDocument, trip: int) -> None:
        """Keeps a session until the store has it; durable when this returns. The newest put of a sid counts."""
        values = (session.sid, trip, session.head, pack(session))
        if (entry := self.entry(session.sid)) is None or entry.head != session.head:
            self._file.write("insert or replace into outbox (sid, trip, head, body) values (?,?,?,?)", values)

    def entry(self, sid: str) -> Entry | None:
        """What is known of a session, or None."""
        return next(iter(self._entries("sid = ?", sid)), None)

    def waiting(self) -> list[Entry]:
        """The sessions to deliver, oldest first; those that the store refused wait for `retry`."""
        return self._entries("body is not null and refused = ''")

    def waiting_sids(self) -> list[str]:
        """The same sessions' ids, without their bodies: a month without the store is a hundred megabytes of those."""
        rows = self._file.rows("select sid from outbox where body is not null and refused = '' order by rowid")
        return [row["sid"] for row in rows]

    @property
    def busy(self) -> bool:
        """Whether anything waits for the store."""
        return self._file.row("select 1 from outbox where refused = '' and (body is not null or awaited)") is not None

    def refused(self) -> list[Entry]:
        """The sessions that the store refused, with its words: for staff."""
        return self._entries("refused <> ''")

    def awaited(self) -> list[Entry]:
        """The sessions delivered and not yet known to be paid."""
        return self._entries("body is null and awaited")

    def delivered(self, sid: str, head: str) -> None:
        """The store signed for this session at this head: its body is overwritten."""
        self._file.write("update outbox set body = null where sid = ? and head = ?", [sid, head])
        self._sweep()

    def refuse(self, sid: str, words: str) -> None:
        """The store will not take it as it is. It is kept."""
        self._file.write("update outbox set refused = ? where sid = ?", [words or "refused", sid])

    def retry(self) -> None:
        """Tries the refused sessions again (a newer store may take them)."""
        self._file.write("update outbox set refused = ''")

    def forget(self, sid: str) -> None:
        """The trip is paid or over: nothing more is asked about it. A body not yet delivered stays until it is."""
        self._file.write("update outbox set awaited = 0 where sid = ?", [sid])
        self._sweep()

    def forget_all_but(self, trip: int) -> None:
        """As `forget`, for every trip but the one that runs (0: none does)."""
        self._file.write("update outbox set awaited = 0 where trip <> ?", [trip])
        self._sweep()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _sweep(self) -> None:
        self._file.write("delete from outbox where body is null and not awaited")
        self._file.checkpoint()

    def _entries(self, where: str, *values: str) -> list[Entry]:
        rows = self._file.rows(f"select * from outbox where {where} order by rowid", values)
        return [Entry(r["sid"], r["trip"], r["head"], r["body"], bool(r["awaited"]), r["refused"]) for r in rows]
