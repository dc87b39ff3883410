"""A grocer's files read into one assortment. What is bad is left out and told; nothing that a file says is fatal."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from cart.catalog import plan, storefile
from cart.catalog.importers import RowProblem, is_xml, products_of
from cart.catalog.product import Product
from cart.catalog.publish import store_text
from cart.catalog.shopoffers import Sifted, own_offers, promotions
from cart.catalog.storefile import StoreFile, plain_terms
from cart.errors import BadInput, CatalogError
from cart.pricing.rules import parse_rules
from cart.store.desk.assortment import CATALOG, OFFERS, PLAN, TERMS, Assortment
from cart.store.desk.kinds import Kind, kind_of
from cart.store.desk.report import MOST_LINES, FileReport

FEED_CURRENCY, USUAL_CURRENCY = "ILS", "USD"
"""Where nobody names one: price-transparency feeds are published by the law of one country."""
PLAIN = "plain"
KEPT = "No product is taken out this time."
T = TypeVar("T")
STANDING = {"products": (CATALOG,), "offers": (OFFERS, "offers.csv"), "terms": (TERMS,), "plan": (PLAN,)}


@dataclass(frozen=True)
class How:
    """How the files are meant. `changes`: what they do not name stays (else it goes, of each kind that is given);
    `currency`: of the prices where no terms say; "": as the feed's country, or dollars.
    """

    changes: bool = False
    currency: str = ""


def read(files: Iterable[Path], standing: Path | None, how: How) -> tuple[Assortment, tuple[FileReport, ...]]:
    """The files over what stands in the folder `standing` (None: nothing). Of what is given twice the first counts."""
    reading = _Reading(standing, how)
    for path in files:
        reading.sort(path)
    return reading.all(), tuple(reading.reports)


class _Reading:
    """The files of one draft, by kind."""

    def __init__(self, standing: Path | None, how: How) -> None:
        self._standing, self._how = standing, how
        self._given: dict[Kind, list[Path]] = {"products": [], "offers": [], "promotions": [], "terms": [], "plan": []}
        self.reports: list[FileReport] = []
        self._whole = True

    def sort(self, path: Path) -> None:
        """Looks at what a file is."""
        try:
            self._given[kind_of(path)].append(path)
        except BadInput as error:
            self._refuse(path, error, " " + KEPT)
            self._whole = False

    def all(self) -> Assortment:
        """Everything, in the order in which one needs the other."""
        terms = self._terms()
        floor = self._plan()
        products = self._products(terms)
        return Assortment(products, self._offers(products), terms[1] if terms else self._made_up(products), floor)

    def _made_up(self, products: Iterable[Product]) -> str:
        """Prices as they are, without tax; nothing to sell by ("") where there are terms that cannot be read."""
        if any(one.kind == "" and one.name.endswith(".toml") for one in self.reports):
            return ""
        return store_text(plain_terms(self._currency(), {product.tax for product in products}))

    def _refuse(self, path: Path, error: BadInput, then: str = "") -> None:
        self.reports.append(FileReport(path.name, "", left_out=(_without(path, str(error)) + then,), lost=1))

    def _own(self, kind: Kind) -> list[Path]:
        """What stands of this kind."""
        folder = self._standing
        return [folder / name for name in STANDING.get(kind, ()) if (folder / name).exists()] if folder else []

    # --- terms and plan

    def _terms(self) -> tuple[StoreFile, str] | None:
        """The store's own terms and their text; None where there are none but made-up ones."""
        for path in (*self._given["terms"], *self._own("terms")):
            found = self._tried(path, "terms", _read_terms)
            stands = path.parent == self._standing
            if found and found[0].version != PLAIN and (not stands or self._how.currency in ("", found[0].currency)):
                return found
        return None

    def _plan(self) -> str:
        for path in (*self._given["plan"], *self._own("plan")):
            if (found := self._tried(path, "plan", _read_plan)) is not None:
                return found
        return ""

    def _tried(self, path: Path, kind: Kind, of: Callable[[Path], T]) -> T | None:
        try:
            found = of(path)
        except BadInput as error:
            self._refuse(path, error)
            return None
        if path.parent != self._standing:
            self.reports.append(FileReport(path.name, kind, loaded=1))
        return found

    def _currency(self) -> str:
        if self._how.currency:
            return self._how.currency
        standing = [storefile.load(path).currency for path in self._own("terms")]
        feed = any(is_xml(path) for path in self._given["products"])
        return next(iter(standing), FEED_CURRENCY if feed else USUAL_CURRENCY)

    # --- products

    def _products(self, terms: tuple[StoreFile, str] | None) -> tuple[Product, ...]:
        check = partial(_has_rate, terms[0].tax_rates) if terms else None
        found: dict[str, Product] = {}
        for path in self._given["products"]:
            self._add(found, path, check)
        if self._how.changes or not self._given["products"] or not self._whole:
            for path in self._own("products"):
                self._add(found, path, check)
        return tuple(found.values())

    def _add(self, found: dict[str, Product], path: Path, check: Callable[[Product], object] | None) -> None:
        """The products of one file that no earlier file has."""
        problems: list[RowProblem] = []
        before = len(found)
        try:
            for product in _good(products_of(path, check=check), problems):
                found.setdefault(product.id, product)
        except BadInput as error:
            self._refuse(path, error, " " + KEPT)
            self._whole = False
            return
        broken = any(one.broke_off for one in problems)
        self._whole = self._whole and not broken
        bad = [f"line {one.line}: {one.words}" for one in problems if not one.note]
        notes = (*(one.words for one in problems if one.note), *([KEPT] if broken else ()))
        self._tell(path, "products", len(found) - before, Sifted((), tuple(bad), tuple((False, one) for one in notes)))

    # --- offers

    def _offers(self, products: tuple[Product, ...]) -> tuple[dict[str, Any], ...]:
        found: dict[str, dict[str, Any]] = {}
        for path in self._given["offers"]:
            self._offer(found, path, partial(own_offers, path, products))
        for path in self._given["promotions"]:
            self._offer(found, path, partial(promotions, path, products))
        if self._how.changes or not (self._given["offers"] or self._given["promotions"]):
            for path in self._own("offers"):
                self._offer(found, path, partial(own_offers, path, products))
        return tuple(found.values())

    def _offer(self, found: dict[str, dict[str, Any]], path: Path, of: Callable[[], Sifted]) -> None:
        before = len(found)
        try:
            sifted = of()
        except BadInput as error:
            self._refuse(path, error)
            return
        for offer in sifted.offers:
            found.setdefault(str(offer["id"]), dict(offer))
        self._tell(path, "offers", len(found) - before, sifted)

    def _tell(self, path: Path, kind: Kind, loaded: int, sifted: Sifted) -> None:
        """Of what stood before only what is lost is told."""
        left_out = tuple(_without(path, one) for one in sifted.left_out)
        if path.parent != self._standing or left_out:
            notes = tuple(_without(path, one) for one in sifted.odd[:MOST_LINES])
            self.reports.append(FileReport(path.name, kind, loaded, len(left_out), left_out[:MOST_LINES], notes))


def _good(found: Iterable[Product | RowProblem], problems: list[RowProblem]) -> Iterator[Product]:
    for one in found:
        if isinstance(one, RowProblem):
            problems.append(one)
        else:
            yield one


def _has_rate(rates: Container[str], product: Product) -> None:
    """Raises CatalogError for a product that no price engine could charge."""
    if product.tax not in rates:
        raise CatalogError(f"{product.name}: the tax class {product.tax!r} has no rate in store.toml: add it there.")


def _read_terms(path: Path) -> tuple[StoreFile, str]:
    store = storefile.load(path)
    parse_rules(store.rules, store.tax_rates)
    if not (len(store.currency) == 3 and store.currency.isascii() and store.currency.isupper()):
        raise CatalogError(f"the currency {store.currency[:20]!r} is not three capital letters, like USD.")
    return store, path.read_text(encoding="utf-8")


def _read_plan(path: Path) -> str:
    plan.load(path)
    return path.read_text(encoding="utf-8")


def _without(path: Path, words: str) -> str:
    """A sentence about a file without its path: the page names the file above it."""
    return words.replace(f"{path}: ", "").replace(f"{path.name}, ", "").replace(str(path), path.name)
