"""Money and mass as each language and currency writes them, on every screen that shows them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.facts import ProduceAdded
from cart.trip.prompts import WeighProduce
from cart.trip.view import Totals
from ui.intents import post
from ui.presenter.basket import rows, summed
from ui.presenter.choices import budget, cents_of
from ui.presenter.exit import at_lane, thanks
from ui.presenter.figures import Figures, unit_name
from ui.presenter.frame import Frame, bar, budget_words
from ui.presenter.next import next_step
from ui.presenter.produce import price_words, side
from ui.samples import BANANAS, LEMONS, PLACE, TRIP, asking
from ui.shop import Reading, Settings

NBSP = "\xa0"


def frame(view=TRIP, language="en", **settings):
    return Frame(view, Settings(**settings), language)


def selling(currency, **more):
    return replace(TRIP, currency=currency, **more)


MONEY = [
    ("en", "USD", 0, "$0.00"),
    ("en", "USD", 1, "$0.01"),
    ("en", "USD", 99, "$0.99"),
    ("en", "USD", 100, "$1.00"),
    ("en", "USD", 123_456_789, "$1,234,567.89"),
    ("en", "USD", -1, "-$0.01"),
    ("es", "USD", 123_456, "$1,234.56"),
    ("es", "MXN", 123_456, "$1,234.56"),
    ("es", "EUR", 99, f"0,99{NBSP}€"),
    ("es", "EUR", 1_234_567, f"12.345,67{NBSP}€"),
    ("en", "EUR", 99, "€0.99"),
    ("en", "GBP", 12_05, "£12.05"),
    ("en", "ILS", 12_90, "₪12.90"),
    ("en", "ILS", 100_000, "₪1,000.00"),
    ("en", "JPY", 0, "¥0"),
    ("en", "JPY", 98, "¥98"),
    ("en", "JPY", 1_234_567, "¥1,234,567"),
    ("es", "JPY", 98, f"98{NBSP}JPY"),
    ("en", "KWD", 1_500, "KWD1.500"),
    ("en", "CAD", 5, "$0.05"),
]


@pytest.mark.parametrize(("language", "currency", "cents", "text"), MONEY)
def test_money_is_written_with_the_currencys_own_digits(language, currency, cents, text):
    assert Figures(language, currency).money(cents) == text


@pytest.mark.parametrize(
    ("currency", "cents", "text"),
    [
        ("USD", 6_000, "$60"),
        ("USD", 6_001, "$60.01"),
        ("USD", 0, "$0"),
        ("USD", 1_000_000, "$10,000"),
        ("EUR", 4_500, "€45"),
        ("ILS", 30_000, "₪300"),
        ("ILS", 30_050, "₪300.50"),
        ("JPY", 5_000, "¥5,000"),
        ("JPY", 5_001, "¥5,001"),
    ],
)
def test_short_money_drops_only_digits_that_are_zero(currency, cents, text):
    assert Figures("en", currency).short_money(cents) == text


@given(st.integers(0, 10**8), st.sampled_from(["USD", "EUR", "ILS", "JPY", "KWD"]), st.sampled_from(["en", "es"]))
def test_short_money_is_never_another_sum(cents, currency, language):
    figures = Figures(language, currency)
    digits = {"JPY": 0, "KWD": 3}.get(currency, 2)
    read = int("".join(char for char in figures.short_money(cents) if char.isdecimal()))
    assert read in (cents, cents // 10**digits)
    assert read == cents or cents % 10**digits == 0


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_more_money_is_never_written_the_same(one, other):
    figures = Figures("es", "EUR")
    assert (figures.money(one) == figures.money(other)) == (one == other)


@pytest.mark.parametrize(
    ("language", "currency", "grams", "unit", "text"),
    [
        ("en", "USD", 1, "kg", "0.001 kg"),
        ("en", "USD", 5, "kg", "0.005 kg"),
        ("en", "USD", 999, "kg", "0.999 kg"),
        ("en", "USD", 12_345, "kg", "12.345 kg"),
        ("es", "EUR", 12_345, "kg", "12,345 kg"),
        ("es", "USD", 12_345, "kg", "12.345 kg"),
        ("en", "USD", 1_000, "lb", "2.20 lb"),
        ("en", "USD", 2_268, "lb", "5.00 lb"),
        ("en", "USD", 842, "ea", "0.842 kg"),
        ("en", "USD", -40, "kg", "-0.040 kg"),
    ],
)
def test_a_mass_has_the_digits_that_price_it(language, currency, grams, unit, text):
    assert Figures(language, currency).mass(grams, unit) == text


@pytest.mark.parametrize(
    ("grams", "unit", "text"),
    [
        (0, "kg", "0 g"),
        (7, "kg", "7 g"),
        (99, "kg", "99 g"),
        (100, "kg", "100 g"),
        (144, "kg", "140 g"),
        (994, "kg", "990 g"),
        (1_000, "kg", "1 kg"),
        (1_260, "kg", "1.3 kg"),
        (-1_260, "kg", "1.3 kg"),
        (12_040, "kg", "12 kg"),
        (454, "lb", "1.00 lb"),
        (-454, "lb", "1.00 lb"),
    ],
)
def test_a_weight_is_spoken_of_without_a_sign_and_roundly(grams, unit, text):
    assert Figures().about(grams, unit) == text


@given(st.integers(-50_000, 50_000))
def test_what_is_spoken_of_is_near_the_weight(grams):
    said, unit = Figures().about(grams).split()
    told = float(said) * (1000 if unit == "kg" else 1)
    assert abs(told - abs(grams)) <= (50 if abs(grams) >= 1000 else 5)


@pytest.mark.parametrize(("unit", "name"), [("kg", "kg"), ("lb", "lb"), ("ea", "kg")])
def test_what_stands_behind_a_mass(unit, name):
    assert unit_name(unit) == name


@pytest.mark.parametrize(
    ("language", "number", "text"), [("en", 9_812, "9,812"), ("es", 9_812, "9,812"), ("en", 0, "0"), ("en", -5, "-5")]
)
def test_whole_numbers_are_grouped(language, number, text):
    assert Figures(language, "USD").number(number) == text


@pytest.mark.parametrize("language", ["", "??", "xx", "not-a-language", "EN_us_x"])
def test_a_language_that_nobody_writes_is_written_in_english(language):
    assert Figures(language, "USD").money(123_456) == "$1,234.56"


# --- the same money on every screen

SUMS = {
    ("en", "USD"): "$37.59",
    ("es", "USD"): "$37.59",
    ("en", "EUR"): "€37.59",
    ("es", "EUR"): f"37,59{NBSP}€",
    ("en", "ILS"): "₪37.59",
    ("en", "JPY"): "¥3,759",
}


@pytest.mark.parametrize(("language", "currency"), SUMS)
def test_every_screen_says_the_same_total(language, currency):
    shown = frame(selling(currency), language)
    total = SUMS[language, currency]
    assert summed(shown).total == total
    assert at_lane(shown, "SC1:X").total == total
    assert thanks(shown, "").total == total
    assert bar(shown).total.endswith(total)


@pytest.mark.parametrize(
    ("language", "currency", "price"),
    [("en", "USD", "$6.49"), ("es", "EUR", f"6,49{NBSP}€"), ("en", "ILS", "₪6.49"), ("en", "JPY", "¥649")],
)
def test_the_price_of_what_was_scanned_is_in_the_trips_currency(language, currency, price):
    assert next_step(frame(replace(asking(PLACE), currency=currency), language)).text == price


@pytest.mark.parametrize(
    ("currency", "detail"),
    [
        ("USD", "2 × $1.89 · $1.89/L"),
        ("EUR", "2 × €1.89 · €1.89/L"),
        ("ILS", "2 × ₪1.89 · ₪1.89/L"),
        ("JPY", "2 × ¥189 · ¥189/L"),
    ],
)
def test_a_rows_unit_price_is_in_the_trips_currency(currency, detail):
    assert rows(frame(selling(currency)))[1].detail == detail


@pytest.mark.parametrize(
    ("product", "language", "currency", "text"),
    [
        (BANANAS, "en", "USD", "$1.69 /kg"),
        (replace(BANANAS, unit="lb"), "en", "USD", "$1.69 /lb"),
        (BANANAS, "es", "EUR", f"1,69{NBSP}€ /kg"),
        (LEMONS, "en", "USD", "$0.45 each"),
        (LEMONS, "es", "USD", "$0.45 c/u"),
        (LEMONS, "en", "JPY", "¥45 each"),
        (replace(BANANAS, price_cents=1290), "en", "ILS", "₪12.90 /kg"),
    ],
)
def test_a_price_says_what_it_is_for(product, language, currency, text):
    assert price_words(frame(selling(currency), language), product) == text


@pytest.mark.parametrize(
    ("currency", "budget_cents", "due", "words"),
    [
        ("USD", 6_000, 6_000, "Budget $60 · $0.00 left"),
        ("USD", 6_000, 6_001, "Budget $60 · $0.01 over"),
        ("USD", 6_050, 50, "Budget $60.50 · $60.00 left"),
        ("JPY", 5_000, 3_759, "Budget ¥5,000 · ¥1,241 left"),
        ("ILS", 30_000, 31_250, "Budget ₪300 · ₪12.50 over"),
    ],
)
def test_a_budget_says_how_far_it_is(currency, budget_cents, due, words):
    view = selling(currency, budget_cents=budget_cents, totals=Totals(due_cents=due))
    assert budget_words(frame(view)) == words
    assert bar(frame(view)).budget == words


def test_a_budget_in_spanish():
    assert budget_words(frame(TRIP, "es")) == "Presupuesto $60 · quedan $22.41"
    assert budget_words(frame(replace(TRIP, budget_cents=3000), "es")) == "Presupuesto $30 · $7.59 de más"


@pytest.mark.parametrize(
    ("currency", "typed", "cents", "entered"),
    [
        ("USD", "75", 7_500, "$75"),
        ("EUR", "75", 7_500, "€75"),
        ("ILS", "300", 30_000, "₪300"),
        ("JPY", "5000", 5_000, "¥5,000"),
        ("KWD", "5", 5_000, f"KWD{NBSP}5"),
        ("USD", "", 0, "$0"),
        ("USD", "0", 0, "$0"),
        ("USD", "99999", 9_999_900, "$99,999"),
        ("USD", "999999", 9_999_900, "$99,999"),
        ("USD", "٤٥", 4_500, "$45"),
    ],
)
def test_a_typed_budget_is_whole_units_of_the_currency(currency, typed, cents, entered):
    shown = frame(selling(currency))
    assert cents_of(shown, typed) == cents
    assert budget(shown, typed).entered.replace(NBSP, "") == entered.replace(NBSP, "")


@given(st.text(max_size=40))
def test_anything_typed_is_some_budget(typed):
    assert 0 <= cents_of(frame(), typed) <= 9_999_900


@pytest.mark.parametrize(
    ("unit", "figure", "net", "tare"),
    [("kg", "1.235", "net 1.230 kg", "0.005 kg"), ("lb", "2.72", "net 2.71 lb", "0.01 lb")],
)
def test_the_scale_shows_the_unit_that_prices(unit, figure, net, tare):
    product = replace(BANANAS, unit=unit)
    model = side(frame(asking(WeighProduce(product, 1235, 1230, 208))), 1, Reading(1, True))
    assert (model.figure, model.unit) == (figure, unit)
    assert ("bag (tare)", tare) in model.rows
    assert (f"$1.69 /{unit}", net) in model.rows


def test_without_a_tare_no_tare_is_told():
    product = replace(BANANAS, tare_g=0)
    model = side(frame(asking(WeighProduce(product, 1235, 1235, 209)), certified=True), 1, Reading(1, True))
    assert model.rows == (("$1.69 /kg", "net 1.235 kg"),)


@pytest.mark.parametrize(("count", "price"), [(1, "$0.45"), (2, "$0.90"), (10, "$4.50"), (99, "$44.55")])
def test_pieces_cost_their_number_times_their_price(count, price):
    model = side(frame(asking(WeighProduce(LEMONS))), count, None)
    assert (model.figure, model.price) == (str(count), price)
    assert model.ways[0].act == post(ProduceAdded, product=LEMONS, quantity=count)
