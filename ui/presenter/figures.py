"""Money and weights as each language writes them (Babel). Integers in, strings out; no float ever holds money."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, get_currency_precision

from cart.locales import locale_of

MG_PER_LB = 453_592_37


@dataclass(frozen=True)
class Figures:
    """How figures are written for one language and currency (ISO 4217)."""

    language: str = "en"
    currency: str = "USD"

    @cached_property
    def locale(self) -> Locale:
        """The language in the currency's country."""
        return locale_of(self.language, self.currency)

    def money(self, cents: int) -> str:
        """`cents` (minor units) as money: "$37.59"."""
        return _money(cents, self.currency, self.locale)

    def short_money(self, cents: int) -> str:
        """Money without its minor units where they are none: "$60"."""
        digits = get_currency_precision(self.currency)
        if cents % 10**digits:
            return self.money(cents)
        amount = Decimal(cents).scaleb(-digits)
        return str(format_currency(amount, self.currency, "¤#,##0", locale=self.locale, currency_digits=False))

    def mass(self, grams: int, unit: str = "kg") -> str:
        """`grams` with the unit that prices it: "0.842 kg", "1.86 lb"."""
        return f"{self.mass_figure(grams, unit)} {unit_name(unit)}"

    def mass_figure(self, grams: int, unit: str = "kg") -> str:
        """`grams` in `unit`, the figure alone."""
        if unit == "lb":
            pounds = (Decimal(grams) * 100_000 / MG_PER_LB).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return str(format_decimal(pounds, "#,##0.00", locale=self.locale))
        return str(format_decimal(Decimal(grams).scaleb(-3), "#,##0.000", locale=self.locale))

    def about(self, grams: int, unit: str = "kg") -> str:
        """A weight for talking of it: "500 g", "1.2 kg", in pounds where the shop sells by them."""
        grams = abs(grams)
        if unit == "lb":
            return self.mass(grams, unit)
        if grams < 1000:
            return f"{round(grams, -1) if grams >= 100 else grams} g"
        return f"{format_decimal(round(Decimal(grams).scaleb(-3), 1), locale=self.locale)} kg"

    def number(self, number: int) -> str:
        """A whole number."""
        return str(format_decimal(number, locale=self.locale))

    def grams(self, grams: float, signed: bool = False) -> str:
        """A small weight with a decimal: "3.1 g"; `signed`: with its sign, "−3.1 g"."""
        pattern = "+0.0;−0.0" if signed else "0.0"
        return f"{format_decimal(Decimal(str(round(grams, 1))), pattern, locale=self.locale)} g"

    def percent(self, share: float) -> str:
        """A change as a share of one: "+0.03 %"."""
        return f"{format_decimal(Decimal(str(round(100 * share, 2))), '+0.00;−0.00', locale=self.locale)} %"

    def date(self, wall: str, hours: bool = False) -> str:
        """ "YYYY-MM-DDTHH:MM" as the language writes dates, `hours` with the time; what is none stays as it is."""
        try:
            when = datetime.fromisoformat(wall)
        except ValueError:
            return wall
        day = str(format_date(when, "medium", locale=self.locale))
        return f"{day}, {format_time(when, 'short', locale=self.locale)}" if hours else day


@lru_cache(maxsize=4096)
def _money(cents: int, currency: str, locale: Locale) -> str:
    """Kept, since a screen of prices is made again with each reading of the scale."""
    amount = Decimal(cents).scaleb(-get_currency_precision(currency))
    return str(format_currency(amount, currency, locale=locale))


def unit_name(unit: str) -> str:
    """What stands behind a mass: everything but pounds is in kilograms."""
    return "lb" if unit == "lb" else "kg"
