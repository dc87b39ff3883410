"""Which sessions are not worked out yet, and which cannot be, in the store's file."""

from dataclasses import dataclass

from cart.handover.durable import Durable

Key = tuple[str, str]
"""A session's sid and cart."""
NEW, WORKED_OUT = 1, 2
"""Why a session waits: it was taken in; or what it comes to is known, and what follows from that is not done yet."""


@dataclass(frozen=True)
class Stuck:
    """A session that cannot be worked out, and why, in words."""

    sid: str
    cart: str
    received: int
    words: str


class WaitBook:
    """The queue in the store's file: what was taken in waits (`waiting`) until it is worked out, or stuck."""

    def __init__(self, file: Durable) -> None:
        self._file = file

    def again(self, but: str) -> None:
        """What was stuck is tried anew, for a newer program may know its facts; not what is stuck with the words
        `but`.
        """
        self._file.write("update sessions set waiting = ? where trouble not in ('', ?)", [NEW, but])

    def keys(self, most: int) -> list[Key]:
        """What waits, in the order in which it came; the trips of carts that have brought what is stuck come last."""
        sql = f"select sid, cart from sessions s where waiting order by {STUCK_OF} > 0, rowid limit ?"
        return [(row["sid"], row["cart"]) for row in self._file.rows(sql, [most])]

    def lag(self) -> tuple[int, int]:
        """How many wait, and since when the oldest does (seconds since 1970; 0: none waits)."""
        row = self._file.row("select count(*) as n, min(received) as since from sessions where waiting")
        return (row["n"], row["since"] or 0) if row else (0, 0)

    def worked_out(self, key: Key, head: str, lane: str, due: int, currency: str) -> bool:
        """What a session comes to at this head. False: it has another by now."""
        sql = """update sessions set lane = ?, due = ?, currency = ?, waiting = ?, trouble = ''
                 where sid = ? and cart = ? and head = ?"""
        return bool(self._file.write(sql, [lane, due, currency, WORKED_OUT, *key, head]))

    def done(self, key: Key, head: str, trouble: str = "") -> None:
        """All that follows from it is done; or it is stuck, and these are the words."""
        sql = "update sessions set waiting = 0, trouble = ? where sid = ? and cart = ? and head = ?"
        self._file.write(sql, [trouble, *key, head])

    def stuck(self, most: int) -> list[Stuck]:
        """The newest sessions that cannot be worked out."""
        sql = "select sid, cart, received, trouble from sessions where trouble <> '' order by +received desc limit ?"
        return [Stuck(*row) for row in self._file.rows(sql, [most])]


STUCK_OF = "(select count(*) from sessions t where t.cart = s.cart and t.trouble <> '')"
