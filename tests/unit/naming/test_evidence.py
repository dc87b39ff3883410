"""Bayes over a small shop, and its rules."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.naming import evidence as rules
from cart.naming.decibans import MOST_DB, decibans, sure
from cart.naming.evidence import Evidence, Gain, Good
from cart.naming.weight import Mass

APPLE = Good("apple", "Green apples", Mass(180, 20, loose=True), taught=True)
MILK = Good("milk", "Whole milk 1 L", Mass(1060, 10), taught=True)
JUICE = Good("juice", "Orange juice 1 L", Mass(1070, 10), taught=True)
SOY = Good("soy", "Soy drink 1 L", Mass(1058, 10))
SHOP = Evidence([APPLE, SOY, MILK, JUICE])
NO = -5.0


def test_the_picture_names_what_the_weight_cannot():
    named = SHOP.name({"milk": 6.0, "juice": 0.5, "apple": NO}, Gain(1065, 2))
    assert [one.product for one in named.candidates][:2] == ["milk", "juice"]
    assert named.candidates[0].decibans > named.candidates[1].decibans


def test_the_weight_names_what_the_picture_cannot():
    named = SHOP.name({"milk": 2.0, "juice": 2.0, "apple": 2.0}, Gain(361, 2))
    assert named.candidates[0].product == "apple" and named.candidates[0].decibans > 10


def test_what_looks_like_nothing_is_nothing():
    named = SHOP.name({"milk": NO, "juice": NO, "apple": NO}, Gain(1060, 2))
    assert named.none_db > 10 and not named.sure


def test_a_product_that_nobody_taught_is_never_a_candidate():
    named = SHOP.name({"milk": NO, "juice": NO, "apple": NO}, Gain(1058, 2, basket=["soy"]))
    assert {one.product for one in named.candidates} == {"milk", "juice", "apple"}


def test_one_more_of_what_is_in_is_likelier():
    seen = {"milk": 1.0, "juice": 1.0, "apple": NO}
    usual, again = SHOP.name(seen, Gain(1065, 2)), SHOP.name(seen, Gain(1065, 2, basket=["juice", "apple"]))
    assert usual.candidates[0].product == "milk" or usual.candidates[0].product == "juice"
    assert again.candidates[0].product == "juice"


def test_the_aisle_of_the_last_scans_is_likelier():
    seen = {"milk": 1.0, "juice": 1.0, "apple": NO}
    far, near = SHOP.name(seen, Gain(1065, 2)), SHOP.name(seen, Gain(1065, 2, nearby={"juice"}))
    value = {one.product: one.decibans for one in far.candidates}
    assert {one.product: one.decibans for one in near.candidates}["juice"] > value["juice"] + 2


def test_an_untaught_sibling_keeps_the_taught_one_from_being_sure():
    seen = {"milk": 7.0, "juice": NO, "apple": NO}
    others = [Good("lactose", "Whole milk lactose-free 1 L", Mass(1060, 10)), Good("rice", "Rice", Mass(1060, 400))]
    alone, beside = Evidence([MILK, JUICE, APPLE, others[1]]), Evidence([MILK, JUICE, APPLE, others[0]])
    gain = Gain(1060, 2)
    assert alone.name(seen, gain).candidates[0].decibans > beside.name(seen, gain).candidates[0].decibans + 3


def test_what_was_not_looked_at_is_no_candidate():
    assert [one.product for one in SHOP.name({"milk": 1.0}, Gain(1065, 2)).candidates] == ["milk"]
    assert SHOP.name({}, Gain(1065, 2)).candidates == ()


def test_a_shop_where_nothing_is_taught_names_nothing():
    named = Evidence([SOY]).name({}, Gain(1058, 2))
    assert named.candidates == () and named.none_db == MOST_DB and not named.sure


def test_an_empty_shop_names_nothing():
    assert Evidence([]).name({}, Gain(500, 1)).candidates == ()


@given(
    st.lists(st.floats(-20, 20), min_size=3, max_size=3),
    st.floats(1, 9000),
    st.floats(0.1, 50),
    st.lists(st.sampled_from(["apple", "milk", "juice", "soy", "unknown"])),
)
def test_chances_add_up_to_one_and_come_in_order(seen: list[float], grams: float, sigma: float, basket: list[str]):
    named = SHOP.name(dict(zip(("apple", "milk", "juice"), seen, strict=True)), Gain(grams, sigma, basket))
    said = [one.decibans for one in named.candidates]
    assert said == sorted(said, reverse=True) and len(said) <= rules.MOST

    def chance(db: float) -> float:
        from_counts = (db - decibans(0.5)) / (decibans(10 / 11) - decibans(0.5))  # in tens of decibans, as computed
        return 1 / (1 + 10**-from_counts)

    assert sum(map(chance, (*said, named.none_db))) == pytest.approx(1, abs=0.01)


def test_five_thousand_without_a_picture_do_not_drown_the_taught():
    chance = np.random.default_rng(1)
    crowd = [
        Good(f"o{n}", f"Other {n}", Mass(float(g), 0.01 * g)) for n, g in enumerate(chance.uniform(50, 3000, 5000))
    ]
    few, many = Evidence([MILK, JUICE, APPLE, SOY]), Evidence([MILK, JUICE, APPLE, SOY, *crowd])
    seen = {"milk": 6.0, "juice": 0.0, "apple": NO}
    one, other = few.name(seen, Gain(1062, 2)), many.name(seen, Gain(1062, 2))
    assert other.candidates[0].product == "milk" and other.candidates[0].decibans >= one.candidates[0].decibans


def test_decibans_are_bounded_and_rise():
    values = [decibans(p) for p in (0, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, 1)]
    assert values == sorted(values) and values[0] == -MOST_DB and values[-1] == MOST_DB
    assert all(map(math.isfinite, values)) and sure(0.999) and not sure(0.9)
