"""Weights against scans, as stories: what the list says after each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.config import CartSection, Config
from cart.facts import (
    BagDeclared,
    BagDone,
    CheckoutAsked,
    DeviceFailed,
    ItemIsIn,
    LineRemoved,
    ProduceAdded,
    ProducePicked,
    PutBack,
    QuantitySaid,
    WeightTrusted,
)
from cart.trip.asking import prompt
from cart.trip.trust import trust
from tests.support.trips import Shopper, product

BREAD = product("Rye bread", 750, 425)
MILK = product("Whole milk", 1030, 189)
COFFEE = product("Ground coffee", 520, 899)
PASTA = product("Spaghetti", 510, 159)
GUM = product("Chewing gum", 4, 99)
APPLES = product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135")
NEW = product("New thing", None, 500)
CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})


def test_an_item_is_charged_when_it_is_in_the_basket():
    shopper = Shopper().scan(BREAD)
    assert (shopper.names, len(shopper.trip.pending)) == ([], 1)
    shopper.weigh(752)
    assert (shopper.names, shopper.trip.open_changes) == (["Rye bread"], ())


def test_items_scanned_then_put_in_out_of_order():
    shopper = Shopper().scan(BREAD).scan(MILK).weigh(1031).weigh(749)
    assert shopper.names == ["Rye bread", "Whole milk"]
    assert [line.measured_mg for line in shopper.trip.placed] == [749_000, 1_031_000]


def test_several_put_in_at_once():
    shopper = Shopper().scan(BREAD).scan(MILK).weigh(1780)
    assert shopper.names == ["Rye bread", "Whole milk"]
    assert sum(line.measured_mg or 0 for line in shopper.trip.placed) == pytest.approx(1_780_000, abs=2)


def test_an_item_put_in_before_it_is_scanned_is_found_by_the_scan():
    shopper = Shopper().weigh(751)
    assert len(shopper.trip.open_changes) == 1
    assert shopper.scan(BREAD).names == ["Rye bread"]


def test_an_item_put_in_over_two_steps():
    assert Shopper().scan(MILK).weigh(400).weigh(628).names == ["Whole milk"]


def test_a_provisional_weight_is_revised_without_a_trace():
    shopper = Shopper().scan(BREAD).weigh(300, sigma=80)
    assert shopper.names == []
    shopper.weigh(751, revises=1)
    assert shopper.names == ["Rye bread"] and shopper.trip.open_changes == ()


def test_a_weight_that_was_nothing_after_all_takes_its_meaning_back():
    shopper = Shopper().scan(BREAD).weigh(750).weigh(0.0, revises=1)
    assert shopper.names == [] and shopper.trip.open_changes == ()


def test_two_things_that_the_scale_took_for_one_are_told_apart_by_the_scan():
    shopper = Shopper().scan(BREAD).weigh(751).weigh(1084, sigma=2, revises=1)
    assert shopper.names == ["Rye bread"] and [change.mg for change in shopper.trip.open_changes] == [333_000]
    shopper.scan(product("Soup", 333))
    assert shopper.names == ["Rye bread", "Soup"] and shopper.trip.open_changes == ()


def test_a_later_revision_takes_the_rest_back():
    shopper = Shopper().scan(BREAD).weigh(751).weigh(1084, sigma=2, revises=1).weigh(752, revises=2)
    assert shopper.names == ["Rye bread"] and shopper.trip.open_changes == ()


def test_a_removal_that_one_product_explains_takes_it_off():
    assert Shopper().put(BREAD).put(MILK).weigh(-1030).names == ["Rye bread"]


def test_a_removal_that_two_products_explain_is_asked():
    shopper = Shopper().put(COFFEE).put(PASTA, 519).weigh(-519)
    assert shopper.names == ["Ground coffee", "Spaghetti"] and len(shopper.trip.open_changes) == 1
    key = shopper.trip.lines[1].id
    assert shopper.do(LineRemoved, line=key).names == ["Ground coffee"]
    assert shopper.trip.open_changes == ()


@pytest.mark.parametrize("pieces", [2, 3])
def test_several_equal_pieces_taken_out_at_once_are_one_question(pieces: int):
    shopper = Shopper().put(BREAD)
    for _ in range(3):
        shopper.put(MILK)
    shopper.weigh(-1030 * pieces).wait(1.5)
    (candidate,) = prompt(shopper.trip, CONFIG, lambda line: 0).candidates
    assert shopper.do(LineRemoved, line=candidate.line).names == ["Rye bread", *["Whole milk"] * (3 - pieces)]
    assert shopper.trip.open_changes == ()


def test_two_things_taken_out_at_once_are_one_question():
    shopper = Shopper().put(BREAD).put(MILK).put(product("Rice", 1000)).weigh(-1780)
    assert shopper.do(LineRemoved, line="2").names == ["Rice"] and shopper.trip.open_changes == ()


def test_of_two_things_that_may_be_two_pairs_the_second_is_asked_too():
    """520 + 750 g or 510 + 750 g are out: the loaf for sure, and one of the two."""
    shopper = Shopper().put(BREAD).put(COFFEE, 516).put(PASTA, 515).weigh(-1266)
    shopper.do(LineRemoved, line="1")
    assert [change.mg for change in shopper.trip.open_changes] == [-516_000]
    assert shopper.do(LineRemoved, line="3").names == ["Ground coffee"]
    assert shopper.trip.open_changes == ()


def test_a_revision_of_what_was_asked_in_two_parts_asks_only_about_the_second():
    shopper = Shopper().put(BREAD).put(COFFEE, 516).put(PASTA, 515).weigh(-1266)
    shopper.do(LineRemoved, line="1").weigh(-1265, revises=4)
    assert shopper.names == ["Ground coffee", "Spaghetti"]
    assert [change.mg for change in shopper.trip.open_changes] == [-515_000]


def test_own_things_taken_out_are_not_taken_for_goods():
    """A bag and a tin that weigh the same: weight cannot tell, so it is asked."""
    shopper = Shopper().do(BagDeclared).weigh(310).do(BagDone).put(product("Tin", 311)).weigh(-310)
    assert shopper.names == ["Tin"] and len(shopper.trip.open_changes) == 1
    assert shopper.do(BagDeclared).trip.open_changes == ()


def test_own_things_that_nothing_else_weighs_are_taken_out_without_a_question():
    shopper = Shopper().do(BagDeclared).weigh(310).do(BagDone).put(BREAD).weigh(-311)
    assert shopper.names == ["Rye bread"] and shopper.trip.open_changes == ()
    assert shopper.weigh(-310).trip.open_changes != (), "they are out: another such loss is asked about"


def test_a_scan_ends_own_things():
    shopper = Shopper().do(BagDeclared).weigh(310).put(BREAD)
    assert shopper.names == ["Rye bread"] and not shopper.trip.bagging


def test_a_word_that_comes_when_the_weight_has_already_said_it_explains_nothing_else():
    """The touch and the scale's word cross: the unscanned thing beside it stays a question."""
    shopper = Shopper().put(BREAD).weigh(333).do(ItemIsIn, line="1").do(QuantitySaid, line="1", quantity=2)
    assert shopper.names == ["Rye bread"] and shopper.trip.placed[0].measured_mg == 750_000
    assert [change.mg for change in shopper.trip.open_changes] == [333_000]


