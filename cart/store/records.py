"""The store's tables: devices, one-time codes, sessions and settlements. The only file that speaks SQL here."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from nacl.signing import VerifyKey

from cart.facts import LaneAnswer
from cart.handover.book import Said
from cart.handover.durable import Durable
from cart.identity import keys
from cart.identity.keylist import KeyList

SCHEMA = """
create table if not exists devices (
  id text primary key, role text not null, public_key text not null, enrolled integer not null, revoked integer);
create table if not exists codes (secret text primary key, role text not null, until integer not null);
create table if not exists versions (what text primary key, value integer not null);
create table if not exists catalogs (serial integer primary key autoincrement, digest text not null);
create table if not exists sessions (
  sid text primary key, cart text not null, head text not null, body blob not null, receipt blob not null,
  page text not null unique, lane text not null, due integer not null, currency text not null,
  received integer not null, claimed_by text not null default '', claimed_until integer not null default 0);
create table if not exists settlements (
  sid text primary key, head text not null, lane text not null, cart text not null, tender text not null,
  cents integer not null, currency text not null, receipt text not null unique, at integer not null);
create table if not exists answers (
  sid text not null, n integer not null, question text not null, said text not null, gross_g integer not null,
  who text not null, at integer not null, primary key (sid, n));
create table if not exists left_trips (
  sid text primary key, cart text not null, goods text not null, at integer not null, seen integer not null default 0);
create table if not exists judged (sid text primary key, head text not null, due integer not null,
  cash_due integer not null, unanswered text not null);
create table if not exists conflicts (
  sid text not null, lane text not null, receipt text not null, cents integer not null, at integer not null,
  primary key (sid, lane, receipt))
"""


@dataclass(frozen=True)
class Device:
    """An enrolled cart or lane."""

    id: str
    role: str
    public_key: str
    enrolled: int
    revoked: int | None

    @property
    def key(self) -> VerifyKey:
        """The public key."""
        return keys.from_text(self.public_key)


@dataclass(frozen=True)
class Session:
    """A stored session. `lane` is the one that its facts name; `receipt` the store's signed answer; `page` its link."""

    sid: str
    cart: str
    head: str
    body: bytes
    receipt: bytes
    page: str
    lane: str
    due: int
    currency: str
    received: int
    claimed_by: str = ""
    claimed_until: int = 0


@dataclass(frozen=True)
class Settlement:
    """A session paid at a lane. `answers` are all that people there said to the basket's checks, in order."""

    sid: str
    head: str
    lane: str
    cart: str
    tender: str
    cents: int
    currency: str
    receipt: str
    at: int
    answers: tuple[Said, ...] = ()


@dataclass(frozen=True)
class LeftTrip:
    """A trip that nobody went on with, and the goods (a line each) that lie in its cart."""

    sid: str
    cart: str
    goods: str
    at: int


@dataclass(frozen=True)
class Judged:
    """What a paid session at `head` must come to, cents, after the lane's answers; `unanswered`: checks' keys."""

    head: str
    due: int
    cash_due: int
    unanswered: str


