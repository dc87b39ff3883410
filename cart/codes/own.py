"""Dash Cart's own texts in a QR code: member cards, staff badges, lanes, enrolment.

Each is a prefix and a number: "DCM:1234567", "DCL:4", "DCE:K7QF-29XA"; a badge's is what the store signed
(cart.identity.badge), "DCB:0oRK…".
"""

import re

from cart.codes.code import Code, Kind
from cart.errors import CodeError

_KINDS: dict[str, Kind] = {"DCM": "member", "DCB": "badge", "DCL": "lane", "DCE": "enrolment"}
_NUMBER = re.compile(r"[A-Za-z0-9._~+/=-]{1,200}", re.ASCII)


def own(text: str, symbology: str) -> Code | None:
    """The meaning of one of our own texts; None where it is another's. Raises CodeError for a damaged one."""
    prefix, colon, number = text.partition(":")
    if not colon or prefix not in _KINDS:
        return None
    if not _NUMBER.fullmatch(number):
        raise CodeError(f"This {_KINDS[prefix]} code is damaged: ask for a new one.")
    return Code(_KINDS[prefix], number, text, symbology)
