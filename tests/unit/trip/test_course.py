"""Start, people, devices and the exit, one fact at a time."""

from dataclasses import fields, replace
from typing import get_type_hints

import pytest

from cart import facts
from cart.catalog.product import Product
from cart.codes.code import Code
from cart.config import CartSection, Config
from cart.facts import KINDS, Fact
from cart.trip.asking import prompt
from cart.trip.prompts import HelpComing, UnknownWeight
from cart.trip.session import BETWEEN_TRIPS, SHOPPING, TO_THE_LANE, apply
from cart.trip.state import Trip
from cart.trip.till import Till
from cart.trip.trust import trust
from tests.support.trips import TERMS, Shopper, product

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
BREAD = product("Rye bread", 750, 425)
MILK = product("Whole milk", 1030, 189)
GUM = product("Chewing gum", 4, 99)
APPLES = product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135")
LEMON = product("Lemons", 120, 45, plu="4053")
START = {"sid": "s" * 32, "wall": "2026-11-22T10:00", "cart": "17", "language": "en", "terms": TERMS}
EXAMPLES: dict[type, object] = {
    float: 1.0, int: 1, str: "x", bool: True, tuple[str, ...]: ("member",), int | None: None,
    Product: BREAD, Code: Code("gtin", BREAD.id, BREAD.id), facts.Terms: TERMS,
    tuple[facts.LaneAnswer, ...]: (facts.LaneAnswer("age:21", "seen"),),
    tuple[facts.Seen, ...]: (facts.Seen(BREAD, 12.5),),
    get_type_hints(facts.HelpAnswered)["said"]: "seen",
}  # fmt: skip


def example(kind: type[Fact], trip: int) -> Fact:
    """A fact of this kind, its fields filled by their types."""
    return kind(**{field.name: EXAMPLES[field.type] for field in fields(kind)} | {"trip": trip})  # type: ignore[index]


def at_lane() -> Shopper:
    return Shopper().put(BREAD).do(facts.CheckoutAsked).do(facts.HandedOver, lane="4")


def thanked() -> Shopper:
    return at_lane().do(facts.Paid, tender="card", cents=425, receipt="R1")


def due(shopper: Shopper) -> int:
    return Till().price(shopper.trip).receipt.due


def test_a_trip_starts_empty_but_for_what_is_known_of_the_devices_and_the_store():
    before = Trip(devices={"wand": "Plug it in."}, online=False, language="es")
    after = apply(before, facts.TripStarted(at=5.0, trip=1, **START))
    assert (after.phase, after.number, after.sid, after.wall) == ("shopping", 1, "s" * 32, "2026-11-22T10:00")
    assert (after.language, after.now, after.terms, after.cart) == ("en", 5.0, TERMS, "17")
    assert (after.devices, after.online) == (before.devices, False)


def test_a_trip_that_starts_over_another_forgets_it():
    shopper = Shopper().put(BREAD).do(facts.MemberKnown, member="M1").do(facts.TripStarted, **START)
    assert (shopper.trip.lines, shopper.trip.member, shopper.trip.changes) == ((), "", ())


def test_a_trip_that_starts_without_a_scale_tells_the_lane_so():
    before = Trip(devices={"scale": "Check the cable."})
    assert "not_weighed:1" in trust(apply(before, facts.TripStarted(at=5.0, trip=1, **START))).reasons


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_between_trips_only_a_few_facts_count(kind: type[Fact]):
    idle = Trip(devices={"x": "Plug it in."}, online=False, staff="9", help=HelpComing("price"), call="x")
    changed = apply(idle, example(kind, 0)) != idle
    assert changed == (kind in BETWEEN_TRIPS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.__name__)
def test_facts_of_another_trip_die(kind: type[Fact]):
    if kind is not facts.TripStarted:
        shopper = Shopper().put(BREAD).scan(MILK)
        assert apply(shopper.trip, example(kind, 7)) == shopper.trip


