"""The lane's book: what this lane has sold, durable, so that the same session is never settled twice, even offline."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from cart.errors import TokenError
from cart.handover.durable import Durable

SCHEMA = """
create table if not exists sales (
  number integer primary key autoincrement, sid text not null unique, head text not null, cart text not null,
  tender text not null, cents integer not null, currency text not null, at integer not null,
  delivered integer not null default 0, answer text not null default '')
"""
COLUMNS = "number, sid, head, cart, tender, cents, currency, at"


@dataclass(frozen=True)
class Sold:
    """One settled session. `number` counts this lane's sales; `head` (hex) is the basket paid for; `at`: epoch s."""

    number: int
    sid: str
    head: str
    cart: str
    tender: str
    cents: int
    currency: str
    at: int


class Book:
    """The file. Raises StoreError when it cannot be used (a second lane program, a full disk)."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA)

    def settle(self, sale: Sold) -> Sold:
        """Enters a sale and gives it its number. Raises TokenError where the session is already settled."""
        values = (sale.sid, sale.head, sale.cart, sale.tender, sale.cents, sale.currency, sale.at)
        try:
            self._file.write(
                "insert into sales (sid, head, cart, tender, cents, currency, at) values (?,?,?,?,?,?,?)", values
            )
        except sqlite3.IntegrityError as error:
            raise TokenError(
                "This trip is already paid at this lane. Take no money; show the paid code again."
            ) from error
        return self.find(sale.sid) or sale

    def find(self, sid: str) -> Sold | None:
        """The sale of a session, or None."""
        row = self._file.row(f"select {COLUMNS} from sales where sid = ?", [sid])
        return Sold(*row) if row else None

    def waiting(self) -> list[Sold]:
        """The sales that the store does not have yet, oldest first."""
        return [
            Sold(*row) for row in self._file.rows(f"select {COLUMNS} from sales where not delivered order by number")
        ]

    def delivered(self, sid: str, answer: str = "") -> None:
        """The store has it. `answer` is what it said when it found something wrong."""
        self._file.write("update sales set delivered = 1, answer = ? where sid = ?", [answer, sid])

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
