"""What all carts' trips have taught about products' weights, and the file by which carts learn it.

Lessons are kept with their session's id only while that may still go on: then they are folded into what is known of
each product, which names no trip. The file is worked out at most once a day: a new version of it makes every cart fetch
the catalog.
"""

import csv
import io
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from cart.handover.durable import Durable
from cart.trip.lessons import Lesson
from cart.weighing.learning import Learnt, from_catalog, learn

SCHEMA = """
create table if not exists lessons (
  sid text not null, n integer not null, product text not null, mg integer not null, sigma_mg integer not null,
  known_mg integer, known_sd_mg integer, at integer not null, primary key (sid, n));
create table if not exists learnt (product text primary key, state text not null);
create table if not exists published (day integer primary key, file blob not null)
"""
DAY_S = 86_400
IN_ORDER = "select * from lessons where at < ? order by at, sid, n"


class Weights:
    """The lessons, in a durable file of their own. Raises StoreError when the disk fails."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA)

    def take(self, sid: str, lessons: Iterable[Lesson], now: int) -> None:
        """A session's lessons, in place of those that it taught before it went on. `now`: seconds since 1970."""
        rows = [
            (sid, n, one.product, one.mg, one.sigma_mg, one.known_mg, one.known_sd_mg, now)
            for n, one in enumerate(lessons)
        ]
        with self._file.writing() as conn:
            conn.execute("delete from lessons where sid = ?", [sid])
            conn.executemany("insert into lessons values (?,?,?,?,?,?,?,?)", rows)

    def learnt(self) -> dict[str, Learnt]:
        """What is known of each product that was weighed, from all lessons in order."""
        known = {row["product"]: _read(row["state"]) for row in self._file.rows("select * from learnt")}
        return _taught(known, self._file.rows(IN_ORDER, [END]))

    def packaging_changed(self) -> list[str]:
        """Products of which too many items weigh otherwise: for a person to look at."""
        return sorted(product for product, learnt in self.learnt().items() if learnt.packaging_changed)

    def relearn(self, product: str) -> None:
        """A person looked at the pack: what was learnt of it is forgotten, and three agreeing trips teach it anew."""
        with self._file.writing() as conn:
            conn.execute("delete from lessons where product = ?", [product])
            conn.execute("insert or replace into learnt values (?, ?)", [product, _text(Learnt())])
            conn.execute("delete from published")

    def file(self, now: int) -> bytes:
        """Today's weights.csv: id, mass_mg, mass_sd_mg of what is known; empty while nothing is."""
        day = now // DAY_S
        row = self._file.row("select file from published where day = ?", [day])
        if row is None:
            self._fold(now - DAY_S)
            with self._file.writing() as conn:
                conn.execute("delete from published")
                conn.execute("insert into published values (?, ?)", [day, _csv(self.learnt()).encode()])
            return self.file(now)
        return bytes(row["file"])

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _fold(self, before: int) -> None:
        with self._file.writing() as conn:
            known = {row["product"]: _read(row["state"]) for row in conn.execute("select * from learnt")}
            folded = _taught(known, conn.execute(IN_ORDER, [before]).fetchall())
            rows = [(product, _text(learnt)) for product, learnt in folded.items()]
            conn.executemany("insert or replace into learnt values (?, ?)", rows)
            conn.execute("delete from lessons where at < ?", [before])
        self._file.checkpoint()


END = 1 << 62


def _taught(known: dict[str, Learnt], lessons: Iterable[sqlite3.Row]) -> dict[str, Learnt]:
    for row in lessons:
        before = known.get(row["product"]) or _first(row["known_mg"], row["known_sd_mg"])
        known[row["product"]] = learn(before, row["mg"], row["sigma_mg"])
    return known


def _first(known_mg: int | None, known_sd_mg: int | None) -> Learnt:
    return Learnt() if known_mg is None else from_catalog(known_mg, known_sd_mg)


def _text(learnt: Learnt) -> str:
    return json.dumps(asdict(learnt))


def _read(text: str) -> Learnt:
    table = json.loads(text)
    return Learnt(**{**table, "waiting": tuple(table["waiting"])})


def _csv(learnt: dict[str, Learnt]) -> str:
    rows = [(product, one.mean_mg, one.sd_mg) for product, one in sorted(learnt.items()) if one.known]
    out = io.StringIO()
    if rows:
        csv.writer(out, lineterminator="\n").writerows([("id", "mass_mg", "mass_sd_mg"), *rows])
    return out.getvalue()
