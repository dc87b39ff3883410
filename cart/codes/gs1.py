"""GS1 element strings and Digital Links, read by `biip`: GTIN, weight, price, expiry, batch, serial, coupon."""

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from biip import ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_element_strings import GS1ElementString, GS1ElementStrings

from cart.codes.coupons import Coupon, coupon
from cart.codes.plain import SEPARATOR as _SEPARATOR
from cart.codes.retail import checks

_GRAMS_PER_KG = Decimal(1000)
_GRAMS_PER_LB = Decimal("453.59237")
_COUPONS = ("8110", "8112")
_MEASURES = "38"
"""Weights, prices and coupons begin so: without what they say a line would be priced wrongly."""
_PRODUCT = re.compile(r"/01/(\d{8}|\d{12,14})(?![^/?#])|/8004/.*[?&;]01=(\d{8}|\d{12,14})(?![^&;#])", re.ASCII)
"""A GTIN in a Digital Link: `biip` fills any number up with zeros, so the date in .../01/17 would be one."""


_WORDS = {
    "gtin": "01", "itip": "8006", "cpv": "22", "lot": "10", "ser": "21", "exp": "17",
}  # fmt: skip
_NAMED = re.compile(r"/(gtin|itip)/\d", re.IGNORECASE)
_WORDED = re.compile(rf"([/?&;])({'|'.join(_WORDS)})([/=])", re.IGNORECASE)
_ASKED = re.compile(r"([?&;]01=)(\d{8}|\d{12,13})(?![^&;#])", re.ASCII)


@dataclass(frozen=True)
class Elements:
    """What a shop needs of a GS1 message. `hri` is its printed form; `coupon` is that of 8110 or 8112.

    `lost` is what is damaged behind a product.
    """

    hri: str
    gtin14: str | None = None
    weight_g: int | None = None
    price_cents: int | None = None
    expires: str | None = None
    batch: str | None = None
    serial: str | None = None
    coupon: Coupon | None = None
    lost: str | None = None


def message(text: str, *, cut: bool = False) -> Elements | None:
    """The elements of an element string, or None where `text` is none or its GTIN fails its check digit.

    `cut`: what follows a damaged element may be lost, if a product stands first and what is damaged is no measure.
    """
    strings, rest = _parsed(text)
    if not strings or (rest and not (cut and strings[0].ai.ai == "01" and rest[0] not in _MEASURES)):
        return None
    found = _elements(strings)
    return replace(found, lost=rest or None) if found else None


def _parsed(text: str) -> tuple[GS1ElementStrings, str]:
    """The element strings up to the first that is damaged, and that one with all behind it."""
    strings = GS1ElementStrings()
    rest = text.strip(_SEPARATOR)
    while rest:
        try:
            one = GS1ElementString.extract(rest)
        except (ParseError, ValueError, ArithmeticError, LookupError):
            break
        strings.append(one)
        rest = rest[len(one) :].lstrip(_SEPARATOR)
    return strings, rest


def digital_link(text: str) -> Elements | None:
    """The elements of a GS1 Digital Link, or None where `text` is another address (marketing).

    Source: GS1 Digital Link Standard: URI Syntax 1.2; its release 1.0 wrote words for identifiers, and some still do.
    """
    if not text.startswith(("http://", "https://", "HTTP://", "HTTPS://")):
        return None
    text = _numbered(text)
    try:
        found = GS1DigitalLinkURI.parse(text)
    except (ParseError, ValueError, ArithmeticError, LookupError):
        return None
    elements = _elements(found.element_strings)
    return None if elements and elements.gtin14 and not _PRODUCT.search(text) else elements


def _numbered(link: str) -> str:
    """The link with identifiers for their words, and 14 digits where a product stands behind an asset's number."""
    if _NAMED.search(link):
        link = _WORDED.sub(lambda found: found[1] + _WORDS[found[2].lower()] + found[3], link)
    return _ASKED.sub(lambda found: found[1] + found[2].zfill(14), link)


def _elements(strings: GS1ElementStrings) -> Elements | None:
    gtin = _value(strings, "01")
    if gtin is not None and not checks(gtin):
        return None
    best_before = _date(strings, "17") or _date(strings, "15")
    return Elements(
        hri="".join(one.as_hri() for one in strings),
        gtin14=gtin,
        weight_g=_weight_g(strings),
        price_cents=_price_cents(strings),
        expires=best_before,
        batch=_value(strings, "10"),
        serial=_value(strings, "21"),
        coupon=next((coupon(ai, value) for ai in _COUPONS if (value := _value(strings, ai))), None),
    )


def _value(strings: GS1ElementStrings, ai: str) -> str | None:
    found = strings.get(ai=ai)
    return found.value if found else None


def _date(strings: GS1ElementStrings, ai: str) -> str | None:
    found = strings.get(ai=ai)
    return found.date.isoformat() if found and found.date else None


def _scaled(strings: GS1ElementStrings, start: str) -> Decimal | None:
    """The first number whose identifier is `start` and its decimal places; by hand, for `biip` reads (3922)5 as 0.5."""
    found = next((one for one in strings if one.ai.ai.startswith(start) and one.decimal is not None), None)
    return Decimal(found.pattern_groups[-1]).scaleb(-int(found.ai.ai[-1])) if found else None


def _weight_g(strings: GS1ElementStrings) -> int | None:
    """AI 310n is net kilograms, 320n net pounds."""
    for start, grams in (("310", _GRAMS_PER_KG), ("320", _GRAMS_PER_LB)):
        if (weight := _scaled(strings, start)) is not None:
            return _rounded(weight * grams)
    return None


def _price_cents(strings: GS1ElementStrings) -> int | None:
    """AI 392n is the price of a variable-measure item in the store's currency, 393n with a currency code before it."""
    for start in ("392", "393"):
        if (price := _scaled(strings, start)) is not None:
            return _rounded(price * 100)
    return None


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
