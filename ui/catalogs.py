"""The catalog that a cart sells from: a folder of files, as the store gives it, opened into a table and a snapshot."""

import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cart.catalog import demo, weights
from cart.catalog.importers import RowProblem, products_of
from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.catalog.storefile import plain_terms
from cart.catalog.table import CatalogTable
from cart.identity.files import write_atomically
from cart.pricing import offerfile
from cart.sync.client import CatalogFiles

FEED_CURRENCY = "ILS"
Say = Callable[[str], None]


def _quiet(_: str) -> None:
    return None


def open_folder(folder: Path, say: Say = _quiet) -> CatalogTable:
    """catalog.csv, store.toml, plan.toml and offers.toml of one store, and what carts have learnt about weights.

    Bad offers are named and left out.
    """
    tables, problems = offerfile.load(folder / "offers.toml")
    for problem in problems:
        say(f"An offer is left out: {problem}")
    table = demo.load(folder, tables)
    if (folder / weights.NAME).exists():
        table.add(weights.reweighed(table.products(), folder / weights.NAME))
    return table


def open_feed(path: Path, say: Say = _quiet) -> CatalogTable:
    """A chain's published price feed as a catalog: no plan, no offers, prices that contain their tax."""
    table = CatalogTable(":memory:")
    count = table.add(_told(products_of(path), say))
    table.set_terms(plain_terms(FEED_CURRENCY, {product.tax for product in table.products()}))
    say(f"{count} products from {path.name}.")
    return table


def _told(found: Iterable[Product | RowProblem], say: Say) -> Iterable[Product]:
    for one in found:
        if isinstance(one, RowProblem):
            say(f"Line {one.line} is left out: {one.words}")
        else:
            yield one


class Shelf:
    """The catalog of this moment; a new one from the store takes its place at once, and for new trips its terms."""

    def __init__(self, table: CatalogTable, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self.table = table
        self._snapshot = Snapshot.of(table)

    def snapshot(self) -> Snapshot:
        """Today's catalog."""
        return self._snapshot

    def renew(self, news: CatalogFiles) -> None:
        """Opens the store's new files and keeps them. Raises CatalogError or OfferError where they are wrong.

        They are tried beside the old ones: wrong files change nothing, neither now nor at the next start.
        """
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock, tempfile.TemporaryDirectory(dir=self._folder.parent) as trial:
            _fill(Path(trial), {**_kept(self._folder), **news.files})
            table = open_folder(Path(trial))
            snapshot = Snapshot.of(table)
            _fill(self._folder, news.files)
            self.table, self._snapshot = table, snapshot


def _kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()}


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        write_atomically(folder / name, data)