@pytest.mark.parametrize("kind", [*SHOPPING, *TO_THE_LANE], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("shopper", [at_lane(), thanked()], ids=["at_lane", "thanks"])
def test_at_the_lane_the_basket_is_closed(shopper: Shopper, kind: type[Fact]):
    assert apply(shopper.trip, example(kind, 1)) == shopper.trip


@pytest.mark.parametrize("kind", SHOPPING, ids=lambda kind: kind.__name__)
def test_what_is_scanned_on_the_way_to_the_lane_is_shopping_again(kind: type[Fact]):
    shopper = Shopper().put(BREAD)
    shopping = replace(apply(shopper.trip, example(kind, 1)), touch=None)
    going = apply(shopper.do(facts.CheckoutAsked).trip, example(kind, 1))
    assert replace(going, touch=None) == replace(shopping, phase="shopping")


@pytest.mark.parametrize("device", ["scale", "camera", "wand"])
def test_device_facts_from_before_the_trip_still_count(device: str):
    trip = apply(Shopper().trip, facts.DeviceFailed(at=9.0, trip=0, device=device, words="Plug it in."))
    assert trip.devices == {device: "Plug it in."}
    assert apply(trip, facts.DeviceBack(at=9.5, trip=0, device=device)).devices == {}


def test_facts_from_before_the_trip_do_not_turn_back_its_clock():
    shopper = Shopper().wait(5)
    assert apply(shopper.trip, facts.StoreSeen(at=1.0, trip=0, online=False)).now == shopper.trip.now


@pytest.mark.parametrize(("cents", "kept"), [(6000, 6000), (0, 0), (-5, 0)])
def test_a_budget_is_never_negative(cents: int, kept: int):
    assert Shopper().do(facts.BudgetSet, cents=cents).trip.budget_cents == kept


def test_a_second_call_for_help_renews_the_reason():
    shopper = Shopper().do(facts.HelpAsked, reason="price").do(facts.HelpAsked, reason="age")
    assert shopper.trip.help == HelpComing("age")


def test_staff_do_not_come_twice_for_one_call():
    shopper = Shopper().do(facts.HelpAsked).do(facts.StaffCame, staff="7").do(facts.StaffLeft)
    assert (shopper.trip.help, shopper.trip.staff, shopper.trip.phase) == (None, "", "shopping")


def test_the_store_comes_and_goes():
    shopper = Shopper().do(facts.StoreSeen, online=False)
    assert not shopper.trip.online and shopper.do(facts.StoreSeen, online=True).trip.online


def test_a_tick_moves_only_time():
    shopper = Shopper().put(BREAD)
    before = shopper.trip
    assert shopper.wait(3).trip == replace(before, now=shopper.at)


def test_a_failed_camera_moves_no_line():
    shopper = Shopper().scan(BREAD).do(facts.DeviceFailed, device="camera", words="Plug it in.")
    assert shopper.names == [] and not shopper.trip.unweighed


def test_a_failed_scale_takes_the_shoppers_word_for_what_waits():
    shopper = Shopper().put(MILK).scan(BREAD).weigh(333).do(facts.DeviceFailed, device="scale", words="Cable.")
    assert shopper.names == ["Whole milk", "Rye bread"] and shopper.trip.open_changes == ()
    assert [line.unseen for line in shopper.trip.placed] == [False, True]


def test_a_scale_that_is_back_is_believed_and_the_gap_is_remembered():
    shopper = Shopper().do(facts.DeviceFailed, device="scale", words="Cable.").do(facts.DeviceBack, device="scale")
    assert shopper.trip.weighing and shopper.scan(BREAD).names == []
    assert shopper.weigh(750).names == ["Rye bread"] and "not_weighed:1" in trust(shopper.trip).reasons


def test_a_device_that_was_well_may_be_back():
    assert Shopper().do(facts.DeviceBack, device="scale").trip.devices == {}


def test_a_scale_that_fails_at_the_lane_charges_nothing_more():
    shopper = Shopper().put(BREAD).scan(MILK).do(facts.CheckoutAsked).do(facts.HandedOver, lane="4")
    total = due(shopper)
    shopper.do(facts.DeviceFailed, device="scale", words="Cable.")
    assert (due(shopper), shopper.names) == (total, ["Rye bread"])
    assert shopper.trip.devices == {"scale": "Cable."}


def test_what_the_produce_screen_hid_is_looked_at_before_the_lane_and_never_after():
    shopper = Shopper().put(BREAD).scan(MILK).do(facts.ProducePicked, product=APPLES).weigh(1030)
    assert shopper.do(facts.HandedOver, lane="4").names == ["Rye bread", "Whole milk"]
    total = due(shopper)
    assert due(shopper.do(facts.ProduceDropped)) == total


@pytest.mark.parametrize("shopper", [at_lane(), thanked()], ids=["at_lane", "thanks"])
def test_a_touch_that_comes_late_does_not_take_the_trip_back_from_the_lane(shopper: Shopper):
    assert shopper.do(facts.CheckoutAsked).trip.phase in ("at_lane", "thanks")


@pytest.mark.parametrize("back", [[], [facts.CheckoutAsked]])
def test_money_for_a_basket_that_has_grown_since_calls_a_person(back: list[type[Fact]]):
    """Paid by a picture of the code, while the shopper has gone on shopping: no thanks for what was not paid for."""
    shopper = at_lane().do(facts.ShoppingResumed).put(BREAD)
    for kind in back:
        shopper.do(kind)
    trip = shopper.do(facts.Paid, tender="card", cents=425, receipt="R1").trip
    assert (trip.help, trip.paid) == (HelpComing("paid"), "") and trip.phase != "thanks"


def test_a_second_word_of_payment_changes_nothing():
    trip = thanked().trip
    assert thanked().do(facts.Paid, tender="cash", cents=425, receipt="R2").trip.paid == trip.paid == "R1"


def test_a_paid_trip_is_not_handed_over_again():
    shopper = thanked().do(facts.HandedOver, lane="4")
    assert (shopper.trip.phase, shopper.trip.paid) == ("thanks", "R1")


def test_a_paid_trip_is_not_resumed():
    assert thanked().do(facts.ShoppingResumed).trip.phase == "thanks"


def test_an_empty_basket_is_not_handed_over():
    shopper = Shopper().do(facts.HandedOver, lane="4")
    assert (shopper.trip.phase, shopper.trip.lane) == ("shopping", "")


def test_the_lanes_code_read_while_shopping_is_the_way_to_the_lane_too():
    shopper = Shopper().put(BREAD).scan(GUM).do(facts.HandedOver, lane="4")
    assert (shopper.trip.phase, shopper.names) == ("at_lane", ["Rye bread", "Chewing gum"])


def test_back_from_the_lane_shopping_goes_on_and_the_lane_stays_the_only_one():
    shopper = at_lane().do(facts.ShoppingResumed).put(MILK)
    assert shopper.names == ["Rye bread", "Whole milk"]
    shopper.do(facts.CheckoutAsked).do(facts.HandedOver, lane="5")
    assert (shopper.trip.phase, shopper.trip.lane) == ("find_lane", "4")
    assert shopper.do(facts.HandedOver, lane="4").trip.phase == "at_lane"


def test_a_light_item_alone_goes_to_the_lane():
    shopper = Shopper().scan(GUM).do(facts.CheckoutAsked)
    assert (shopper.trip.phase, shopper.names) == ("find_lane", ["Chewing gum"])


def test_what_waits_does_not_go_to_the_lane_alone():
    assert Shopper().scan(BREAD).do(facts.CheckoutAsked).trip.phase == "shopping"


def test_the_end_forgets_the_shopper():
    shopper = at_lane().do(facts.MemberKnown, member="M1").do(facts.LanguageChosen, language="es")
    shopper.do(facts.StoreSeen, online=False).do(facts.TripEnded, how="abandoned")
    assert shopper.trip == Trip(language="es", online=False)


def test_produce_of_no_pieces_puts_nothing_in():
    shopper = Shopper().scan(BREAD).do(facts.ProducePicked, product=LEMON).weigh(333)
    shopper.do(facts.ProduceAdded, product=LEMON, quantity=0)
    assert shopper.names == [] and len(shopper.trip.open_changes) == 1


def test_produce_on_the_scale_does_not_go_to_the_lane_unasked():
    shopper = Shopper().put(BREAD).do(facts.ProducePicked, product=APPLES).weigh(847).do(facts.CheckoutAsked).wait(2)
    asked = prompt(shopper.trip, CONFIG, lambda line: line.product.price_cents)
    assert (shopper.trip.phase, shopper.trip.produce, asked) == ("find_lane", None, UnknownWeight(847))


def test_own_things_end_at_the_way_to_the_lane():
    shopper = Shopper().put(BREAD).do(facts.BagDeclared).do(facts.CheckoutAsked).weigh(500).wait(2)
    assert len(shopper.trip.open_changes) == 1 and not shopper.trip.bagging


def test_produce_on_the_scale_of_an_empty_basket_stays_there():
    shopper = Shopper().do(facts.ProducePicked, product=APPLES).weigh(847).do(facts.CheckoutAsked)
    assert (shopper.trip.phase, shopper.trip.produce) == ("shopping", APPLES)
