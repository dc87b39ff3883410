"""The store's rules from their table."""

from collections.abc import Mapping
from typing import Any

from cart.errors import ConfigError
from cart.pricing.model import Rules
from cart.pricing.offer_checks import dates
from cart.pricing.selectors import timed
from cart.tables import parse, value_of

COINS = (0, 5, 10, 50, 100)
"""The smallest coins of countries that round: none, 5 (Canada, Switzerland), 10 (New Zealand), 50 and 100 (Nordic)."""


def parse_rules(rules: Mapping[str, Any], tax_rates: Mapping[str, int]) -> Rules:
    """Rules and tax rates (bp by rate id). Raises ConfigError with the field and what is allowed."""
    parsed = parse(Rules, {**rules, "tax_rates": dict(tax_rates)} | _on_taxes(rules), "rules", ConfigError)
    for rate, bp in tax_rates.items():
        if not isinstance(bp, int) or isinstance(bp, bool) or not 0 <= bp <= 10_000:
            raise ConfigError(f"tax_rates.{rate}: {bp!r} is not a rate of 0 to 10000 basis points.")
    if parsed.cash_rounding not in COINS:
        raise ConfigError(f"rules.cash_rounding: {parsed.cash_rounding} is not 0, 5, 10, 50 or 100 cents.")
    if parsed.rounds == "all" and not parsed.cash_rounding:
        raise ConfigError("rules.rounds: to round for all tenders, say to what: cash_rounding = 5.")
    if parsed.points is not None and parsed.points.per_cents < 1:
        raise ConfigError("rules.points.per_cents: it must be at least 1.")
    _check_taxes(parsed)
    return parsed


def _on_taxes(rules: Mapping[str, Any]) -> dict[str, Any]:
    """The fields `taxes` and `tax_free`, as `parse` takes them."""
    plain: dict[str, Any] = {}
    if isinstance(rules.get("taxes"), Mapping):
        plain["taxes"] = {
            name: value_of(tuple[str, ...], own, f"rules.taxes.{name}", ConfigError)
            for name, own in rules["taxes"].items()
        }
    if isinstance(rules.get("tax_free"), list | tuple):
        plain["tax_free"] = [timed(one) for one in rules["tax_free"]]
        for number, one in enumerate(rules["tax_free"]):
            if (reason := dates(one)) is not None:
                raise ConfigError(f"rules.tax_free[{number}].{reason}")
    return plain


def tax_classes(rules: Mapping[str, Any], tax_rates: Mapping[str, int]) -> frozenset[str]:
    """The tax classes that a product may have."""
    return frozenset({*tax_rates, *rules.get("taxes", ())})


def _check_taxes(rules: Rules) -> None:
    named = {f"taxes.{name}": own for name, own in rules.taxes.items()}
    named |= {"deposit_tax": (rules.deposit_tax,)} if rules.deposit_tax is not None else {}
    named |= {f"tax_free[{number}]": free.taxes for number, free in enumerate(rules.tax_free)}
    for where, taxes in named.items():
        for tax in taxes:
            if tax not in rules.tax_rates:
                raise ConfigError(f"rules.{where}: {tax!r} has no rate. Add it to tax_rates.")
    if rules.tax_mode == "inclusive" and (rules.tax_free or any(len(own) != 1 for own in rules.taxes.values())):
        raise ConfigError("rules: prices that contain their tax have one tax each, and none is left out of them.")
