"""What touches do to the lines, and what revisions do to what the cart had believed."""

from dataclasses import replace

import pytest

from cart import facts
from cart.codes.code import Code
from cart.trip.shopping import accept_light
from cart.trip.state import Change, Line, Trip
from cart.trip.till import Till
from cart.trip.trust import ASK_MG, COST, trust
from cart.trip.weights import BACK_S, SMALL_MG, light
from tests.support.trips import Shopper, product

BREAD = product("Rye bread", 750, 425)
MILK = product("Whole milk", 1030, 189)
COFFEE = product("Ground coffee", 520, 899)
SOUP = product("Soup", 200, 129)
GUM = product("Chewing gum", 4, 99)
CHARCOAL = product("Charcoal", 3000, 1299, weighed_in_basket=False)
LEMON = product("Lemons", 120, 45, plu="4053")
SWISS = product("Swiss cheese", None, 2190, unit="kg", tare_g=8)


def due(shopper: Shopper) -> int:
    return Till().price(shopper.trip).receipt.due


# --- what a revision takes back


def test_a_hand_never_brings_back_what_left():
    """An unsure gain that would fit what left a moment ago is waited for."""
    shopper = Shopper().put(SOUP).weigh(-200).weigh(30, sigma=60)
    assert shopper.names == []
    assert shopper.weigh(0, revises=3).trip.lines == ()


def test_a_thing_that_came_back_and_was_nothing_after_all_is_out_again():
    shopper = Shopper().put(SOUP).weigh(-200).weigh(201)
    assert shopper.names == ["Soup"]
    shopper.weigh(0, revises=3)
    assert (shopper.names, shopper.trip.pending, shopper.trip.open_changes) == ([], (), ())
    assert [line.product.name for line in shopper.trip.gone] == ["Soup"]


def test_a_second_thing_that_followed_what_came_back_is_asked():
    shopper = Shopper().put(SOUP).weigh(-200).weigh(201).weigh(951, revises=3)
    assert shopper.names == ["Soup"] and [change.mg for change in shopper.trip.open_changes] == [750_000]
    assert shopper.scan(BREAD).names == ["Soup", "Rye bread"]


@pytest.mark.parametrize(("pause_s", "back"), [(1, True), (BACK_S - 1, True), (BACK_S + 1, False)])
def test_what_left_long_ago_is_no_longer_expected(pause_s: float, back: bool):
    shopper = Shopper().put(BREAD).weigh(-750).wait(pause_s).weigh(750)
    assert shopper.names == (["Rye bread"] if back else [])


def test_what_waits_is_before_what_left():
    twin = product("Twin", 751, 300)
    shopper = Shopper().put(BREAD).weigh(-750).scan(twin).weigh(750)
    assert shopper.names == ["Twin"]


def test_a_revision_of_what_was_before_the_trip_is_none_of_its_business():
    shopper = Shopper().put(BREAD)
    assert shopper.weigh(300, revises=77).trip.changes == Shopper().put(BREAD).trip.changes


def test_what_a_person_said_stays_when_the_weight_is_revised():
    shopper = Shopper().weigh(300, sigma=60).do(facts.BagDeclared).weigh(420, revises=1)
    (change,) = shopper.trip.changes
    assert (change.id, change.mg, change.why, change.said) == (2, 420_000, "own", True)


def test_a_revision_of_a_revision_finds_its_change():
    shopper = Shopper().scan(BREAD).weigh(300, sigma=80).weigh(500, sigma=50, revises=1).weigh(750, revises=2)
    assert shopper.names == ["Rye bread"] and [change.id for change in shopper.trip.changes] == [3]


def test_a_removed_piece_is_the_one_that_weighs_so():
    shopper = Shopper().put(BREAD, 762).put(BREAD, 745).weigh(-762)
    assert [line.measured_mg for line in shopper.trip.placed] == [745_000]


