"""A store's own file (store.toml): its name, its currency, its tax rates and rules, its members."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cart.catalog.record import canonical, digest
from cart.errors import CatalogError
from cart.facts import Terms
from cart.tables import parse


@dataclass(frozen=True)
class Member:
    """A member card's number and what it entitles to."""

    number: str
    tiers: tuple[str, ...] = ("member",)


@dataclass(frozen=True)
class StoreFile:
    """The whole file. `rules` are the pricing rules; `tax_rates` are basis points by tax class."""

    name: str
    currency: str
    tax_rates: Mapping[str, int]
    rules: Mapping[str, Any]
    version: str = "1"
    languages: tuple[str, ...] = ("en",)
    address: str = ""
    members: tuple[Member, ...] = ()

    def terms(self, offers: Iterable[Mapping[str, Any]] = ()) -> Terms:
        """The terms with these offers. Their version is the file's, and a digest that changes with any of them."""
        return with_offers(Terms(f"{self.version}-", self.currency, self.rules, self.tax_rates), offers)


def with_offers(terms: Terms, offers: Iterable[Mapping[str, Any]]) -> Terms:
    """The terms with these offers instead of theirs, under a version that says so."""
    offers, plain = tuple(offers), terms.version.rpartition("-")[0] or terms.version
    content = {"currency": terms.currency, "rules": terms.rules, "tax_rates": terms.tax_rates, "offers": offers}
    version = f"{plain}-{digest([canonical(content)])[:8]}"
    return Terms(version, terms.currency, terms.rules, terms.tax_rates, offers)


def plain_terms(currency: str, tax_classes: Iterable[str] = ("A",), offers: Iterable[Mapping[str, Any]] = ()) -> Terms:
    """Terms for products that came without any: no tax, as for a feed whose prices contain it."""
    rules = {"rounding": "half_up", "tax_mode": "inclusive", "tax_rounding": "half_up", "price_lock": "lowest_seen"}
    return StoreFile("", currency, dict.fromkeys(sorted(tax_classes), 0), rules, "plain").terms(offers)


def load(path: Path) -> StoreFile:
    """Reads a store's file. Raises CatalogError with the file, the key and what to do."""
    store = parse(StoreFile, read_toml(path), str(path), CatalogError)
    for rate, bp in store.tax_rates.items():
        if type(bp) is not int or not 0 <= bp <= 10_000:
            raise CatalogError(f"{path}: tax_rates.{rate} must be basis points from 0 to 10000 (8.25 % is 825).")
    return store


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file's table. Raises CatalogError where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogError(
            f"{path} cannot be read ({error.strerror}). Check its name and that you may read it."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"{path} is not valid TOML: {error}. Correct that place and try again.") from error
