"""Price-transparency PromoFull feeds: each promotion becomes an offer of the schema, or is named with its reason.

The files do not say what a reward type means; cart/pricing/README.md shows what was read from prices,
quantities and descriptions, and what stays unclear. What is unclear is not carried. Files come from strangers:
entities and document types are refused, and one promotion at a time is held in memory.
"""

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from cart.errors import OfferError
from cart.pricing.offers import parse_offer

LONGEST_OWN_NUMBER = 6
"""Item codes this short are the store's own (PLU); longer ones are GTINs."""

CONTAINER_CENTS = 30
"""Israel's deposit on a drink's container, agorot (Deposit Law on Beverage Containers, 5759-1999, as in force)."""

MOST = 10**9
"""No quantity and no price of a feed is larger; Decimal also reads "NaN", "Infinity" and "1e400"."""


class NotCarried(ValueError):
    """Why a promotion has no like in the schema, or is not clear from the file."""


@dataclass(frozen=True)
class Imported:
    """The offers as tables of the schema with their words, and (promotion id, description, reason) of the others."""

    offers: tuple[dict[str, Any], ...]
    left_out: tuple[tuple[str, str, str], ...]

    @property
    def share_bp(self) -> int:
        """The share carried, basis points."""
        return len(self.offers) * 10_000 // max(1, len(self.offers) + len(self.left_out))

    def report(self) -> str:
        """The share, the reasons counted, and every promotion that was left out."""
        whole = len(self.offers) + len(self.left_out)
        percent = Decimal(self.share_bp) / 100
        rows = [f"{len(self.offers)} of {whole} promotions are carried ({percent} %)."]
        rows += [f"{count:6d}  {reason}" for reason, count in Counter(r for _, _, r in self.left_out).most_common()]
        return "\n".join([*rows, *(f"{number}\t{words}\t{reason}" for number, words, reason in self.left_out)])


def import_feed(path: Path) -> Imported:
    """Reads a feed, gzip or plain. Raises OfferError where the file is no such feed."""
    offers: dict[str, dict[str, Any]] = {}
    left_out = []
    for promotion in _promotions(path):
        number, words = promotion.text("PromotionId") or "?", promotion.text("PromotionDescription")
        try:
            table = offer_of(promotion)
            if table["id"] in offers:
                raise NotCarried("the promotion's id stands in the file twice")
            offers[table["id"]] = table
        except NotCarried as reason:
            left_out.append((number, words, str(reason)))
        except OfferError as error:
            left_out.append((number, words, str(error).split(": ", 1)[-1]))
    return Imported(tuple(offers.values()), tuple(left_out))


@dataclass(frozen=True)
class Promotion:
    """One promotion's own fields, its item codes, those of its gifts, and its clubs."""

    fields: Mapping[str, str]
    items: tuple[str, ...]
    gifts: tuple[str, ...]
    clubs: tuple[str, ...]

    def text(self, name: str) -> str:
        """A field's text, empty where it is not there."""
        return self.fields.get(name, "")

    def number(self, name: str) -> Decimal | None:
        """A field's number, None where it is not there. Raises NotCarried for what is no number."""
        if not self.text(name):
            return None
        try:
            value = Decimal(self.text(name))
        except InvalidOperation as error:
            raise NotCarried(f"{name} is no number") from error
        if not value.is_finite() or abs(value) > MOST:
            raise NotCarried(f"{name} is no number that a shop could mean")
        return value

    def whole(self, name: str) -> int:
        """A field's whole number of at least 1. Raises NotCarried."""
        value = self.number(name)
        if value is None or value < 1 or value != value.to_integral_value():
            raise NotCarried(f"{name} is not a whole number of pieces")
        return int(value)

    def cents(self, name: str) -> int:
        """A field's money in hundredths. Raises NotCarried."""
        value = self.number(name)
        if value is None or value < 0 or (value * 100) != (value * 100).to_integral_value():
            raise NotCarried(f"{name} is no amount of money")
        return int(value * 100)


def _promotions(path: Path) -> Iterator[Promotion]:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            yield from _read(gzip.GzipFile(fileobj=raw) if packed else raw, path)
    except (OSError, EOFError, zlib.error) as error:
        raise OfferError(f"{path} cannot be read ({error}). Give a PromoFull file, gzip or XML.") from error


