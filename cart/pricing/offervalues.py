"""The values of an offer file, key by key: money, percentages, weights, dates, lists of products.

Each reader takes the file's key and value and gives the schema's value; it raises Refused with words for the grocer.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MATCH = {"everything": "all", "products": "products", "categories": "categories", "not_products": "exclude_products"}
MATCH |= {"not_categories": "exclude_categories"}
GRAMS = {"kg": Decimal(1000), "lb": Decimal("453.59237")}


class Refused(ValueError):
    """A value of the file that cannot be used; `key` is the file's own word."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key = key


def near(word: str, known: Mapping[str, Any]) -> str:
    """The known word that may be meant, else all that are known."""
    close = difflib.get_close_matches(word, known, n=1)
    return f" Did you mean {close[0]!r}?" if close else f" Known: {', '.join(known)}."


def cents_of(key: str, value: Any) -> int:
    """Money as written on a shelf label (3, 3.5, 3.50) in cents. Raises Refused."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Refused(key, f"{value!r} is no amount; write it like 2.50.")
    cents = Decimal(value) * 100
    if cents != cents.to_integral_value() or cents < 0:
        raise Refused(key, f"{value} is no amount of whole cents.")
    return int(cents)


def _bp(key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Refused(key, f"{value!r} is no percentage; write it like 25 or 12.5.")
    bp = Decimal(value) * 100
    if bp != bp.to_integral_value() or not 0 < bp <= 10_000:
        raise Refused(key, f"{value} is not a percentage above 0, up to 100, with at most two decimals.")
    return int(bp)


def _count(key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Refused(key, f"{value!r} is not a whole number of at least 1.")
    return value


def _yes(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(key, f"{value!r} is neither true nor false.")
    return value


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise Refused(key, f"{value!r} is no text.")
    return value


def _texts(key: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise Refused(key, "a list of texts is needed, such as ['a', 'b'].")
    return list(value)


def _match(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused(key, "write it like { categories = ['milk'] }, { products = [...] } or { everything = true }.")
    match: dict[str, Any] = {}
    for word, chosen in value.items():
        if word not in MATCH:
            raise Refused(key, f"{word!r} is not known.{near(word, MATCH)}")
        match[MATCH[word]] = _yes(key, chosen) if word == "everything" else _texts(key, chosen)
    return match


def _day(key: str, value: Any) -> str:
    """A date, or a date with a time of day."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise Refused(key, f"{value!r} is no date; write it like 2026-12-31.")


def _days(key: str, value: Any) -> list[int]:
    days = [text.lower()[:3] for text in _texts(key, value)]
    if unknown := [day for day in days if day not in DAYS]:
        raise Refused(key, f"{unknown[0]!r} is no day; use {', '.join(DAYS)}.")
    return sorted(DAYS.index(day) for day in days)


def _hour(key: str, value: Any) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    raise Refused(key, f"{value!r} is no time of day; write it like 16:00:00.")


def _steps(key: str, value: Any) -> list[dict[str, Any]]:
    readers: Mapping[str, tuple[str, Callable[[str, Any], Any]]] = {
        "quantity": ("n", _count),
        "spend": ("min_spend", cents_of),
        "percent": ("bp", _bp),
        "off": ("amount", cents_of),
        "price": ("price", cents_of),
    }
    return [dict(_row(key, row, readers)) for row in _rows(key, value)]


def _parts(key: str, value: Any) -> list[dict[str, Any]]:
    readers: Mapping[str, tuple[str, Callable[[str, Any], Any]]] = {
        "on": ("match", _match),
        "quantity": ("n", _count),
        "price": ("price", cents_of),
        "or": ("or", _others),
    }
    return [{"n": 1} | dict(_row(key, row, readers)) for row in _rows(key, value)]


def _others(key: str, value: Any) -> list[dict[str, Any]]:
    """What may be taken instead, for how much more."""
    readers: Mapping[str, tuple[str, Callable[[str, Any], Any]]] = {
        "on": ("match", _match),
        "extra": ("extra", cents_of),
    }
    return [{"extra": 0} | dict(_row(key, row, readers)) for row in _rows(key, value)]


def _rows(key: str, value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise Refused(key, "a list of { ... } is needed.")
    return value


def _row(
    key: str, row: Mapping[str, Any], readers: Mapping[str, tuple[str, Callable[[str, Any], Any]]]
) -> Iterator[tuple[str, Any]]:
    for word, value in row.items():
        if word not in readers:
            raise Refused(key, f"{word!r} is not known here.{near(word, readers)}")
        name, reader = readers[word]
        yield name, reader(key, value)


def _per(key: str, value: Any) -> str:
    if value not in GRAMS:
        raise Refused(key, f"{value!r} is no unit of weight; use 'kg' or 'lb'.")
    return str(value)


def _grams(unit: str) -> Callable[[str, Any], int]:
    """A weight in `unit` (2, 0.25) in whole grams, half up."""

    def read(key: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value <= 0:
            raise Refused(key, f"{value!r} is no weight; write it like 2 or 0.250.")
        return int(Decimal(value) * GRAMS[unit] + Decimal("0.5"))

    return read


def _as(name: str, reader: Callable[[str, Any], Any]) -> Callable[[str, Any], dict[str, Any]]:
    return lambda key, value: {name: reader(key, value)}


def _members(key: str, value: Any) -> dict[str, Any]:
    return {"customer_tiers": ["member"]} if _yes(key, value) else {}


def reader_of(key: str) -> Callable[[str, Any], dict[str, Any]] | None:
    """The reader of a key, or None; "words_es" are the words in Spanish."""
    language = key.removeprefix("words_")
    if language != key and 2 <= len(language) <= 11:
        return _as(f"words_in.{language}", _text)
    return READERS.get(key)


READERS: Mapping[str, Callable[[str, Any], dict[str, Any]]] = {
    "words": _as("words", _text),
    "on": _as("match", _match),
    "get_on": _as("get_match", _match),
    "percent": _as("bp", _bp),
    "off": _as("amount", cents_of),
    "price": _as("price", cents_of),
    "quantity": _as("n", _count),
    "buy": _as("buy", _count),
    "get": _as("get", _count),
    "parts": _as("slots", _parts),
    "steps": _as("tiers", _steps),
    "spend": _as("min_spend", cents_of),
    "every_time": _as("repeat", _yes),
    "with_others": _as("stackable", _yes),
    "members_only": _members,
    "for": _as("customer_tiers", _texts),
    "from": _as("valid.from", _day),
    "until": _as("valid.to", _day),
    "days": _as("valid.days", _days),
    "after": _as("valid.start", _hour),
    "before": _as("valid.end", _hour),
    "coupon": _as("coupon", _text),
    "uses_per_coupon": _as("uses_per_coupon", _count),
    "at_most": _as("max_uses", _count),
    "only_one_of": _as("group", _text),
    "not_with_basket_offers": _as("no_basket", _yes),
    "per": _as("per", _per),
    "from_kg": _as("min_grams", _grams("kg")),
    "from_lb": _as("min_grams", _grams("lb")),
    "up_to_kg": _as("max_grams", _grams("kg")),
    "up_to_lb": _as("max_grams", _grams("lb")),
    "spend_on": _as("spend_match", _match),
    "pay_by": _as("tenders", _texts),
    "per_household": _as("household_uses", _count),
}
