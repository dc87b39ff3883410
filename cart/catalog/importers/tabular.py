"""A store's own products as CSV: one row a product, the columns by name, prices as people write them."""

import csv
import difflib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import cart.catalog.importers.cells as cells
from cart.catalog.importers.rows import Found, Progress, RowProblem, Seen, checked
from cart.catalog.importers.source import Source
from cart.catalog.product import Product
from cart.errors import CatalogError
from cart.tables import parse

Cell = Callable[[str, str], Any]

COLUMNS: Mapping[str, tuple[str, Cell]] = {
    "id": ("id", cells.text),
    "gtin": ("gtin", cells.gtin14),
    "plu": ("plu", cells.plu),
    "name": ("name", cells.text),
    "price": ("price_cents", cells.cents),
    "unit": ("unit", cells.text),
    "member_price": ("member_price_cents", cells.cents),
    "department": ("department", cells.text),
    "categories": ("categories", cells.listed),
    "tax": ("tax", cells.text),
    "mass_mg": ("mass_mg", cells.whole),
    "mass_sd_mg": ("mass_sd_mg", cells.whole),
    "tare_g": ("tare_g", cells.whole),
    "deposit": ("deposit_cents", cells.cents),
    "min_age": ("min_age", cells.whole),
    "no_discount": ("no_discount", cells.yes),
    "weighed_in_basket": ("weighed_in_basket", cells.yes),
    "keywords": ("keywords", cells.listed),
    "icon": ("icon", cells.text),
    "aisle": ("aisle", cells.text),
    "x_cm": ("x_cm", cells.whole),
    "y_cm": ("y_cm", cells.whole),
}
"""The columns and what they become. There may be "name_" + language columns besides."""

NEEDED = ("name", "price", "department")


def csv_file(path: Path, progress: Progress | None = None) -> Found:
    """The products of a CSV file (UTF-8; commas, semicolons or tabs; .gz too), and the rows that are skipped.

    A row is one line of the file. Raises CatalogError where the file is none, or its header cannot be used.
    """
    with Source(path, progress) as source:
        lines = enumerate(source.lines(), start=1)
        head, delimiter = _header(path, next(lines, (1, b""))[1])
        seen = Seen()
        try:
            for line, data in lines:
                if data.strip():
                    yield _row(data, line, head, delimiter, seen)
        except CatalogError as error:
            yield RowProblem(line + 1, f"{error} What stands before this line is loaded.", broke_off=True)


def _header(path: Path, data: bytes) -> tuple[list[str], str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise CatalogError(f"{path} is not UTF-8 text: save it as CSV (UTF-8).")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{path} is not UTF-8 text: save it as CSV (UTF-8).") from error
    delimiter = max(",;\t", key=text.count)
    head = [name.strip().lower() for name in _split(text, delimiter)]
    _check_header(path, head)
    return head, delimiter


def _check_header(path: Path, head: list[str]) -> None:
    missing = [name for name in NEEDED if name not in head]
    if missing:
        raise CatalogError(f"{path} has no column {missing[0]!r}: its first line must name the columns.")
    for name in head:
        if name not in COLUMNS and not name.startswith("name_"):
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            advice = f"Did you mean {near[0]!r}?" if near else "Remove it."
            raise CatalogError(f"{path}: unknown column {name!r}. {advice}")
        if head.count(name) > 1:
            raise CatalogError(f"{path}: there are two columns {name!r}. Remove one.")


def _split(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise CatalogError(f"The quotes do not match ({error}): close each that opens.") from error


def _row(data: bytes, line: int, head: list[str], delimiter: str, seen: Seen) -> Product | RowProblem:
    try:
        row = _split(_decoded(data), delimiter)
        if len(row) != len(head):
            raise CatalogError(f"There are {len(row)} cells for {len(head)} columns: add or remove separators.")
        return seen.first(_product(dict(zip(head, row, strict=True))), line)
    except CatalogError as error:
        return RowProblem(line, str(error))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogError("This row is not UTF-8 text: save the file as CSV (UTF-8).") from error


def _product(row: Mapping[str, str]) -> Product:
    table = {
        COLUMNS[name][0]: COLUMNS[name][1](cell.strip(), name)
        for name, cell in row.items()
        if cell.strip() and name in COLUMNS
    }
    table["names"] = dict(_names(row))
    _place(table)
    own = _own_id(table)
    if table.setdefault("id", own) != own:
        raise CatalogError(f"The id {table['id']} and the number {own} differ: correct one, or leave id empty.")
    return checked(parse(Product, table, f"Product {table['id']}", CatalogError))


def _names(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, cell in row.items():
        if name.startswith("name_") and cell.strip():
            yield name.removeprefix("name_"), cells.text(cell, name)


def _place(table: dict[str, Any]) -> None:
    """Joins the three columns of a place into one value, where all are given."""
    place = {name: table.pop(name) for name in ("aisle", "x_cm", "y_cm") if name in table}
    if len(place) == 3:
        table["place"] = place
    elif place:
        raise CatalogError("A place needs aisle, x_cm and y_cm: give all three or none.")


def _own_id(table: Mapping[str, Any]) -> str:
    if "gtin" in table:
        return str(table["gtin"])
    if "plu" in table:
        return f"PLU{table['plu']}"
    raise CatalogError("There is neither a GTIN nor a PLU: give one of them.")
