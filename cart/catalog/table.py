"""The catalog's file: SQLite with full-text search. One row a product, and its words in each of its languages."""

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from cart.catalog.plan import StorePlan
from cart.catalog.product import Product
from cart.catalog.record import canonical, to_product, to_table, to_terms
from cart.catalog.search import Index, text_rows
from cart.catalog.storefile import Member
from cart.errors import CatalogError
from cart.facts import Terms
from cart.tables import parse

_BATCH = 2_000


class CatalogTable:
    """A store's products, terms and plan, in one file (":memory:" for none). May be used from several threads.

    It is closed at the latest when nobody has it any more: a cart changes its catalog while it runs.
    """

    def __init__(self, path: str | Path) -> None:
        """Opens or makes the file. Raises CatalogError where it is no catalog."""
        self.path = str(path)
        self._lock = threading.RLock()
        with self._guarded("opened"):
            self.sql = sqlite3.connect(self.path, check_same_thread=False)
            weakref.finalize(self, self.sql.close).atexit = False
            self._db = Database(self.sql)
            _make(self._db)
        self._index = Index(self._db)

    def add(self, products: Iterable[Product]) -> int:
        """Adds products, or replaces those of the same id; gives their number. All or none are added."""
        number = 0
        rows = iter(products)
        with self._guarded("written"), self._db.atomic():
            while batch := list(islice(rows, _BATCH)):
                self._add(batch)
                number += len(batch)
        self._index.forget()
        return number

    def _add(self, batch: list[Product]) -> None:
        unique = {product.id: product for product in batch}
        self.sql.executemany("delete from texts where id = ?", [(id,) for id in unique])
        self._db.table("products").insert_all(map(_row, unique.values()), replace=True)
        self._db.table("texts").insert_all(row for product in unique.values() for row in text_rows(product))

    def remove(self, ids: Iterable[str]) -> None:
        """Takes products out; an unknown id is no error."""
        marks = [(id,) for id in ids]
        with self._guarded("written"), self._db.atomic():
            self.sql.executemany("delete from texts where id = ?", marks)
            self.sql.executemany("delete from products where id = ?", marks)
        self._index.forget()

    def product(self, id: str) -> Product | None:
        """The product of that id."""
        return next(self._products("where id = ?", [id]), None)

    def products(self) -> tuple[Product, ...]:
        """All products, by name."""
        return tuple(self._products("order by name, id", []))

    def records(self) -> list[str]:
        """The canonical JSON of all products, by id."""
        with self._guarded("read"):
            return [row[0] for row in self._db.execute("select record from products order by id")]

    def search(self, words: str, language: str = "en", limit: int = 30) -> list[Product]:
        """Products that `words` (beginnings of words, a PLU, a GTIN) may mean, the likeliest first.

        Accents and case do not matter; a word that begins none in the catalog counts as its nearest.
        """
        with self._guarded("searched"):
            ids = self._index.search(words, language, limit)
            return [product for id in ids if (product := self.product(id)) is not None]

    def _products(self, clause: str, values: list[str]) -> Iterator[Product]:
        with self._guarded("read"):
            rows = self._db.execute(f"select record from products {clause}", values).fetchall()
        return (to_product(json.loads(row[0])) for row in rows)

    @property
    def terms(self) -> Terms:
        """The store's terms. Raises CatalogError where none are set."""
        text = self._get("terms")
        if text is None:
            raise CatalogError(f"{self.path} has no terms: import with --terms store.toml.")
        return to_terms(json.loads(text))

    def set_terms(self, terms: Terms) -> None:
        """Keeps the store's terms."""
        self._set("terms", canonical(asdict(terms)))

    @property
    def has_terms(self) -> bool:
        """Whether terms are set."""
        return self._get("terms") is not None

    @property
    def plan(self) -> StorePlan | None:
        """The store's plan, if one is kept."""
        text = self._get("plan")
        return None if text is None else parse(StorePlan, json.loads(text), "The store's plan", CatalogError)

    def set_plan(self, plan: StorePlan) -> None:
        """Keeps the store's plan."""
        self._set("plan", canonical(asdict(plan)))

    @property
    def members(self) -> tuple[Member, ...]:
        """The store's members; none where every card counts."""
        text = self._get("members")
        listed = () if text is None else json.loads(text)
        return tuple(parse(Member, member, "A member", CatalogError) for member in listed)

    def set_members(self, members: Iterable[Member]) -> None:
        """Keeps the store's members."""
        self._set("members", json.dumps([asdict(member) for member in members]))

    def close(self) -> None:
        """Closes the file; a second call does nothing."""
        self._db.close()

    def _get(self, name: str) -> str | None:
        with self._guarded("read"):
            row = self._db.execute("select value from settings where name = ?", [name]).fetchone()
        return None if row is None else str(row[0])

    def _set(self, name: str, value: str) -> None:
        with self._guarded("written"):
            self._db.table("settings").upsert({"name": name, "value": value}, pk="name")

    @contextmanager
    def _guarded(self, done: str) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            what_to_do = "Free some disk space, or delete it and import again."
            raise CatalogError(f"The catalog {self.path} cannot be {done} ({error}). {what_to_do}") from error


def _make(db: Database) -> None:
    db.table("products").create(
        {"id": str, "gtin": str, "plu": str, "name": str, "department": str, "record": str}, pk="id", if_not_exists=True
    )
    db.table("settings").create({"name": str, "value": str}, pk="name", if_not_exists=True)
    texts = db.table("texts")
    if not texts.exists():
        columns = ("id", "language", "name", "others", "keywords", "codes", "department")
        texts.create(dict.fromkeys(columns, str))
        texts.create_index(["id"])
        indexed = ["name", "others", "keywords", "codes", "department"]
        texts.enable_fts(indexed, tokenize="unicode61 remove_diacritics 2", create_triggers=True)


def _row(product: Product) -> dict[str, Any]:
    return {
        "id": product.id,
        "gtin": product.gtin,
        "plu": product.plu,
        "name": product.name,
        "department": product.department,
        "record": canonical(to_table(product)),
    }
