"""One cell of a product file as a value: strict, and each complaint says what to do. Money never passes a float."""

import re
import unicodedata
from decimal import Decimal

from cart.codes.retail import checks, expand_upce
from cart.errors import CatalogError

LONGEST_TEXT = 200
_MONEY = re.compile(r"\d{1,7}(\.\d{1,4})?", re.ASCII)
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}


def text(cell: str, what: str) -> str:
    """A text fit to be shown. Raises CatalogError where it is too long or holds control or bidi characters."""
    plain = " ".join(cell.split())
    if len(plain) > LONGEST_TEXT:
        raise CatalogError(f"{what} has {len(plain)} characters: shorten it to {LONGEST_TEXT}.")
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") for char in plain):
        raise CatalogError(f"{what} holds hidden characters: type {plain[:40]!a} again.")
    return plain


def cents(cell: str, what: str) -> int:
    """A price as people write it ("3.49") in minor units. Raises CatalogError for more than two decimals."""
    if not _MONEY.fullmatch(cell):
        raise CatalogError(f"{what} {cell[:20]!r} is no price: write it like 3.49, without a currency sign.")
    minor = Decimal(cell) * 100
    if minor != int(minor):
        raise CatalogError(f"{what} {cell!r} has parts of a cent: round it to two decimals.")
    return int(minor)


def whole(cell: str, what: str) -> int:
    """A whole number, 0 or more."""
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 10):
        raise CatalogError(f"{what} {cell[:20]!r} is no whole number: write digits only.")
    return int(cell)


def plu(cell: str, what: str) -> str:
    """A PLU, or another number of the store's own, without leading zeros."""
    return str(whole(cell, what))


def yes(cell: str, what: str) -> bool:
    """Yes or no; an empty cell is no."""
    answer = _YES.get(cell.lower())
    if answer is None:
        raise CatalogError(f"{what} {cell[:20]!r} is neither yes nor no: write one of them.")
    return answer


def listed(cell: str, what: str) -> tuple[str, ...]:
    """Words with semicolons between them."""
    return tuple(part for part in (text(part, what) for part in cell.split(";")) if part)


def gtin14(cell: str, what: str = "GTIN") -> str:
    """A GTIN-14 of 8 to 14 digits (some leading zeros may be lost). Raises CatalogError for a wrong check digit."""
    if not (cell.isascii() and cell.isdigit() and 8 <= len(cell) <= 14):
        raise CatalogError(f"{what} {cell[:20]!r} is not 8 to 14 digits: copy all digits below the bars.")
    if checks(cell):
        return cell.zfill(14)
    if len(cell) == 8 and cell[0] in "01" and checks(wide := expand_upce(cell)):
        return wide.zfill(14)
    raise CatalogError(f"{what} {cell} has a wrong check digit: compare it with the digits below the bars.")
