"""How stores write price and weight into restricted-circulation numbers, as data.

Inside a region or a company the numbers 02, 20-29 and UPC-A system 2 mean what the store says (GS1 General
Specifications, 2.1.11 and 2.1.12). A template is a pattern over the 13 digits of the EAN-13 (a UPC-A has a leading 0):
a digit stands for itself, "i" is the item, "p" price, "w" weight, "n" a number of pieces, "c" the inner check digit
over the value, "x" the check digit.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from biip.checksums import gs1_price_weight_check_digit

from cart.codes.code import Code
from cart.codes.retail import check_digit
from cart.errors import CodeError

_SHAPE = re.compile(r"[0-9]+[ipwnc]+x")


@dataclass(frozen=True)
class Template:
    """One layout. `decimals`: of the value, in currency units or kilograms. `source` says who published it."""

    name: str
    pattern: str
    decimals: int
    source: str

    def __post_init__(self) -> None:
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

    def fits(self, number: str) -> bool:
        """Whether the 13 digits have this layout's fixed digits."""
        return all(not place.isdigit() or place == digit for place, digit in zip(self.pattern, number, strict=True))

    def part(self, letter: str, number: str) -> str:
        """The digits at `letter`'s places."""
        return "".join(digit for place, digit in zip(self.pattern, number, strict=True) if place == letter)

    def code(self, number: str, symbology: str) -> Code:
        """What 13 digits of this layout say. Raises CodeError where the inner check digit is wrong."""
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
