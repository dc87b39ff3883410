"""A store, from its folder: catalog.csv, store.toml, and plan.toml where there is one."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cart.catalog import plan, storefile
from cart.catalog.importers import RowProblem, csv_file
from cart.catalog.product import Product
from cart.catalog.table import CatalogTable
from cart.errors import CatalogError


def load(folder: Path, offers: Iterable[Mapping[str, Any]] = (), into: str | Path = ":memory:") -> CatalogTable:
    """The catalog of the store in `folder`, with these offers in its terms.

    Raises CatalogError where a file is missing or any row is wrong: the demo store has no wrong rows.
    """
    table = CatalogTable(into)
    table.add(products(folder / "catalog.csv"))
    store = storefile.load(folder / "store.toml")
    table.set_terms(store.terms(offers))
    table.set_members(store.members)
    if (folder / "plan.toml").exists():
        table.set_plan(plan.load(folder / "plan.toml"))
    return table


def products(path: Path) -> list[Product]:
    """All products of a CSV file. Raises CatalogError with the first wrong row."""
    found = list(csv_file(path))
    for problem in found:
        if isinstance(problem, RowProblem) and not problem.note:
            raise CatalogError(f"{path}, line {problem.line}: {problem.words}")
    return [product for product in found if isinstance(product, Product)]
