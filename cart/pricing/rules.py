"""The store's rules from their table."""

from collections.abc import Mapping
from typing import Any

from cart.errors import ConfigError
from cart.pricing.model import Rules
from cart.tables import parse

COINS = (0, 5, 10, 50, 100)
"""The smallest coins of countries that round: none, 5 (Canada, Switzerland), 10 (New Zealand), 50 and 100 (Nordic)."""


def parse_rules(rules: Mapping[str, Any], tax_rates: Mapping[str, int]) -> Rules:
    """Rules and tax rates (bp by rate id). Raises ConfigError with the field and what is allowed."""
    parsed = parse(Rules, {**rules, "tax_rates": dict(tax_rates)}, "rules", ConfigError)
    for rate, bp in tax_rates.items():
        if not isinstance(bp, int) or isinstance(bp, bool) or not 0 <= bp <= 10_000:
            raise ConfigError(f"tax_rates.{rate}: {bp!r} is not a rate of 0 to 10000 basis points.")
    if parsed.cash_rounding not in COINS:
        raise ConfigError(f"rules.cash_rounding: {parsed.cash_rounding} is not 0, 5, 10, 50 or 100 cents.")
    if parsed.rounds == "all" and not parsed.cash_rounding:
        raise ConfigError("rules.rounds: to round for all tenders, say to what: cash_rounding = 5.")
    if parsed.points is not None and parsed.points.per_cents < 1:
        raise ConfigError("rules.points.per_cents: it must be at least 1.")
    return parsed
