"""How stores write price and weight into restricted-circulation numbers, as data.

Inside a region or a company the numbers 02, 20-29 and UPC-A system 2 mean what the store says (GS1 General
Specifications, 2.1.11 and 2.1.12). A template is a pattern over the 13 digits of the EAN-13 (a UPC-A has a leading 0):
a digit stands for itself, "i" is the item, "p" price, "w" weight, "n" a number of pieces, "c" the inner check digit
over the value, "x" the check digit.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

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


US = (
    Template(
        "US price", "02iiiiicppppx", 2, "GS1 US, Guidelines for random-weight items: UPC-A system 2, price check digit"
    ),
)
UK = (Template("UK price", "20iiiiicppppx", 2, "GS1 UK, How to barcode variable measure items"),)
GERMANY = (
    Template("German price 22", "22iiiicpppppx", 2, "GS1 Germany, GTIN in der Anwendung"),
    Template("German price 23", "23iiiicpppppx", 2, "GS1 Germany, GTIN in der Anwendung"),
    Template("German weight 28", "28iiiicwwwwwx", 3, "GS1 Germany, GTIN in der Anwendung"),
    Template("German weight 29", "29iiiicwwwwwx", 3, "GS1 Germany, GTIN in der Anwendung"),
)
NORDIC = (
    Template("Nordic price 20", "20iiiiiippppx", 2, "GS1 Sweden, variable weight numbers"),
    Template("Nordic price 21", "21iiiiiippppx", 1, "GS1 Sweden, variable weight numbers"),
    Template("Nordic price 22", "22iiiiiippppx", 0, "GS1 Sweden, variable weight numbers"),
    Template("Nordic weight 23", "23iiiiiiwwwwx", 3, "GS1 Sweden, variable weight numbers"),
    Template("Nordic weight 24", "24iiiiiiwwwwx", 2, "GS1 Sweden, variable weight numbers"),
    Template("Nordic weight 25", "25iiiiiiwwwwx", 1, "GS1 Sweden, variable weight numbers"),
)
ISRAEL = (Template("Israeli weight 29", "29iiiiiwwwwwx", 3, "Scale labels of Israeli chains: item of 5 digits, grams"),)
REGIONS = {"us": US, "uk": UK, "de": GERMANY, "nordic": NORDIC, "il": ISRAEL}


def by_template(number: str, symbology: str, templates: Iterable[Template]) -> Code | None:
    """The first template's reading of a number of 12 or 13 digits, or None where none fits."""
    number = number.zfill(13)
    return next((one.code(number, symbology) for one in templates if one.fits(number)), None)
