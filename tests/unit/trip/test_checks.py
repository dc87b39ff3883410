"""What a lane must look at, and what its answers make of the trip."""

from dataclasses import replace

import pytest

from cart.facts import LaneAnswer, LaneAnswered, Paid, ShoppingResumed
from cart.trip.checks import answered, checks, in_force, settled
from cart.trip.till import Till
from tests.support.counters import BANANAS, BEER, BREAD, WINE, trip
from tests.support.trips import Shopper


def said(check: str, words: str, gross_g: int = 0) -> LaneAnswer:
    return LaneAnswer(check, words, gross_g)


def keys(shopper_trip) -> list[str]:
    return [check.key for check in checks(shopper_trip)]


def due(shopper_trip) -> int:
    return Till().price(shopper_trip).receipt.due


def test_bread_leaves_nothing_to_check():
    assert checks(trip(BREAD).trip) == ()


def test_each_age_and_each_own_weight_is_a_check():
    found = checks(trip(BEER, BREAD, WINE, produce_g=(1235, 400)).trip)
    assert [check.key for check in found] == ["age:21", "age:18", "weight:4", "weight:5"]
    assert [check.names for check in found] == [("Red wine",), ("Light beer",), ("Bananas",), ("Bananas",)]
    assert [(check.kind, check.net_g, check.tare_g) for check in found[2:]] == [("weight", 1230, 5), ("weight", 395, 5)]


def test_a_certified_scale_needs_no_second_weighing():
    assert checks(trip(produce_g=(1235,), certified=True).trip) == ()


def test_a_label_from_the_counter_was_weighed_on_its_scale():
    labelled = Shopper().scan(BANANAS, weight_g=1235).weigh(1235)
    assert labelled.trip.placed and checks(labelled.trip) == ()


def test_old_enough_for_wine_is_old_enough_for_beer():
    looked = answered(trip(BEER, WINE).trip, [said("age:21", "seen")])
    assert keys(looked) == [] and looked.lines == trip(BEER, WINE).trip.lines


def test_old_enough_for_beer_is_not_for_wine():
    assert keys(answered(trip(BEER, WINE).trip, [said("age:18", "seen")])) == ["age:21"]


def test_what_is_refused_is_off_the_list_and_the_offer_with_it():
    """Two drinks are $15.00; the beer alone is $6.49 again, with 8 % of tax."""
    looked = answered(trip(BEER, BREAD, WINE).trip, [said("age:21", "refused")])
    assert [line.product.name for line in looked.placed] == ["Light beer", "Rye bread"]
    assert (keys(looked), due(looked)) == (["age:18"], round((649 + 425) * 1.08))


def test_too_young_for_beer_is_too_young_for_wine():
    looked = answered(trip(BEER, BREAD, WINE).trip, [said("age:18", "refused")])
    assert ([line.product.name for line in looked.placed], keys(looked)) == (["Rye bread"], [])


@pytest.mark.parametrize(
    ("answer", "grams"), [(said("weight:1", "weighed", 1255), 1255), (said("weight:1", "waived"), 1235)]
)
def test_the_lanes_weight_is_the_lines_and_its_price_follows(answer, grams):
    looked = answered(trip(produce_g=(1235,)).trip, [answer])
    assert (looked.placed[0].gross_g, keys(looked)) == (grams, [])
    assert due(looked) == round(round((grams - 5) * 199 / 1000) * 1.08)


@pytest.mark.parametrize("check", ["age:99", "weight:9", "weight:1", "age:", "weight:x", "", "weight:-1", "age:²"])
def test_an_answer_to_what_is_not_there_changes_no_line(check):
    before = trip(BREAD).trip
    for words in ("seen", "refused", "weighed", "waived"):
        assert answered(before, [said(check, words, 700)]).lines == before.lines


def test_a_slip_is_corrected_by_the_next_answer():
    slips = [
        said("age:21", "refused"),
        said("weight:4", "weighed", 100),
        said("weight:4", "waived"),
        said("age:21", "seen"),
    ]
    assert in_force(slips) == (said("weight:4", "waived"), said("age:21", "seen"))
    assert in_force([said("age:21", "seen"), said("age:18", "refused")]) == (said("age:18", "refused"),)
    assert in_force([said("age:18", "seen"), said("age:21", "refused")]) == tuple(
        [said("age:18", "seen"), said("age:21", "refused")]
    )


def test_which_checks_an_answer_settles():
    beer, wine = checks(trip(BEER, WINE).trip)[::-1]
    assert settled(beer, [said("age:21", "seen")]) and settled(wine, [said("age:18", "refused")])
    assert not settled(wine, [said("age:18", "seen")]) and not settled(beer, [said("age:21", "refused")])


def test_the_lanes_answers_count_at_its_own_lane_only():
    answers = (said("age:21", "seen"),)
    at_lane = trip(WINE)
    assert at_lane.do(LaneAnswered, lane="5", answers=answers).trip.age_seen == 0
    assert at_lane.do(LaneAnswered, lane="4", answers=answers).trip.age_seen == 21
    assert at_lane.do(ShoppingResumed).do(LaneAnswered, lane="4", answers=answers).trip.age_seen == 0


def test_who_goes_on_shopping_is_looked_at_again():
    at_lane = trip(WINE, produce_g=(500,))
    at_lane.do(LaneAnswered, lane="4", answers=(said("age:21", "seen"), said("weight:2", "weighed", 505)))
    assert keys(at_lane.do(ShoppingResumed).trip) == ["age:21"]


def test_paid_with_its_answers_is_the_basket_that_was_sold():
    answers = (said("age:21", "refused"), said("weight:3", "weighed", 1255))
    paid = trip(WINE, BREAD, produce_g=(1235,)).do(Paid, tender="card", cents=1, receipt="4-1", answers=answers).trip
    assert paid.phase == "thanks" and keys(paid) == []
    assert due(paid) == due(replace(answered(trip(WINE, BREAD, produce_g=(1235,)).trip, answers), phase="thanks"))
