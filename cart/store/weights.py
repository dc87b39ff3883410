"""What all carts' trips have taught about products' weights, and the file by which carts learn it.

The file is worked out at most once a day: a new version of it makes every cart fetch the catalog.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from cart.handover.durable import Durable
from cart.trip.lessons import Lesson
from cart.weighing.learning import Learnt, from_catalog, learn

SCHEMA = """
create table if not exists lessons (
  sid text not null, n integer not null, product text not null, mg integer not null, sigma_mg integer not null,
  known_mg integer, known_sd_mg integer, at integer not null, primary key (sid, n));
create table if not exists published (day integer primary key, file blob not null)
"""
DAY_S = 86_400


class Weights:
    """The lessons, in a durable file of their own. Raises StoreError when the disk fails."""

    def __init__(self, path: Path) -> None:
        self._file = Durable(path, SCHEMA)

    def take(self, sid: str, lessons: Iterable[Lesson], now: int) -> None:
        """A session's lessons, in place of those that it taught before it went on."""
        rows = [
            (sid, n, one.product, one.mg, one.sigma_mg, one.known_mg, one.known_sd_mg, now)
            for n, one in enumerate(lessons)
        ]
        with self._file.writing() as conn:
            conn.execute("delete from lessons where sid = ?", [sid])
            conn.executemany("insert into lessons values (?,?,?,?,?,?,?,?)", rows)

    def learnt(self) -> dict[str, Learnt]:
        """What is known of each product that was weighed, from all lessons in order."""
        known: dict[str, Learnt] = {}
        for row in self._file.rows("select * from lessons order by at, sid, n"):
            before = known.get(row["product"]) or _first(row["known_mg"], row["known_sd_mg"])
            known[row["product"]] = learn(before, row["mg"], row["sigma_mg"])
        return known

    def packaging_changed(self) -> list[str]:
        """Products whose last items all weighed otherwise: for a person to look at."""
        return sorted(product for product, learnt in self.learnt().items() if learnt.packaging_changed)

    def file(self, now: int) -> bytes:
        """Today's weights.csv: id, mass_mg, mass_sd_mg of what is known; empty while nothing is."""
        day = now // DAY_S
        row = self._file.row("select file from published where day = ?", [day])
        if row is None:
            with self._file.writing() as conn:
                conn.execute("delete from published")
                conn.execute("insert into published values (?, ?)", [day, self._text().encode()])
            return self.file(now)
        return bytes(row["file"])

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def _text(self) -> str:
        known = {product: learnt for product, learnt in self.learnt().items() if learnt.known}
        if not known:
            return ""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["id", "mass_mg", "mass_sd_mg"])
        rows.writerows([product, one.mean_mg, one.sd_mg] for product, one in sorted(known.items()))
        return out.getvalue()


def _first(known_mg: int | None, known_sd_mg: int | None) -> Learnt:
    return Learnt() if known_mg is None else from_catalog(known_mg, known_sd_mg)