def _read(stream: IO[bytes] | gzip.GzipFile, path: Path) -> Iterator[Promotion]:
    found = False
    try:
        for _, element in iterparse(stream, forbid_dtd=True):
            if element.tag == "Promotion":
                found = True
                yield _promotion(element)
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise OfferError(f"{path} is no XML that can be trusted ({error}).") from error
    if not found:
        raise OfferError(f"{path} holds no Promotion elements: it is no PromoFull feed.")


def _promotion(element: Element) -> Promotion:
    fields = {leaf.tag: (leaf.text or "").strip() for leaf in element.iter() if not len(leaf)}
    items: list[str] = []
    gifts: list[str] = []
    for item in element.iter("Item"):
        name = _item_id((item.findtext("ItemCode") or "").strip())
        (gifts if item.findtext("IsGiftItem") == "1" else items).append(name)
    clubs = tuple((club.text or "").strip() for club in element.iter("ClubId"))
    return Promotion(fields, tuple(dict.fromkeys(items)), tuple(dict.fromkeys(gifts)), clubs)


def _item_id(code: str) -> str:
    """The product's id as the catalog has it: GTIN-14, or PLU and the store's own number."""
    if not code.isdigit():
        return code
    return f"PLU{int(code)}" if len(code) <= LONGEST_OWN_NUMBER else code.zfill(14)


def offer_of(promotion: Promotion) -> dict[str, Any]:
    """The promotion as a table of the schema. Raises NotCarried, or OfferError where the offer contradicts itself."""
    _refuse(promotion)
    reward = promotion.text("RewardType")
    if reward not in REWARDS:
        raise NotCarried(f"reward type {reward}: what it means is not shown by the file")
    table = {"id": promotion.text("PromotionId"), "words": promotion.text("PromotionDescription")}
    table |= REWARDS[reward](promotion) | _gates(promotion)
    parse_offer(table)
    return table


def _refuse(promotion: Promotion) -> None:
    """Conditions that no offer of the schema can carry."""
    if promotion.text("AdditionalIsActive") == "0":
        raise NotCarried("not active")
    if promotion.text("IsWeightedPromo") == "1" or (promotion.number("AdditionalGiftCount") or 0) >= 1000:
        raise NotCarried("a price per kilogram up to some weight: the schema has no limit by weight")
    if promotion.number("MinPurchaseAmnt"):
        raise NotCarried("needs a purchase of other goods: the schema has no item offer on such a condition")
    if "אמצעי תשלום" in promotion.text("Remark"):
        raise NotCarried("needs a means of payment, known only when the shopper pays")
    if promotion.text("PromotionStartHour")[:5] != "00:00" or promotion.text("PromotionEndHour")[:5] != "23:59":
        raise NotCarried("hours: whether they hold daily or bound the whole run is not shown by the file")
    if not promotion.items:
        raise NotCarried("it names no items")


def _gates(promotion: Promotion) -> dict[str, Any]:
    gates: dict[str, Any] = {
        "valid": {"from": promotion.text("PromotionStartDate"), "to": promotion.text("PromotionEndDate")}
    }
    if "0" not in promotion.clubs and promotion.clubs:
        gates["customer_tiers"] = [f"club-{club}" for club in promotion.clubs]
    if promotion.text("AdditionalIsCoupon") == "1":
        gates |= {"coupon": promotion.text("PromotionId"), "uses_per_coupon": 1}
    elif promotion.text("AllowMultipleDiscounts") == "0":
        raise NotCarried("AllowMultipleDiscounts is 0: whether once a basket or not beside others is not shown")
    if promotion.number("MaxQty"):
        per_use = promotion.whole("MinQty")
        if promotion.whole("MaxQty") < per_use:
            raise NotCarried("MaxQty lies below MinQty")
        gates["max_uses"] = promotion.whole("MaxQty") // per_use
    return gates


def _match(promotion: Promotion) -> dict[str, Any]:
    return {"products": list(promotion.items)}


