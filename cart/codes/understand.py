"""From a scanned text to what it means in the shop."""

from collections.abc import Iterable

from cart.codes import gs1
from cart.codes.code import Code
from cart.codes.own import own
from cart.codes.plain import SEPARATOR, plain
from cart.codes.retail import RETAIL, gtin14, is_digits
from cart.codes.templates import US, Template, by_sticker, by_template

_GS1 = ("DATABAR", "DATABAR_EXP", "DATAMATRIX", "GS1_128", "GS1_QRCODE")
"""These say that their data are GS1 element strings: ]e0, ]d2 (no other DataMatrix is handed on), ]C1, ]Q3."""
_PLU = ("CODE128", "typed")


def understand(text: str, symbology: str, templates: Iterable[Template] = US) -> Code:
    """What `text`, read from a symbol of `symbology`, means.

    The kind "other" is a text that a shop has no use for (a marketing address, a parcel label): it is ignored in
    silence. Raises CodeError where the text is damaged or not fit to be shown; its words are for the shopper.
    """
    text = plain(text)
    if symbology in RETAIL:
        return _retail(text, symbology, templates)
    if sticker := by_sticker(text, symbology, templates):
        return sticker
    if symbology == "ITF14":
        return Code("gtin", gtin14(text), text, symbology)
    if found := own(text, symbology) or _plu(text, symbology) or _gs1(text, symbology, templates):
        return found
    return Code("other", text.replace(SEPARATOR, " "), text.replace(SEPARATOR, " "), symbology)


def _retail(text: str, symbology: str, templates: Iterable[Template]) -> Code:
    key = gtin14(text)
    return _restricted(key, symbology, templates) or Code("gtin", key, text, symbology)


def _restricted(key: str, symbology: str, templates: Iterable[Template]) -> Code | None:
    """A store's own number with price or weight, for a GTIN-14 of the prefixes 02 and 20 to 29."""
    if key[0] == "0" and (key[1] == "2" or key[1:3] == "02"):
        return by_template(key[1:], symbology, templates)
    return None


def is_plu(text: str) -> bool:
    """Whether `text` is a price look-up number: 3000 to 4999, or with a 9 before it (organic).

    Source: International Federation for Produce Standards (IFPS). It means to use a leading 8 too; not taken here.
    """
    number = text[1:] if len(text) == 5 and text[0] == "9" else text
    return len(number) == 4 and is_digits(number) and number[0] in "34"


def _plu(text: str, symbology: str) -> Code | None:
    """Keyed, or in a store's own bars: a QR code that says 4011 is a leaflet's."""
    return Code("plu", text, text, symbology) if symbology in _PLU and is_plu(text) else None


def _gs1(text: str, symbology: str, templates: Iterable[Template]) -> Code | None:
    """Of a symbol that does not say that its data are GS1's, all must parse and name a product: chance never does."""
    if symbology == "DATABAR" and is_digits(text) and len(text) == 14:
        text = "01" + text
    told = symbology in _GS1
    elements = gs1.digital_link(text) or gs1.message(text, cut=told)
    if elements and (told or elements.gtin14):
        return _of_elements(elements, text, symbology, templates)
    return None


def _of_elements(found: gs1.Elements, text: str, symbology: str, templates: Iterable[Template]) -> Code | None:
    shown = found.hri if SEPARATOR in text else text
    if coupon := found.coupon:
        return Code("coupon", coupon.key, shown, symbology, expires=coupon.expires, serial=coupon.serial)
    if not found.gtin14:
        return None
    inner = _restricted(found.gtin14, symbology, templates)
    return Code(
        "gtin",
        inner.key if inner else found.gtin14,
        shown,
        symbology,
        weight_g=_first(found.weight_g, inner.weight_g if inner else None),
        price_cents=_first(found.price_cents, inner.price_cents if inner else None),
        expires=found.expires,
        batch=found.batch,
        serial=found.serial,
        undated=found.lost is not None and found.expires is None,
    )


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
