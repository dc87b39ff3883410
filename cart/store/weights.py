"""What all carts' paid trips have taught about products' weights, and the file by which carts learn it.

Lessons are kept with their session's id for three days, so that staff can take one trip's back: then they are folded
into what is known of each product, which names carts but no trip. The file is worked out at most once a day: a new
version of it makes every cart fetch the catalog.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from cart.handover.durable import Durable
from cart.trip.lessons import Lesson
from cart.weighing.learning import Agreed, Learnt, Witness, from_catalog, learn

SCHEMA = """
drop table if exists lessons;
create table if not exists taught (
  sid text not null, n integer not null, cart text not null, product text not null, mg integer not null,
  sigma_mg integer not null, known_mg integer, known_sd_mg integer, said integer not null, at integer not null,
  primary key (sid, n));
create table if not exists names (product text primary key, name text not null);
create table if not exists undone (sid text primary key, at integer not null);
create table if not exists learnt (product text primary key, state text not null);
create table if not exists published (day integer primary key, file blob not null)
"""
DAY_S = 86_400
KEPT_S = 3 * DAY_S
IN_ORDER = "select * from taught where at < ? order by at, sid, n"
END = 1 << 62
MOST_ROWS = 200


@dataclass(frozen=True)
class Row:
    """One product for staff: what was vouched for, what trips made of it, from how many items; `other`: what it seems
    to weigh instead."""

    product: str
    name: str
    learnt: Learnt
    other: Agreed | None


class Weights:
    """The lessons, in a durable file of their own. Raises StoreError when the disk fails."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA)

    def take(self, sid: str, lessons: Iterable[Lesson], now: int, cart: str = "") -> None:
        """A paid session's lessons, in place of what it taught before. `now`: seconds since 1970.

        A session whose lessons staff took back teaches no more.
        """
        if self._file.row("select 1 from undone where sid = ?", [sid]):
            return
        all_ = tuple(lessons)
        rows = [
            (sid, n, cart, one.product, one.mg, one.sigma_mg, one.known_mg, one.known_sd_mg, one.said, now)
            for n, one in enumerate(all_)
        ]
        with self._file.writing() as conn:
            conn.execute("delete from taught where sid = ?", [sid])
            conn.executemany("insert into taught values (?,?,?,?,?,?,?,?,?,?)", rows)
            named = [(one.product, one.name) for one in all_ if one.name]
            conn.executemany("insert or replace into names values (?, ?)", named)

    def learnt(self) -> dict[str, Learnt]:
        """What is known of each product that was weighed, from all lessons in order."""
        known = {row["product"]: _read(row["state"]) for row in self._file.rows("select * from learnt")}
        return _taught(known, self._file.rows(IN_ORDER, [END]))

    def packaging_changed(self) -> list[str]:
        """Products of which carts agree that they weigh otherwise: for a person to look at."""
        return sorted(product for product, learnt in self.learnt().items() if learnt.packaging_changed)

    def listed(self) -> list[Row]:
        """What was learnt, for staff: what seems to have changed first, then what moved most."""
        names = {row["product"]: row["name"] for row in self._file.rows("select * from names")}
        rows = [Row(key, names.get(key, ""), one, one.other) for key, one in self.learnt().items() if one.known]
        return sorted(rows, key=lambda row: (row.other is None, -_moved(row.learnt), row.product))[:MOST_ROWS]

    def sessions(self) -> frozenset[str]:
        """The sessions whose lessons can still be taken back."""
        return frozenset(row["sid"] for row in self._file.rows("select distinct sid from taught"))

    def relearn(self, product: str) -> None:
        """A person looked at the pack: what was learnt of it is forgotten, and three agreeing carts teach it anew."""
        self._set(product, Learnt())

    def accept(self, product: str) -> None:
        """A person vouches for what the carts say: the weight that they agree on, else the one that was learnt."""
        one = self.learnt().get(product)
        if one is not None and one.known:
            mean_mg, sd_mg = (one.other.mean_mg, one.other.sd_mg) if one.other else (one.mean_mg, one.sd_mg)
            self._set(product, from_catalog(mean_mg, sd_mg))

    def undo(self, sid: str, now: int) -> None:
        """What this trip taught never was."""
        with self._file.writing() as conn:
            conn.execute("delete from taught where sid = ?", [sid])
            conn.execute("insert or replace into undone values (?, ?)", [sid, now])
            conn.execute("delete from published")

    def _set(self, product: str, learnt: Learnt) -> None:
        with self._file.writing() as conn:
            conn.execute("delete from taught where product = ?", [product])
            conn.execute("insert or replace into learnt values (?, ?)", [product, _text(learnt)])
            conn.execute("delete from published")

    def file(self, now: int) -> bytes:
        """Today's weights.csv: id, mass_mg, mass_sd_mg of what is known; empty while nothing is."""
        day = now // DAY_S
        row = self._file.row("select file from published where day = ?", [day])
        if row is None:
            self._fold(now - KEPT_S)
            with self._file.writing() as conn:
                conn.execute("delete from published")
                conn.execute("insert into published values (?, ?)", [day, _csv(self.learnt()).encode()])
            return self.file(now)
        return bytes(row["file"])

    def copy_to(self, folder: Path) -> None:
        """A whole copy of the file, under its name. Raises StoreError."""
        self._file.copy_to(folder / self._file.path.name)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _fold(self, before: int) -> None:
        with self._file.writing() as conn:
            known = {row["product"]: _read(row["state"]) for row in conn.execute("select * from learnt")}
            folded = _taught(known, conn.execute(IN_ORDER, [before]).fetchall())
            rows = [(product, _text(learnt)) for product, learnt in folded.items()]
            conn.executemany("insert or replace into learnt values (?, ?)", rows)
            conn.execute("delete from taught where at < ?", [before])
            conn.execute("delete from undone where at < ?", [before])
        self._file.checkpoint()


def _taught(known: dict[str, Learnt], lessons: Iterable[sqlite3.Row]) -> dict[str, Learnt]:
    for row in lessons:
        before = known.get(row["product"]) or _first(row["known_mg"], row["known_sd_mg"])
        known[row["product"]] = learn(before, row["mg"], row["sigma_mg"], row["cart"], said=bool(row["said"]))
    return known


def _first(known_mg: int | None, known_sd_mg: int | None) -> Learnt:
    return Learnt() if known_mg is None else from_catalog(known_mg, known_sd_mg)


def _moved(learnt: Learnt) -> float:
    """By what part the weight moved from what was vouched for; all of it where nobody did."""
    return abs(learnt.mean_mg / learnt.base_mg - 1.0) if learnt.base_mg else 1.0


def _text(learnt: Learnt) -> str:
    return json.dumps(asdict(learnt))


def _read(text: str) -> Learnt:
    """A product's state; one that was written before somebody had to vouch for weights is vouched for as it is."""
    table = json.loads(text)
    if "odd" not in table:
        return from_catalog(table["mean_mg"], table["sd_mg"], table["items"]) if table["items"] else Learnt()
    return Learnt(**{**table, "odd": tuple(Witness(**one) for one in table["odd"])})


def _csv(learnt: dict[str, Learnt]) -> str:
    rows = [(product, one.mean_mg, one.sd_mg) for product, one in sorted(learnt.items()) if one.known]
    out = io.StringIO()
    if rows:
        csv.writer(out, lineterminator="\n").writerows([("id", "mass_mg", "mass_sd_mg"), *rows])
    return out.getvalue()
