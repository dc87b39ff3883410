"""What a feed's reward types mean, as offers of the schema (cart/pricing/importers/README.md shows how they were read).

What the file does not make clear is not carried, and says so.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from cart.pricing.importers.promotion import NotCarried, Promotion

Deposits = Mapping[str, int]
"""The container deposit of each product of the catalog that has one, cents."""

CONTAINER_CENTS = 30
"""Israel's deposit on a drink's container, agorot (Deposit Law on Beverage Containers, 5759-1999, as in force)."""

LEAST_KG = Decimal("0.01")
"""A MinQty of this, the file's least, sets no minimum weight."""

A_KILOGRAM = 1000
"""AdditionalGiftCount from here on counts grams."""


def reward_of(promotion: Promotion, deposits: Deposits) -> dict[str, Any]:
    """The offer's kind and figures. Raises NotCarried."""
    reward = promotion.text("RewardType")
    if reward not in REWARDS:
        raise NotCarried(f"reward type {reward}: what it means is not shown by the file")
    if promotion.groups > 1:
        raise NotCarried("several groups of goods: how they belong together is not shown by the file")
    if not promotion.items and not promotion.gifts:
        raise NotCarried("it names no items")
    return REWARDS[reward](promotion, deposits)


def is_weighed(promotion: Promotion) -> bool:
    """Whether its quantities are kilograms and its price is one kilogram's."""
    return promotion.text("IsWeightedPromo") == "1"


def _match(promotion: Promotion) -> dict[str, Any]:
    return {"products": list(promotion.items)}


def _for_price(promotion: Promotion, deposits: Deposits) -> dict[str, Any]:
    """Type 1: MinQty pieces together cost DiscountedPrice ("3 for 50": MinQty 3, DiscountedPrice 50.00).

    Of weighed goods DiscountedPrice is a kilogram's, from MinQty kilograms on ("3 kg for 100": 3.00 and 33.33).
    """
    if is_weighed(promotion):
        return _a_kilogram(promotion)
    count = promotion.whole("MinQty")
    price = promotion.cents("DiscountedPrice") - count * _shown_apart(promotion, count, deposits)
    if count == 1:
        return {"kind": "fixed_price", "match": _match(promotion), "price": price}
    return {"kind": "n_for_price", "match": _match(promotion), "n": count, "price": price}


def _a_kilogram(promotion: Promotion) -> dict[str, Any]:
    least, price = promotion.number("MinQty") or LEAST_KG, promotion.cents("DiscountedPrice")
    whole = promotion.number("DiscountedPricePerMida")
    if whole is not None and abs(whole * 100 - price * least) > 1:
        raise NotCarried("DiscountedPrice is not the price of a kilogram in DiscountedPricePerMida")
    table = {"kind": "fixed_price", "match": _match(promotion), "price": price, "per": "kg"}
    if least > LEAST_KG:
        table["min_grams"] = promotion.grams("MinQty")
    if promotion.number("MaxQty"):
        table["max_grams"] = promotion.grams("MaxQty")
    return table


def _shown_apart(promotion: Promotion, count: int, deposits: Deposits) -> int:
    """The deposit of a piece within DiscountedPrice that a receipt will show apart, cents.

    DiscountedPricePerMida is the price of a piece without its deposit. A receipt adds deposits only for products whose
    deposit the catalog knows; of the others the price is what the file says that the customer pays.
    """
    each = promotion.number("DiscountedPricePerMida")
    if each is None:
        return 0
    over = Decimal(promotion.cents("DiscountedPrice")) / count - each * 100
    containers = round(over / CONTAINER_CENTS)
    if containers < 0 or abs(over - containers * CONTAINER_CENTS) > 1:
        raise NotCarried("DiscountedPrice and DiscountedPricePerMida differ by more than deposits")
    known = {deposits.get(name, 0) for name in promotion.items}
    if containers and len(known) > 1:
        raise NotCarried("its goods have different deposits in the catalog")
    return min(containers * CONTAINER_CENTS, *known) if known else 0