def _for_price(promotion: Promotion) -> dict[str, Any]:
    """Type 1: MinQty pieces together cost DiscountedPrice ("3 for 50": MinQty 3, DiscountedPrice 50.00)."""
    count = promotion.whole("MinQty")
    price = promotion.cents("DiscountedPrice") - count * _deposit(promotion, count)
    if count == 1:
        return {"kind": "fixed_price", "match": _match(promotion), "price": price}
    return {"kind": "n_for_price", "match": _match(promotion), "n": count, "price": price}


def _deposit(promotion: Promotion, count: int) -> int:
    """The container deposit of a piece that DiscountedPrice holds, cents; a receipt shows deposits apart.

    DiscountedPricePerMida is the price of a piece without it: where both differ, they do so by whole containers.
    """
    each = promotion.number("DiscountedPricePerMida")
    if each is None:
        return 0
    over = Decimal(promotion.cents("DiscountedPrice")) / count - each * 100
    containers = round(over / CONTAINER_CENTS)
    if containers < 0 or abs(over - containers * CONTAINER_CENTS) > 1:
        raise NotCarried("DiscountedPrice and DiscountedPricePerMida differ by more than deposits")
    return containers * CONTAINER_CENTS


def _rate(promotion: Promotion) -> int:
    rate = promotion.whole("DiscountRate")
    if promotion.text("DiscountType") != "0" or rate > 10_000:
        raise NotCarried("the discount is no rate")
    return rate


def _percent(promotion: Promotion) -> dict[str, Any]:
    """Type 2: DiscountRate hundredths of a percent off; MinQty pieces at 100 % are a gift of all of them."""
    count, rate = promotion.whole("MinQty"), _rate(promotion)
    if count == 1:
        return {"kind": "percent_off", "match": _match(promotion), "bp": rate}
    if rate == 10_000:
        return {"kind": "n_for_price", "match": _match(promotion), "n": count, "price": 0}
    raise NotCarried("a rate on several pieces: which of them it lowers is not shown by the file")


def _amount(promotion: Promotion) -> dict[str, Any]:
    """Type 3: seen only as "35 off these goods" with MinAmount and MaxAmount of 0.01, which nothing explains."""
    least, most = promotion.text("MinAmount"), promotion.text("MaxAmount")
    raise NotCarried(f"reward type 3: MinAmount {least} and MaxAmount {most} are not explained by the file")


def _gift(promotion: Promotion) -> dict[str, Any]:
    """Type 6: MinQty pieces bought, AdditionalGiftCount gifts at GiftItemPrice; carried where they are free."""
    if promotion.cents("GiftItemPrice") or not promotion.gifts:
        raise NotCarried("a gift at a price: the schema gives the other product by percent only")
    return {
        "kind": "buy_x_get_y",
        "buy_match": _match(promotion),
        "buy": promotion.whole("MinQty"),
        "get_match": {"products": list(promotion.gifts)},
        "get": promotion.whole("AdditionalGiftCount"),
        "bp": 10_000,
    }


def _same_free(promotion: Promotion) -> dict[str, Any]:
    """Type 7: of MinQty pieces AdditionalGiftCount are free ("2+1": MinQty 3, AdditionalGiftCount 1)."""
    free = promotion.whole("AdditionalGiftCount")
    return _buy_get(promotion, free, 10_000)


def _cheapest(promotion: Promotion) -> dict[str, Any]:
    """Type 9: of MinQty pieces the cheapest is lowered by DiscountRate ("2+1 the cheapest", "the second at half")."""
    return _buy_get(promotion, 1, _rate(promotion))


def _buy_get(promotion: Promotion, get: int, bp: int) -> dict[str, Any]:
    buy = promotion.whole("MinQty") - get
    if buy < 1:
        raise NotCarried("MinQty leaves nothing to buy beside the gift")
    return {"kind": "buy_n_get_m", "match": _match(promotion), "buy": buy, "get": get, "bp": bp}


REWARDS: Mapping[str, Callable[[Promotion], dict[str, Any]]] = {
    "1": _for_price,
    "2": _percent,
    "3": _amount,
    "6": _gift,
    "7": _same_free,
    "9": _cheapest,
}
