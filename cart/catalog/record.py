"""Products and terms as JSON tables, and back: what the catalog's file and the wire hold."""

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from cart.catalog.product import Place, Product
from cart.errors import CatalogError
from cart.facts import Terms
from cart.tables import parse, value_of

_FIELDS = dataclasses.fields(Product)
_HINTS = typing.get_type_hints(Product)


def _plain(hint: Any) -> tuple[Any, ...]:
    """The types whose values need no further look: of `int | None` both, of a tuple or a mapping none."""
    return typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,) if isinstance(hint, type) else ()


_PLAIN = {name: _plain(hint) for name, hint in _HINTS.items()}
_DEFAULTS = {
    field.name: field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
    for field in _FIELDS
}
_NEEDED = {name for name, value in _DEFAULTS.items() if value is dataclasses.MISSING}
_PLACE = typing.get_type_hints(Place)


def canonical(table: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no white space: equal tables give equal text."""
    return json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def to_table(product: Product) -> dict[str, Any]:
    """The product as a JSON table. What is as it is by default is left out."""
    table = {name: value for name, value in vars(product).items() if value != _DEFAULTS[name]}
    if product.place is not None:
        table["place"] = dict(vars(product.place))
    if product.names:
        table["names"] = dict(product.names)
    return table


def to_product(table: Mapping[str, Any]) -> Product:
    """The product of a JSON table. Raises CatalogError for an unknown key or a wrong value.

    It checks as cart.tables does, with the types looked up once: a store has tens of thousands of products.
    """
    where = f"Product {table.get('id', '?')}"
    if not table.keys() <= _HINTS.keys() or not table.keys() >= _NEEDED:
        return parse(Product, table, where, CatalogError)
    return Product(**{name: _value(name, value, where) for name, value in table.items()})


def _value(name: str, value: Any, where: str) -> Any:
    if type(value) in _PLAIN[name]:
        return value
    if name == "place" and _is_place(value):
        return Place(**value)
    if name == "names" and isinstance(value, Mapping) and any(type(word) is not str for word in value.values()):
        raise CatalogError(f"{where}.names: each name must be a text.")
    return value_of(_HINTS[name], value, f"{where}.{name}", CatalogError)


def _is_place(value: Any) -> bool:
    known = isinstance(value, Mapping) and value.keys() == _PLACE.keys()
    return known and all(type(part) is _PLACE[key] for key, part in value.items())


def to_terms(table: Mapping[str, Any]) -> Terms:
    """The terms of a JSON table. Raises CatalogError for an unknown key or a wrong value."""
    return parse(Terms, table, "The store's terms", CatalogError)


def digest(texts: Iterable[str]) -> str:
    """A short name of some content: the first 16 hex digits of its SHA-256."""
    hashed = hashlib.sha256()
    for text in texts:
        hashed.update(text.encode() + b"\n")
    return hashed.hexdigest()[:16]
