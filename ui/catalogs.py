"""The catalog that a cart sells from: a folder of files, as the store gives it, opened into a table and a snapshot."""

import shutil
import tempfile
import threading
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from cart.catalog.folder import Say, open_files, quiet
from cart.catalog.importers import RowProblem, products_of
from cart.catalog.product import Product
from cart.catalog.shopoffers import Offers, offers_of_feed
from cart.catalog.snapshot import Snapshot
from cart.catalog.storefile import plain_terms
from cart.catalog.table import CatalogTable
from cart.identity.files import sync_folder, write_atomically
from cart.sync.client import CatalogFiles

FEED_CURRENCY = "ILS"
CATALOG, CURRENT, PART = "catalog.csv", "current", "part-"


def open_folder(folder: Path, say: Say = quiet) -> CatalogTable:
    """The newest catalog in a cart's folder (cart.catalog.folder)."""
    return _named(open_files(newest(folder), say), _current(folder)[1])


def _named(table: CatalogTable, version: str) -> CatalogTable:
    """Its terms name the store's release that they are of, so that each trip does."""
    table.set_terms(replace(table.terms, release=version))
    return table


def open_feed(path: Path, say: Say = quiet, promos: Path | None = None) -> CatalogTable:
    """A chain's published price feed as a catalog, its promotions as offers: no plan, prices that contain their tax."""
    table = CatalogTable(":memory:")
    count = table.add(_told(products_of(path), say))
    say(f"{count} products from {path.name}.")
    products = table.products()
    offers = _of_feed(promos, products, say) if promos else ()
    table.set_terms(plain_terms(FEED_CURRENCY, {product.tax for product in products}, offers))
    return table


def _of_feed(promos: Path, products: tuple[Product, ...], say: Say) -> Offers:
    offers, imported, odd = offers_of_feed(promos, products)
    for words in (*odd, imported.report().splitlines()[0]):
        say(words)
    return offers


def _told(found: Iterable[Product | RowProblem], say: Say) -> Iterable[Product]:
    for one in found:
        if isinstance(one, RowProblem):
            say(one.words if one.note else f"Line {one.line} is left out: {one.words}")
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

    @property
    def version(self) -> str:
        """The store's name for the catalog that is kept; "" where it has sent none."""
        return _current(self._folder)[1] if self._folder else ""

    def pictures(self) -> set[str]:
        """The names of its goods' pictures, where the goods are the store's."""
        return {one.picture for one in self._snapshot.products if one.picture} if self.version else set()

    def files(self) -> dict[str, bytes]:
        """The store's files that are kept, in the order in which it named them; none where staff filled the folder."""
        folder = newest(self._folder) if self._folder and self.version else None
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder else {}

    def renew(self, news: CatalogFiles) -> None:
        """Sells from the store's new files from now on (`keep`)."""
        if self._folder is None:
            return
        with self._lock:
            self.table, self._snapshot = keep(self._folder, news)


def keep(folder: Path, news: CatalogFiles) -> tuple[CatalogTable, Snapshot]:
    """Opens the store's files and keeps them in `folder`. Raises CatalogError or OfferError where they are wrong.

    They are kept in a part of their own, which counts when it is whole and named: wrong files, or a pulled battery at
    any instruction, change nothing, neither now nor at the next start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as undo:
        part = Path(tempfile.mkdtemp(dir=folder, prefix=PART))
        undo.callback(shutil.rmtree, part, ignore_errors=True)
        for name, data in news.files.items():
            write_atomically(part / name, data)
        table = _named(open_files(part), news.version)
        snapshot = Snapshot.of(table)
        sync_folder(folder)
        write_atomically(folder / CURRENT, f"{part.name}\n{news.version}\n".encode())
        undo.pop_all()
    _sweep(folder, part)
    return table, snapshot


def filled(folder: Path) -> bool:
    """Whether there is a catalog in `folder`: the store's, or one that staff put there."""
    return (newest(folder) / CATALOG).exists()


def newest(folder: Path) -> Path:
    """Where the catalog in `folder` lies: in the part named last, else in the folder itself, as staff filled it."""
    return folder / _current(folder)[0]


def _current(folder: Path) -> tuple[str, str]:
    """The newest part and its version, ("", "") where there is none."""
    try:
        part, version = (folder / CURRENT).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return "", ""
    return (part, version) if part.startswith(PART) and (folder / part).is_dir() else ("", "")


def _sweep(folder: Path, kept: Path) -> None:
    """Removes the parts that no longer count, or never did."""
    for part in folder.glob(f"{PART}*"):
        if part != kept:
            shutil.rmtree(part, ignore_errors=True)
