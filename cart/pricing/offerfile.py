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

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from cart.errors import OfferError
from cart.pricing.meals import meals
from cart.pricing.offers import parse_offer
from cart.pricing.offertable import rows_of
from cart.pricing.offervalues import READERS, Refused, near, reader_of

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
    "voucher for the next trip": "voucher",
}
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
    "min_grams": "from_kg",
    "max_grams": "up_to_kg",
    "spend_match": "spend_on",
    "tenders": "pay_by",
    "household_uses": "per_household",
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


def lines_of(path: Path) -> dict[str, int]:
    """The line on which each offer of a file that `load` reads begins, by its id."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return {str(row.get("id")): number for number, row in rows_of(text, path.name)}
    lines = _Lines(text)
    rows = tomllib.loads(text, parse_float=Decimal).get("offer", [])
    return {str(row.get("id")): lines.of(index, "id") for index, row in enumerate(rows)}


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
            for table in tables_of(row):
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
        raise Refused("kind", f"{kind!r} is not known.{near(str(kind), KINDS)}")
    table: dict[str, Any] = {"id": row["id"], "kind": KINDS[kind]}
    for key, value in row.items():
        if key in ("id", "kind"):
            continue
        reader = reader_of(key)
        if reader is None:
            raise Refused(key, f"this key is not known.{near(key, READERS)}")
        table.update(reader(key, value))
    return _settled(table)


def tables_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One offer of the file as tables of the schema: several where its parts leave a choice. Raises Refused."""
    table = table_of(row)
    return meals(table) if table["kind"] == "bundle" and isinstance(table.get("slots"), list) else [table]


def _settled(table: dict[str, Any]) -> dict[str, Any]:
    """`on` is what is bought where there is also something to get; dates and hours are one table, so are words."""
    if table["kind"] == "buy_x_get_y" and "match" in table:
        table["buy_match"] = table.pop("match")
    inner: dict[str, dict[str, Any]] = {}
    for name in [name for name in table if "." in name]:
        outer, _, key = name.partition(".")
        inner.setdefault(outer, {})[key] = table.pop(name)
    return table | inner
