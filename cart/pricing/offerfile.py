"""The store's offer file: TOML in plain words, one [[offer]] each, or CSV; every problem is told with its line.

    [[offer]]
    id = "yogurt-4-for-3"
    kind = "several for a price"
    on = { categories = ["yogurt-butter"] }
    quantity = 4
    price = 3.00
    until = 2026-12-31

cart/pricing/README.md lists every kind and key. Money is written as on the shelf (3.00), never as a float: TOML's
numbers are read as decimals.
"""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from cart.errors import OfferError
from cart.pricing.offers import parse_offer
from cart.pricing.offertable import rows_of

NAMES = ("offers.toml", "offers.csv")
LineOf = Callable[[int, str], int]

KINDS: Mapping[str, str] = {
    "percent off": "percent_off",
    "money off": "amount_off",
    "special price": "fixed_price",
    "several for a price": "n_for_price",
    "several, money off": "n_amount_off",
    "buy some, get some": "buy_n_get_m",
    "buy this, get that": "buy_x_get_y",
    "bundle": "bundle",
    "the more, the less": "tiered_qty",
    "spend and save": "spend_amount",
    "spend, percent off": "spend_percent",
    "spend steps": "spend_tiers",
    "manufacturer coupon": "mfr_coupon",
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MATCH = {"everything": "all", "products": "products", "categories": "categories", "not_products": "exclude_products"}
MATCH |= {"not_categories": "exclude_categories"}
FILE_KEYS: Mapping[str, str] = {
    "bp": "percent",
    "amount": "off",
    "n": "quantity",
    "min_spend": "spend",
    "max_uses": "at_most",
    "match": "on",
    "buy_match": "on",
    "get_match": "get_on",
    "tiers": "steps",
    "slots": "parts",
    "repeat": "every_time",
    "stackable": "with_others",
    "valid.from": "from",
    "valid.to": "until",
    "valid.days": "days",
    "valid.start": "after",
    "valid.end": "before",
}
"""The file's key for each field of the schema that a message may name."""


def load(path: Path) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """The good offers as tables of the schema (plus "words"), and one message, with its line, for each bad one.

    Raises OfferError where the file cannot be read or is no TOML (no CSV, where its name ends so).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OfferError(f"{path} cannot be read ({error}). Give an offer file in TOML or CSV (UTF-8).") from error
    return loads_csv(text, path.name) if path.suffix == ".csv" else loads(text, path.name)


def load_all(folder: Path) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """The offers of a store's folder: offers.toml and offers.csv, as far as they are there, as `load`."""
    good: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for path in (folder / name for name in NAMES if (folder / name).exists()):
        tables, wrong = load(path)
        twice = [table["id"] for table in tables if table["id"] in good]
        problems += [*wrong, *(f"{path.name}: offer {id!r} stands in {NAMES[0]} too: keep one." for id in twice)]
        good |= {table["id"]: table for table in tables if table["id"] not in good}
    return tuple(good.values()), tuple(problems)


def loads_csv(text: str, where: str) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """As `loads`, from the text of a CSV file (cart.pricing.offertable)."""
    numbered = list(rows_of(text, where))
    return _sift([row for _, row in numbered], lambda index, _: numbered[index][0], where)


def loads(text: str, where: str) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """The same from the file's text; `where` names it in messages."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise OfferError(f"{where} is not valid TOML: {error}.") from error
    rows = table.get("offer", [])
    if not isinstance(rows, list) or set(table) - {"offer"}:
        raise OfferError(f"{where}: it holds [[offer]] tables and nothing else.")
    return _sift(rows, _Lines(text).of, where)


def _sift(rows: list[Any], line_of: LineOf, where: str) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    good: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for index, row in enumerate(rows):
        try:
            table = table_of(row)
            parse_offer(table)
            if table["id"] in good:
                raise Refused("id", "another offer has this id already; give each its own.")
            good[table["id"]] = table
        except Refused as error:
            problems.append(f"{where}, line {line_of(index, error.key)}: {_name(row)}: {error.key}: {error}")
        except OfferError as error:
            problems.append(f"{where}, line {line_of(index, _field_in(str(error)))}: {error}")
    return tuple(good.values()), tuple(problems)


def _name(row: Mapping[str, Any]) -> str:
    return f"offer {row.get('id', '?')!r}"


def _field_in(message: str) -> str:
    """The file's key for the schema's field that a message names: "offer 'x': bp: ..." tells of percent."""
    found = re.match(r"offer .*?: (\w+(?:\.\w+)?)", message)
    field = found.group(1) if found else ""
    return FILE_KEYS.get(field, field)


class Refused(ValueError):
    """A value of the file that cannot be used; `key` is the file's own word."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key = key


@dataclass(frozen=True)
class _Lines:
    """Where the offers stand in the text: TOML's parser does not tell."""

    text: str

    def of(self, index: int, key: str) -> int:
        """The line of `key` in offer number `index`, else the line that the offer starts on."""
        rows = self.text.splitlines()
        starts = [number for number, row in enumerate(rows) if re.match(r"\s*\[\[\s*offer\s*\]\]", row)]
        end = starts[index + 1] if index + 1 < len(starts) else len(rows)
        inside = range(starts[index], end)
        return 1 + next((n for n in inside if re.match(rf"\s*{re.escape(key)}\s*=", rows[n])), starts[index])


def table_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """One offer of the file as a table of the schema. Raises Refused with the key."""
    if not isinstance(row.get("id"), str):
        raise Refused("id", "a short name is needed, such as id = 'milk-2-for-5'.")
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Refused("kind", f"{kind!r} is not known.{_near(str(kind), KINDS)}")
    table: dict[str, Any] = {"id": row["id"], "kind": KINDS[kind]}
    for key, value in row.items():
        if key in ("id", "kind"):
            continue
        if key not in READERS:
            raise Refused(key, f"this key is not known.{_near(key, READERS)}")
        table.update(READERS[key](key, value))
    return _settled(table)


def _settled(table: dict[str, Any]) -> dict[str, Any]:
    """`on` is what is bought where there is also something to get; dates and hours are one table."""
    if table["kind"] == "buy_x_get_y" and "match" in table:
        table["buy_match"] = table.pop("match")
    valid = {
        key: table.pop(f"valid.{key}") for key in ("from", "to", "days", "start", "end") if f"valid.{key}" in table
    }
    return table | ({"valid": valid} if valid else {})


def _near(word: str, known: Mapping[str, Any]) -> str:
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
            raise Refused(key, f"{word!r} is not known.{_near(word, MATCH)}")
        match[MATCH[word]] = _yes(key, chosen) if word == "everything" else _texts(key, chosen)
    return match


def _day(key: str, value: Any) -> str:
    if isinstance(value, date):
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
    readers: Mapping[str, tuple[str, Callable[[str, Any], Any]]] = {"on": ("match", _match), "quantity": ("n", _count)}
    return [{"n": 1} | dict(_row(key, row, readers)) for row in _rows(key, value)]


def _rows(key: str, value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise Refused(key, "a list of { ... } is needed.")
    return value


def _row(
    key: str, row: Mapping[str, Any], readers: Mapping[str, tuple[str, Callable[[str, Any], Any]]]
) -> Iterator[tuple[str, Any]]:
    for word, value in row.items():
        if word not in readers:
            raise Refused(key, f"{word!r} is not known here.{_near(word, readers)}")
        name, reader = readers[word]
        yield name, reader(key, value)


def _as(name: str, reader: Callable[[str, Any], Any]) -> Callable[[str, Any], dict[str, Any]]:
    return lambda key, value: {name: reader(key, value)}


def _members(key: str, value: Any) -> dict[str, Any]:
    return {"customer_tiers": ["member"]} if _yes(key, value) else {}


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
}
