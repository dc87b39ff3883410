"""Meal deals: a price a part, or parts that may be exchanged for dearer ones, as bundles of one price each.

parts = [
    { on = { categories = ["sandwiches"] }, or = [{ on = { categories = ["salads"] }, extra = 1.00 }] },
    { on = { categories = ["soft-drinks"] } },
]
price = 4.50
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

from cart.pricing.offervalues import Refused

MOST = 24
"""A deal with more combinations than this is a mistake in the file."""


def meals(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The bundles of a deal, one for each combination of its parts; the plainest keeps its id. Raises Refused."""
    choices = [
        [(slot.get("match", {}), 0), *((one.get("match", {}), one["extra"]) for one in slot.get("or", ()))]
        for slot in table["slots"]
    ]
    chosen = list(product(*choices))
    if len(chosen) > MOST:
        raise Refused("parts", f"there are {len(chosen)} combinations, {MOST} at most: make two offers.")
    if len(chosen) > 1 and (limits := {"max_uses", "household_uses", "uses_per_coupon"} & set(table)):
        raise Refused(
            "parts", f"a deal with a choice cannot be limited ({', '.join(sorted(limits))}) over its choices."
        )
    base = _price(table)
    return [_bundle(table, number, picked, base) for number, picked in enumerate(chosen, start=1)]


def _price(table: Mapping[str, Any]) -> int | None:
    """The deal's price, else what its parts cost together; None where neither is said."""
    parts = [slot["price"] * slot["n"] for slot in table["slots"] if "price" in slot]
    if "price" in table or not parts:
        if parts:
            raise Refused("price", "either the deal has a price, or each of its parts.")
        return int(table["price"]) if "price" in table else None
    if len(parts) < len(table["slots"]):
        raise Refused("parts", "each part needs a price, or the whole deal.")
    return int(sum(parts))


def _bundle(
    table: dict[str, Any], number: int, picked: tuple[tuple[Any, int], ...], base: int | None
) -> dict[str, Any]:
    slots = [{"n": slot["n"], "match": match} for slot, (match, _) in zip(table["slots"], picked, strict=True)]
    extra = sum(more * slot["n"] for slot, (_, more) in zip(table["slots"], picked, strict=True))
    name = table["id"] if number == 1 else f"{table['id']}-{number}"
    return table | {"id": name, "slots": slots} | ({} if base is None else {"price": base + extra})
