"""A scale out of its limits stops verifying and says so; the trip goes on and the lane is told; then it is back."""

from pathlib import Path

import pytest

from cart.facts import DeviceBack, DeviceFailed, HelpAsked, ProduceDropped, ProducePicked
from cart.trip.prompts import PlaceItem, ScanNext, UnknownWeight, WeighProduce
from cart.weighing.calibration import Calibration
from tests.support.driven import DrivenCart
from ui.intents import post
from ui.presenter.frame import Frame
from ui.presenter.produce import Picking, produce
from ui.shopper.trips import buy
from ui.wiring import shop_of

BREAD, EGGS = "Rye bread 750 g", "Eggs, 12 large"


def start(tmp_path: Path, **limits: float) -> DrivenCart:
    """A cart whose scale has other limits than usual."""
    other = DrivenCart(tmp_path / "other")
    other.close()
    world = other.world
    Calibration(world.counts_per_gram, float(world.zero_counts), **limits).save(tmp_path / "calibration.json")
    cart = DrivenCart(tmp_path, calibrated=False)
    cart.run(0.5)
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    return cart


def bought(cart: DrivenCart, name: str) -> None:
    cart.play(buy(cart.hand, cart.hand.product(name)))


def said(cart: DrivenCart) -> list[type]:
    facts = cart.parts.journal.facts(cart.parts.desk.trip.number)
    return [type(fact) for fact in facts if isinstance(fact, DeviceFailed | DeviceBack)]


def test_too_much_in_the_basket_stops_verifying_until_some_is_taken_out(tmp_path: Path):
    cart = start(tmp_path, max_g=5_000.0)
    bought(cart, BREAD)
    assert cart.view.weight_checked
    key = cart.world.put(5_500.0)
    cart.run(5.0)
    (scale,) = cart.view.devices
    assert (scale.device, scale.ok) == ("scale", False) and "too heavy" in scale.words
    assert not cart.view.weight_checked and cart.view.prompt == ScanNext()
    assert cart.view.totals.items == 1 and cart.view.phase == "shopping"
    cart.world.take(key)
    cart.run(5.0)
    assert cart.view.devices == () and cart.view.weight_checked
    assert said(cart) == [DeviceFailed, DeviceBack]
    assert any(reason.startswith("not_weighed") for reason in cart.view.trust_reasons), "the lane is told"
    cart.close()


def test_what_is_scanned_meanwhile_is_taken_at_the_shoppers_word(tmp_path: Path):
    cart = start(tmp_path, max_g=5_000.0)
    cart.world.put(5_500.0)
    cart.run(5.0)
    cart.until("scans", lambda: cart.hand.show(cart.hand.product(EGGS)), lambda view: view.totals.items == 1)
    assert not isinstance(cart.view.prompt, PlaceItem | UnknownWeight)
    cart.close()


def test_a_moment_too_heavy_is_no_news(tmp_path: Path):
    """A hand that leans on the rim for a second is not an overload."""
    cart = start(tmp_path, max_g=5_000.0)
    cart.world.rest_hand(5_600.0)
    cart.run(0.8)
    cart.world.lift_hand()
    cart.run(4.0)
    assert said(cart) == [] and cart.view.devices == ()
    cart.close()


def test_staff_see_how_the_scale_does(tmp_path: Path):
    cart = start(tmp_path, interval_g=0.5)
    cart.run(4.0)
    health = shop_of(cart.parts, None).health()
    assert health.noise_g == pytest.approx(0.4, abs=0.15) and health.missing_percent == 0
    assert health.why == "noise", "0.43 g is much for a scale interval of 0.5 g"
    assert cart.view.devices == (), "told, and still believed"
    cart.close()


def test_a_scale_that_fails_under_produce_leaves_a_way_to_a_right_basket(tmp_path: Path):
    """One touch drops the produce, and it is taken out; or one touch calls a person."""
    cart = start(tmp_path)
    bought(cart, BREAD)
    bananas = cart.hand.product("Bananas")
    cart.touch(ProducePicked, product=bananas)
    key = cart.world.put(845.0)
    cart.until("weighs", lambda: None, lambda view: isinstance(view.prompt, WeighProduce) and bool(view.prompt.gross_g))
    cart.world.unplug("scale")
    cart.touch(DeviceFailed, device="scale", words="Plug it in.")
    cart.parts.desk.writer.step()
    cart.parts.pump()
    side = produce(Frame(cart.view), (), Picking()).side
    assert [way.act for way in side.ways] == [post(HelpAsked, reason="produce"), post(ProduceDropped)]
    cart.touch(ProduceDropped)
    cart.world.take(key)
    cart.world.plug("scale")
    cart.touch(DeviceBack, device="scale")
    cart.run(4.0)
    assert cart.view.prompt == ScanNext() and cart.view.totals.items == 1
    assert cart.view.weight_checked
    cart.close()
