"""What makes an offer's table contradictory: fields its kind needs or does not know, zeros, falling tiers."""

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

NEEDS: Mapping[str, tuple[str, ...]] = {
    "percent_off": ("match", "bp"),
    "amount_off": ("match", "amount"),
    "fixed_price": ("match", "price"),
    "n_for_price": ("match", "n", "price"),
    "n_amount_off": ("match", "n", "amount"),
    "buy_n_get_m": ("match", "buy", "get", "bp"),
    "buy_x_get_y": ("buy_match", "buy", "get_match", "get", "bp"),
    "bundle": ("slots", "price"),
    "tiered_qty": ("match", "tiers"),
    "spend_amount": ("match", "min_spend", "amount"),
    "spend_percent": ("match", "min_spend", "bp"),
    "spend_tiers": ("match", "tiers"),
    "mfr_coupon": ("match", "n", "amount", "coupon"),
    "voucher": ("match", "min_spend", "amount"),
}
GATES = frozenset(
    {"id", "kind", "words", "customer_tiers", "valid", "coupon", "uses_per_coupon", "max_uses", "group", "no_basket"}
    | {"tenders", "household_uses", "words_in"}
)
SPEND = frozenset({"stackable"})
ELSEWHERE = frozenset({"min_spend", "spend_match"})
BY_WEIGHT = frozenset({"per", "n", "min_grams", "max_grams"})
# Whole numbers and the least that makes sense: an offer that gives nothing, or takes, is refused.
FORMS = {
    "from": (r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", "YYYY-MM-DD, or YYYY-MM-DDTHH:MM"),
    "to": (r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", "YYYY-MM-DD, or YYYY-MM-DDTHH:MM"),
    "start": (r"\d\d:\d\d", "HH:MM"),
    "end": (r"\d\d:\d\d", "HH:MM"),
}
LEAST = {
    "bp": 1,
    "amount": 1,
    "price": 0,
    "n": 1,
    "buy": 1,
    "get": 1,
    "min_spend": 0,
    "max_uses": 1,
    "uses_per_coupon": 1,
    "min_grams": 0,
    "max_grams": 1,
    "household_uses": 1,
}


def contradiction(table: Mapping[str, Any]) -> str | None:
    """Why the offer cannot be used, as "field: reason", or None."""
    checks: tuple[Callable[[Mapping[str, Any]], str | None], ...] = (
        _shape,
        _fields,
        _numbers,
        _selectors,
        _tiers,
        dates,
        _weights,
    )
    return next((reason for check in checks if (reason := check(table)) is not None), None)


def _shape(table: Mapping[str, Any]) -> str | None:
    if not isinstance(table.get("id"), str) or not table["id"]:
        return "id: a name is needed."
    if table.get("kind") not in NEEDS:
        return f"kind: {table.get('kind')!r} is not one of {', '.join(NEEDS)}."
    return None


def known_fields(kind: str) -> frozenset[str]:
    """The fields that an offer of `kind` may have: its own, and the gates that all kinds share."""
    own = GATES | set(NEEDS[kind])
    if kind.startswith("spend_"):
        return own | SPEND | ({"repeat"} if kind == "spend_amount" else set())
    if kind in ("mfr_coupon", "voucher"):
        return own | ({"repeat"} if kind == "voucher" else set())
    return own | ELSEWHERE | (BY_WEIGHT if kind == "fixed_price" else set())


def _fields(table: Mapping[str, Any]) -> str | None:
    kind = table["kind"]
    for field in NEEDS[kind]:
        if field not in table:
            return f"{field}: it is missing; {kind} needs {', '.join(NEEDS[kind])}."
    unknown = sorted(set(table) - known_fields(kind))
    return f"{unknown[0]}: {kind} has no such field." if unknown else None


def _numbers(table: Mapping[str, Any]) -> str | None:
    for field, least in LEAST.items():
        value = table.get(field, least)
        if not isinstance(value, int) or isinstance(value, bool):
            return f"{field}: a whole number is needed, {value!r} is given."
        if value < least:
            return f"{field}: it is {value}, the least is {least}."
    if table.get("bp", 0) > 10_000:
        return f"bp: it is {table['bp']}, more than 10000 (the whole price)."
    if table.get("repeat") and table["min_spend"] == 0:
        return "min_spend: a repeated amount needs a spend above zero."
    if table.get("uses_per_coupon") and "coupon" not in table:
        return "uses_per_coupon: it needs a coupon."
    return None


def _selectors(table: Mapping[str, Any]) -> str | None:
    slots = table.get("slots", [])
    if "slots" in table and not slots:
        return "slots: a bundle needs at least one."
    for field in ("match", "buy_match", "get_match", "spend_match"):
        if field in table and not _selects(table[field]):
            return f"{field}: it selects nothing; give all, products or categories."
    for index, slot in enumerate(slots):
        if not _selects(slot.get("match", {})) or not isinstance(slot.get("n"), int) or slot["n"] < 1:
            return f"slots[{index}]: a match that selects something and n of at least 1 are needed."
    return None


def _selects(match: Mapping[str, Any]) -> bool:
    return bool(match.get("all") or match.get("products") or match.get("categories"))


def _tiers(table: Mapping[str, Any]) -> str | None:
    if "tiers" not in table:
        return None
    tiers = table["tiers"]
    if not tiers:
        return "tiers: at least one is needed."
    step = "min_spend" if table["kind"] == "spend_tiers" else "n"
    for index, tier in enumerate(tiers):
        if (reason := _tier(tier, step)) is not None:
            return f"tiers[{index}]: {reason}"
    for low, high in pairwise(tiers):
        if high[step] <= low[step]:
            return f"tiers: {step} must rise, {high[step]} follows {low[step]}."
        if _worse(low, high):
            return "tiers: a higher step must not give less."
    return None


def _tier(tier: Mapping[str, Any], step: str) -> str | None:
    gives = {"amount"} if step == "min_spend" else {"bp", "amount", "price"}
    given = sorted(set(tier) - {step})
    if step not in tier or len(given) != 1 or given[0] not in gives:
        return f"{step} and one of {', '.join(sorted(gives))} are needed."
    for field, value in tier.items():
        least = 0 if field in ("price", "min_spend") else 1
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            return f"{field}: {value!r} must be a whole number of at least {least}."
    return "bp: more than 10000." if tier.get("bp", 0) > 10_000 else None


def _worse(low: Mapping[str, Any], high: Mapping[str, Any]) -> bool:
    for field in ("bp", "amount"):
        if field in low and field in high and high[field] < low[field]:
            return True
    return "price" in low and "price" in high and high["price"] > low["price"]


def dates(table: Mapping[str, Any]) -> str | None:
    """What is contradictory in the days and hours of a table, if anything is."""
    valid = table.get("valid") or {}
    for field, (shape, form) in FORMS.items():
        if field in valid and not re.fullmatch(shape, str(valid[field])):
            return f"valid.{field}: {valid[field]!r} is not of the form {form}."
    if "from" in valid and "to" in valid and valid["to"] < valid["from"]:
        return f"valid.to: it ends ({valid['to']}) before it begins ({valid['from']})."
    if "start" in valid and valid.get("end") == valid["start"]:
        return f"valid.end: it ends when it begins ({valid['end']}); leave the hours out for the whole day."
    if any(day not in range(7) for day in valid.get("days", ())):
        return "valid.days: days are 0 (Monday) to 6 (Sunday)."
    return None


def _weights(table: Mapping[str, Any]) -> str | None:
    """A price by weight says of what; only it has a quantity, and limits, in weight."""
    if "per" not in table:
        given = sorted(set(table) & (BY_WEIGHT if table["kind"] == "fixed_price" else frozenset()))
        return f"{given[0]}: it needs per: the price of a kg, or of a lb." if given else None
    if table["per"] not in ("kg", "lb"):
        return f"per: {table['per']!r} is neither kg nor lb."
    if table.get("max_grams") is not None and table["max_grams"] < table.get("min_grams", 0):
        return f"max_grams: it is {table['max_grams']}, less than min_grams."
    return None
