"""A store's own offers: read from their files, and held against its catalog; every remark has its line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cart.catalog.offercheck import Checked, check_offers, known_only
from cart.catalog.product import Product
from cart.pricing import offerfile
from cart.pricing.importers.promofull import Imported, import_feed, needs_of

Offers = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Sifted:
    """The offers of a file that can be used; a sentence for each that cannot be read; and, for each that is odd in this
    store, whether it is left out for it, and a sentence.
    """

    offers: Offers
    problems: tuple[str, ...] = ()
    remarks: tuple[tuple[bool, str], ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """A sentence for each offer that is left out."""
        return (*self.problems, *(words for fatal, words in self.remarks if fatal))

    @property
    def odd(self) -> tuple[str, ...]:
        """What else is worth a look."""
        return tuple(words for fatal, words in self.remarks if not fatal)

    @property
    def told(self) -> tuple[str, ...]:
        """All of it, in the order of the file."""
        return (*self.problems, *(words for _, words in self.remarks))


def offers_in(folder: Path, products: Iterable[Product]) -> tuple[Offers, tuple[str, ...]]:
    """The offers of a store's folder that can be used, and one message for each that is bad or odd."""
    paths = [folder / name for name in offerfile.NAMES if (folder / name).exists()]
    sifted = _sifted(*offerfile.load_all(folder), paths, products)
    return sifted.offers, sifted.told


def offers_of(path: Path, products: Iterable[Product]) -> tuple[Offers, tuple[str, ...]]:
    """The same of one file."""
    sifted = own_offers(path, products)
    return sifted.offers, sifted.told


def own_offers(path: Path, products: Iterable[Product]) -> Sifted:
    """The offers of a store's own file. Raises OfferError where it is none."""
    return _sifted(*offerfile.load(path), [path], products)


def _sifted(
    tables: Sequence[Mapping[str, Any]], problems: Sequence[str], paths: Sequence[Path], products: Iterable[Product]
) -> Sifted:
    checked = check_offers(tables, products)
    where = {
        name: f"{path.name}, line {line}" for path in reversed(paths) for name, line in offerfile.lines_of(path).items()
    }
    told = [(one.fatal, f"{where[one.offer]}: offer {one.offer!r}: {one.words}") for one in checked.remarks]
    return Sifted(checked.offers, tuple(problems), tuple(told))


def promotions(path: Path, products: Iterable[Product]) -> Sifted:
    """The offers of a chain's PromoFull feed, each that is left out with its reason. Raises OfferError."""
    offers, imported, checked = _of_feed(path, products)
    lost = [f"promotion {number} ({words}): {reason}." for number, words, reason in imported.left_out]
    odd = [(one.fatal, f"promotion {one.offer}: {one.words}") for one in checked.remarks]
    needs = [(False, words) for words in needs_of(offers)]
    return Sifted(offers, tuple(lost), (*needs, *odd))


def offers_of_feed(path: Path, products: Iterable[Product]) -> tuple[Offers, Imported, tuple[str, ...]]:
    """The offers of a chain's PromoFull feed on goods that this store sells, what was carried, and what is odd.

    Raises OfferError where the file is no such feed.
    """
    offers, imported, checked = _of_feed(path, products)
    lost = sum(remark.fatal for remark in checked.remarks)
    odd = [f"offer {remark.offer!r}: {remark.words}" for remark in checked.remarks if not remark.fatal]
    few = [f"{lost} of {len(imported.offers)} offers are on goods that the catalog does not have."] if lost else []
    return offers, imported, (*odd, *few)


def _of_feed(path: Path, products: Iterable[Product]) -> tuple[Offers, Imported, Checked]:
    sold = {product.id: product for product in products}
    imported = import_feed(path, {id: product.deposit_cents for id, product in sold.items() if product.deposit_cents})
    checked = check_offers(known_only(imported.offers, sold), sold.values())
    return checked.offers, imported, checked
