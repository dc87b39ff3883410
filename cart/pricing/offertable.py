"""Offers as a spreadsheet keeps them: CSV, one offer a row, the offer file's own keys as columns.

    id,kind,on.categories,quantity,price,until
    yogurt-4-for-3,several for a price,yogurt-butter,4,3.00,2026-12-31

A key inside another has a dot (on.categories, get_on.products); lists have semicolons between; other cells are written
as in TOML (3.00, true, 2026-12-31, 16:00:00). Steps and parts, which are tables of their own, need the TOML file.
"""

import csv
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cart.errors import OfferError

TEXTS = ("id", "kind", "words", "coupon", "only_one_of", "per")
LISTS = ("for", "days", "pay_by")


def rows_of(text: str, where: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its line, as the TOML file's table would be. Raises OfferError where the quotes do not match."""
    rows = csv.DictReader(text.removeprefix("\ufeff").splitlines(), strict=True)
    try:
        for row in rows:
            if any(row.values()):
                yield rows.line_num, _table(row, f"{where}, line {rows.line_num}")
    except csv.Error as error:
        raise OfferError(f"{where}, line {rows.line_num}: {error}. Close each quote that opens.") from error


def _table(row: dict[str | Any, Any], where: str) -> dict[str, Any]:
    if None in row:
        raise OfferError(f"{where}: there are more cells than columns. Put quotes around a cell with a comma.")
    table: dict[str, Any] = {}
    for column, cell in row.items():
        if cell and cell.strip():
            outer, _, inner = column.strip().partition(".")
            value = _value(outer, inner, cell.strip())
            if inner:
                table.setdefault(outer, {})[inner] = value
            else:
                table[outer] = value
    return table


def _value(outer: str, inner: str, cell: str) -> Any:
    if outer in LISTS or (inner and inner != "everything"):
        return [part.strip() for part in cell.split(";")]
    if outer in TEXTS or outer.startswith("words_"):
        return cell
    try:
        return tomllib.loads(f"value = {cell}", parse_float=Decimal)["value"]
    except tomllib.TOMLDecodeError:
        return cell
