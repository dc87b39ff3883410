"""How stores write price and weight into restricted-circulation numbers, as data.

Inside a region or a company the numbers 02, 20-29 and UPC-A system 2 mean what the store says (GS1 General
Specifications, 2.1.11 and 2.1.12). A template is a pattern over the 13 digits of the EAN-13 (a UPC-A has a leading 0):
a digit stands for itself, "i" is the item, "p" price, "w" weight, "n" a number of pieces, "c" the inner check digit
over the value, "x" the check digit.

A sticker put over a maker's code (reduced to clear) is longer, in ITF or Code 128, and holds that code: "e" is the
product's own number with its check digit, "o" what is not asked for (the old price, a date, a till).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from biip.checksums import gs1_price_weight_check_digit

from cart.codes.code import Code
from cart.codes.retail import check_digit, checks, is_digits
from cart.errors import CodeError

_SHAPE = re.compile(r"[0-9]+[ipwnc]+x")
_STICKER = re.compile(r"[0-9opxe]{14,48}")
_NUMBER = re.compile(r"(?<!e)(e{8}|e{12,14})(?!e)")
STICKERS = ("ITF", "ITF14", "CODE128")
"""What stickers are printed in."""


@dataclass(frozen=True)
class Template:
    """One layout. `decimals`: of the value, in currency units or kilograms. `source` says who published it."""

    name: str
    pattern: str
    decimals: int
    source: str

    def __post_init__(self) -> None:
        if "e" in self.pattern:
            self._check_sticker()
            return
        if not (_SHAPE.fullmatch(self.pattern) and len(self.pattern) == 13):
            raise CodeError(
                f"Template {self.name!r}: {self.pattern[:20]!r} is not 13 places of digits, i, p, w, n, c, then x."
            )
        prices, weights, inner = (self.pattern.count(letter) for letter in "pwc")
        if (prices and weights) or inner > 1 or (inner and prices + weights not in (4, 5)):
            raise CodeError(
                f"Template {self.name!r}: {self.pattern!r} needs one value, price or weight, and at most one inner "
                "check digit, which GS1 defines for values of 4 and 5 digits."
            )
        if not 0 <= self.decimals <= (3 if weights else 2):
            raise CodeError(f"Template {self.name!r}: a price has 0 to 2 decimals, a weight 0 to 3.")

    def _check_sticker(self) -> None:
        whole = _STICKER.fullmatch(self.pattern) and len(_NUMBER.findall(self.pattern)) == 1
        if not whole or "p" not in self.pattern or self.pattern.count("x") > 1 or not 0 <= self.decimals <= 2:
            raise CodeError(
                f"Sticker {self.name!r}: {self.pattern[:48]!r} needs 14 to 48 places with one number (8, 12, 13 or 14 "
                "times e) and a price (p, 0 to 2 decimals); others are digits, o, and at most one check digit x."
            )

    def fits(self, number: str) -> bool:
        """Whether the digits have this layout's length and fixed digits; and of a sticker, whether all checks."""
        if len(number) != len(self.pattern) or not is_digits(number):
            return False
        fixed = all(not place.isdigit() or place == digit for place, digit in zip(self.pattern, number, strict=True))
        return fixed and ("e" not in self.pattern or self._checks(number))

    def _checks(self, number: str) -> bool:
        end = self.pattern.find("x") + 1
        return checks(self.part("e", number)) and (not end or checks(number[:end]))

    def like(self, other: "Template") -> bool:
        """Whether one number could be of both layouts, and they would not say the same of it."""
        if len(self.pattern) != len(other.pattern) or (self.pattern, self.decimals) == (other.pattern, other.decimals):
            return False
        pairs = zip(self.pattern, other.pattern, strict=True)
        return all(one == two or not (one.isdigit() and two.isdigit()) for one, two in pairs)

    def narrower(self, other: "Template") -> bool:
        """Whether it fixes all the digits that the other fixes, and more."""
        pairs = [(one.isdigit(), two.isdigit()) for one, two in zip(self.pattern, other.pattern, strict=True)]
        return all(one or not two for one, two in pairs) and any(one and not two for one, two in pairs)

    def part(self, letter: str, number: str) -> str:
        """The digits at `letter`'s places."""
        return "".join(digit for place, digit in zip(self.pattern, number, strict=True) if place == letter)

    def code(self, number: str, symbology: str) -> Code:
        """What the digits of this layout say. Raises CodeError where the inner check digit is wrong."""
        if "e" in self.pattern:
            cents = _scaled(self.part("p", number), 2 - self.decimals)
            return Code("gtin", self.part("e", number).zfill(14), number, symbology, price_cents=cents)
        price, weight, inner = (self.part(letter, number) for letter in "pwc")
        if inner and int(inner) != gs1_price_weight_check_digit(price or weight):
            raise CodeError("The price or weight in this label does not check: scan it again, or ask at the counter.")
        return Code(
            "gtin",
            self._item(number).zfill(14),
            number,
            symbology,
            weight_g=_scaled(weight, 3 - self.decimals),
            price_cents=_scaled(price, 2 - self.decimals),
        )

    def _item(self, number: str) -> str:
        """The number with its value zeroed: what the catalog lists."""
        pairs = zip(self.pattern[:-1], number, strict=False)
        payload = "".join("0" if place in "pwnc" else digit for place, digit in pairs)
        return payload + check_digit(payload)


