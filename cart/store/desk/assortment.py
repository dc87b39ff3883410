"""All that a store sells by: products, terms, offers and plan, as read, and as the files that carts open."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cart.catalog.folder import open_files
from cart.catalog.plan import StorePlan
from cart.catalog.product import Product
from cart.catalog.publish import catalog_text
from cart.catalog.shopoffers import Offers
from cart.catalog.snapshot import Snapshot
from cart.facts import Terms
from cart.identity.files import write_atomically
from cart.pricing.offerwriter import offers_text

CATALOG, TERMS, OFFERS, PLAN = "catalog.csv", "store.toml", "offers.toml", "plan.toml"
HEAD = "The store's offers; cart/pricing/README.md tells every kind and key."


@dataclass(frozen=True)
class Assortment:
    """What was read. `terms` is the text of store.toml, `plan` that of plan.toml ("": none)."""

    products: tuple[Product, ...]
    offers: Offers
    terms: str
    plan: str = ""

    def files(self) -> Mapping[str, bytes]:
        """The files of it, in the one form that every cart reads."""
        texts = {CATALOG: catalog_text(self.products), TERMS: self.terms, OFFERS: offers_text(self.offers, HEAD)}
        return {name: text.encode() for name, text in (texts | ({PLAN: self.plan} if self.plan else {})).items()}


@dataclass(frozen=True)
class Opened:
    """What a cart makes of a folder."""

    products: tuple[Product, ...]
    terms: Terms
    plan: StorePlan | None


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files, each whole and durable when this returns. Raises OSError."""
    for name, data in files.items():
        write_atomically(folder / name, data)


def opened(folder: Path) -> Opened:
    """The folder as a cart opens it. Raises BadInput where it cannot be sold from."""
    table = open_files(folder)
    try:
        snapshot = Snapshot.of(table)
    finally:
        table.close()
    return Opened(snapshot.products, snapshot.terms, snapshot.plan)
