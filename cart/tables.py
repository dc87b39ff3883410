"""Dataclasses from tables (TOML, JSON), strictly: an unknown key is an error that names the nearest known one."""

import dataclasses
import difflib
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from cart.errors import BadInput

T = TypeVar("T")
PLAIN: tuple[type, ...] = (str, int, float, bool, type(None))
_MOST_WHOLE = 1 << 53
"""Below it a float holds each whole number."""


def parse(kind: type[T], table: Mapping[str, Any], where: str, error: type[BadInput] = BadInput) -> T:
    """Builds the dataclass `kind` from `table`; `where` names the table in messages.

    Raises `error` for what is no table, an unknown key, a missing key without a default, or a value of another type.
    """
    if not isinstance(table, Mapping):
        raise error(f"{where}: a table of keys and values is needed, {_shown(table)} is given.")
    fields, hints = _fields(kind), _hints(kind)  # type: ignore[arg-type]
    for key in table:
        if key not in fields:
            raise error(f"{where}: unknown key {_shown(key)}.{_nearest(key, fields)}")
    for name, field in fields.items():
        if name not in table and _needed(field):
            raise error(f"{where}: the key {name!r} is missing.")
    plain = _plain_types(kind)  # type: ignore[arg-type]
    return kind(
        **{
            key: value if type(value) in plain[key] else value_of(hints[key], value, f"{where}.{key}", error)
            for key, value in table.items()
        }
    )


@functools.cache
def _fields(kind: type[Any]) -> "Mapping[str, dataclasses.Field[Any]]":
    return {field.name: field for field in dataclasses.fields(kind) if field.init}


@functools.cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


@functools.cache
def _plain_types(kind: type[Any]) -> Mapping[str, frozenset[type]]:
    """Of each field, the types whose values it takes as they are: most values need no second look."""
    return {name: _as_they_are(hint) for name, hint in _hints(kind).items()}  # type: ignore[arg-type]


def _as_they_are(hint: Any) -> frozenset[type]:
    union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    hints = typing.get_args(hint) if union else (hint,)
    return frozenset(one for one in PLAIN if one in hints and not (one is int and float in hints))


def _shown(value: object) -> str:
    """A value of any size in a message; Python spells no number of over 4,300 digits."""
    try:
        return repr(value)[:60]
    except ValueError:
        return "a number without end"


def _nearest(key: object, known: Mapping[str, Any]) -> str:
    close = difflib.get_close_matches(str(key), known, n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else f" Known keys: {', '.join(sorted(known))}."


def _needed(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def value_of(hint: Any, value: Any, where: str, error: type[BadInput]) -> Any:
    """`value` as the type `hint`: a dataclass, a union, a tuple, a mapping, a literal or a plain type."""
    origin = typing.get_origin(hint)
    if dataclasses.is_dataclass(hint) and isinstance(value, Mapping):
        return parse(typing.cast(type[Any], hint), value, where, error)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(hint), value, where, error)
    if origin is tuple and isinstance(value, list | tuple):
        return _tuple_of(typing.get_args(hint), value, where, error)
    if origin is typing.Literal:
        return _literal(typing.get_args(hint), value, where, error)
    return _plain(origin or hint, value, where, error)


def _one_of(hints: tuple[Any, ...], value: Any, where: str, error: type[BadInput]) -> Any:
    if value is None and type(None) in hints:
        return None
    real = [hint for hint in hints if hint is not type(None)]
    for hint in real[:-1]:
        try:
            return value_of(hint, value, where, error)
        except BadInput:
            continue
    return value_of(real[-1], value, where, error)


def _tuple_of(hints: tuple[Any, ...], value: Any, where: str, error: type[BadInput]) -> tuple[Any, ...]:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(value_of(hints[0], item, f"{where}[{i}]", error) for i, item in enumerate(value))
    if len(hints) != len(value):
        raise error(f"{where}: {len(hints)} values are needed, {len(value)} are given.")
    pairs = zip(hints, value, strict=True)
    return tuple(value_of(hint, item, f"{where}[{i}]", error) for i, (hint, item) in enumerate(pairs))


def _literal(choices: tuple[Any, ...], value: Any, where: str, error: type[BadInput]) -> Any:
    if value not in choices:
        known = ", ".join(repr(choice) for choice in choices)
        raise error(f"{where}: {_shown(value)} is not one of {known}.")
    return value


def _plain(kind: Any, value: Any, where: str, error: type[BadInput]) -> Any:
    if kind is Any:
        return value
    if kind is float and type(value) is int and abs(value) < _MOST_WHOLE:
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
        raise error(f"{where}: {kind.__name__} is needed, {_shown(value)} is given.")
    return value
