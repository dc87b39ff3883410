import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.presenter.figures import Figures


@pytest.mark.parametrize(
    ("language", "currency", "cents", "text"),
    [
        ("en", "USD", 3759, "$37.59"),
        ("es", "USD", 3759, "$37.59"),
        ("en", "USD", -50, "-$0.50"),
        ("en", "EUR", 123456, "€1,234.56"),
        ("es", "EUR", 123456, "1.234,56\xa0€"),
        ("en", "JPY", 1200, "¥1,200"),
        ("en", "ILS", 620, "₪6.20"),
        ("xx", "USD", 5, "$0.05"),
    ],
)
def test_money_is_written_as_its_language_writes_it(language, currency, cents, text):
    assert Figures(language, currency).money(cents) == text


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_money_never_loses_a_cent(cents):
    text = Figures().money(cents)
    digits = int("".join(char for char in text if char.isdigit()))
    assert digits == abs(cents)
    assert text.startswith("-") == (cents < 0)


def test_whole_money_is_short():
    assert Figures().short_money(6000) == "$60"
    assert Figures().short_money(6050) == "$60.50"


@pytest.mark.parametrize(
    ("grams", "unit", "text"),
    [
        (842, "kg", "0.842 kg"),
        (1230, "kg", "1.230 kg"),
        (0, "kg", "0.000 kg"),
        (454, "lb", "1.00 lb"),
        (5, "lb", "0.01 lb"),
    ],
)
def test_a_mass_is_written_in_the_unit_that_prices_it(grams, unit, text):
    assert Figures().mass(grams, unit) == text


def test_spanish_of_mexico_and_spain_differ_in_the_decimal_mark():
    assert Figures("es", "MXN").mass(842) == "0.842 kg"
    assert Figures("es", "EUR").mass(842) == "0,842 kg"


@pytest.mark.parametrize(
    ("grams", "text"), [(504, "500 g"), (43, "43 g"), (1234, "1.2 kg"), (-504, "500 g"), (1045, "1 kg")]
)
def test_a_weight_is_spoken_of_roundly(grams, text):
    assert Figures().about(grams) == text
