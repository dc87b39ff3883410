"""The store's tables: devices, one-time codes, sessions, and (cart.store.salebook) sales."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nacl.signing import VerifyKey

from cart.handover.durable import Durable
from cart.identity import keys
from cart.identity.keylist import KeyList
from cart.store.badges import BadgeBook
from cart.store.daybook import DayBook
from cart.store.releasebook import ReleaseBook
from cart.store.salebook import SaleBook
from cart.store.schema import NEWEST, STEPS
from cart.store.waitbook import WaitBook


@dataclass(frozen=True)
class Device:
    """An enrolled cart or lane. `suspect`: what a trip of it had that the store's releases do not, in words."""

    id: str
    role: str
    public_key: str
    enrolled: int
    revoked: int | None
    suspect: str = ""

    @property
    def key(self) -> VerifyKey:
        """The public key."""
        return keys.from_text(self.public_key)


@dataclass(frozen=True)
class Session:
    """A stored session. `receipt` is the store's signed answer; `page` its link; `lane` the one that its facts name.

    While it is `waiting`, nobody knows yet what it comes to (lane, due, currency), or whether (`trouble`, in words).
    """

    sid: str
    cart: str
    head: str
    body: bytes
    receipt: bytes
    page: str
    lane: str = ""
    due: int = 0
    currency: str = ""
    received: int = 0
    claimed_by: str = ""
    claimed_until: int = 0
    waiting: int = 1
    trouble: str = ""


@dataclass(frozen=True)
class LeftTrip:
    """A trip that nobody went on with, and the goods (a line each) that lie in its cart."""

    sid: str
    cart: str
    goods: str
    at: int


