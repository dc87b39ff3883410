"""What the eyes made of a gain: a question, and a line only by a touch. Without it the cart asks as it always did."""

from functools import reduce

import pytest

from cart.config import CartSection, Config
from cart.facts import (
    CheckoutAsked,
    ItemSeen,
    LineRemoved,
    Named,
    ProduceAdded,
    ProducePicked,
    Seen,
    TouchUndone,
    decode,
    encode,
)
from cart.trip.asking import prompt
from cart.trip.prompts import IsThisIt, Offered, UnknownWeight, WhichIsIt
from cart.trip.session import apply
from cart.trip.state import Trip
from cart.trip.story import tell
from cart.trip.trust import COST, trust
from tests.support.trips import Shopper, product

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
OIL, JAM, MILK = product("Olive oil", 885, 599), product("Jam", 880, 329), product("Milk", 1056, 189)
LEMON = product("Lemons", 120, 45)
WINE = product("Red wine", 1250, 1149, min_age=21)
BANANAS = product("Bananas", None, 169, unit="kg", plu="4011")
HAM = product("Counter ham", None, 1999, unit="kg")


def see(shopper: Shopper, *candidates: tuple, sure: bool = False, change: int = 0) -> Shopper:
    some = tuple(Seen(what, db) for what, db in candidates)
    return shopper.do(ItemSeen, change=change or shopper.change, candidates=some, sure=sure)


def asked(shopper: Shopper):
    return prompt(shopper.trip, CONFIG, lambda _: 0)


def dropped(grams: float, *candidates: tuple, sure: bool = False) -> Shopper:
    """Something goes in unscanned, is seen, and is asked about."""
    return see(Shopper().weigh(grams), *candidates, sure=sure).wait(3)


def test_nothing_is_charged_until_the_shopper_says_yes():
    shopper = dropped(885, (OIL, 18.0), (JAM, -6.0), sure=True)
    assert asked(shopper) == IsThisIt(1, 885, (Offered(OIL), Offered(JAM))) and shopper.trip.lines == ()
    shopper.do(Named, change=1, product=OIL.id)
    assert shopper.names == ["Olive oil"] and not shopper.trip.open_changes and shopper.trip.seen
    assert trust(shopper.trip).reasons == ("named_not_scanned:1",)


def test_where_none_is_sure_up_to_three_are_shown():
    shopper = dropped(885, (OIL, 1.0), (JAM, -1.0), (MILK, -9.0), (LEMON, -12.0))
    assert asked(shopper) == WhichIsIt(1, 885, (Offered(OIL), Offered(JAM), Offered(MILK)))
    assert shopper.do(Named, change=1, product=JAM.id).names == ["Jam"]


def test_what_is_unlikely_is_not_shown_beside():
    assert asked(dropped(885, (OIL, 9.0), (JAM, -20.0))) == WhichIsIt(1, 885, (Offered(OIL),))


@pytest.mark.parametrize("candidates", [(), ((OIL, -3.5), (JAM, -4.0))])
def test_where_none_earns_it_the_cart_asks_as_always(candidates: tuple):
    assert asked(dropped(885, *candidates)) == UnknownWeight(885)


def test_without_eyes_it_asks_as_always():
    assert asked(Shopper().weigh(885).wait(3)) == UnknownWeight(885)


def test_what_needs_an_age_or_a_label_is_never_offered():
    for what, grams in ((WINE, 1250), (HAM, 300)):
        shopper = dropped(grams, (what, 20.0), (OIL, -8.0), sure=True)
        assert isinstance(asked(shopper), UnknownWeight)
        assert shopper.do(Named, change=1, product=what.id).trip.lines == ()
    assert asked(dropped(885, (OIL, 12.0), (WINE, -4.0), sure=True)) == IsThisIt(1, 885, (Offered(OIL),))


def test_several_pieces_by_their_weight():
    shopper = dropped(362, (LEMON, 15.0), sure=True)
    assert asked(shopper) == IsThisIt(1, 362, (Offered(LEMON, 3),))
    assert shopper.do(Named, change=1, product=LEMON.id, quantity=3).names == ["Lemons"] * 3
    assert not shopper.trip.open_changes and trust(shopper.trip).reasons == ("named_not_scanned:3",)


def test_what_a_scale_prices_goes_by_the_produce_screen():
    shopper = dropped(842, (BANANAS, 15.0), sure=True)
    assert asked(shopper) == IsThisIt(1, 842, (Offered(BANANAS),))
    assert shopper.do(Named, change=1, product=BANANAS.id).trip.lines == ()
    shopper.do(ProducePicked, product=BANANAS)
    shopper.do(ProduceAdded, product=BANANAS, gross_g=842)
    assert shopper.names == ["Bananas"] and not shopper.trip.open_changes