def _scaled(digits: str, power: int) -> int | None:
    if not digits:
        return None
    value = int(digits)
    for _ in range(power):
        value *= 10
    return value


_GENERAL = "GS1 General Specifications, 2.1.12: item, price verifier, price; UPC-A number system 2"
_UK = "GS1 UK, How to barcode variable measure items (gs1uk.org/knowledge-hub)"
_SAN4 = "GS1 Germany, Das Konzept der SAN-4 (san.gs1-germany.de/SAN-4-Konzept)"
_SWEDEN = "GS1 Sweden, variable weight number (gs1.se); Norway alike; GS1 Finland has 23 to 25"
_DENMARK = "GS1 Denmark, Interne GS1-stregkoder, GTIN-13 pris, GTIN-13 vægt (gs1.dk)"
US = (Template("US price", "02iiiiicppppx", 2, _GENERAL),)
UK = (Template("UK price 20", "20iiiiicppppx", 2, _UK), Template("UK price 28", "28iiiiicppppx", 2, _UK))
GERMANY = (
    *(Template(f"German price {prefix}", f"{prefix}iiiicpppppx", 2, _SAN4) for prefix in (22, 23)),
    *(Template(f"German weight {prefix}", f"{prefix}iiiicwwwwwx", 3, _SAN4) for prefix in (28, 29)),
)
NORDIC = (
    *(Template(f"Nordic price {20 + n}", f"{20 + n}iiiiiippppx", 2 - n, _SWEDEN) for n in range(3)),
    *(Template(f"Nordic weight {23 + n}", f"{23 + n}iiiiiiwwwwx", 3 - n, _SWEDEN) for n in range(3)),
)
DENMARK = (
    *(Template(f"Danish price {prefix}", f"{prefix}iiiippppppx", 2, _DENMARK) for prefix in (21, 22, 23, 24)),
    *(Template(f"Danish weight {prefix}", f"{prefix}iiiiwwwwwwx", 3, _DENMARK) for prefix in (26, 28)),
    Template("Danish weight 27", "27iiiiiwwwwwx", 3, _DENMARK),
)
ISRAEL = (Template("Israeli weight 29", "29iiiiiwwwwwx", 3, "Scale labels of Israeli chains: item of 5 digits, grams"),)
Region = Literal["us", "uk", "de", "nordic", "dk", "il"]
REGIONS: Mapping[Region, tuple[Template, ...]] = {
    "us": US, "uk": UK, "de": GERMANY, "nordic": NORDIC, "dk": DENMARK, "il": ISRAEL,
}  # fmt: skip


def by_template(number: str, symbology: str, templates: Iterable[Template]) -> Code | None:
    """The first template's reading of a number of 12 or 13 digits, or None where none fits."""
    number = number.zfill(13)
    return next((one.code(number, symbology) for one in templates if one.fits(number)), None)


def by_sticker(text: str, symbology: str, templates: Iterable[Template]) -> Code | None:
    """The reading of a sticker's text, or None where no sticker of the store looks so."""
    if symbology not in STICKERS:
        return None
    return next((one.code(text, symbology) for one in templates if "e" in one.pattern and one.fits(text)), None)


def told_apart(templates: Iterable[Template]) -> None:
    """Raises CodeError where a number could be read by two of these layouts and it does not show which is meant.

    One that fixes more digits may stand before one that fixes fewer.
    """
    before: list[Template] = []
    for one in templates:
        for other in before:
            if one.like(other) and not other.narrower(one):
                raise CodeError(
                    f"{other.name!r} ({other.pattern}) and {one.name!r} ({one.pattern}) could be one label: "
                    "leave one out, or put the one with more digits of its own first."
                )
        before.append(one)
