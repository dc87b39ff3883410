"""Savings said well: once over the whole basket, with the names of what they are with, by the step that was reached."""

import pytest

from cart.locales import locale_of
from cart.pricing.across import across, of_line
from cart.pricing.document import Sheet, html, rows, text
from cart.pricing.model import Context
from cart.pricing.words import Speech, told
from tests.unit.pricing.till import ALL, MONDAY, basket, on, pricer, ring_up, rules

NAMES = {"tea": "Green tea", "jam": "Plum jam", "bun": "Bun", "ham": "Ham"}
EVERYTHING = {"id": "all", "kind": "spend_percent", "match": ALL, "min_spend": 0, "bp": 1000}
DEAL = {
    "id": "d",
    "kind": "buy_x_get_y",
    "buy_match": on("tea"),
    "buy": 1,
    "get_match": on("jam"),
    "get": 1,
    "bp": 5000,
}


def words(receipt, line, speech=None):
    return [told(saving, NAMES, speech or Speech()) for saving in receipt.lines[line].savings]


def test_a_saving_over_the_whole_basket_stands_once():
    receipt = ring_up("tea*2 jam bun", [EVERYTHING])
    (one,) = across(receipt)
    assert (one.offer, one.words, one.cents) == ("all", "10% off everything", 95)
    assert one.parts == tuple((line.id, line.savings[0].cents) for line in receipt.lines)
    assert sum(cents for _, cents in one.parts) == one.cents
    assert [of_line(line, (one,)) for line in receipt.lines] == [(600, ()), (250, ()), (99, ())]


def page(receipt):
    return receipt, Sheet(NAMES, rules(), Speech())


def test_the_paper_has_it_at_the_foot():
    receipt, sheet = page(ring_up("tea*2 jam bun", [EVERYTHING]))
    listed = [(row.words, row.money) for row in rows(receipt, sheet)]
    assert listed[4] == ("10% off everything", "-$0.95")
    assert [line for line in text(receipt, sheet).splitlines() if "10%" in line] == [
        "10% off everything                  -$0.95"
    ]


def test_the_page_has_its_split_behind_it():
    receipt, sheet = page(ring_up("tea*2 jam bun", [EVERYTHING]))
    made = html(receipt, sheet)
    assert made.count("10% off everything") == 1
    inside = made[made.index("<details>") : made.index("</details>")]
    assert "Green tea" in inside and "-$0.60" in inside and "Bun" in inside


def test_savings_of_a_line_stay_with_it():
    receipt = ring_up("tea jam", [EVERYTHING, {"id": "t", "kind": "percent_off", "match": on("tea"), "bp": 2000}])
    net, own = of_line(receipt.lines[0], across(receipt))
    assert (net, [saving.offer for saving in own]) == (240, ["t"])
    assert sum(line.net for line in receipt.lines) == receipt.net_total


def test_what_is_half_price_says_with_what():
    receipt = ring_up("tea jam", [DEAL])
    assert words(receipt, 0) == []
    assert words(receipt, 1) == ["50% off with Green tea"]
    assert words(receipt, 1, Speech("es")) == ["50% off con Green tea"]


def test_what_is_free_says_so():
    assert words(ring_up("tea jam", [DEAL | {"bp": 10_000}]), 1) == ["free with Green tea"]


def test_a_meal_deal_names_its_parts():
    slots = [{"match": on(name), "n": 1} for name in ("tea", "jam", "bun")]
    receipt = ring_up("tea jam bun", [{"id": "m", "kind": "bundle", "slots": slots, "price": 500}])
    assert words(receipt, 0)[0].startswith("3 together for $5.00 with ")


def test_many_names_are_counted():
    slots = [{"match": on(name), "n": 1} for name in ("tea", "jam", "bun", "ham")]
    receipt = ring_up("tea jam bun ham@540", [{"id": "m", "kind": "bundle", "slots": slots, "price": 500}])
    assert words(receipt, 0)[0].endswith(" and 1 more")


def test_a_coupon_names_what_it_is_for():
    coupon = {"id": "c", "kind": "mfr_coupon", "match": on("jam"), "n": 1, "amount": 100, "coupon": "C"}
    receipt = ring_up("tea jam", [coupon], coupons={"C": 1})
    assert told(receipt.coupons[0], NAMES, Speech()) == "coupon $1.00: Plum jam"


def test_the_stores_own_words_stay_as_they_are():
    receipt = ring_up("tea jam", [DEAL | {"words": "half price jam with tea"}])
    assert words(receipt, 1) == ["half price jam with tea"]


STEPS = {
    "id": "s",
    "kind": "spend_tiers",
    "match": ALL,
    "tiers": [{"min_spend": 500, "amount": 50}, {"min_spend": 900, "amount": 150}],
}
MORE = {"id": "q", "kind": "tiered_qty", "match": on("tea"), "tiers": [{"n": 2, "bp": 500}, {"n": 4, "bp": 1000}]}


@pytest.mark.parametrize(
    ("lines", "offer", "said"),
    [
        ("tea*2", STEPS, "spend $5.00, save $0.50"),
        ("tea*4", STEPS, "spend $9.00, save $1.50"),
        ("tea*3", MORE, "2 or more: 5% off"),
        ("tea*5", MORE, "4 or more: 10% off"),
    ],
)
def test_of_steps_the_one_that_was_reached_is_told(lines, offer, said):
    assert words(ring_up(lines, [offer]), 0) == [said]


def test_words_in_two_languages_come_from_the_offer():
    offer = {
        "kind": "percent_off",
        "match": on("tea"),
        "bp": 500,
        "words": "tea time",
        "words_in": {"es": "hora del té"},
    }
    bought = basket("tea")
    said = [
        pricer([offer], speech=Speech(language)).price(bought, Context(MONDAY)).lines[0].savings[0].words
        for language in ("en", "es", "fr")
    ]
    assert said == ["tea time", "hora del té", "tea time"]


@pytest.mark.parametrize(
    ("language", "currency", "written"),
    [
        ("es", "USD", "es_US"),
        ("es-MX", "MXN", "es_MX"),
        ("es", "EUR", "es"),
        ("en", "GBP", "en_GB"),
        ("xx", "EUR", "en"),
    ],
)
def test_a_language_is_written_as_where_its_money_is(language, currency, written):
    assert str(locale_of(language, currency)) == written


def test_spanish_in_the_united_states_writes_dollars_in_front():
    assert Speech("es", "USD").money(150) == "$1.50"
