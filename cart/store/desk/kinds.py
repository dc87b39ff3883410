"""What a file that a grocer gives holds, told by its content: its name may be anything."""

import re
from pathlib import Path
from typing import Literal

from cart.catalog.importers.source import Source
from cart.catalog.storefile import read_toml
from cart.errors import CatalogError

Kind = Literal["products", "offers", "promotions", "terms", "plan"]

ENOUGH = 1 << 20
_FEED = re.compile(rb"<\s*(promotion|sale)|<\s*(itemprice|itemcode)", re.IGNORECASE)
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_TERMS = {"currency", "tax_rates", "rules", "members"}
_PLAN = {"entrance", "areas", "width_cm", "shelves", "lanes"}


def kind_of(path: Path) -> Kind:
    """What the file holds. Raises CatalogError, with what to do, for what no store can use."""
    if path.suffix.lower() == ".toml":
        return _of_toml(path)
    with Source(path) as source:
        start = source.peek().lstrip(_MARKS)
        if not start:
            raise CatalogError(f"{path.name} is empty: export it again.")
        if start.startswith(b"<"):
            return _of_feed(source)
    return "offers" if _is_offer_table(start) else "products"


def _of_toml(path: Path) -> Kind:
    table = read_toml(path)
    if "offer" in table or not table:
        return "offers"
    if table.keys() & _TERMS:
        return "terms"
    if table.keys() & _PLAN:
        return "plan"
    raise CatalogError(
        f"{path.name} holds neither offers nor terms nor a plan: its first key is {next(iter(table))!r}."
    )


def _of_feed(source: Source) -> Kind:
    read, seen = 0, b""
    for chunk in source.chunks():
        seen = (seen + chunk.replace(b"\0", b""))[-2 * len(chunk) :]
        if found := _FEED.search(seen):
            return "promotions" if found.group(1) else "products"
        read += len(chunk)
        if read > ENOUGH:
            break
    return "products"


def _is_offer_table(start: bytes) -> bool:
    """Whether the first line names the columns of an offer table (cart.pricing.offertable)."""
    line = start.splitlines()[0].decode("utf-8", "replace").lower()
    return {"id", "kind"} <= {cell.strip(' "') for cell in line.split(",")}
