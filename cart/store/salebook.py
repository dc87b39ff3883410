"""What lanes say that they sold, in the store's file. It is a lane's word, and `paid` where the trip bears it out.

A lane's word stands under its key, not its name: a replaced computer counts its receipts anew.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cart.facts import LaneAnswer
from cart.handover.book import Said
from cart.handover.durable import Durable
from cart.store.schema import NEWEST


@dataclass(frozen=True)
class Verdict:
    """What a trip says to a sale. `due`: what it comes to in this tender, cents, after the lane's answers.

    `unanswered`: checks' keys. `lacking`: what the trip does not bear out (cart.store.evidence), "" where it agrees.
    """

    due: int
    unanswered: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Settlement:
    """A session paid at a lane, so the lane says. `key`: the lane's public key; `answers` are all that people there
    said to the basket's checks, in order. `paid` and `verdict` are the store's own; no `verdict`: no trip came yet.
    """

    sid: str
    head: str
    lane: str
    cart: str
    tender: str
    cents: int
    currency: str
    receipt: str
    at: int
    key: str = ""
    answers: tuple[Said, ...] = ()
    paid: bool = field(default=False, compare=False)
    verdict: Verdict | None = field(default=None, compare=False)


COLUMNS = ("sid", "head", "lane", "cart", "tender", "cents", "currency", "receipt", "at", "key")
NEW = f"insert into sales ({', '.join(COLUMNS)}) values ({', '.join('?' * len(COLUMNS))})"


class SaleBook:
    """The sales in the store's file."""

    def __init__(self, file: Durable) -> None:
        self._file = file

    def keep(self, new: Settlement) -> bool:
        """Keeps a lane's word. False: the lane has said something of this trip, or under this number, before; where
        that was something else, the new word is kept as a conflict.
        """
        try:
            with self._file.writing() as conn:
                conn.execute(NEW, [getattr(new, name) for name in COLUMNS])
                conn.executemany("insert into answers values (?,?,?,?,?,?,?,?,?)", _answer_rows(new))
        except sqlite3.IntegrityError:
            if self.said(new) != new:
                conflict = (new.sid, new.lane, new.receipt, new.cents, new.at)
                self._file.write("insert or ignore into conflicts values (?,?,?,?,?)", conflict)
            return False
        return True

    def said(self, like: Settlement) -> Settlement | None:
        """What this lane has said of this trip, or None."""
        found = self._sales("where sid = ? and cart = ? and key = ?", like.sid, like.cart, like.key)
        return next(iter(found), None)

    def judge(self, sale: Settlement, verdict: Verdict) -> bool:
        """Keeps the store's verdict; a sale that lacks nothing is the paid one. False: another one is already."""
        values = (not verdict.lacking, verdict.due, verdict.unanswered, verdict.lacking, sale.sid, sale.cart, sale.key)
        sql = "update sales set paid = ?, due = ?, unanswered = ?, lacking = ? where sid = ? and cart = ? and key = ?"
        try:
            with self._file.writing() as conn:
                before = conn.execute(
                    "select * from sales where sid = ? and cart = ? and key = ?", values[4:]
                ).fetchone()
                conn.execute(sql, values)
                if change := values[0] - (before["paid"] if before else values[0]):
                    day = (before["at"] // DAY_S, before["currency"], change, change * before["cents"])
                    conn.execute(ADD, day)
        except sqlite3.IntegrityError:
            return False
        return True

    def paid(self, sid: str, cart: str) -> Settlement | None:
        """How a cart's session was paid, or None."""
        return next(iter(self._sales("where sid = ? and cart = ? and paid", sid, cart)), None)

    def of(self, sid: str, cart: str) -> list[Settlement]:
        """All that lanes say of a cart's session."""
        return self._sales("where sid = ? and cart = ?", sid, cart)

    def all(self, *, paid: bool) -> list[Settlement]:
        """All sales that are paid; or all lanes' words that no trip has borne out. The newest first."""
        return self._sales("where paid = ?", paid)

    def of_newest(self, most: int) -> list[Settlement]:
        """All that lanes say of the newest sessions."""
        return self._sales(f"where (sid, cart) in ({NEWEST})", most)

    def ahead(self, since: int, most: int) -> list[Settlement]:
        """The newest that lanes have sold since then and of which no cart has brought a session."""
        came = "exists (select 1 from sessions s where s.sid = sales.sid and s.cart = sales.cart)"
        return self._sales(f"where not paid and at >= ? and not {came}", since, most=most)

    def taken(self) -> dict[str, tuple[int, int]]:
        """How many sales are paid, and for how much in all (cents), by currency: a row a day, not a row a sale."""
        return self._sums("select currency, sum(sales) as n, sum(cents) as cents from sums group by currency")

    def told(self) -> dict[str, tuple[int, int]]:
        """The same of lanes' words that no trip has borne out."""
        return self._sums(
            "select currency, count(*) as n, sum(cents) as cents from sales where not paid group by currency"
        )

    def _sums(self, sql: str) -> dict[str, tuple[int, int]]:
        return {row["currency"]: (row["n"], row["cents"]) for row in self._file.rows(sql) if row["n"]}

    def conflicts(self, most: int = 200) -> list[sqlite3.Row]:
        """The newest that a lane has said twice, and not the same."""
        return self._file.rows("select * from conflicts order by at desc limit ?", [most])

    def _sales(self, where: str, *values: object, most: int = -1) -> list[Settlement]:
        sql = f"select *, (select count(*) from answers a where {SAME}) as said from sales {where}"
        rows = self._file.rows(f"{sql} order by at desc, rowid desc limit ?", [*values, most])
        return [_settlement(row, self._answers(row) if row["said"] else ()) for row in rows]

    def _answers(self, row: sqlite3.Row) -> tuple[Said, ...]:
        sql = "select * from answers where sid = ? and cart = ? and key = ? order by n"
        rows = self._file.rows(sql, [row["sid"], row["cart"], row["key"]])
        return tuple(Said(LaneAnswer(r["question"], r["said"], r["gross_g"]), r["who"], r["at"]) for r in rows)


DAY_S = 86_400
ADD = """insert into sums values (?,?,?,?) on conflict (day, currency) do update set
sales = sales + excluded.sales, cents = cents + excluded.cents"""
SAME = "a.sid = sales.sid and a.cart = sales.cart and a.key = sales.key"


def _settlement(row: sqlite3.Row, answers: tuple[Said, ...]) -> Settlement:
    verdict = None if row["due"] is None else Verdict(row["due"], row["unanswered"], row["lacking"])
    plain = Settlement(*(row[name] for name in COLUMNS))
    return replace(plain, answers=answers, paid=bool(row["paid"]), verdict=verdict)


def _answer_rows(sale: Settlement) -> Iterable[tuple[object, ...]]:
    for n, one in enumerate(sale.answers):
        said = one.answer
        yield (sale.sid, sale.cart, sale.key, n, said.check, said.said, said.gross_g, one.who, one.at)
