"""What the screens get to see after each thing that happens."""

from dataclasses import replace

import pytest

from cart import facts
from cart.codes.code import Code
from cart.config import CartSection, Config
from cart.facts import Terms
from cart.trip.asking import waits
from cart.trip.look import look
from cart.trip.prompts import (
    HelpComing,
    NotSold,
    PlaceItem,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichLeft,
)
from cart.trip.replay import replay
from cart.trip.signs import light
from cart.trip.state import Trip
from cart.trip.story import receipt_lines, tell
from cart.trip.till import Till
from cart.trip.view import View
from tests.support.trips import Shopper, product

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
TWO_FOR_THREE = {"id": "milk", "kind": "n_for_price", "match": {"categories": ["milk"]}, "n": 2, "price": 300}
TERMS = Terms("1", "USD", {"tax_mode": "exclusive"}, {"A": 1000, "F": 0}, (TWO_FOR_THREE,))

BREAD = product("Rye bread", 750, 425, tax="F")
MILK = product("Whole milk", 1030, 189, tax="F", categories=("milk",), names={"es": "Leche entera"})
SOAP = product("Soap", 120, 250)
COFFEE = product("Ground coffee", 520, 899, tax="F", member_price_cents=749)
PASTA = product("Spaghetti", 510, 159, tax="F")
GUM = product("Chewing gum", 4, 99)
BEER = product("Beer", 530, 199, min_age=21, deposit_cents=10)
APPLES = replace(product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135", tax="F"), id="PLU4135")


def seen(shopper: Shopper) -> View:
    return look(shopper.trip, Till().price(shopper.trip), CONFIG)


def shopper() -> Shopper:
    return Shopper(TERMS)


def test_the_receipt_grows_with_savings_on_their_lines():
    view = seen(shopper().put(MILK).put(BREAD).put(MILK))
    milk = next(line for line in view.lines if line.name == "Whole milk")
    assert (milk.quantity, milk.regular_cents, milk.net_cents) == (2, 378, 300)
    assert sum(saving.cents for saving in milk.savings) == 78
    assert (view.totals.items, view.totals.due_cents, view.totals.saved_cents) == (3, 725, 78)


def test_the_newest_row_is_first_and_marked():
    view = seen(shopper().put(MILK).put(BREAD))
    assert [(line.name, line.newest) for line in view.lines] == [("Rye bread", True), ("Whole milk", False)]


def test_tax_deposit_and_age():
    totals = seen(shopper().put(SOAP).put(BEER)).totals
    assert (totals.tax_cents, totals.deposit_cents, totals.age_required) == (45, 10, 21)
    assert totals.due_cents == 250 + 199 + 45 + 10


def test_a_member_gets_member_prices_for_earlier_lines_too():
    one = shopper().put(COFFEE)
    assert seen(one).totals.due_cents == 899
    assert seen(one.do(facts.MemberKnown, member="M1")).totals.due_cents == 749


def test_a_price_that_rises_during_the_trip_is_not_raised_for_what_was_scanned():
    view = seen(shopper().put(BREAD).put(replace(BREAD, price_cents=499)))
    assert view.totals.due_cents == 425 + 499


def test_names_are_in_the_shoppers_language():
    view = seen(shopper().do(facts.LanguageChosen, language="es").put(MILK).scan(MILK))
    assert view.lines[0].name == "Leche entera"
    assert isinstance(view.prompt, PlaceItem) and view.prompt.name == "Leche entera"


def test_all_is_well():
    assert seen(shopper().put(BREAD)).prompt == ScanNext()


def test_a_scanned_item_is_awaited_and_after_a_while_offers_ways_out():
    one = shopper().scan(BREAD)
    assert isinstance(seen(one).prompt, PlaceItem) and not seen(one).prompt.slow  # type: ignore[union-attr]
    assert waits(one.trip, CONFIG)
    assert seen(one.wait(9)).prompt.slow  # type: ignore[union-attr]


def test_what_no_scale_sees_offers_its_ways_out_at_once():
    assert seen(shopper().scan(GUM)).prompt.slow  # type: ignore[union-attr]


def test_a_code_that_is_not_sold():
    view = seen(shopper().do(facts.CodeRefused, code=Code("gtin", "1", "1"), why="unknown"))
    assert isinstance(view.prompt, NotSold) and view.prompt.why == "unknown"


def test_an_unscanned_weight_is_asked_only_when_it_lasts():
    one = shopper().weigh(333)
    assert seen(one).prompt == ScanNext()
    assert seen(one.wait(1.5)).prompt == ScanNext()
    assert seen(one.wait(0.5)).prompt == UnknownWeight(333)


def test_a_light_push_is_asked_about_only_when_it_stays():
    one = shopper().weigh(40)
    assert seen(one.wait(3)).prompt == ScanNext()
    assert seen(one.wait(2.1)).prompt == UnknownWeight(40)


def test_an_unsure_weight_waits_longer():
    one = shopper().weigh(333, sigma=60)
    assert seen(one.wait(1.5)).prompt == ScanNext()
    assert isinstance(seen(one.wait(2)).prompt, UnknownWeight)


def test_a_weight_that_is_three_of_them():
    view = seen(shopper().scan(MILK).weigh(3090).wait(1.1))
    assert isinstance(view.prompt, WeightDiffers) and view.prompt.could_be == 3


def test_a_weight_that_is_something_else():
    view = seen(shopper().scan(MILK).weigh(200).wait(1.1))
    assert view.prompt == WeightDiffers(view.prompt.line, "Whole milk", 200, 1030, None)  # type: ignore[union-attr]


def test_which_one_left_names_those_that_fit_with_their_prices():
    view = seen(shopper().put(COFFEE).put(PASTA, 519).put(BREAD).weigh(-519).wait(1.1))
    assert isinstance(view.prompt, WhichLeft) and view.prompt.grams == 519
    assert sorted((one.name, one.price_cents) for one in view.prompt.candidates) == [
        ("Ground coffee", 899), ("Spaghetti", 159),
    ]  # fmt: skip


def test_when_nothing_fits_the_nearest_are_shown():
    one = shopper().put(COFFEE).put(BREAD).weigh(-100)
    assert seen(one.wait(1.1)).prompt == ScanNext(), "it may be a hand that lifts the rim"
    view = seen(one.wait(4))
    assert isinstance(view.prompt, WhichLeft)
    assert [one.name for one in view.prompt.candidates] == ["Ground coffee", "Rye bread"]


def test_produce_shows_its_weight_to_the_interval_and_its_price():
    one = shopper().do(facts.ProducePicked, product=APPLES)
    assert seen(one).prompt == WeighProduce(APPLES)
    assert seen(one.weigh(847)).prompt == WeighProduce(APPLES, 845, 840, 293)


def test_the_price_shown_at_the_scale_is_the_price_on_the_line():
    one = shopper().do(facts.ProducePicked, product=APPLES).weigh(1236)
    asked = seen(one).prompt
    assert isinstance(asked, WeighProduce)
    one.do(facts.ProduceAdded, product=APPLES, gross_g=asked.gross_g, tare_g=5)
    line = seen(one).lines[0]
    assert (line.net_cents, line.net_g) == (asked.price_cents, asked.net_g)


def test_own_things_and_help():
    one = shopper().do(facts.BagDeclared).weigh(310)
    assert seen(one).prompt == PutBagIn(310)
    assert seen(one.do(facts.HelpAsked, reason="bag")).prompt == HelpComing("bag")


def test_a_question_on_the_way_to_the_lane_is_asked_and_then_the_way_goes_on():
    one = shopper().put(COFFEE).put(PASTA, 519).do(facts.CheckoutAsked).weigh(-519).wait(1.1)
    assert seen(one).phase == "shopping" and isinstance(seen(one).prompt, WhichLeft)
    assert seen(one.do(facts.LineRemoved, line="1")).phase == "find_lane"


def test_a_cart_without_a_camera_is_out_of_service_before_a_trip_and_goes_on_during_one():
    failed = facts.DeviceFailed(at=1.0, trip=0, device="camera", words="Plug the camera in.")
    idle = replace(Trip(), devices={"camera": failed.words})
    view = look(idle, Till().price(idle), CONFIG)
    assert view.phase == "out_of_service" and view.devices[0].words == "Plug the camera in."
    assert seen(shopper().do(facts.DeviceFailed, device="camera", words="Plug it in.")).phase == "shopping"


def test_staff_come_before_all():
    assert seen(shopper().do(facts.StaffCame, staff="7")).phase == "staff"


@pytest.mark.parametrize(
    ("one", "colour"),
    [
        (shopper().put(BREAD), "green"),
        (shopper().weigh(333).wait(2), "amber"),
        (shopper().do(facts.HelpAsked), "white"),
        (shopper().do(facts.TripEnded, how="abandoned"), "off"),
    ],
)
def test_the_masts_light_says_the_same(one: Shopper, colour: str):
    assert light(seen(one)) == colour


def test_a_replay_comes_to_the_same_view_and_receipt():
    one = shopper().put(MILK).put(BREAD).put(MILK).weigh(-750).put(SOAP)
    outcome = replay(one.facts)
    assert outcome.view == look(one.trip, Till().price(one.trip), outcome_config())
    assert outcome.receipt == Till().price(one.trip).receipt


def outcome_config() -> Config:
    return replace(CONFIG, cart=CartSection("replay"), camera={}, scale={})


def test_a_replay_stops_before_the_trip_is_forgotten():
    one = shopper().put(MILK).do(facts.TripEnded, how="paid")
    assert replay(one.facts).receipt.due == 189


def test_every_fact_but_a_tick_has_its_sentence():
    one = shopper().put(MILK).weigh(-1030, revises=None).wait(1).do(facts.HelpAsked, reason="price")
    told = [words for fact in one.facts for words in tell(fact, 100.0)]
    assert len(told) == len(one.facts) - 1
    assert told[1].endswith("Scanned Whole milk (" + MILK.id + ").")


def test_the_plain_receipt_is_42_wide_and_adds_up():
    lines = receipt_lines(seen(shopper().put(MILK).put(MILK).put(SOAP)))
    assert max(map(len, lines)) <= 42
    assert any(line.startswith("TOTAL USD") and line.endswith("5.75") for line in lines)
    assert any("-0.78" in line for line in lines)
