"""The lane's book, durable: what this lane has sold, so that the same session is never settled twice, even offline; and
what people here said to each check, as they said it.
"""

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path

from cart.errors import TokenError
from cart.facts import LaneAnswer
from cart.handover.durable import Durable

SCHEMA = """
create table if not exists sales (
  number integer primary key autoincrement, sid text not null unique, head text not null, cart text not null,
  tender text not null, cents integer not null, currency text not null, at integer not null,
  delivered integer not null default 0, answer text not null default '');
create table if not exists answers (
  number integer primary key autoincrement, sid text not null, head text not null, question text not null,
  said text not null, gross_g integer not null, who text not null, at integer not null)
"""
MARK = """
create table mark (mark text not null);
insert into mark select case when exists (select 1 from sales) then '' else hex(randomblob(2)) end
"""
PAID = "This trip is already paid at this lane. Take no money; show the paid code again."
COLUMNS = "number, sid, head, cart, tender, cents, currency, at"


@dataclass(frozen=True)
class Said:
    """One answer as it was given: by `who` ("": not told), at seconds since 1970. A later one may correct it."""

    answer: LaneAnswer
    who: str
    at: int


@dataclass(frozen=True)
class Sold:
    """One settled session. `number` counts this lane's sales; `head` (hex) is the basket paid for; `at`: epoch s.

    `answers` are all that were given to this basket's checks, in order.
    """

    number: int
    sid: str
    head: str
    cart: str
    tender: str
    cents: int
    currency: str
    at: int
    answers: tuple[Said, ...] = ()


class Book:
    """The file. Raises StoreError when it cannot be used (a second lane program, a full disk)."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA, MARK)

    @property
    def mark(self) -> str:
        """What tells this book's receipt numbers from those of an earlier book of the lane: a replaced computer counts
        from 1 again. "" for a book that was begun before books had one.
        """
        row = self._file.row("select mark from mark")
        return str(row["mark"]) if row else ""

    def settle(self, sale: Sold) -> Sold:
        """Enters a sale and gives it its number. Raises TokenError where the session is already settled."""
        values = (sale.sid, sale.head, sale.cart, sale.tender, sale.cents, sale.currency, sale.at)
        try:
            self._file.write(
                "insert into sales (sid, head, cart, tender, cents, currency, at) values (?,?,?,?,?,?,?)", values
            )
        except sqlite3.IntegrityError as error:
            raise TokenError(PAID) from error
        return self.find(sale.sid) or sale

    def find(self, sid: str) -> Sold | None:
        """The sale of a session, or None."""
        row = self._file.row(f"select {COLUMNS} from sales where sid = ?", [sid])
        return self._with_answers(Sold(*row)) if row else None

    def waiting(self) -> list[Sold]:
        """The sales that the store does not have yet, oldest first."""
        rows = self._file.rows(f"select {COLUMNS} from sales where not delivered order by number")
        return [self._with_answers(Sold(*row)) for row in rows]

    def delivered(self, sid: str, answer: str = "") -> None:
        """The store has it. `answer` is what it said when it found something wrong."""
        self._file.write("update sales set delivered = 1, answer = ? where sid = ?", [answer, sid])

    def note(self, sid: str, head: str, said: Said) -> None:
        """Enters an answer to a check of the session at this head; durable when it returns."""
        answer = said.answer
        values = (sid, head, answer.check, answer.said, answer.gross_g, said.who, said.at)
        self._file.write(
            "insert into answers (sid, head, question, said, gross_g, who, at) values (?,?,?,?,?,?,?)", values
        )

    def answers(self, sid: str, head: str) -> tuple[Said, ...]:
        """All answers to the checks of the session at this head, in the order in which they were given."""
        rows = self._file.rows("select * from answers where sid = ? and head = ? order by number", [sid, head])
        return tuple(
            Said(LaneAnswer(r["question"], r["said"], r["gross_g"]), r["who"], r["at"]) for r in rows
        )  # fmt: skip

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _with_answers(self, sold: Sold) -> Sold:
        return replace(sold, answers=self.answers(sold.sid, sold.head))
