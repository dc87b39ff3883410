"""Which one thing is asked, and from when on: the boundaries of time and weight."""

from dataclasses import replace

import pytest

from cart import facts
from cart.codes.code import Code
from cart.config import CartSection, Config, TripSection, WeighingSection
from cart.trip import asking
from cart.trip.asking import CANDIDATES, prompt, waits
from cart.trip.movements import ASK_AFTER_S, ASK_UNSCANNED_AFTER_S, ASK_UNSURE_AFTER_S, SURE_MG
from cart.trip.prompts import (
    HelpComing,
    NotSold,
    PlaceItem,
    Prompt,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichLeft,
)
from cart.trip.state import Change, Line, Trip
from tests.support.trips import Shopper, product

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
BREAD = product("Rye bread", 750, 425, names={"es": "Pan de centeno"}, icon="bread")
MILK = product("Whole milk", 1030, 189)
GUM = product("Chewing gum", 4, 99)
TEA = product("Green tea", 60, 329)
SIX = product("Six grams", 6, 99)
CHARCOAL = product("Charcoal", 3000, 1299, weighed_in_basket=False)
NEW = product("New thing", None, 500)
APPLES = replace(product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135"), id="PLU4135")
REFUSED = {"code": Code("gtin", "1", "1"), "why": "unknown"}


def price(line: Line) -> int:
    return line.product.price_cents


def asked(shopper: Shopper, config: Config = CONFIG) -> Prompt:
    return prompt(shopper.trip, config, price)


def changed(*changes: Change, now: float = 100.0, **more) -> Trip:
    return Trip(number=1, phase="shopping", changes=changes, now=now, **more)


# --- when a weight is asked


@pytest.mark.parametrize(
    ("age_s", "sigma_mg", "ripe"),
    [
        (0.0, 400, False),
        (ASK_UNSCANNED_AFTER_S - 0.01, 400, False),
        (ASK_UNSCANNED_AFTER_S, 400, True),
        (ASK_UNSCANNED_AFTER_S, SURE_MG, True),
        (ASK_UNSCANNED_AFTER_S, SURE_MG + 1, False),
        (ASK_UNSURE_AFTER_S - 0.01, SURE_MG + 1, False),
        (ASK_UNSURE_AFTER_S, SURE_MG + 1, True),
    ],
)
def test_a_weight_is_asked_when_it_has_lasted(age_s: float, sigma_mg: int, ripe: bool):
    trip = changed(Change(1, 333_000, sigma_mg, 0.0), now=age_s)
    assert (prompt(trip, CONFIG, price) == UnknownWeight(333)) == ripe
    assert waits(trip, CONFIG)


@pytest.mark.parametrize(
    ("mg", "wanted"),
    [
        (999, ScanNext()),
        (-999, ScanNext()),
        (1000, UnknownWeight(1)),
        (-1000, WhichLeft(1, ())),
        (333_999, UnknownWeight(333)),
        (-333_999, WhichLeft(333, ())),
    ],
)
def test_grams_are_whole_and_nothing_is_not_asked(mg: int, wanted: Prompt):
    assert prompt(changed(Change(1, mg, 400, 0.0)), CONFIG, price) == wanted


def test_with_an_item_scanned_another_weight_is_asked_sooner():
    shopper = Shopper().scan(BREAD).weigh(333)
    assert isinstance(asked(shopper.wait(ASK_AFTER_S - 0.2)), PlaceItem)
    assert isinstance(asked(shopper.wait(0.2)), WeightDiffers)


@pytest.mark.parametrize(("age_s", "still"), [(0.0, True), (4.9, True), (5.0, False), (3_000.0, False)])
def test_a_question_that_stands_waits_for_no_time(age_s: float, still: bool):
    """Else a bag that nobody explains would write four ticks a second into the journal for the whole trip."""
    trip = Trip(number=1, phase="shopping", now=100.0 + age_s, changes=(Change(1, 300_000, 400, 100.0),))
    assert waits(trip, CONFIG) is still
    assert not waits(replace(trip, phase="at_lane"), CONFIG)


def test_what_is_open_is_asked_as_one_sum():
    trip = changed(Change(1, 300_000, 400, 0.0), Change(2, 200_000, 400, 1.0))
    assert prompt(trip, CONFIG, price) == UnknownWeight(500)


def test_only_what_is_ripe_is_summed():
    trip = changed(Change(1, 300_000, 400, 0.0), Change(2, 200_000, 400, 99.9))
    assert prompt(trip, CONFIG, price) == UnknownWeight(300)


@pytest.mark.parametrize("why", ["placed", "left", "back", "own", "produce", "settled"])
def test_what_is_explained_is_not_asked(why):
    trip = changed(Change(1, 300_000, 400, 0.0, why=why))
    assert prompt(trip, CONFIG, price) == ScanNext() and not waits(trip, CONFIG)


# --- what is asked first


def test_the_order_of_urgency():
    """Each thing that is answered lets the next one be seen."""
    shopper = Shopper().scan(MILK).weigh(333).wait(2).do(facts.ProducePicked, product=APPLES)
    shopper.relabel(bagging=True)
    shopper.do(facts.CodeRefused, **REFUSED).do(facts.HelpAsked)
    seen = []
    for kind in (facts.HelpEnded, facts.NoticeSeen, facts.ProduceDropped, facts.BagDone, facts.PutBack):
        seen.append(type(asked(shopper)))
        shopper.do(kind)
    assert seen == [HelpComing, NotSold, WeighProduce, PutBagIn, PlaceItem]


def test_a_waiting_item_comes_after_an_open_weight():
    shopper = Shopper().scan(MILK).weigh(333).wait(2)
    assert isinstance(asked(shopper), WeightDiffers)
    assert isinstance(asked(shopper.do(facts.PutBack)), PlaceItem)


# --- the waiting item


def test_the_last_scanned_is_awaited_first():
    shopper = Shopper().scan(BREAD).scan(MILK)
    found = asked(shopper)
    assert isinstance(found, PlaceItem)
    assert (found.name, found.waiting, found.price_cents, found.line) == ("Whole milk", 2, 189, "2")
    assert asked(shopper.weigh(1030)) == PlaceItem("1", "Rye bread", "pantry", "bread", 425)


@pytest.mark.parametrize(("seconds", "slow"), [(4.8, False), (4.9, True), (60.0, True)])
def test_an_item_that_waits_long_offers_its_ways_out(seconds: float, slow: bool):
    found = asked(Shopper().scan(BREAD).wait(seconds))
    assert isinstance(found, PlaceItem) and found.slow == slow


def test_the_config_says_how_long():
    found = asked(Shopper().scan(BREAD).wait(2), replace(CONFIG, trip=TripSection(place_within_s=2.0)))
    assert isinstance(found, PlaceItem) and found.slow


@pytest.mark.parametrize(("what", "slow"), [(GUM, True), (SIX, False), (CHARCOAL, True), (NEW, False), (BREAD, False)])
def test_what_no_scale_sees_offers_them_at_once(what, slow: bool):
    found = asked(Shopper().scan(what))
    assert isinstance(found, PlaceItem) and found.slow == slow


def test_a_label_with_a_price_shows_that_price():
    found = asked(Shopper().scan(BREAD, price_cents=711))
    assert isinstance(found, PlaceItem) and found.price_cents == 711


def test_a_label_of_nothing_is_not_the_shelf_price():
    found = asked(Shopper().scan(BREAD, price_cents=0))
    assert isinstance(found, PlaceItem) and found.price_cents == 0


# --- another weight than the scanned


@pytest.mark.parametrize(("grams", "could_be"), [(2060, 2), (3090, 3), (2500, None), (200, None)])
def test_a_differing_weight_may_be_several(grams: float, could_be: int | None):
    found = asked(Shopper().scan(MILK).weigh(grams).wait(2))
    assert found == WeightDiffers("1", "Whole milk", int(grams), 1030, could_be)


def test_the_expected_grams_of_a_label_are_its_own():
    swiss = product("Swiss cheese", None, 2190, unit="kg", tare_g=8)
    found = asked(Shopper().scan(swiss, weight_g=212).weigh(500).wait(2))
    assert isinstance(found, WeightDiffers) and found.expected_grams == 220


def test_the_name_is_in_the_shoppers_language():
    shopper = Shopper().scan(BREAD).weigh(200).wait(2).do(facts.LanguageChosen, language="es")
    found = asked(shopper)
    assert isinstance(found, WeightDiffers) and found.name == "Pan de centeno"


# --- which one left


def full(*goods) -> Shopper:
    shopper = Shopper()
    for what in goods:
        shopper.put(what)
    return shopper


def test_one_of_those_that_fit():
    twin = product("Twin", 748, 300)
    found = asked(full(BREAD, twin, MILK).weigh(-749).wait(2))
    assert isinstance(found, WhichLeft) and found.grams == 749
    assert sorted((one.line, one.price_cents) for one in found.candidates) == [("1", 425), ("2", 300)]


def test_two_that_left_together_are_both_named():
    found = asked(full(BREAD, MILK, product("Rice", 2000)).weigh(-1780).wait(2))
    assert isinstance(found, WhichLeft) and {one.line for one in found.candidates} == {"1", "2"}


def test_no_more_candidates_than_a_screen_holds():
    found = asked(full(*(product(f"Tin {n}", 300 + 20 * n) for n in range(9))).weigh(-100).wait(6))
    assert isinstance(found, WhichLeft) and len(found.candidates) == CANDIDATES
    assert found.candidates[0].name == "Tin 0"


def test_an_empty_basket_has_no_candidates_and_still_a_way_out():
    shopper = Shopper().weigh(-500).wait(6)
    assert asked(shopper) == WhichLeft(500, ())
    assert asked(shopper.do(facts.PutBack)) == ScanNext()


def test_weighed_produce_is_named_with_its_grams():
    shopper = full(BREAD).do(facts.ProducePicked, product=APPLES).weigh(847)
    shopper.do(facts.ProduceAdded, product=APPLES, gross_g=845, tare_g=5).weigh(-300).wait(6)
    found = asked(shopper)
    assert isinstance(found, WhichLeft)
    assert {one.name: one.grams for one in found.candidates} == {"Rye bread": None, "Gala apples": 845}


# --- produce on the scale


@pytest.mark.parametrize(
    ("grams", "interval_g", "gross_g"),
    [(847, 5, 845), (848, 5, 850), (2.4, 5, None), (847, 10, 850), (847, 1, 847), (-400, 5, None)],
)
def test_produce_is_shown_to_the_scales_interval(grams: float, interval_g: int, gross_g: int | None):
    shopper = Shopper().do(facts.ProducePicked, product=APPLES).weigh(grams)
    config = replace(CONFIG, weighing=WeighingSection(interval_g=interval_g))
    found = asked(shopper, config)
    assert isinstance(found, WeighProduce) and found.gross_g == gross_g


def test_net_is_never_negative():
    heavy = replace(APPLES, tare_g=50)
    found = asked(Shopper().do(facts.ProducePicked, product=heavy).weigh(20))
    assert isinstance(found, WeighProduce) and (found.gross_g, found.net_g, found.price_cents) == (20, 0, 0)


def test_own_things_are_summed_over_the_trip():
    shopper = Shopper().do(facts.BagDeclared).weigh(310).weigh(95)
    assert asked(shopper) == PutBagIn(405)


def test_all_prompts_have_a_question_of_their_own():
    assert len({asking._called, asking._weigh, asking._own, asking._odd}) == 4


def test_a_basket_that_is_emptied_is_asked_about_at_once_and_not_as_a_hand():
    shopper = Shopper().put(BREAD).put(MILK).put(TEA).weigh(-1840).wait(ASK_AFTER_S)
    found = prompt(shopper.trip, CONFIG, price)
    assert isinstance(found, WhichLeft) and len(found.guesses[0].out) == 3
    part = Shopper().put(BREAD).put(MILK).put(TEA).put(product("Rusks", 350)).weigh(-1840).wait(ASK_AFTER_S)
    assert prompt(part.trip, CONFIG, price) == ScanNext()
