"""Facts that hold together one by one and not as a trip: told in words by whoever replays them."""

from dataclasses import replace

import pytest

from cart.errors import BadInput, FactError
from cart.facts import Terms, TripStarted
from cart.trip.replay import replay
from tests.support.trips import Shopper, product

MILK, ODD = product("Whole milk", 1030, 189), product("Soup", 200, 129, tax="Z")
OFFER = {"id": "two", "kind": "n_for_price", "match": {"products": [MILK.id]}, "n": 2, "price": 300}
TERMS = Terms("1", "USD", {}, {"A": 825}, (OFFER,))


def told(shopper: Shopper, **changes: object):
    """The trip's facts with another start."""
    start, *rest = shopper.facts
    assert isinstance(start, TripStarted)
    return [replace(start, **changes), *rest]


def test_a_sound_trip_is_priced():
    assert replay(Shopper(TERMS).put(MILK).put(MILK).facts).receipt.due == 325


@pytest.mark.parametrize("tax", ["Z", ""])
def test_a_tax_class_without_a_rate_is_named(tax: str):
    with pytest.raises(FactError, match=f"its tax class '{tax}' has no rate"):
        replay(Shopper(TERMS).put(MILK).put(replace(ODD, tax=tax)).facts)


@pytest.mark.parametrize("language", ["", "x", "2026-99", "A" * 300, "../../etc"])
def test_a_language_that_nobody_speaks_is_named(language: str):
    with pytest.raises(FactError, match="nobody speaks its language"):
        replay(told(Shopper(TERMS).put(MILK).put(MILK), language=language))


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (replace(TERMS, rules={"rounding": "up"}), "rules.rounding"),
        (replace(TERMS, tax_rates={"A": -1}), "tax_rates.A"),
        (replace(TERMS, offers=({**OFFER, "n": 0},)), "offer 'two'"),
    ],
)
def test_terms_that_no_store_has_keep_their_own_words(terms: Terms, words: str):
    with pytest.raises(BadInput, match=words):
        replay(told(Shopper(TERMS).put(MILK), terms=terms))