def test_how_many_counts_those_that_were_scanned():
    shopper = Shopper().scan(MILK).scan(MILK).weigh(5150)
    assert prompt(shopper.wait(1.5).trip, CONFIG, lambda line: 0).could_be == 5
    assert shopper.do(QuantitySaid, line="2", quantity=5).names == ["Whole milk"] * 5
    assert shopper.trip.pending == ()


def test_how_many_is_asked_of_the_product_that_it_could_be():
    shopper = Shopper().scan(MILK).scan(BREAD).weigh(2060).wait(1.5)
    asked = prompt(shopper.trip, CONFIG, lambda line: 0)
    assert (asked.name, asked.could_be) == ("Whole milk", 2)


def test_equal_pieces_are_no_question():
    assert Shopper().put(MILK).put(MILK).weigh(-1030).names == ["Whole milk"]


def test_an_item_put_back_a_moment_later_is_on_the_list_again_where_it_was():
    assert Shopper().put(BREAD).put(MILK).weigh(-750).weigh(750).names == ["Rye bread", "Whole milk"]


def test_a_removal_that_a_revision_takes_back():
    assert Shopper().put(BREAD).weigh(-750).weigh(0, revises=2).names == ["Rye bread"]


def test_the_shopper_says_it_is_back_and_then_puts_it_back():
    shopper = Shopper().put(COFFEE).put(PASTA, 519).weigh(-519).do(PutBack)
    assert trust(shopper.trip).reasons == ("settled_by_shopper:1",)
    shopper.weigh(519)
    assert shopper.trip.open_changes == () and trust(shopper.trip).reasons == ("came_back:1",)


def test_something_in_and_out_again_is_nothing():
    shopper = Shopper().put(BREAD).weigh(333).weigh(-333)
    assert shopper.trip.open_changes == () and trust(shopper.trip).score == 100