def test_a_labelled_pack_that_leaves_is_the_one_that_is_taken_off():
    shopper = Shopper()
    for cents, grams in ((464, 220), (986, 458)):
        shopper.scan(SWISS, price_cents=cents).weigh(grams)
    assert due(shopper.weigh(-220)) == 986


def test_only_so_many_that_left_are_remembered():
    shopper = Shopper()
    for _ in range(15):
        shopper.put(BREAD).weigh(-750).wait(BACK_S + 1)
    assert len(shopper.trip.gone) == 12 and shopper.trip.gone[-1].id == "15"


@pytest.mark.parametrize(("grams", "left"), [(SMALL_MG / 1000, False), (SMALL_MG / 1000 + 1, True)])
def test_a_little_less_is_no_removal(grams: float, left: bool):
    tin = product("Tin", 12.5, 99)
    assert (Shopper().put(tin).weigh(-grams).names == []) == left


def test_an_unsure_loss_takes_nothing_off():
    shopper = Shopper().put(BREAD).weigh(-750, sigma=21)
    assert shopper.names == ["Rye bread"] and len(shopper.trip.open_changes) == 1
    assert shopper.weigh(-750, revises=2).names == []


# --- touches on lines


@pytest.mark.parametrize("kind", [facts.LineRemoved, facts.ItemIsIn])
def test_a_touch_on_a_line_that_is_gone_changes_nothing(kind):
    shopper = Shopper().put(BREAD)
    before = shopper.trip
    assert replace(shopper.do(kind, line="9").trip, now=before.now, used=before.used) == before


@pytest.mark.parametrize("quantity", [0, -1, 100])
def test_no_such_number_of_pieces(quantity: int):
    shopper = Shopper().scan(MILK).do(facts.QuantitySaid, line="1", quantity=quantity)
    assert len(shopper.trip.lines) == 1 and shopper.names == []


@pytest.mark.parametrize("quantity", [1, 2, 24, 99])
def test_as_many_as_are_said(quantity: int):
    shopper = Shopper().scan(MILK).weigh(1030.0 * quantity + 200)
    shopper.do(facts.QuantitySaid, line="1", quantity=quantity)
    assert len(shopper.names) == quantity and shopper.trip.open_changes == ()
    assert sum(line.measured_mg or 0 for line in shopper.trip.placed) == pytest.approx(
        1_030_000 * quantity + 200_000, abs=99
    )


def test_pieces_said_before_they_are_weighed_are_taken_on_word():
    shopper = Shopper().scan(MILK).do(facts.QuantitySaid, line="1", quantity=3)
    assert trust(shopper.trip).reasons == ("taken_on_word:3",)


def test_a_line_that_staff_take_off_explains_the_loss():
    shopper = Shopper().put(BREAD).put(COFFEE).weigh(-333).do(facts.LineRemoved, line="2", staff="7")
    (left,) = [change for change in shopper.trip.changes if change.why == "left"]
    assert (shopper.names, left.mg, left.lines, left.said) == (["Rye bread"], -333_000, ("2",), True)


def test_a_scan_cancelled_while_a_loss_is_open_does_not_explain_it():
    shopper = Shopper().put(BREAD).put(COFFEE).scan(MILK).weigh(-333).do(facts.LineRemoved, line="3")
    assert len(shopper.trip.open_changes) == 1


def test_a_scan_ends_the_produce_screen():
    shopper = Shopper().do(facts.ProducePicked, product=LEMON).scan(BREAD)
    assert shopper.trip.produce is None


def test_leaving_the_produce_screen_looks_at_the_weight_again():
    shopper = Shopper().scan(BREAD).do(facts.ProducePicked, product=LEMON).weigh(750)
    assert shopper.names == []
    assert shopper.do(facts.ProduceDropped).names == ["Rye bread"]


