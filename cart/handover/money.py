"""Amounts as people write them."""

from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision

from cart.locales import locale_of


def money(cents: int, currency: str, language: str = "en") -> str:
    """An amount in minor units as the language writes it: 614, "USD" is "$6.14"; "JPY" has no minor unit."""
    amount = Decimal(cents).scaleb(-get_currency_precision(currency))
    return str(format_currency(amount, currency, locale=locale_of(language, currency)))
