"""Offers as the lines of an offer file: what an importer found, for a grocer to read, change and publish.

Reading the text back (cart.pricing.offerfile) gives the same tables.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cart.pricing.offerfile import FILE_KEYS, KINDS
from cart.pricing.offervalues import DAYS, MATCH

Table = Mapping[str, Any]
WORDS_OF_KIND = {kind: words for words, kind in KINDS.items()}
WORDS_OF_MATCH = {field: words for words, field in MATCH.items()}
OTHER_KEYS = {"customer_tiers": "for", "group": "only_one_of", "no_basket": "not_with_basket_offers"}
MONEY = ("price", "amount", "min_spend")


def offers_text(offers: Iterable[Table], head: str = "") -> str:
    """The offers as TOML, one [[offer]] each, under a comment."""
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    return comment + "".join("\n[[offer]]\n" + "\n".join(_lines(offer)) + "\n" for offer in offers)


def _lines(offer: Table) -> Iterator[str]:
    yield f"id = {_text(offer['id'])}"
    yield f"kind = {_text(WORDS_OF_KIND[offer['kind']])}"
    for field, value in offer.items():
        if field not in ("id", "kind"):
            yield from _field(field, value)


def _field(field: str, value: Any) -> Iterator[str]:
    key = OTHER_KEYS.get(field) or FILE_KEYS.get(field, field)
    if field == "valid":
        yield from (f"{FILE_KEYS[f'valid.{name}']} = {_when(name, inner)}" for name, inner in value.items())
    elif field == "words_in":
        yield from (f"words_{language} = {_text(words)}" for language, words in value.items())
    elif field.endswith("match"):
        yield f"{key} = {_match(value)}"
    elif field in ("slots", "tiers"):
        yield f"{key} = [{', '.join(_row(row) for row in value)}]"
    elif field in ("min_grams", "max_grams"):
        yield f"{key} = {_figure(Decimal(value) / 1000)}"
    else:
        yield f"{key} = {_plain(field, value)}"


def _plain(field: str, value: Any) -> str:
    if field in MONEY:
        return f"{Decimal(value) / 100:.2f}"
    if field == "bp":
        return _figure(Decimal(value) / 100)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return _text(value) if isinstance(value, str) else _texts(value)


def _row(row: Table) -> str:
    cells = (
        f"on = {_match(value)}" if field == "match" else f"{FILE_KEYS.get(field, field)} = {_plain(field, value)}"
        for field, value in row.items()
    )
    return f"{{ {', '.join(cells)} }}"


def _match(match: Table) -> str:
    cells = (
        f"{WORDS_OF_MATCH[field]} = {'true' if field == 'all' else _texts(value)}"
        for field, value in match.items()
        if value
    )
    return f"{{ {', '.join(cells)} }}"


def _when(name: str, value: Any) -> str:
    if name == "days":
        return _texts(DAYS[day] for day in value)
    if name in ("start", "end"):
        return f"{value}:00"
    day, _, time = str(value).partition("T")
    return f"{date.fromisoformat(day).isoformat()}{f'T{time}:00' if time else ''}"


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _text(value: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
