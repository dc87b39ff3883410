"""Offers held against the catalog: goods that it does not have, goods sold by weight, offers that never save."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cart.catalog.product import Product
from cart.pricing.byweight import by_weight

Table = Mapping[str, Any]
SELECTORS = ("match", "buy_match", "get_match", "spend_match")
MANY = 3


@dataclass(frozen=True)
class Remark:
    """What is odd about an offer, as the grocer should hear it. `fatal`: it can never be used as it stands."""

    offer: str
    words: str
    fatal: bool = False


@dataclass(frozen=True)
class Checked:
    """The offers that can be used, and what is odd about any."""

    offers: tuple[Table, ...]
    remarks: tuple[Remark, ...]


def check_offers(tables: Iterable[Table], products: Iterable[Product]) -> Checked:
    """Each offer against the catalog. Those on goods that it does not have at all are left out."""
    shop = Shop(products)
    kept: list[Table] = []
    remarks: list[Remark] = []
    for table in by_weight(tables, {id: product.unit for id, product in shop.products.items()}):
        found = list(shop.remarks(table))
        remarks += found
        if not any(remark.fatal for remark in found):
            kept.append(table)
    return Checked(tuple(kept), tuple(remarks))


class Shop:
    """The catalog as offers see it: products by id, and by category (the department counts as one)."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.products = {product.id: product for product in products}
        self._groups: dict[str, list[Product]] = {}
        for product in self.products.values():
            for name in {*product.categories, product.department}:
                self._groups.setdefault(name, []).append(product)

    def remarks(self, table: Table) -> Iterator[Remark]:
        """Everything odd about one offer."""
        for match in _matches(table):
            yield from self._unknown(table["id"], match)
        wanted = [match for match in _matches(table) if not match.get("all")]
        if any(not self.hit(match) for match in wanted):
            yield Remark(table["id"], "the catalog has none of its goods, so it is left out.", fatal=True)
        elif (words := self._by_piece(table) or self._never_cheaper(table)) is not None:
            yield Remark(table["id"], words)

    def _unknown(self, offer: str, match: Table) -> Iterator[Remark]:
        names = (*match.get("products", ()), *match.get("exclude_products", ()))
        if lost := [name for name in names if name not in self.products]:
            more = f" and {len(lost) - MANY} more" if len(lost) > MANY else ""
            yield Remark(offer, f"not in the catalog: product {', '.join(lost[:MANY])}{more}.")
        for name in (*match.get("categories", ()), *match.get("exclude_categories", ())):
            if name not in self._groups:
                near = difflib.get_close_matches(name, self._groups, n=1)
                yield Remark(
                    offer, f"no product has the category {name!r}." + (f" Did you mean {near[0]!r}?" if near else "")
                )

    def hit(self, match: Table) -> list[Product]:
        """The products that a selector hits."""
        if match.get("all"):
            found = list(self.products.values())
        else:
            found = [self.products[name] for name in match.get("products", ()) if name in self.products]
            found += [product for name in match.get("categories", ()) for product in self._groups.get(name, ())]
        out, barred = set(match.get("exclude_products", ())), set(match.get("exclude_categories", ()))
        return [one for one in found if one.id not in out and not {*one.categories, one.department} & barred]

    def _by_piece(self, table: Table) -> str | None:
        """A price by weight for pieces, or a price of a piece for what is sold by weight."""
        if table["kind"] != "fixed_price":
            return None
        goods = self.hit(table["match"])
        if "per" in table:
            pieces = [product.name for product in goods if not product.sold_by_weight]
            return f"its price is per {table['per']}, but {pieces[0]} is sold by the piece." if pieces else None
        weighed = [product for product in goods if product.sold_by_weight]
        if not weighed:
            return None
        return (
            f"{weighed[0].name} is sold by the {weighed[0].unit}, and the price is for one piece whatever it weighs. "
            f"Give what is sold by weight an offer of its own, with per = '{weighed[0].unit}'."
        )

    def _never_cheaper(self, table: Table) -> str | None:
        """The offer's price against the dearest goods that it could be used on."""
        dearest = self._dearest(table)
        price = table.get("price")
        if price is None or dearest is None or price < dearest:
            return None
        return f"it never saves anything: its goods cost {dearest / 100:.2f} at most without it."

    def _dearest(self, table: Table) -> int | None:
        """The most that the goods of one use may cost by the shelf, cents; None where nobody can say."""
        if table["kind"] == "bundle":
            costs = [self._most(slot["match"], slot.get("n", 1)) for slot in table["slots"]]
            return None if None in costs else sum(cost for cost in costs if cost is not None)
        if table["kind"] not in ("fixed_price", "n_for_price"):
            return None
        return self._most(table["match"], table.get("n", 1), weighed="per" in table)

    def _most(self, match: Table, count: int, *, weighed: bool = False) -> int | None:
        goods = self.hit(match)
        if not goods or any(product.sold_by_weight is not weighed for product in goods):
            return None
        return count * max(product.price_cents for product in goods)


def _matches(table: Table) -> Sequence[Table]:
    slots = [slot.get("match", {}) for slot in table.get("slots", ())]
    return [table[name] for name in SELECTORS if name in table] + slots


def known_only(tables: Iterable[Table], products: Mapping[str, Product]) -> Iterator[Table]:
    """The offers of a chain's feed with the goods that this store sells: a feed names thousands that it does not."""
    for table in tables:
        yield {**table, **{name: _known(table[name], products) for name in SELECTORS if name in table}}


def _known(match: Table, products: Mapping[str, Product]) -> Table:
    return {**match, "products": [name for name in match.get("products", ()) if name in products]}