def _rate(promotion: Promotion) -> int:
    rate = promotion.whole("DiscountRate")
    if promotion.text("DiscountType") not in ("0", "") or rate > 10_000:
        raise NotCarried("the discount is no rate")
    return rate


def _percent(promotion: Promotion, _: Deposits) -> dict[str, Any]:
    """Type 2: DiscountRate hundredths of a percent off; MinQty pieces at 100 % are a gift of all of them."""
    rate = _rate(promotion)
    count = 1 if is_weighed(promotion) and promotion.number("MinQty") == LEAST_KG else promotion.whole("MinQty")
    if count == 1:
        return {"kind": "percent_off", "match": _match(promotion), "bp": rate}
    if rate == 10_000:
        return {"kind": "n_for_price", "match": _match(promotion), "n": count, "price": 0}
    raise NotCarried("a rate on several pieces: which of them it lowers is not shown by the file")


def _amount(promotion: Promotion, _: Deposits) -> dict[str, Any]:
    """Type 3: seen only as "35 off these goods" with MinAmount and MaxAmount of 0.01, which nothing explains."""
    least, most = promotion.text("MinAmount"), promotion.text("MaxAmount")
    raise NotCarried(f"reward type 3: MinAmount {least} and MaxAmount {most} are not explained by the file")


def _gift(promotion: Promotion, _: Deposits) -> dict[str, Any]:
    """Type 6: gifts at GiftItemPrice. Where bought and given are the same and counted in grams: a price a kilogram."""
    if not promotion.gifts:
        raise NotCarried("a gift that the file does not name")
    many = promotion.number("AdditionalGiftCount") or 0
    if many >= A_KILOGRAM and set(promotion.gifts) == set(promotion.items):
        limit = {"max_grams": promotion.whole("AdditionalGiftCount")}
        return {
            "kind": "fixed_price",
            "match": _match(promotion),
            "price": promotion.cents("GiftItemPrice"),
            "per": "kg",
        } | limit
    if promotion.number("MinPurchaseAmnt"):
        return _gift_from_spend(promotion)
    if promotion.cents("GiftItemPrice"):
        raise NotCarried("a gift at a price: the schema gives the other product by percent only")
    return {
        "kind": "buy_x_get_y",
        "buy_match": _match(promotion),
        "buy": promotion.whole("MinQty"),
        "get_match": {"products": list(promotion.gifts)},
        "get": promotion.whole("AdditionalGiftCount"),
        "bp": 10_000,
    }


def _gift_from_spend(promotion: Promotion) -> dict[str, Any]:
    """Gifts for a sum that is spent on the goods named beside them."""
    return {
        "kind": "fixed_price",
        "match": {"products": list(promotion.gifts)},
        "price": promotion.cents("GiftItemPrice"),
        "spend_match": _match(promotion),
        "max_uses": promotion.whole("AdditionalGiftCount"),
    }


def _same_free(promotion: Promotion, _: Deposits) -> dict[str, Any]:
    """Type 7: of MinQty pieces AdditionalGiftCount are free ("2+1": MinQty 3, AdditionalGiftCount 1)."""
    return _buy_get(promotion, promotion.whole("AdditionalGiftCount"), 10_000)


def _cheapest(promotion: Promotion, _: Deposits) -> dict[str, Any]:
    """Type 9: of MinQty pieces the cheapest is lowered by DiscountRate ("2+1 the cheapest", "the second at half")."""
    return _buy_get(promotion, 1, _rate(promotion))


def _buy_get(promotion: Promotion, get: int, bp: int) -> dict[str, Any]:
    buy = promotion.whole("MinQty") - get
    if buy < 1:
        raise NotCarried("MinQty leaves nothing to buy beside the gift")
    return {"kind": "buy_n_get_m", "match": _match(promotion), "buy": buy, "get": get, "bp": bp}


REWARDS: Mapping[str, Callable[[Promotion, Deposits], dict[str, Any]]] = {
    "1": _for_price,
    "2": _percent,
    "3": _amount,
    "6": _gift,
    "7": _same_free,
    "9": _cheapest,
}
