"""One cell of a product file as a value: strict, and each complaint says what to do. Money never passes a float."""

import re
import unicodedata
from decimal import Decimal

from cart.codes.retail import checks, expand_upce
from cart.errors import CatalogError

LONGEST_TEXT = 200
_MONEY = re.compile(r"\d{1,7}(\.\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}([ .,'’])\d{3}(\1\d{3})?([.,]\d{1,2})?", re.ASCII)
_SIGN = re.compile(r"(?:[A-Z]{3}|[A-Za-z]{0,2}\.?[^\w\s.,'’-]|kr\.?|zł|Kč|lei|Fr\.?)", re.IGNORECASE)
_YES = dict.fromkeys(("yes", "y", "true", "1", "x", "si", "sí", "ja", "oui", "wahr", "vrai", "verdadero"), True)
_YES |= dict.fromkeys(("no", "n", "false", "0", "", "-", "nein", "non", "falsch", "faux", "falso"), False)
UNITS = {
    "ea": (
        "ea",
        "each",
        "piece",
        "pieces",
        "pc",
        "pcs",
        "unit",
        "units",
        "item",
        "st",
        "stk",
        "stück",
        "ud",
        "uds",
        "u",
    ),
    "kg": ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"),
    "lb": ("lb", "lbs", "pound", "pounds", "#"),
}
"""What a product is priced by, in the words that tables have for it."""


def text(cell: str, what: str) -> str:
    """A text fit to be shown. Raises CatalogError where it is too long or holds control or bidi characters."""
    plain = " ".join(cell.split())
    if len(plain) > LONGEST_TEXT:
        raise CatalogError(f"{what} has {len(plain)} characters: shorten it to {LONGEST_TEXT}.")
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") for char in plain):
        raise CatalogError(f"{what} holds hidden characters: type {plain[:40]!a} again.")
    return plain


def cents(cell: str, what: str) -> int:
    """A price as people write it ("3.49", "3,49", "$3.49", "1.234,50 €") in minor units.

    Raises CatalogError for more than two decimals, and for what may mean two sums.
    """
    amount = _amount(_bare(cell), what)
    if not _MONEY.fullmatch(amount):
        raise CatalogError(f"{what} {cell[:20]!r} is no price: write it like 3.49.")
    minor = Decimal(amount) * 100
    if minor != int(minor):
        raise CatalogError(f"{what} {cell!r} has parts of a cent: round it to two decimals.")
    return int(minor)


def _bare(cell: str) -> str:
    """The figures without a currency before or behind them."""
    text = cell.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if sign := _SIGN.match(text):
        return text[sign.end() :].strip()
    figures = re.match(r"[\d .,'’]*\d", text, re.ASCII)
    return figures.group() if figures and _SIGN.fullmatch(text[figures.end() :].strip()) else text


def _amount(text: str, what: str) -> str:
    """The figures with a point before the decimals, and nothing between thousands."""
    if re.fullmatch(r"\d{1,3},\d{3}", text, re.ASCII):
        raise CatalogError(f"{what} {text!r} may be thousands or parts of a cent: write it like 1234.00 or 1.23.")
    grouped = _GROUPED.fullmatch(text)
    if grouped and (grouped.group(2) or grouped.group(3) or grouped.group(1) in " '’"):
        if grouped.group(3) and grouped.group(3)[0] == grouped.group(1):
            return text
        whole = text[: len(text) - len(grouped.group(3) or "")].replace(grouped.group(1), "")
        return whole + (grouped.group(3) or "").replace(",", ".")
    return re.sub(r"^(\d+),(\d{1,2})$", r"\1.\2", text, flags=re.ASCII)


def unit(cell: str, what: str) -> str:
    """What a product is priced by, as "ea", "kg" or "lb". Raises CatalogError for a word that is none."""
    word = cell.lower().removeprefix("per ").strip(" /.")
    for name, words in UNITS.items():
        if word in words:
            return name
    raise CatalogError(f"{what} {cell[:20]!r} is not one of 'ea', 'kg', 'lb': write one of them.")


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
