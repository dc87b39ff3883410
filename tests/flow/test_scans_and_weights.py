"""Verification over the simulated world: each way in which things go in and out, with real counts and real steps."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import (
    BagDeclared,
    BagDone,
    CheckoutAsked,
    HandedOver,
    ItemIsIn,
    ItemScanned,
    LineRemoved,
    ProduceAdded,
    ProducePicked,
    QuantitySaid,
)
from cart.handover.basket import Signer, lane_code
from cart.handover.book import Book
from cart.handover.lane import Lane, Till
from cart.identity.keys import SigningKey
from cart.trip.lessons import lessons
from cart.trip.prompts import PlaceItem, PutBagIn, ScanNext, UnknownWeight, WeighProduce, WeightDiffers, WhichLeft
from cart.trip.replay import replay
from cart.trip.view import View
from drivers.commands import lane
from tests.support.driven import DrivenCart

BREAD, MILK, COFFEE = "Rye bread 750 g", "Whole milk 1 L", "Ground coffee 500 g"
COLA, CHARCOAL = "Cola 2 L", "Charcoal 3.5 kg"
PINK, WHITE = "Strawberry yogurt 150 g", "Vanilla yogurt 150 g"
KEY = SigningKey(bytes(32))


EXPIRES = 2_000_000_000


class Trip:
    """One shopper with a real scale: `scan`s, `put`s grams in (all that is waiting, if none are given), `take`s out."""

    def __init__(self, folder: Path, seed: int = 3) -> None:
        self.folder = folder
        self.cart = DrivenCart(folder, seed)
        self.cart.run(0.5)
        self.cart.until("starts", self.cart.begin, lambda v: v.phase == "shopping")
        self.inside: dict[str, str] = {}
        self.asked: list[type] = []

    @property
    def view(self) -> View:
        return self.cart.view

    @property
    def prompt(self):
        return self.view.prompt

    @property
    def names(self) -> Counter[str]:
        return Counter(name for row in self.view.lines for name in [row.name] * row.quantity)

    def scan(self, *names: str | Product) -> "Trip":
        for name in names:
            product = self.cart.hand.product(name) if isinstance(name, str) else name
            self.cart.touch(ItemScanned, product=product, code=Code("gtin", product.id, product.id, "EAN13"))
            self.wait(1.3)
        return self

    def put(self, *names: str, grams: float | None = None) -> "Trip":
        """Puts things in with one hand at one time; `grams`: what they weigh, where that is not what they should."""
        mass = sum((self.cart.hand.product(name).mass_mg or 0) / 1000 for name in names)
        key = self.cart.world.put(mass if grams is None else grams)
        self.inside.update(dict.fromkeys(names, key))
        return self.wait(3.0)

    def take(self, name: str) -> "Trip":
        self.cart.world.take(self.inside[name])
        return self.wait(2.5)

    def buy(self, *names: str) -> "Trip":
        for name in names:
            self.scan(name).put(name)
        return self

    def touch(self, kind, **fields) -> "Trip":
        self.cart.touch(kind, **fields)
        return self.wait(0.5)

    def wait(self, seconds: float) -> "Trip":
        end = self.cart.clock.now() + seconds
        while self.cart.clock.now() < end:
            kind = type(self.cart.step().prompt)
            if kind not in (ScanNext, *self.asked[-1:]):
                self.asked.append(kind)
        return self

    def questions(self) -> list[type]:
        return [kind for kind in self.asked if kind is not PlaceItem]

    def at_the_lane(self) -> str:
        """What lane 4 prints for this trip, the store away."""
        self.touch(CheckoutAsked).touch(HandedOver, lane="4")
        outcome = replay(self.cart.parts.journal.facts(self.view.trip))
        code = lane_code(outcome, self.cart.parts.journal.head(self.view.trip), Signer("17", KEY), EXPIRES)
        book = Book(self.folder / "sales.db")
        till = Till("4", KEY, book, lambda: {"17": KEY.verify_key}, lambda: EXPIRES - 60)
        shown = Lane(till, None, replay).read(code)
        book.close()
        return "\n".join(lane.receipt(shown))


@pytest.fixture
def trip(tmp_path: Path):
    trip = Trip(tmp_path)
    yield trip
    trip.cart.close()


def all_is_well(trip: Trip, *names: str) -> bool:
    return trip.prompt == ScanNext() and trip.names == Counter(names)


# --- in


def test_one_item(trip: Trip):
    assert all_is_well(trip.buy(BREAD), BREAD) and trip.questions() == []


def test_several_at_once(trip: Trip):
    trip.scan(BREAD, MILK, COFFEE).put(BREAD, MILK, COFFEE)
    assert all_is_well(trip, BREAD, MILK, COFFEE) and trip.questions() == []


def test_six_of_a_kind_scanned_and_put_in_at_once(trip: Trip):
    trip.scan(*[COLA] * 6).put(*[COLA] * 6)
    assert all_is_well(trip, *[COLA] * 6) and trip.questions() == []


def test_a_pack_of_six_of_which_one_was_scanned_is_asked_and_answered(trip: Trip):
    trip.scan(COLA).put(*[COLA] * 6)
    assert isinstance(trip.prompt, WeightDiffers) and trip.prompt.could_be == 6
    trip.touch(QuantitySaid, line=trip.prompt.line, quantity=6)
    assert all_is_well(trip, *[COLA] * 6) and trip.view.trust == 100


def test_scanned_then_put_in_out_of_order(trip: Trip):
    trip.scan(BREAD, MILK, COFFEE).put(COFFEE).put(BREAD).put(MILK)
    assert all_is_well(trip, BREAD, MILK, COFFEE) and trip.questions() == []


def test_put_in_before_it_is_scanned(trip: Trip):
    trip.put(BREAD)
    assert isinstance(trip.prompt, UnknownWeight)
    assert all_is_well(trip.scan(BREAD), BREAD)


def test_too_light_to_see(trip: Trip):
    trip.scan(replace(trip.cart.hand.product(COFFEE), mass_mg=900, name="Stamps", names={}))
    assert isinstance(trip.prompt, PlaceItem) and trip.prompt.slow, "its ways out are there at once"
    trip.put(grams=0.9).buy(BREAD)
    assert all_is_well(trip, "Stamps", BREAD) and trip.questions() == []
    assert trip.view.trust_reasons == ("taken_on_word:1",)


def test_on_the_lower_tray(trip: Trip):
    trip.scan(CHARCOAL)
    assert isinstance(trip.prompt, PlaceItem) and trip.prompt.slow
    trip.touch(ItemIsIn, line=trip.prompt.line).buy(BREAD)
    assert all_is_well(trip, CHARCOAL, BREAD) and trip.questions() == []


def test_on_the_lower_tray_without_a_touch(trip: Trip):
    assert all_is_well(trip.scan(CHARCOAL).buy(BREAD), CHARCOAL, BREAD) and trip.questions() == []


def test_a_bag_said_before_and_a_phone_said_after(trip: Trip):
    trip.touch(BagDeclared).put(grams=210)
    assert isinstance(trip.prompt, PutBagIn) and trip.prompt.grams == pytest.approx(210, abs=2)
    trip.touch(BagDone).buy(BREAD).put(grams=190)
    assert isinstance(trip.prompt, UnknownWeight)
    assert all_is_well(trip.touch(BagDeclared), BREAD) and trip.view.trust == 100


def test_who_scans_while_putting_a_bag_in_has_put_it_in(trip: Trip):
    assert all_is_well(trip.touch(BagDeclared).put(grams=310).buy(BREAD), BREAD)


def test_produce_is_weighed_added_and_taken_out(trip: Trip):
    bananas = trip.cart.hand.product("Bananas")
    trip.buy(BREAD).touch(ProducePicked, product=bananas)
    key = trip.cart.world.put(1235.0)
    trip.wait(2.5)
    assert isinstance(trip.prompt, WeighProduce) and trip.prompt.gross_g == 1235
    trip.touch(ProduceAdded, product=bananas, gross_g=1235, tare_g=bananas.tare_g)
    assert all_is_well(trip, BREAD, "Bananas")
    trip.cart.world.take(key)
    assert all_is_well(trip.wait(2.5), BREAD)


# --- out


def test_a_removal_that_one_product_explains(trip: Trip):
    assert all_is_well(trip.buy(BREAD, MILK).take(MILK), BREAD) and trip.questions() == []


def test_one_of_two_equal_pieces(trip: Trip):
    assert all_is_well(trip.buy(MILK, MILK).take(MILK), MILK) and trip.questions() == []


def test_a_removal_that_two_products_explain_is_asked_with_their_pictures_and_names(trip: Trip):
    trip.buy(BREAD).scan(PINK).put(PINK, grams=161.0).scan(WHITE).put(WHITE, grams=162.0).take(WHITE)
    assert isinstance(trip.prompt, WhichLeft)
    named = {one.name: one for one in trip.prompt.candidates}
    assert set(named) == {PINK, WHITE} and all(one.department and one.price_cents for one in named.values())
    assert all_is_well(trip.touch(LineRemoved, line=named[WHITE].line), BREAD, PINK)
    assert trip.view.trust_reasons == ("told_apart_by_shopper:1",)


def test_two_cans_taken_out_in_one_hand(trip: Trip):
    trip.scan(COLA, COLA).put(COLA, COLA).buy(BREAD).take(COLA)
    assert isinstance(trip.prompt, WhichLeft)
    (candidate,) = trip.prompt.candidates
    assert all_is_well(trip.touch(LineRemoved, line=candidate.line), BREAD)


def test_a_swap(trip: Trip):
    trip.buy(BREAD, COFFEE).scan(MILK).take(BREAD).put(MILK)
    assert all_is_well(trip, COFFEE, MILK) and trip.questions() == []


def test_a_swap_the_other_way_round(trip: Trip):
    assert all_is_well(trip.buy(BREAD, COFFEE).take(BREAD).buy(MILK), COFFEE, MILK) and trip.questions() == []


def test_an_unscanned_item_put_back_on_the_shelf(trip: Trip):
    trip.buy(BREAD).put(MILK)
    assert isinstance(trip.prompt, UnknownWeight)
    assert all_is_well(trip.take(MILK), BREAD) and trip.view.trust == 100


def test_an_item_taken_out_and_put_in_again(trip: Trip):
    assert all_is_well(trip.buy(BREAD, MILK).take(BREAD).put(BREAD), BREAD, MILK)
    assert trip.questions() == [] and trip.view.trust_reasons == ("came_back:1",)


def test_a_bag_taken_out_again(trip: Trip):
    trip.touch(BagDeclared)
    key = trip.cart.world.put(210.0)
    trip.wait(2.5).touch(BagDone).buy(BREAD)
    trip.cart.world.take(key)
    assert all_is_well(trip.wait(2.5), BREAD) and trip.view.trust == 100


# --- what weight cannot tell


@pytest.mark.parametrize("off_g", [-5.0, 5.0])
def test_five_grams_off_is_no_fault_to_the_shopper_and_no_doubt_to_the_lane(trip: Trip, off_g: float):
    mass_g = (trip.cart.hand.product(COFFEE).mass_mg or 0) / 1000
    assert all_is_well(trip.scan(COFFEE).put(COFFEE, grams=mass_g + off_g), COFFEE)
    assert trip.questions() == [] and trip.view.trust == 100
    assert "look into the basket" not in trip.at_the_lane()


def test_nearly_another_weight_is_no_question_and_the_lane_sees_why_it_may_look(trip: Trip):
    product = trip.cart.hand.product(BREAD)
    mass_g, spread_g = (product.mass_mg or 0) / 1000, (product.mass_sd_mg or 0) / 1000
    trip.scan(BREAD).put(BREAD, grams=mass_g + 3.0 * (spread_g**2 + 2**2) ** 0.5)
    assert all_is_well(trip, BREAD) and trip.questions() == []
    assert re.search(r"97 of 100.*\n +1 x an item that weighs nearly otherwise", trip.at_the_lane())


def test_another_thing_on_the_shoppers_word_is_in_and_the_lane_sees_it(trip: Trip):
    trip.scan(BREAD).put(BREAD, grams=450.0)
    assert isinstance(trip.prompt, WeightDiffers)
    assert all_is_well(trip.touch(ItemIsIn, line=trip.prompt.line), BREAD)
    assert re.search(r"85 of 100.*\n +1 x an item that weighs otherwise", trip.at_the_lane())


def test_a_product_of_unknown_weight_is_never_refused_and_teaches_what_it_weighs(tmp_path: Path):
    taught = []
    for seed in range(3):
        trip = Trip(tmp_path / str(seed), seed)
        new = replace(trip.cart.hand.product(MILK), mass_mg=None, mass_sd_mg=None)
        trip.scan(new).put(MILK, grams=1050.0 + seed)
        assert all_is_well(trip, MILK) and trip.questions() == []
        assert trip.view.trust_reasons == ("unknown_weight:1",)
        taught += lessons(trip.cart.parts.journal.facts(trip.view.trip))
        trip.cart.close()
    assert [(one.product, one.known_mg) for one in taught] == [(new.id, None)] * 3
    assert [one.mg / 1000 for one in taught] == [pytest.approx(1050 + seed, abs=2) for seed in range(3)]
