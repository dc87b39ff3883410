"""Products from files: a store's CSV and the price-transparency XML that chains publish."""

from pathlib import Path

from cart.catalog.importers.feed import price_xml
from cart.catalog.importers.rows import Check, Found, Progress, RowProblem
from cart.catalog.importers.source import Source
from cart.catalog.importers.tabular import csv_file

__all__ = ["Check", "Found", "Progress", "RowProblem", "csv_file", "is_xml", "price_xml", "products_of"]


def is_xml(path: Path) -> bool:
    """Whether the file, unpacked, starts as XML does. Raises CatalogError where it cannot be read."""
    with Source(path) as source:
        start = source.peek()
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")


def products_of(path: Path, progress: Progress | None = None, check: Check | None = None) -> Found:
    """The products of a CSV file or an XML feed, by what it holds, and the rows that are skipped; also those that
    `check` refuses (CatalogError).
    """
    return price_xml(path, progress, check=check) if is_xml(path) else csv_file(path, progress, check)
