"""Manufacturers' printed coupons (AI 8110) as offers: by what they say of themselves, on the goods of this store.

Source: GS1 US, North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols. Carried: an amount, or
as many free pieces as are bought, for a number of pieces of a maker's family. Not carried, and so for a person: rates,
sums or weights to be bought, several purchases, families that the catalog does not name ("family-PREFIX-123").
"""

import re
from collections.abc import Mapping
from typing import Any

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.codes.code import Code
from cart.codes.coupons import Printed, printed
from cart.errors import CouponError

FREE_CENTS = 100_000
"""More than a piece costs: a coupon pays what its goods cost at most."""

ANY_FAMILY = "000"
CENTS, FREE = "0", "2"
PIECES = "0"
_IS_PRINTED = re.compile(r"\W*8110")


def goods_of(code: Code, shop: Snapshot) -> tuple[str, ...]:
    """The products that a scanned coupon is for; none where the store takes no printed ones, or a person must look."""
    if not shop.terms.rules.get("printed_coupons") or not _IS_PRINTED.match(code.text):
        return ()
    found = _read(code.key)
    return tuple(product.id for product in shop.products if _meant(product, found)) if found else ()


def offer_of(key: str, goods: tuple[str, ...]) -> Mapping[str, Any] | None:
    """The offer of the price engine that a coupon's own data make on these goods, or None."""
    found = _read(key)
    if not found or not goods:
        return None
    return {
        "id": f"coupon-{key}", "kind": "mfr_coupon", "match": {"products": list(goods)}, "n": found.requirement,
        "amount": found.saves if found.save_code == CENTS else FREE_CENTS * found.requirement, "coupon": key,
    }  # fmt: skip


def _read(key: str) -> Printed | None:
    """The coupon's data, where they mean something here."""
    try:
        found = printed(key)
    except CouponError:
        return None
    clear = found.requirement_code == PIECES and found.requirement > 0 and not found.more_purchases
    gives = found.save_code == CENTS or (found.save_code == FREE and found.saves == found.requirement)
    return found if clear and gives and found.saves > 0 else None


def _meant(product: Product, found: Printed) -> bool:
    """Whether the product is of the maker's family. A prefix of six digits lacks the zero that its GTIN-13 has."""
    prefix = f"0{found.prefix}" if len(found.prefix) == 6 else found.prefix
    if product.gtin is None or product.no_discount or not product.gtin[1:].startswith(prefix):
        return False
    return found.family == ANY_FAMILY or f"family-{found.prefix}-{found.family}" in product.categories
