"""A store's folder, as carts download it, from what an import has loaded: catalog.csv, store.toml, offers.toml."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from cart.catalog.importers.tabular import COLUMNS
from cart.catalog.product import Product
from cart.errors import CatalogError
from cart.facts import Terms
from cart.pricing.offerwriter import offers_text

PLACE = ("aisle", "x_cm", "y_cm")


def publish(folder: Path, products: Iterable[Product], terms: Terms) -> None:
    """Writes the folder's files; `dashcart store --catalog FOLDER` serves them. Raises CatalogError."""
    files = {
        "catalog.csv": catalog_text(products),
        "store.toml": store_text(terms),
        "offers.toml": offers_text(
            terms.offers, "The store's offers; cart/pricing/README.md tells every kind and key."
        ),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CatalogError(f"{folder} cannot be written ({error.strerror}). Name another folder.") from error


def catalog_text(products: Iterable[Product]) -> str:
    """The products as the CSV that an import reads."""
    products = tuple(products)
    languages = sorted({language for product in products for language in product.names})
    head = [*COLUMNS, *(f"name_{language}" for language in languages)]
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(head)
    for product in products:
        rows.writerow([_cell(product, name) for name in head])
    return out.getvalue()


def _cell(product: Product, name: str) -> str:
    if name.startswith("name_"):
        return product.names.get(name.removeprefix("name_"), "")
    if name in PLACE:
        return str(getattr(product.place, name)) if product.place else ""
    if name == "content":
        return f"{product.content} {product.content_unit}" if product.content else ""
    field = COLUMNS[name][0]
    value = getattr(product, field)
    if value is None or value == "":
        return ""
    if field.endswith("_cents"):
        return f"{Decimal(value) / 100:.2f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ";".join(value) if isinstance(value, tuple) else str(value)


def store_text(terms: Terms) -> str:
    """The terms as a store.toml, without a name: the grocer gives it."""
    rules = "".join(f"{key} = {_toml(value)}\n" for key, value in terms.rules.items() if value is not None)
    rates = "".join(f"{json.dumps(rate)} = {bp}\n" for rate, bp in terms.tax_rates.items())
    named = {"name": "", "version": terms.version.rpartition("-")[0] or terms.version, "currency": terms.currency}
    head = "".join(f"{key} = {_toml(value)}\n" for key, value in named.items())
    return f"{head}\n[tax_rates]\n{rates}\n[rules]\n{rules}"


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = [f"{key if key.isidentifier() else json.dumps(key)} = {_toml(inner)}" for key, inner in value.items()]
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