def test_produce_without_a_weight_is_priced_as_displayed():
    apples = product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135")
    shopper = Shopper().do(facts.DeviceFailed, device="scale", words="Cable.")
    shopper.do(facts.ProduceAdded, product=apples, gross_g=1005, tare_g=5)
    assert (due(shopper), shopper.trip.placed[0].measured_mg) == (349, 1_005_000)


@pytest.mark.parametrize(("what", "is_light"), [(GUM, True), (CHARCOAL, True), (BREAD, False), (SWISS, False)])
def test_what_no_scale_sees(what, is_light: bool):
    assert light(Line("1", what, None, 0.0)) == is_light


def test_going_on_takes_in_only_what_no_scale_sees():
    trip = accept_light(Shopper().scan(GUM).scan(BREAD).scan(CHARCOAL).trip)
    assert [(line.product.name, line.unseen) for line in trip.placed] == [("Chewing gum", True), ("Charcoal", True)]


# --- what the lane is told


def trip_with(**more) -> Trip:
    return Trip(number=1, phase="shopping", **more)


def some_lines(count: int, **more) -> tuple[Line, ...]:
    return tuple(Line(str(n), BREAD, Code("gtin", "1", "1"), 0.0, **more) for n in range(1, count + 1))


def some_changes(count: int, mg: int = ASK_MG, **more) -> tuple[Change, ...]:
    return tuple(Change(n, mg, 400, 0.0, **more) for n in range(1, count + 1))


APPLES = product("Gala apples", None, unit="kg")


def weighed(count: int, grams: float) -> tuple[Line, ...]:
    """Loaves of 750 g, that weighed so much going in."""
    return some_lines(count, placed=True, measured_mg=round(grams * 1000))


REASONS = {
    "weight_differs": lambda n: {"lines": weighed(n, 650)},
    "weight_unsure": lambda n: {"lines": weighed(n, 785)},
    "told_apart_by_shopper": lambda n: {"changes": some_changes(n, -ASK_MG, why="left", said=True)},
    "weight_open": lambda n: {"changes": some_changes(n)},
    "settled_by_shopper": lambda n: {"changes": some_changes(n, -ASK_MG, why="settled", said=True)},
    "taken_on_word": lambda n: {"lines": some_lines(n, placed=True, unseen=True)},
    "waiting": lambda n: {"lines": some_lines(n)},
}


@pytest.mark.parametrize("times", [1, 2, 3, 4, 20])
@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_costs_and_is_capped(reason: str, times: int):
    seen = trust(trip_with(**REASONS[reason](times)))
    assert seen.reasons == (f"{reason}:{times}",)
    assert seen.score == max(0, 100 - COST[reason] * min(times, 3))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"changes": some_changes(1, ASK_MG - 1)},
        {"changes": some_changes(1, why="settled")},
        {"changes": some_changes(1, why="own", said=True)},
        {"changes": some_changes(1, ASK_MG - 1, why="settled", said=True)},
        {"changes": some_changes(1, -ASK_MG, why="left")},
        {"lines": some_lines(3, placed=True)},
        {"lines": weighed(3, 755)},
        {"lines": (Line("1", APPLES, None, 0.0, placed=True, gross_g=900, measured_mg=900_000),)},
    ],
)
def test_what_costs_nothing(more: dict):
    assert trust(trip_with(**more)) == trust(Trip())


def test_own_things_of_more_than_two_bags_are_named_once():
    assert trust(trip_with(changes=some_changes(10, ASK_MG, why="own", said=True))).reasons == ()
    assert trust(trip_with(changes=some_changes(11, ASK_MG, why="own", said=True))).reasons == (
        "own_things:1",
        "own_over:1",
    )


def test_all_reasons_together_are_no_less_than_nothing():
    lines = (*some_lines(5), *some_lines(5, placed=True, unseen=True))
    seen = trust(trip_with(lines=lines, changes=some_changes(5), unweighed=True))
    assert seen.score == 0
    assert seen.reasons == ("not_weighed:1", "weight_open:5", "taken_on_word:5", "waiting:5")