class Records:
    """The store's one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, *STEPS)
        self.sales = SaleBook(self._file)
        self.releases = ReleaseBook(self._file)
        self.badges = BadgeBook(self._file)
        self.day = DayBook(self._file)
        self.waits = WaitBook(self._file)
        self._known = self._devices()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written in this block is durable when it ends, all of it or nothing."""
        with self._file.writing():
            yield

    # --- devices

    def device(self, id_: str) -> Device | None:
        """An enrolled device, or None: from memory, for each request asks."""
        return self._known.get(id_)

    def devices(self) -> list[Device]:
        """All devices, in order of their enrolment."""
        return list(self._known.values())

    def _devices(self) -> dict[str, Device]:
        rows = self._file.rows("select * from devices order by rowid")
        return {row["id"]: Device(*row) for row in rows}

    def keep_code(self, secret: str, role: str, until: int, uses: int = 1) -> None:
        """Remembers a code that so many devices may use."""
        self._file.write("insert into codes (secret, role, until, uses) values (?,?,?,?)", [secret, role, until, uses])

    def codes(self, role: str, now: int) -> list[str]:
        """The secrets that may still be used for this role."""
        rows = self._file.rows("select secret from codes where role = ? and until >= ?", [role, now])
        return [row["secret"] for row in rows]

    def enrol(self, device: Device, secret: str) -> bool:
        """Uses the code once and keeps the device, in one step. False: others were quicker with this code."""
        with self._file.writing() as conn:
            if not conn.execute("update codes set uses = uses - 1 where secret = ?", [secret]).rowcount:
                return False
            conn.execute("delete from codes where uses < 1")
            values = (device.id, device.role, device.public_key, device.enrolled)
            conn.execute("insert or replace into devices values (?,?,?,?,null,'')", values)
            _renew_keys(conn)
        self._known = self._devices()
        return True

    def revoke(self, id_: str, now: int) -> None:
        """From now on nobody believes this device."""
        with self._file.writing() as conn:
            conn.execute("update devices set revoked = ? where id = ? and revoked is null", [now, id_])
            _renew_keys(conn)
        self._known = self._devices()

    def suspect(self, id_: str, words: str) -> None:
        """A person is to look at this device ("": one has)."""
        self._file.write("update devices set suspect = ? where id = ?", [words, id_])
        self._known = self._devices()

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

    def session(self, sid: str, cart: str = "") -> Session | None:
        """A cart's session; with no cart named, the paid one of this sid, else the first that came."""
        row = self._file.row(f"{FIRST} s.sid = ? and (? = '' or s.cart = ?) {PAID_FIRST}", [sid, cart, cart])
        return Session(*row) if row else None

    def at_head(self, sid: str, head: str, cart: str = "") -> Session | None:
        """The session of this sid (of this cart) whose facts end at `head`, or None."""
        sql = "select * from sessions where sid = ? and head = ? and (? = '' or cart = ?) order by rowid"
        row = self._file.row(sql, [sid, head, cart, cart])
        return Session(*row) if row else None

    def by_page(self, page: str) -> Session | None:
        """The session of a receipt link, or None: the paid one, should there be two."""
        row = self._file.row(f"{FIRST} s.page = ? {PAID_FIRST}", [page])
        return Session(*row) if row else None

    def sessions(self, most: int = 200) -> list[Session]:
        """The newest sessions, without their bodies."""
        rows = self._file.rows(f"select {SHOWN} from sessions order by received desc, rowid desc limit ?", [most])
        return [Session(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many sessions of each cart are kept."""
        return {row["cart"]: row["sessions"] for row in self._file.rows("select * from tallies")}

    def forget_before(self, moment: int) -> int:
        """Overwrites the sessions received before `moment`; how many. What was sold stays, without what was bought."""
        with self._file.writing() as conn:
            conn.execute("delete from answers where at < ?", [moment])
            conn.execute(f"delete from acts where (sid, cart) in ({OLD})", [moment])
            conn.execute("delete from left_trips where at < ?", [moment])
            gone = conn.execute("delete from sessions where received < ?", [moment]).rowcount
            conn.execute("delete from tallies")
            conn.execute("insert into tallies select cart, count(*) from sessions group by cart")
        return gone

    def insert(self, session: Session) -> bool:
        """Keeps a new session, with others that come at the same time. False: this cart has brought this sid before."""
        values = [getattr(session, name) for name in SESSION_COLUMNS]
        return bool(self._file.write_grouped((NEW_SESSION, values), (COUNT_IT, [session.cart])))

    def extend(self, session: Session, from_head: str, now: int) -> bool:
        """Replaces a session's body, as long as it is at `from_head`, nobody claims it and it is not paid."""
        sql = """update sessions set head = ?, body = ?, receipt = ?, received = ?, waiting = 1, trouble = ''
                 where sid = ? and cart = ? and head = ? and claimed_until < ? and not exists
                 (select 1 from sales s where s.sid = sessions.sid and s.cart = sessions.cart and s.paid)"""
        new = (session.head, session.body, session.receipt, session.received)
        return bool(self._file.write(sql, [*new, session.sid, session.cart, from_head, now]))

    def claim(self, session: Session, lane: str, now: int, until: int) -> bool:
        """Gives the session, at this head, to one lane. False: another lane has it, or it has changed."""
        sql = """update sessions set claimed_by = ?, claimed_until = ?
                 where sid = ? and cart = ? and head = ? and (claimed_by = ? or claimed_until < ?)"""
        return bool(self._file.write(sql, [lane, until, session.sid, session.cart, session.head, lane, now]))

    def leave(self, trip: LeftTrip) -> None:
        """Keeps a cart's trip that was left, once."""
        values = (trip.sid, trip.cart, trip.goods, trip.at)
        self._file.write("insert or ignore into left_trips (sid, cart, goods, at) values (?,?,?,?)", values)

    def left(self) -> list[LeftTrip]:
        """The trips that were left and whose goods nobody has put back yet, newest first."""
        rows = self._file.rows("select sid, cart, goods, at from left_trips where not seen order by at desc")
        return [LeftTrip(*row) for row in rows]

    def left_of_newest(self, most: int) -> set[tuple[str, str]]:
        """Which of the newest sessions were left (sid, cart)."""
        rows = self._file.rows(f"select sid, cart from left_trips where (sid, cart) in ({NEWEST})", [most])
        return {(row["sid"], row["cart"]) for row in rows}

    def put_back(self, sid: str) -> None:
        """A person put the goods back."""
        self._file.write("update left_trips set seen = 1 where sid = ?", [sid])

    def copy_to(self, folder: Path) -> None:
        """A whole copy of the file, under its name. Raises StoreError."""
        self._file.copy_to(folder / self._file.path.name)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


FIRST = """select s.* from sessions s left join sales p on p.sid = s.sid and p.cart = s.cart and p.paid where"""
OLD = "select sid, cart from sessions where received < ?"
PAID_FIRST = "order by p.paid is null, s.rowid limit 1"
SESSION_COLUMNS = tuple(Session.__dataclass_fields__)
SHOWN = ", ".join("x'' as body" if name == "body" else name for name in SESSION_COLUMNS)
COUNT_IT = """insert into tallies select ?, 1 where changes() > 0
on conflict (cart) do update set sessions = sessions + 1"""
NEW_SESSION = f"insert into sessions values ({','.join('?' * len(SESSION_COLUMNS))}) on conflict do nothing"


def _renew_keys(conn: sqlite3.Connection) -> None:
    conn.execute("insert into versions values ('keys', 1) on conflict (what) do update set value = value + 1")
