"""Shoppers who call for a person, and what people said to them. A call that is over never opens again."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cart.errors import BadInput
from cart.handover.durable import Durable
from cart.sync.calls import Answer, Call
from cart.tables import parse

SCHEMA = """
create table if not exists calls (
  cart text not null, call text not null, reason text not null, near text not null, aisle text not null,
  since integer not null, heard integer not null, said text not null default 'told', who text not null default '',
  over integer not null default 0, primary key (cart, call))
"""
SILENT_S = 30
KEEP_S = 86_400
LONGEST = 200
Spoken = Literal["seen", "coming", "done"]


@dataclass(frozen=True)
class Kept:
    """A call that is open. `since`: made, `heard`: last told by the cart; seconds since 1970."""

    cart: str
    call: str
    reason: str
    near: str
    aisle: str
    since: int
    heard: int
    said: Literal["told", "seen", "coming", "done"]
    who: str


class Calls:
    """The file. Raises StoreError when the disk fails."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA)

    def take(self, cart: str, call: Call, now: int) -> Answer:
        """How a cart says that its call stands; what a person said to it. A cart has one call open at a time."""
        with self._file.writing() as conn:
            conn.execute("delete from calls where heard < ?", [now - KEEP_S])
            if call.open:
                conn.execute("update calls set over = 1 where cart = ? and call <> ?", [cart, call.call])
                new = (cart, call.call, call.reason, call.near, call.aisle, now - call.age_s, now)
                conn.execute(NEW, new)
            closed = "update calls set over = max(over, ?) where cart = ? and call = ?"
            conn.execute(closed, [int(not call.open), cart, call.call])
        row = self._file.row("select said, who from calls where cart = ? and call = ? and not over", [cart, call.call])
        return Answer(call.call, row["said"], row["who"]) if row else Answer(call.call, "done")

    def answer(self, call: str, said: Spoken, who: str, now: int) -> None:
        """A person answers an open call; "done" ends it."""
        sql = "update calls set said = ?, who = ?, over = ?, heard = max(heard, ?) where call = ? and not over"
        self._file.write(sql, [said, who, int(said == "done"), now if said == "done" else 0, call])

    def open(self) -> list[Kept]:
        """The open calls, the one that waits longest first."""
        columns = ", ".join(Kept.__dataclass_fields__)
        return [Kept(*row) for row in self._file.rows(f"select {columns} from calls where not over order by since")]

    def since(self, moment: int) -> int:
        """How many calls were made since `moment` (s since 1970); at most a day back."""
        row = self._file.row("select count(*) as n from calls where since >= ?", [moment])
        return int(row["n"]) if row else 0

    def copy_to(self, folder: Path) -> None:
        """A whole copy of the file, under its name. Raises StoreError."""
        self._file.copy_to(folder / self._file.path.name)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


NEW = """insert into calls (cart, call, reason, near, aisle, since, heard) values (?,?,?,?,?,?,?)
on conflict (cart, call) do update set reason = excluded.reason, near = excluded.near, aisle = excluded.aisle,
heard = excluded.heard"""


def read_call(body: bytes) -> Call:
    """A cart's call. Raises BadInput: not as agreed, or texts without end."""
    try:
        table = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInput("This is no call. Was the cart updated?") from error
    call = parse(Call, table, "call")
    if not 8 <= len(call.call) <= 64 or any(len(text) > LONGEST for text in (call.reason, call.near, call.aisle)):
        raise BadInput("A call's texts are bounded. Was the cart updated?")
    if not 0 <= call.age_s < KEEP_S:
        raise BadInput("A call older than a day is none. Was the cart's clock changed?")
    return call
