"""What the store's file says of one day, and of one cart: a few figures and the newest trips, by index."""

from collections.abc import Mapping
from dataclasses import dataclass

from cart.handover.durable import Durable


@dataclass(frozen=True)
class Trip:
    """A trip that a cart brought: its page, when it came (s since 1970), what is due, what was paid (None: nothing)."""

    sid: str
    page: str
    received: int
    due: int
    currency: str
    paid: int | None


class DayBook:
    """Reads the sessions and sales."""

    def __init__(self, file: Durable) -> None:
        self._file = file

    def trips_since(self, moment: int) -> int:
        """How many trips came since `moment` (s since 1970)."""
        row = self._file.row("select count(*) as n from sessions where received >= ?", [moment])
        return int(row["n"]) if row else 0

    def taken_since(self, moment: int) -> Mapping[str, int]:
        """What was taken since `moment`, in cents by currency: only what trips bear out."""
        sql = (
            "select currency, sum(cents) as cents from sales where paid and at >= ? group by currency order by currency"
        )
        return {row["currency"]: row["cents"] for row in self._file.rows(sql, [moment])}

    def trips_of(self, cart: str, most: int) -> list[Trip]:
        """The newest trips of a cart."""
        sql = """select s.sid, s.page, s.received, s.due, s.currency, p.cents from sessions s left join sales p
                 on p.sid = s.sid and p.cart = s.cart and p.paid where s.cart = ? order by s.received desc limit ?"""
        return [Trip(*row) for row in self._file.rows(sql, [cart, most])]
