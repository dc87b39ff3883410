"""What a kilogram costs, what must be spent elsewhere, hours over midnight, means of payment, a household's uses."""

import pytest

from cart.errors import OfferError
from cart.pricing.gates import is_open, runs_at, uses_allowed
from cart.pricing.model import Basket, Context
from cart.pricing.offerfile import loads, loads_csv
from cart.pricing.offers import parse_offer
from cart.pricing.selectors import Valid
from cart.pricing.words import Speech, offer_words
from tests.unit.pricing.till import ALL, on

NOW = Context("2026-05-11T16:00")
KILO = {"id": "o", "kind": "fixed_price", "match": on("ham"), "price": 1490, "per": "kg"}


@pytest.mark.parametrize(
    ("now", "open_now"),
    [
        ("2026-05-11T21:59", False),
        ("2026-05-11T22:00", True),
        ("2026-05-11T23:59", True),
        ("2026-05-12T01:59", True),
        ("2026-05-12T02:00", False),
        ("2026-05-12T22:30", False),
        ("2026-05-11T01:30", False),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began(now, open_now):
    monday_night = Valid(from_="2026-05-01", to="2026-05-11", days=(0,), start="22:00", end="02:00")
    assert runs_at(monday_night, now) is open_now


@pytest.mark.parametrize(
    ("now", "open_now"),
    [("2026-05-11T05:59", False), ("2026-05-11T06:00", True), ("2026-05-12T20:00", True), ("2026-05-12T20:01", False)],
)
def test_a_run_may_begin_and_end_within_a_day(now, open_now):
    assert runs_at(Valid(from_="2026-05-11T06:00", to="2026-05-12T20:00"), now) is open_now


def test_hours_of_no_length_are_refused():
    with pytest.raises(OfferError, match="it ends when it begins"):
        parse_offer(KILO | {"valid": {"start": "10:00", "end": "10:00"}})


def test_an_offer_for_a_means_of_payment_opens_when_it_is_known():
    offer = parse_offer({"id": "o", "kind": "percent_off", "match": ALL, "bp": 500, "tenders": ["card", "voucher"]})
    basket = Basket((), {})
    assert not is_open(offer, basket, NOW)
    assert not is_open(offer, basket, Context(NOW.now, tender="cash"))
    assert is_open(offer, basket, Context(NOW.now, tender="card"))


@pytest.mark.parametrize(("used", "left"), [(0, 3), (2, 1), (3, 0), (9, 0)])
def test_a_household_has_what_its_earlier_trips_left(used, left):
    offer = parse_offer({"id": "o", "kind": "percent_off", "match": ALL, "bp": 500, "household_uses": 3})
    basket = Basket((), {}, used={"o": used})
    assert uses_allowed(offer, basket) == left
    assert is_open(offer, basket, NOW) is (left > 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"per": "pound"}, "per: 'pound' is neither kg nor lb"),
        ({"max_grams": 100, "min_grams": 200}, "max_grams: it is 100, less than min_grams"),
        ({"min_grams": -1}, "min_grams: it is -1"),
        ({"household_uses": 0}, "household_uses: it is 0"),
        ({"spend_match": {}}, "spend_match: it selects nothing"),
        ({"kind": "percent_off", "bp": 5}, "per: percent_off has no such field"),
    ],
)
def test_contradictions_are_named(change, words):
    table = {key: value for key, value in (KILO | change).items() if not ("bp" in change and key == "price")}
    with pytest.raises(OfferError, match=words):
        parse_offer(table)


def test_limits_by_weight_need_a_price_by_weight():
    with pytest.raises(OfferError, match="max_grams: it needs per"):
        parse_offer({key: value for key, value in (KILO | {"max_grams": 3000}).items() if key != "per"})


FILE = """
[[offer]]
id = "salmon"
kind = "special price"
on = { products = ["salmon"] }
price = 100.00
per = "kg"
quantity = 3
from_kg = 3
up_to_kg = 4.5
spend = 75
spend_on = { categories = ["grocery"] }
pay_by = ["card"]
per_household = 2
after = 22:00:00
before = 02:00:00
words = "3 kg of salmon for 100"
words_es = "3 kg de salmón por 100"
"""


def test_the_offer_file_says_all_of_it():
    (table,), problems = loads(FILE, "offers.toml")
    assert problems == ()
    offer = parse_offer(table)
    assert (offer.per, offer.n, offer.price, offer.min_grams, offer.max_grams) == ("kg", 3, 10000, 3000, 4500)
    assert (offer.min_spend, offer.spend_match.categories) == (7500, ("grocery",))
    assert (offer.tenders, offer.household_uses) == (("card",), 2)
    assert offer_words(offer, Speech("en")) == "3 kg of salmon for 100"
    assert offer_words(offer, Speech("es-MX")) == "3 kg de salmón por 100"


def test_so_does_a_spreadsheet():
    head = "id,kind,on.products,price,per,up_to_lb,pay_by,words_es"
    (table,), problems = loads_csv(f"{head}\nham,special price,ham,2.99,lb,2,card;cash,jamón\n", "offers.csv")
    assert problems == ()
    assert (table["per"], table["max_grams"], table["tenders"]) == ("lb", 907, ["card", "cash"])
    assert table["words_in"] == {"es": "jamón"}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('per = "stone"', "per: 'stone' is no unit of weight"),
        ("up_to_kg = 0", "up_to_kg: 0 is no weight"),
        ("per_household = 0", "per_household: 0 is not a whole number"),
    ],
)
def test_wrong_values_are_told_with_their_line(line, words):
    text = f'[[offer]]\nid = "a"\nkind = "special price"\non = {{ everything = true }}\nprice = 1\n{line}\n'
    (problem,) = loads(text, "o.toml")[1]
    assert words in problem
    assert "line 6" in problem


@pytest.mark.parametrize(
    ("changes", "english", "spanish"),
    [
        ({}, "now $14.90/kg", "a $14.90/kg"),
        ({"n": 3, "price": 10000}, "3 kg for $100.00", "3 kg por $100.00"),
        ({"per": "lb"}, "now $14.90/lb", "a $14.90/lb"),
    ],
)
def test_a_price_by_weight_in_words(changes, english, spanish):
    offer = parse_offer(KILO | changes)
    assert offer_words(offer, Speech("en")) == english
    assert offer_words(offer, Speech("es")).replace("\xa0", " ") == spanish
