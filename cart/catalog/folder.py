"""One store's catalog, opened from the folder of its files."""

from collections.abc import Callable
from pathlib import Path

from cart.catalog import demo, weights
from cart.catalog.shopoffers import offers_in
from cart.catalog.storefile import with_offers
from cart.catalog.table import CatalogTable

Say = Callable[[str], None]


def quiet(_: str) -> None:
    """Says nothing."""


def open_files(folder: Path, say: Say = quiet) -> CatalogTable:
    """catalog.csv, store.toml, plan.toml and the offers of one store, and what carts have learnt about weights.

    Bad offers are named and left out. Raises CatalogError or OfferError where it cannot be sold from.
    """
    table = demo.load(folder)
    offers, odd = offers_in(folder, table.products())
    for words in odd:
        say(f"An offer: {words}")
    table.set_terms(with_offers(table.terms, offers))
    if (folder / weights.NAME).exists():
        table.add(weights.reweighed(table.products(), folder / weights.NAME))
    return table
