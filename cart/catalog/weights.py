"""Learnt weights over a catalog: the file weights.csv that a store adds to its own (id, mass_mg, mass_sd_mg)."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from cart.catalog.product import Product
from cart.errors import CatalogError

NAME = "weights.csv"


def reweighed(products: Iterable[Product], path: Path) -> Iterator[Product]:
    """Those of the products whose weight the file knows, with it. Raises CatalogError for a damaged file."""
    known = _read(path)
    for product in products:
        if product.id in known:
            mass, spread = known[product.id]
            yield replace(product, mass_mg=mass, mass_sd_mg=spread)


def _read(path: Path) -> dict[str, tuple[int, int]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["id"]: (int(row["mass_mg"]), int(row["mass_sd_mg"])) for row in csv.DictReader(file)}
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise CatalogError(f"{path} is no list of weights ({error!r}). Delete it: the store sends it again.") from error