def test_own_bag_before_and_after_it_went_in():
    shopper = Shopper().do(BagDeclared).weigh(420).do(BagDone).put(BREAD)
    assert shopper.names == ["Rye bread"] and shopper.trip.open_changes == ()
    shopper.weigh(180).do(BagDeclared)
    assert shopper.trip.open_changes == () and not shopper.trip.bagging
    assert trust(shopper.trip).reasons == ("own_things:1",)


def test_a_swap_of_one_for_another():
    shopper = Shopper().put(BREAD).scan(MILK).weigh(-750).weigh(1030)
    assert shopper.names == ["Whole milk"]


def test_how_many_the_shopper_says():
    shopper = Shopper().scan(MILK).weigh(3090)
    assert shopper.names == []
    assert shopper.do(QuantitySaid, line=shopper.trip.pending[0].id, quantity=3).names == ["Whole milk"] * 3
    assert shopper.trip.open_changes == ()
    assert shopper.weigh(-1030).names == ["Whole milk"] * 2


def test_a_light_item_is_in_when_the_shopper_goes_on():
    shopper = Shopper().scan(GUM)
    assert shopper.names == []
    assert shopper.put(BREAD).names == ["Chewing gum", "Rye bread"]
    assert Shopper().scan(GUM).put(BREAD).scan(GUM).do(CheckoutAsked).names == [
        "Chewing gum",
        "Rye bread",
        "Chewing gum",
    ]


def test_the_shoppers_word_counts_and_the_lane_is_told():
    shopper = Shopper().scan(BREAD)
    shopper.do(ItemIsIn, line=shopper.trip.pending[0].id)
    assert shopper.names == ["Rye bread"] and trust(shopper.trip).reasons == ("taken_on_word:1",)


def test_a_product_of_unknown_weight_is_never_refused():
    shopper = Shopper().scan(NEW).weigh(612)
    assert shopper.names == ["New thing"] and shopper.trip.placed[0].measured_mg == 612_000


def test_produce_is_priced_at_what_was_displayed():
    shopper = Shopper().do(ProducePicked, product=APPLES).weigh(847)
    assert shopper.trip.open_changes and shopper.names == []
    shopper.do(ProduceAdded, product=APPLES, gross_g=845, tare_g=5)
    line = shopper.trip.placed[0]
    assert (line.gross_g, line.tare_g, line.measured_mg) == (845, 5, 847_000)
    assert shopper.weigh(-847).names == []


def test_a_cancelled_scan_leaves_nothing():
    shopper = Shopper().scan(BREAD)
    shopper.do(LineRemoved, line=shopper.trip.pending[0].id)
    assert shopper.trip.lines == () and trust(shopper.trip).score == 100


def test_a_broken_scale_stops_nobody():
    shopper = Shopper().scan(BREAD).do(DeviceFailed, device="scale", words="Check the cable.").scan(MILK)
    assert shopper.names == ["Rye bread", "Whole milk"]
    assert "not_weighed:1" in trust(shopper.trip).reasons


def test_staff_settle_a_difference():
    shopper = Shopper().put(BREAD).weigh(333).do(WeightTrusted, staff="7")
    assert shopper.trip.open_changes == () and trust(shopper.trip).reasons == ("settled_by_staff:1",)


def test_little_drifts_are_not_asked():
    assert Shopper().put(BREAD).weigh(-9).weigh(8).weigh(5).trip.open_changes == ()


GOODS = [BREAD, MILK, COFFEE, product("Rice", 1000), product("Soup", 330), product("Honey", 460)]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(GOODS), st.floats(-1.5, 1.5)), max_size=9))
def test_all_that_was_scanned_and_put_in_is_on_the_list(items):
    shopper = Shopper()
    for what, z in items:
        shopper.put(what, (what.mass_mg or 0) / 1000 * (1 + 0.01 * z))
    assert sorted(shopper.names) == sorted(what.name for what, _ in items)
    assert shopper.trip.open_changes == ()


def test_a_removal_within_a_revision_is_taken_back_before_what_it_removed():
    shopper = Shopper().put(BREAD).weigh(4, revises=1).weigh(0, revises=2)
    assert shopper.names == [] and [line.product.name for line in shopper.trip.pending] == ["Rye bread"]


def test_what_never_went_in_waits_again_though_it_had_left():
    shopper = Shopper().put(BREAD).weigh(-750).weigh(0, revises=1).weigh(1, revises=2)
    assert shopper.names == [] and [line.product.name for line in shopper.trip.pending] == ["Rye bread"]