class Records:
    """The store's one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA)

    # --- devices

    def device(self, id_: str) -> Device | None:
        """An enrolled device, or None."""
        row = self._file.row("select * from devices where id = ?", [id_])
        return Device(*row) if row else None

    def devices(self) -> list[Device]:
        """All devices, in order of their enrolment."""
        return [Device(*row) for row in self._file.rows("select * from devices order by rowid")]

    def keep_code(self, secret: str, role: str, until: int) -> None:
        """Remembers a one-time code."""
        self._file.write("insert into codes values (?,?,?)", [secret, role, until])

    def codes(self, role: str, now: int) -> list[str]:
        """The secrets that may still be used for this role."""
        rows = self._file.rows("select secret from codes where role = ? and until >= ?", [role, now])
        return [row["secret"] for row in rows]

    def enrol(self, device: Device, secret: str) -> bool:
        """Uses up the code and keeps the device, in one step. False: another one was quicker with this code."""
        with self._file.writing() as conn:
            if not conn.execute("delete from codes where secret = ?", [secret]).rowcount:
                return False
            values = (device.id, device.role, device.public_key, device.enrolled)
            conn.execute("insert or replace into devices values (?,?,?,?,null)", values)
            _renew_keys(conn)
        return True

    def revoke(self, id_: str, now: int) -> None:
        """From now on nobody believes this device."""
        with self._file.writing() as conn:
            conn.execute("update devices set revoked = ? where id = ? and revoked is null", [now, id_])
            _renew_keys(conn)

    def key_list(self) -> KeyList:
        """The keys of all devices that are believed."""
        row = self._file.row("select value from versions where what = 'keys'")
        believed = {device.id: device.public_key for device in self.devices() if device.revoked is None}
        return KeyList(row["value"] if row else 0, believed)

    # --- the catalog

    def catalog_serial(self, digest: str) -> int:
        """The number of the catalog of this content: a new one whenever the newest was another."""
        with self._file.writing() as conn:
            newest = conn.execute("select serial, digest from catalogs order by serial desc limit 1").fetchone()
            if newest is not None and newest["digest"] == digest:
                return int(newest["serial"])
            return int(conn.execute("insert into catalogs (digest) values (?)", [digest]).lastrowid or 0)

    # --- sessions

    def session(self, sid: str) -> Session | None:
        """A session, or None."""
        row = self._file.row("select * from sessions where sid = ?", [sid])
        return Session(*row) if row else None

    def by_page(self, page: str) -> Session | None:
        """The session of a receipt link, or None."""
        row = self._file.row("select * from sessions where page = ?", [page])
        return Session(*row) if row else None

    def sessions(self, most: int = 200) -> list[Session]:
        """The newest sessions."""
        rows = self._file.rows("select * from sessions order by received desc, rowid desc limit ?", [most])
        return [Session(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many sessions each cart has brought."""
        return {row[0]: row[1] for row in self._file.rows("select cart, count(*) from sessions group by cart")}

    def forget_before(self, moment: int) -> int:
        """Overwrites the sessions received before `moment`; how many. What was paid stays, without what was bought."""
        self._file.write("delete from answers where at < ?", [moment])
        self._file.write("delete from left_trips where at < ?", [moment])
        return self._file.write("delete from sessions where received < ?", [moment])

    def insert(self, session: Session) -> bool:
        """Keeps a new session. False: there is one with this sid already."""
        values = [getattr(session, name) for name in SESSION_COLUMNS]
        try:
            self._file.write(f"insert into sessions values ({','.join('?' * len(values))})", values)
        except sqlite3.IntegrityError:
            return False
        return True

    def extend(self, session: Session, from_head: str, now: int) -> bool:
        """Replaces a session's body, as long as it is at `from_head`, nobody claims it and it is not paid.

        Paid at the new head is no hindrance: a lane without the store sold it, and the cart was away too.
        """
        sql = """update sessions set head = ?, body = ?, receipt = ?, lane = ?, due = ?, received = ?
                 where sid = ? and head = ? and claimed_until < ?
                 and not exists (select 1 from settlements s where s.sid = sessions.sid and s.head <> ?)"""
        new = (session.head, session.body, session.receipt, session.lane, session.due, session.received)
        return bool(self._file.write(sql, [*new, session.sid, from_head, now, session.head]))

    def claim(self, session: Session, lane: str, now: int, until: int) -> bool:
        """Gives the session, at this head, to one lane. False: another lane has it, or it has changed."""
        sql = """update sessions set claimed_by = ?, claimed_until = ?
                 where sid = ? and head = ? and (claimed_by = ? or claimed_until < ?)"""
        return bool(self._file.write(sql, [lane, until, session.sid, session.head, lane, now]))

    # --- settlements

    def settlement(self, sid: str) -> Settlement | None:
        """How a session was paid, or None."""
        row = self._file.row("select * from settlements where sid = ?", [sid])
        return _settlement(row, self._answers("where sid = ?", sid)) if row else None

    def settlements(self) -> list[Settlement]:
        """All settlements, newest first."""
        rows, answers = self._file.rows("select * from settlements order by at desc, rowid desc"), self._answers()
        return [_settlement(row, answers) for row in rows]

    def ahead(self, since: int) -> list[Settlement]:
        """What a lane sold from `since` on and whose session no cart has brought yet, newest first."""
        sql = "select * from settlements where at >= ? and sid not in (select sid from sessions) order by at desc"
        return [Settlement(*row) for row in self._file.rows(sql, [since])]

    def _answers(self, where: str = "", *values: str) -> dict[str, tuple[Said, ...]]:
        found: dict[str, tuple[Said, ...]] = {}
        for r in self._file.rows(f"select * from answers {where} order by sid, n", values):
            said = Said(LaneAnswer(r["question"], r["said"], r["gross_g"]), r["who"], r["at"])
            found[r["sid"]] = (*found.get(r["sid"], ()), said)
        return found

    def settle(self, new: Settlement) -> bool:
        """Keeps a settlement. False: there is one already (a different one is kept as a conflict, for staff)."""
        values = (new.sid, new.head, new.lane, new.cart, new.tender, new.cents, new.currency, new.receipt, new.at)
        try:
            with self._file.writing() as conn:
                conn.execute("insert into settlements values (?,?,?,?,?,?,?,?,?)", values)
                conn.executemany("insert into answers values (?,?,?,?,?,?,?)", _answer_rows(new))
        except sqlite3.IntegrityError:
            if self.settlement(new.sid) != new:
                conflict = (new.sid, new.lane, new.receipt, new.cents, new.at)
                self._file.write("insert or ignore into conflicts values (?,?,?,?,?)", conflict)
            return False
        return True

    def judge(self, sid: str, judged: Judged) -> None:
        """Keeps what a paid session comes to by its own facts and the lane's answers."""
        values = (sid, judged.head, judged.due, judged.cash_due, judged.unanswered)
        self._file.write("insert or replace into judged values (?,?,?,?,?)", values)

    def judged(self) -> dict[str, Judged]:
        """All of them, by sid."""
        rows = self._file.rows("select * from judged")
        return {row["sid"]: Judged(row["head"], row["due"], row["cash_due"], row["unanswered"]) for row in rows}

    def leave(self, trip: LeftTrip) -> None:
        """Keeps a trip that was left, once."""
        values = (trip.sid, trip.cart, trip.goods, trip.at)
        self._file.write("insert or ignore into left_trips (sid, cart, goods, at) values (?,?,?,?)", values)

    def left(self, *, seen: bool = False) -> list[LeftTrip]:
        """The trips that were left and whose goods nobody has put back yet (`seen`: somebody has), newest first."""
        rows = self._file.rows("select sid, cart, goods, at from left_trips where seen = ? order by at desc", [seen])
        return [LeftTrip(*row) for row in rows]

    def put_back(self, sid: str) -> None:
        """A person put the goods back."""
        self._file.write("update left_trips set seen = 1 where sid = ?", [sid])

    def conflicts(self) -> list[sqlite3.Row]:
        """Sessions that two lanes say they sold."""
        return self._file.rows("select * from conflicts order by at")

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


SESSION_COLUMNS = tuple(Session.__dataclass_fields__)


def _settlement(row: sqlite3.Row, answers: Mapping[str, tuple[Said, ...]]) -> Settlement:
    return replace(Settlement(*row), answers=answers.get(row["sid"], ()))


def _answer_rows(paid: Settlement) -> list[tuple[object, ...]]:
    return [
        (paid.sid, n, one.answer.check, one.answer.said, one.answer.gross_g, one.who, one.at)
        for n, one in enumerate(paid.answers)
    ]


def _renew_keys(conn: sqlite3.Connection) -> None:
    conn.execute("insert into versions values ('keys', 1) on conflict (what) do update set value = value + 1")
