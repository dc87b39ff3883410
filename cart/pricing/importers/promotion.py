"""One promotion of a price-transparency feed, however the chain spells it: its fields, its goods, its gifts, its clubs.

Chains differ in element names (Promotion or Sale; PromotionId or PromotionID; Item, PromotionItem, or one item a Sale
or Line) and in where the reward stands (at the promotion, or at each item of a group). Names count without their case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

LONGEST_OWN_NUMBER = 6
"""Item codes this short are the store's own (PLU); longer ones are GTINs."""

MOST = 10**9
"""No quantity and no price of a feed is larger; Decimal also reads "NaN", "Infinity" and "1e400"."""

SPELT: Mapping[str, str] = {
    "minpurchaseamount": "minpurchaseamnt",
    "remarks": "remark",
    "bisweighted": "isweightedpromo",
    "isweighted": "isweightedpromo",
}
OF_ITEM = frozenset(
    {"rewardtype", "minqty", "maxqty", "discountedprice", "discountedpricepermida", "discountrate", "discounttype"}
    | {"isweightedpromo"}
)
"""What newer feeds say of each item and older ones of the promotion."""

PASSING = (
    "promotionupdatedate",
    "promotionupdatetime",
    "priceupdatedate",
    "itemcode",
    "itemtype",
    "isgiftitem",
    "clubid",
)
"""Fields by which two rows of one promotion may differ."""

Names = tuple[str, ...]


class NotCarried(ValueError):
    """Why a promotion has no like in the schema, or is not clear from the file."""


@dataclass(frozen=True)
class Promotion:
    """One promotion: its own fields (names in small letters), its products, those of its gifts, and its clubs."""

    fields: Mapping[str, str]
    items: tuple[str, ...] = ()
    gifts: tuple[str, ...] = ()
    clubs: tuple[str, ...] = ()
    groups: int = 0
    key: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def number_of(self) -> str:
        """The promotion's id in the file."""
        return self.text("PromotionId") or "?"

    def text(self, name: str) -> str:
        """A field's text, empty where it is not there."""
        return self.fields.get(name.lower(), "")

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

    def grams(self, name: str) -> int:
        """A field's kilograms in grams. Raises NotCarried."""
        value = self.number(name)
        if value is None or value <= 0 or (value * 1000) != (value * 1000).to_integral_value():
            raise NotCarried(f"{name} is no weight")
        return int(value * 1000)

    def joined(self, other: "Promotion") -> "Promotion":
        """This and another row of the same promotion as one."""
        items, gifts = (*self.items, *other.items), (*self.gifts, *other.gifts)
        return replace(self, items=tuple(dict.fromkeys(items)), gifts=tuple(dict.fromkeys(gifts)))


def promotions_of(element: Element) -> Iterator[Promotion]:
    """What a promotion's element holds: one, or one for each reward where its items have rewards of their own."""
    fields, items = _fields(element), list(_items(element))
    clubs = tuple(dict.fromkeys((one.text or "").strip() for one in element.iter() if name_of(one) == "clubid"))
    groups = sum(1 for one in element.iter() if name_of(one) == "group")
    rewards: dict[tuple[tuple[str, str], ...], list[dict[str, str]]] = {}
    for item in items:
        rewards.setdefault(tuple((name, item[name]) for name in item if name in OF_ITEM), []).append(item)
    for reward, rows in (rewards or {(): []}).items():
        for whole, bought, given in _gifts(fields | dict(reward), rows):
            key = tuple(sorted((name, text) for name, text in whole.items() if name not in PASSING))
            yield Promotion(whole, bought, given, clubs, groups, key)


def _gifts(fields: dict[str, str], rows: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], Names, Names]]:
    """(fields, bought, given), once for each price of a gift; goods that are bought and given stay together."""
    bought = _ids(row for row in rows if row.get("isgiftitem") != "1")
    prices: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row.get("isgiftitem") == "1":
            prices.setdefault(row.get("giftitemprice", ""), []).append(row)
    for price, gifts in (prices or {"": []}).items():
        given = _ids(gifts)
        same = set(given) <= set(bought)
        yield fields | ({"giftitemprice": price} if price else {}), given if given and same else bought, given


def _ids(rows: Iterable[dict[str, str]]) -> Names:
    return tuple(dict.fromkeys(_id(row["itemcode"]) for row in rows))


def name_of(element: Element) -> str:
    """An element's name in small letters, without a namespace, as it is spelt most often."""
    name = str(element.tag).rpartition("}")[2].lower()
    return SPELT.get(name, name)


def _fields(element: Element) -> dict[str, str]:
    """The leaves of the promotion that belong to none of its items."""
    found: dict[str, str] = {}
    for child in element:
        if len(child) and not _is_item(child):
            found |= _fields(child)
        elif not len(child) and name_of(child) != "itemcode":
            found.setdefault(name_of(child), (child.text or "").strip())
    return found


def _is_item(element: Element) -> bool:
    return any(name_of(child) == "itemcode" for child in element)


def _items(element: Element) -> Iterator[dict[str, str]]:
    """Each item's leaves; a promotion that names one item itself is one row of that item."""
    own = (
        [element]
        if _is_item(element)
        else [child for child in element.iter() if child is not element and _is_item(child)]
    )
    for item in own:
        leaves = {name_of(leaf): (leaf.text or "").strip() for leaf in item if not len(leaf)}
        if leaves["itemcode"]:
            yield leaves


def _id(code: str) -> str:
    """The product's id as the catalog has it: GTIN-14, or PLU and the store's own number."""
    if not (code.isascii() and code.isdigit()):
        return code
    return f"PLU{int(code)}" if len(code) <= LONGEST_OWN_NUMBER else code.zfill(14)
