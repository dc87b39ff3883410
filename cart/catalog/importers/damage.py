"""What spreadsheets do to numbers: formulas around them, apostrophes before them, figures that they have cut."""

import re

from cart.errors import CatalogError

NUMBERS = ("gtin", "plu", "own", "id")
_FORMULA = re.compile(r'=\s*"([^"]*)"')
_CUT = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE | re.ASCII)
_BROKEN = re.compile(
    r"#(?:N/?A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|¡?VALOR!|¡?REF!|NV|BEZUG!|WERT!|\++|#+)", re.IGNORECASE
)


def clean(cell: str, what: str) -> str:
    """The cell without what a spreadsheet put around it. Raises CatalogError for what it has destroyed."""
    text = cell.strip()
    if wrapped := _FORMULA.fullmatch(text):
        text = wrapped.group(1).strip()
    if _BROKEN.fullmatch(text):
        raise CatalogError(
            f"{what} is {text[:12]!r}, which a spreadsheet writes where a formula failed: mend it there."
        )
    return _number(text, what) if what in NUMBERS else text


def _number(text: str, what: str) -> str:
    text = text.lstrip("'’`")
    if _CUT.fullmatch(text):
        raise CatalogError(
            f"{what} {text!r} has lost its digits: a spreadsheet shortened it. Format the column as text there, and "
            "export it again."
        )
    text = re.sub(r"(?<=\d)[ \u00a0-](?=\d)", "", text)
    return re.sub(r"(?<=\d)\.0+$", "", text)
