"""A store's own offers: read from their files, and held against its catalog; every remark has its line."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cart.catalog.offercheck import check_offers, known_only
from cart.catalog.product import Product
from cart.pricing import offerfile
from cart.pricing.importers.promofull import Imported, import_feed

Offers = tuple[Mapping[str, Any], ...]


def offers_in(folder: Path, products: Iterable[Product]) -> tuple[Offers, tuple[str, ...]]:
    """The offers of a store's folder that can be used, and one message for each that is bad or odd."""
    paths = [folder / name for name in offerfile.NAMES if (folder / name).exists()]
    tables, problems = offerfile.load_all(folder)
    return _checked(tables, problems, paths, products)


def offers_of(path: Path, products: Iterable[Product]) -> tuple[Offers, tuple[str, ...]]:
    """The same of one file."""
    tables, problems = offerfile.load(path)
    return _checked(tables, problems, [path], products)


def _checked(
    tables: Sequence[Mapping[str, Any]], problems: Sequence[str], paths: Sequence[Path], products: Iterable[Product]
) -> tuple[Offers, tuple[str, ...]]:
    checked = check_offers(tables, products)
    where = {
        name: f"{path.name}, line {line}" for path in reversed(paths) for name, line in offerfile.lines_of(path).items()
    }
    odd = [f"{where[remark.offer]}: offer {remark.offer!r}: {remark.words}" for remark in checked.remarks]
    return checked.offers, (*problems, *odd)


def offers_of_feed(path: Path, products: Iterable[Product]) -> tuple[Offers, Imported, tuple[str, ...]]:
    """The offers of a chain's PromoFull feed on goods that this store sells, what was carried, and what is odd.

    Raises OfferError where the file is no such feed.
    """
    sold = {product.id: product for product in products}
    imported = import_feed(path, {id: product.deposit_cents for id, product in sold.items() if product.deposit_cents})
    checked = check_offers(known_only(imported.offers, sold), sold.values())
    lost = sum(remark.fatal for remark in checked.remarks)
    odd = [f"offer {remark.offer!r}: {remark.words}" for remark in checked.remarks if not remark.fatal]
    few = [f"{lost} of {len(imported.offers)} offers are on goods that the catalog does not have."] if lost else []
    return checked.offers, imported, (*odd, *few)
