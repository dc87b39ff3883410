"""A store's own products as a table: one row a product, the columns by name, prices as people write them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import cart.catalog.importers.cells as cells
from cart.catalog.content import content
from cart.catalog.importers.damage import clean
from cart.catalog.importers.header import JOINED, Header, find_header
from cart.catalog.importers.lines import Lines, Records
from cart.catalog.importers.rows import Check, Found, Progress, RowProblem, Seen, checked
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
    "unit": ("unit", cells.unit),
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
    "picture": ("picture", cells.text),
    "aisle": ("aisle", cells.text),
    "x_cm": ("x_cm", cells.whole),
    "y_cm": ("y_cm", cells.whole),
    "content": ("content", content),
    "pieces": ("pieces", cells.whole),
    "lowest_30": ("lowest_30_cents", cells.cents),
}
"""The columns and what they become. There may be "name_" + language columns besides."""

NO_VARIANT = ("regular", "default title", "default", "-")
LONGEST_PLU = 6
OTHER = "other"
"""The department of goods that have none."""


def csv_file(path: Path, progress: Progress | None = None, check: Check | None = None) -> Found:
    """The products of a table (commas, semicolons, tabs; .gz too), the rows that are skipped, and what was noted.

    It is read as grocers' systems write it: README.md tells how. Raises CatalogError where the file is no table, or no
    line of it names the columns that are needed.
    """
    with Source(path, progress) as source:
        lines = Lines(source)
        head = find_header(path, lines, COLUMNS)
        yield from (RowProblem(head.line, note, note=True) for note in head.notes)
        seen = Seen(check)
        try:
            for line, cells in Records(lines, head.delimiter, head.width):
                yield _row(cells, line, head, seen)
            yield from _about(lines.encoding)
        except CatalogError as error:
            yield RowProblem(lines.number + 1, f"{error} What stands before this line is loaded.", broke_off=True)


def _about(encoding: str) -> Iterator[RowProblem]:
    if not encoding.startswith("utf"):
        words = f"The text is not UTF-8; it was read as {encoding}. Look at a name with accents: is it right?"
        yield RowProblem(1, words, note=True)


def _row(cells: list[str] | CatalogError, line: int, head: Header, seen: Seen) -> Product | RowProblem:
    try:
        if isinstance(cells, CatalogError):
            raise cells
        return seen.first(_product(list(zip(head.columns, _fitting(cells, head), strict=True))), line)
    except CatalogError as error:
        return RowProblem(line, str(error))


def _fitting(cells: list[str], head: Header) -> list[str]:
    """The cells, as many as there are columns: empty ones at the end may be missing or too many."""
    width = len(head.columns)
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    nameless = next((n for n, column in enumerate(reversed(head.columns)) if column), 0)
    if width - nameless <= len(cells) < width:
        cells = cells + [""] * (width - len(cells))
    if len(cells) != width:
        raise CatalogError(f"There are {len(cells)} cells for {width} columns: add or remove separators.")
    if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
        raise CatalogError("This row has letters of another encoding: save the file as CSV (UTF-8).")
    return cells


def _product(row: list[tuple[str, str]]) -> Product:
    cells = [(name, value) for name, cell in row if name and (value := clean(cell, name))]
    table = {COLUMNS[name][0]: COLUMNS[name][1](value, name) for name, value in reversed(cells) if name in COLUMNS}
    table["names"] = dict(_names(cells))
    table.setdefault("department", OTHER)
    _variant(table, [value for name, value in cells if name == JOINED])
    _by_system(table, dict(cells))
    _place(table)
    if inside := table.pop("content", None):
        table |= {"content": inside.amount, "content_unit": inside.unit}
    if "price_cents" not in table:
        raise CatalogError(f"{table.get('name', 'This row')} has no price: give one above 0.")
    own = _own_id(table)
    if table.setdefault("id", own) != own:
        raise CatalogError(f"The id {table['id']} and the number {own} differ: correct one, or leave id empty.")
    return checked(parse(Product, table, f"Product {table['id']}", CatalogError))


def _variant(table: dict[str, Any], values: list[str]) -> None:
    """A variant's name, as far as it says something ("Regular" and "Default Title" do not)."""
    told = [cells.text(value, "variant") for value in values if value.lower() not in NO_VARIANT]
    if told and "name" in table:
        table["name"] = " ".join([table["name"], *told])


def _by_system(table: dict[str, Any], row: Mapping[str, str]) -> None:
    """What only some systems say: the shop's own number instead of a GTIN, and whether goods are sold by weight."""
    own = row.get("own", "")
    if "gtin" not in table and "plu" not in table and own.isascii() and own.isdigit() and len(own) <= LONGEST_PLU:
        table["plu"] = cells.plu(own, "SKU")
    if "unit" not in table and row.get("weighed"):
        table["unit"] = "kg" if cells.yes(row["weighed"], "sold by weight") else "ea"


def _names(row: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, cell in row:
        if name.startswith("name_"):
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