def test_a_touch_on_what_weighs_far_less_leaves_the_rest_open():
    shopper = dropped(1941, (MILK, 15.0), sure=True).do(Named, change=1, product=MILK.id)
    assert shopper.names == ["Milk"] and sum(change.mg for change in shopper.trip.open_changes) == 885_000


def test_named_wrong_and_mended():
    shopper = dropped(885, (JAM, 14.0), (OIL, -3.0), sure=True).do(Named, change=1, product=JAM.id)
    shopper.do(TouchUndone)
    assert shopper.names == [] and asked(shopper.wait(3)) == IsThisIt(1, 885, (Offered(JAM), Offered(OIL)))
    assert shopper.do(Named, change=1, product=OIL.id).names == ["Olive oil"]


def test_taken_out_again_it_is_off_the_list():
    shopper = dropped(885, (OIL, 18.0), sure=True).do(Named, change=1, product=OIL.id).wait(70).weigh(-885).wait(6)
    assert shopper.names == [] and not shopper.trip.open_changes


def test_a_scan_answers_as_well():
    shopper = dropped(885, (JAM, 14.0), sure=True).scan(OIL)
    assert shopper.names == ["Olive oil"] and "named_not_scanned" not in "".join(trust(shopper.trip).reasons)


def test_a_revised_weight_is_still_what_was_seen():
    shopper = dropped(800, (OIL, 14.0), sure=True).weigh(885, revises=1).wait(3)
    assert asked(shopper) == IsThisIt(2, 885, (Offered(OIL),))
    assert shopper.do(Named, change=2, product=OIL.id).names == ["Olive oil"]


def test_what_is_seen_of_a_loss_or_of_what_is_explained_says_nothing():
    shopper = see(Shopper().put(OIL), (JAM, 20.0), sure=True)
    assert shopper.trip.seen == {} and shopper.names == ["Olive oil"]
    shopper.weigh(-300)
    assert see(shopper, (JAM, 20.0), sure=True).trip.seen == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"change": 2, "product": OIL.id}, {"change": 1, "product": MILK.id},
        {"change": 1, "product": OIL.id, "quantity": 0},
        {"change": 1, "product": OIL.id, "quantity": 999},
    ],
)  # fmt: skip
def test_a_touch_out_of_place_changes_nothing(fields: dict):
    shopper = dropped(885, (OIL, 18.0), sure=True)
    assert shopper.do(Named, **fields).trip.lines == () and len(shopper.trip.open_changes) == 1


def test_a_second_touch_of_an_answered_question_adds_nothing():
    shopper = (
        dropped(885, (OIL, 18.0), sure=True).do(Named, change=1, product=OIL.id).do(Named, change=1, product=OIL.id)
    )
    assert shopper.names == ["Olive oil"]


def test_five_dropped_in_one_taken_back_one_named_wrong_and_mended():
    """And the same facts, written and read, come to the same trip without a net."""
    shopper = Shopper()
    for what, grams in ((OIL, 886), (MILK, 1055), (JAM, 879), (LEMON, 121)):
        see(shopper.weigh(grams), (what, 15.0), sure=True).wait(3)
        shopper.do(Named, change=shopper.change, product=what.id).wait(70)
    see(shopper.weigh(1057), (OIL, 13.0), (MILK, -2.0)).wait(3)
    shopper.do(Named, change=shopper.change, product=OIL.id).do(TouchUndone).wait(3)
    shopper.do(Named, change=shopper.change, product=MILK.id).wait(70)
    shopper.weigh(-121).wait(6).do(CheckoutAsked)
    assert sorted(shopper.names) == ["Jam", "Milk", "Milk", "Olive oil"]
    assert not shopper.trip.open_changes
    assert trust(shopper.trip).score == 100 - 3 * COST["named_not_scanned"]
    again = reduce(apply, (decode(encode(fact)) for fact in shopper.facts), Trip())
    assert again == shopper.trip


def test_a_named_line_is_taken_off_like_any():
    shopper = dropped(885, (OIL, 18.0), sure=True).do(Named, change=1, product=OIL.id).wait(70)
    shopper.do(LineRemoved, line=shopper.trip.placed[0].id).weigh(-885).wait(3)
    assert shopper.names == [] and not shopper.trip.open_changes


def test_the_story_says_who_said_what():
    shopper = dropped(885, (OIL, 18.0), (JAM, -6.0), sure=True).do(Named, change=1, product=OIL.id)
    told = " ".join(line for fact in shopper.facts for line in tell(fact, 100.0))
    assert "Seen with change 1: Olive oil +18 dB, Jam -6 dB, sure." in told and "by a touch" in told
