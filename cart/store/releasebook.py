"""What the store has published, release by release, in its file: each record with the releases that it stood in.

A record that did not change stands once: 50,000 products with ten new prices a day cost ten rows a day.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from cart.handover.durable import Durable


@dataclass(frozen=True)
class OddTrip:
    """A trip that has other prices or records than the store published. `said`: what it comes to as the cart has it,
    `due`: by the store's own releases; cents. `words`: one line each.
    """

    sid: str
    cart: str
    head: str
    words: str
    said: int
    due: int
    currency: str
    at: int


@dataclass(frozen=True)
class Published:
    """A release: its number, its name to carts, when (s since 1970); who published it at the desk, and which part of it
    (cart.store.desk.drafts), "" where it came from the folder that the store was started with.
    """

    serial: int
    name: str
    at: int
    who: str = ""
    part: str = ""


class ReleaseBook:
    """The releases in the store's file, and the trips that they do not bear out."""

    def __init__(self, file: Durable) -> None:
        self._file = file

    @property
    def newest(self) -> int:
        """The newest release's number, 0 where nothing was published."""
        row = self._file.row("select max(serial) as serial from releases")
        return int(row["serial"] or 0) if row else 0

    @property
    def newest_name(self) -> str:
        """Its name, "" where nothing was published."""
        return next(iter(self.names(1).values()), "")

    def publish(self, one: Published, records: Mapping[str, str]) -> None:
        """A new release: all its `records` by what they are of."""
        serial = one.serial
        with self._file.writing() as conn:
            rows = conn.execute("select what, record from published where until is null")
            standing = {row["what"]: row["record"] for row in rows}
            gone = [what for what, record in standing.items() if records.get(what) != record]
            new = [(what, serial, record) for what, record in records.items() if standing.get(what) != record]
            ended = [(serial, what) for what in gone]
            conn.executemany("update published set until = ? where what = ? and until is null", ended)
            conn.executemany("insert into published (what, since, record) values (?,?,?)", new)
            values = (serial, one.name, one.at, one.who, one.part)
            conn.execute("insert into releases (serial, name, at, who, part) values (?,?,?,?,?)", values)

    def history(self, most: int) -> list[Published]:
        """The newest releases first."""
        rows = self._file.rows("select serial, name, at, who, part from releases order by serial desc limit ?", [most])
        return [Published(*row) for row in rows]

    def serial(self, name: str) -> int | None:
        """The number of the release of this name, or None: the store has published none such."""
        row = self._file.row("select serial from releases where name = ?", [name])
        return row["serial"] if row else None

    def records(self, what: str, since: int = 0) -> list[str]:
        """All records of one thing that stood in the release `since`, or in a later one; the newest first."""
        sql = "select record from published where what = ? and (until is null or until > ?) order by since desc"
        return [row["record"] for row in self._file.rows(sql, [what, since])]

    def names(self, most: int) -> dict[int, str]:
        """The newest releases' names by number."""
        rows = self._file.rows("select serial, name from releases order by serial desc limit ?", [most])
        return {row["serial"]: row["name"] for row in rows}

    # --- trips that the releases do not bear out

    def note(self, trip: OddTrip) -> None:
        """Keeps such a trip, as it is now, for staff."""
        values = (trip.sid, trip.cart, trip.head, trip.words, trip.said, trip.due, trip.currency, trip.at)
        columns = ", ".join(OddTrip.__dataclass_fields__)
        self._file.write(f"insert or replace into odd_trips ({columns}) values (?,?,?,?,?,?,?,?)", values)

    def clear(self, sid: str, cart: str) -> None:
        """The trip is as the store published it by now."""
        self._file.write("delete from odd_trips where sid = ? and cart = ?", [sid, cart])

    def odd(self, sid: str, cart: str) -> OddTrip | None:
        """What is odd about this trip, or None."""
        row = self._file.row("select * from odd_trips where sid = ? and cart = ?", [sid, cart])
        return _odd(row) if row else None

    def unseen(self) -> list[OddTrip]:
        """The odd trips at which no person has looked, the newest first."""
        return [_odd(row) for row in self._file.rows("select * from odd_trips where not seen order by at desc")]

    def seen(self, cart: str) -> None:
        """A person looked at a cart's odd trips."""
        self._file.write("update odd_trips set seen = 1 where cart = ?", [cart])


def _odd(row: sqlite3.Row) -> OddTrip:
    return OddTrip(*(row[name] for name in OddTrip.__dataclass_fields__))
