"""The catalog as a trip sees it: whole, in memory, and unchanging."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from cart.catalog.plan import StorePlan
from cart.catalog.product import Product
from cart.catalog.record import canonical, digest, to_table
from cart.catalog.storefile import Member
from cart.catalog.table import CatalogTable
from cart.codes.code import Code
from cart.errors import CatalogError
from cart.facts import Terms
from cart.pricing.rules import tax_classes


@dataclass(frozen=True)
class Snapshot:
    """All products with the terms they are sold under. Two of equal content have equal `version`."""

    version: str
    terms: Terms
    products: tuple[Product, ...] = field(repr=False)
    plan: StorePlan | None = field(default=None, repr=False)
    members: tuple[Member, ...] = field(default=(), repr=False)
    _ids: Mapping[str, Product] = field(default_factory=dict, repr=False, compare=False)
    _gtins: Mapping[str, Product] = field(default_factory=dict, repr=False, compare=False)
    _plus: Mapping[str, Product] = field(default_factory=dict, repr=False, compare=False)
    _items: Mapping[str, Product] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, table: CatalogTable) -> "Snapshot":
        """What the table holds now. Raises CatalogError where it has no terms or cannot be read."""
        made = cls._made(table.products(), table.records(), table.terms, table.plan)
        return replace(made, members=table.members)

    @classmethod
    def of_products(cls, products: Iterable[Product], terms: Terms, plan: StorePlan | None = None) -> "Snapshot":
        """A snapshot of these products."""
        by_id = {product.id: product for product in products}
        records = (canonical(to_table(by_id[id])) for id in sorted(by_id))
        return cls._made(by_id.values(), records, terms, plan)

    @classmethod
    def _made(
        cls, products: Iterable[Product], records: Iterable[str], terms: Terms, plan: StorePlan | None
    ) -> "Snapshot":
        by_id = {product.id: product for product in products}
        _check_rates(by_id.values(), terms)
        content = asdict(replace(terms, release=""))
        version = digest([*records, canonical(content), canonical(asdict(plan) if plan else {})])
        plus = {product.plu: product for product in by_id.values() if product.plu}
        gtins = {product.gtin: product for product in by_id.values() if product.gtin}
        items = {item: product for gtin, product in gtins.items() if (item := item_number(gtin))}
        return cls(version, terms, tuple(by_id.values()), plan, (), by_id, gtins, plus, items)

    def by_id(self, id: str) -> Product | None:
        """The product of that id."""
        return self._ids.get(id)

    def find(self, code: Code) -> Product | None:
        """The product that a code means.

        A GTIN; a PLU; or a store's own label with a price or weight in it, by its number without the value or
        by the store's item number in it.
        """
        if code.kind == "plu":
            return self._plus.get(code.key)
        if code.kind != "gtin":
            return None
        return self._gtins.get(code.key) or self._by_item(code.key)

    def _by_item(self, key: str) -> Product | None:
        """By the item number of a store's own label, or where `key` is one."""
        item = item_number(key) or key.lstrip("0")
        return self._items.get(item) or self._plus.get(item)

    def knows(self, gtin14: str) -> bool:
        """Whether the store sells that GTIN-14, or packs what bears that label itself."""
        return gtin14 in self._gtins or bool(item_number(gtin14) and self._by_item(gtin14))

    def tiers_of(self, member: str) -> tuple[str, ...]:
        """What a member card's number entitles to. Where the store lists no members, every card is a member's."""
        listed = {one.number: one.tiers for one in self.members}
        return listed.get(member, ()) if listed else ("member",)

    def produce(self) -> tuple[Product, ...]:
        """What is sold loose by a PLU, by name."""
        return tuple(sorted(self._plus.values(), key=lambda product: (product.name, product.id)))


def _check_rates(products: Iterable[Product], terms: Terms) -> None:
    """Raises CatalogError for a product whose tax class has no rate: the price engine could not charge it."""
    classes = tax_classes(terms.rules, terms.tax_rates)
    for product in products:
        if product.tax not in classes:
            raise CatalogError(
                f"Product {product.id} has the tax class {product.tax!r}, which has no rate. Add it to tax_rates in "
                "store.toml and import again."
            )


def item_number(gtin14: str) -> str:
    """The store's item number (without leading zeros) in a label of the prefixes 02 and 20 to 29, else "".

    Restricted circulation numbers for variable measure (GS1 General Specifications, 2.1.12): the five digits after
    the two of the prefix are the item in the layouts of the United States, the United Kingdom and Israel.
    """
    inside = len(gtin14) == 14 and gtin14[0] == "0" and (gtin14[1] == "2" or gtin14[1:3] == "02")
    return gtin14[3:8].lstrip("0") if inside else ""
