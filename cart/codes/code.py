"""A scanned text after its meaning is known."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["gtin", "plu", "coupon", "member", "badge", "lane", "enrolment", "other"]


@dataclass(frozen=True)
class Code:
    """One understood code.

    `key` is what is looked up: a GTIN-14, a PLU of 4 or 5 digits, a coupon's, member's, lane's or badge's number.
    `weight_g` and `price_cents` are those that the symbol itself carries (variable-measure labels, AI 310n / 392n);
    `expires` is AI 17 or 15 as "YYYY-MM-DD"; `undated`: elements behind the product are damaged, and its date may be
    among them. `text` is the scanned text, bounded and free of control characters.
    """

    kind: Kind
    key: str
    text: str
    symbology: str = ""
    weight_g: int | None = None
    price_cents: int | None = None
    expires: str | None = None
    batch: str | None = None
    serial: str | None = None
    undated: bool = False
