"""Net contents of a package ("750 g", "6 x 330 ml", "12 ea"), and what a kilogram, litre or piece of it costs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from cart.errors import CatalogError

ContentUnit = Literal["g", "ml", "ea"]
Base = Literal["kg", "L", "ea"]

UNITS: Mapping[str, tuple[ContentUnit, Decimal]] = {
    "mg": ("g", Decimal("0.001")), "g": ("g", Decimal(1)), "gr": ("g", Decimal(1)), "kg": ("g", Decimal(1000)),
    "oz": ("g", Decimal("28.349523125")), "lb": ("g", Decimal("453.59237")),
    "ml": ("ml", Decimal(1)), "cl": ("ml", Decimal(10)), "dl": ("ml", Decimal(100)), "l": ("ml", Decimal(1000)),
    "fl oz": ("ml", Decimal("29.5735295625")), "pt": ("ml", Decimal("473.176473")),
    "qt": ("ml", Decimal("946.352946")), "gal": ("ml", Decimal("3785.411784")),
    "ea": ("ea", Decimal(1)), "pc": ("ea", Decimal(1)), "pcs": ("ea", Decimal(1)), "ct": ("ea", Decimal(1)),
}  # fmt: skip
"""Avoirdupois and United States customary units, exactly (international yard and pound agreement, 1959; NIST HB 44)."""

HEBREW: Mapping[str, str] = {
    "גרם": "g", "גרמים": "g", "ג": "g", 'ק"ג': "kg", "קג": "kg", "קילוגרם": "kg", "קילו": "kg", 'מ"ל': "ml", "מל": "ml",
    "מיליליטר": "ml", "מיליליטרים": "ml", "ליטר": "l", "ליטרים": "l", "יחידה": "ea", "יחידות": "ea",
    "יח": "ea",
}  # fmt: skip
"""How price-transparency feeds name units."""

MOST = 1_000_000
_TEXT = re.compile(r"(?:(\d{1,3}) ?[x×*] ?)?(\d{1,6}(?:[.,]\d{1,3})?) ?([a-z ]{1,6}?)\.?", re.ASCII | re.IGNORECASE)
_BASES: Mapping[ContentUnit, tuple[Base, int]] = {"g": ("kg", 1000), "ml": ("L", 1000), "ea": ("ea", 1)}


@dataclass(frozen=True)
class Content:
    """What one package holds: whole grams, millilitres or pieces."""

    amount: int
    unit: ContentUnit

    def price(self, cents: int) -> tuple[int, Base] | None:
        """What a kilogram, a litre or a piece costs where the package costs `cents`, half up; None for one piece."""
        base, many = _BASES[self.unit]
        if self.unit == "ea" and self.amount < 2:
            return None
        return (2 * cents * many + self.amount) // (2 * self.amount), base


def content(cell: str, what: str = "content") -> Content:
    """A table's cell as contents. Raises CatalogError for what names none."""
    found = _TEXT.fullmatch(cell.strip())
    unit = UNITS.get(found.group(3).strip().lower()) if found else None
    if not found or unit is None:
        raise CatalogError(
            f"{what} {cell[:20]!r} names no contents: write them like 750 g, 1.5 l, 6 x 330 ml or 12 ea."
        )
    return _whole(Decimal(found.group(2).replace(",", ".")) * int(found.group(1) or 1), unit, f"{what} {cell[:20]!r}")


def content_of_feed(quantity: str, unit: str) -> Content | None:
    """A feed's Quantity and UnitQty as contents; None where they say nothing that can be used."""
    known = UNITS.get(HEBREW.get(unit.strip().strip("'׳"), unit.strip().lower()))
    try:
        amount = Decimal(quantity or "0")
        return _whole(amount, known, "Quantity") if known and amount.is_finite() and amount > 0 else None
    except (InvalidOperation, CatalogError):
        return None


def _whole(amount: Decimal, unit: tuple[ContentUnit, Decimal], what: str) -> Content:
    whole = int((amount * unit[1]).to_integral_value(ROUND_HALF_UP))
    if not 1 <= whole <= MOST:
        raise CatalogError(f"{what} is no amount that a package holds: write it like 750 g.")
    return Content(whole, unit[0])
