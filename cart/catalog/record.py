"""Products and terms as JSON tables, and back: what the catalog's file and the wire hold."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cart.catalog.product import Product
from cart.errors import CatalogError
from cart.facts import Terms
from cart.tables import parse

_DEFAULTS = {
    field.name: field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
    for field in dataclasses.fields(Product)
}


def canonical(table: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no white space: equal tables give equal text."""
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def to_table(product: Product) -> dict[str, Any]:
    """The product as a JSON table. What is as it is by default is left out."""
    return {name: value for name, value in dataclasses.asdict(product).items() if value != _DEFAULTS[name]}


def to_product(table: Mapping[str, Any]) -> Product:
    """The product of a JSON table. Raises CatalogError for an unknown key or a wrong value."""
    return parse(Product, table, f"Product {table.get('id', '?')}", CatalogError)


def to_terms(table: Mapping[str, Any]) -> Terms:
    """The terms of a JSON table. Raises CatalogError for an unknown key or a wrong value."""
    return parse(Terms, table, "The store's terms", CatalogError)


def digest(texts: Iterable[str]) -> str:
    """A short name of some content: the first 16 hex digits of its SHA-256."""
    hashed = hashlib.sha256()
    for text in texts:
        hashed.update(text.encode() + b"\n")
    return hashed.hexdigest()[:16]
