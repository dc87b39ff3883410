"""How a language is written where a currency is money: Spanish writes $1.50 in the United States, 1,50 € in Spain."""

from functools import cache

from babel import Locale, UnknownLocaleError

TERRITORIES = {"USD": "US", "MXN": "MX", "ILS": "IL", "GBP": "GB", "CAD": "CA", "COP": "CO", "NZD": "NZ", "CHF": "CH"}


@cache
def locale_of(language: str, currency: str) -> Locale:
    """The language ("en", "es-MX") in the currency's country, else the language alone, else English."""
    plain = language.replace("-", "_")
    there = f"{plain}_{TERRITORIES.get(currency, '')}".rstrip("_") if "_" not in plain else plain
    for name in (there, plain):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")
