"""Special prices on goods sold by weight: a price that names only such goods is one kilogram's (or pound's)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def by_weight(tables: Iterable[Mapping[str, Any]], units: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """The offers with `per` where a grocer means it: a special price on listed products that are all sold by weight.

    `units` is what each product is priced by: "ea", "kg" or "lb". A price for categories, for everything, or for
    goods of both sorts stays a price of one piece, as the schema says.
    """
    for table in tables:
        unit = _unit_of(table, units)
        yield {**table, "per": unit} if unit else table


def _unit_of(table: Mapping[str, Any], units: Mapping[str, str]) -> str | None:
    match = table.get("match")
    if table.get("kind") != "fixed_price" or "per" in table or not isinstance(match, Mapping):
        return None
    if match.get("all") or match.get("categories"):
        return None
    sold = {units.get(str(name), "ea") for name in match.get("products", ())}
    return sold.pop() if len(sold) == 1 and "ea" not in sold else None
