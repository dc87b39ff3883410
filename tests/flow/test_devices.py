"""Devices that are missing, unplugged, back again; and a cart that restarts: whole carts in virtual time."""

from pathlib import Path

import pytest

from cart.facts import DeviceBack, DeviceFailed, ItemScanned, PutBack, TripEnded, WeightChanged
from cart.trip.prompts import PlaceItem, ScanNext, UnknownWeight
from drivers.patience import PATIENCE_S
from drivers.pollers import Poller
from tests.support.driven import CONFIG, DrivenCart
from ui.shopper.hand import barcode
from ui.shopper.trips import buy

BREAD, EGGS = "Rye bread 750 g", "Eggs, 12 large"
WAND = CONFIG.replace('sound = {{ driver = "sim" }}', 'sound = {{ driver = "sim" }}\nwand = {{ driver = "sim" }}')


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path)
    yield cart
    cart.close()


def started(cart: DrivenCart) -> DrivenCart:
    cart.run(0.5)
    cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
    return cart


def bought(cart: DrivenCart, *names: str) -> None:
    for name in names:
        cart.play(buy(cart.hand, cart.hand.product(name)))


def settle(cart: DrivenCart) -> None:
    """What was posted is made durable, applied and seen."""
    cart.parts.desk.writer.step()
    cart.parts.pump()


def poller(cart: DrivenCart, name: str) -> Poller:
    return next(one for one in cart.parts.pollers if one.name == name)


def lasts(cart: DrivenCart, *names: str) -> None:
    """Pollers that meet trouble, and still do after the time that makes it news. They do not wait: they are stopped."""
    for name in names:
        poller(cart, name).stop()
        poller(cart, name)._turn()
    cart.clock.advance(PATIENCE_S)
    for name in names:
        poller(cart, name)._turn()
    settle(cart)


def heals(cart: DrivenCart, name: str) -> None:
    cart.world.plug(name)
    poller(cart, name)._turn()
    settle(cart)


def kinds(cart: DrivenCart, *wanted: type) -> list[type]:
    trip = cart.parts.desk.trip.number
    return [type(fact) for fact in cart.parts.journal.facts(trip) if isinstance(fact, wanted)]


# --- before a trip


@pytest.mark.parametrize("name", ["camera", "scale"])
def test_a_device_missing_at_the_start_is_named_and_heals(cart: DrivenCart, name: str):
    cart.world.unplug(name)
    lasts(cart, name)
    assert cart.view.phase == "out_of_service"
    assert [(one.device, one.ok) for one in cart.view.devices] == [(name, False)]
    assert "Plug it in" in cart.view.devices[0].words and cart.world.colour == "white"
    heals(cart, name)
    assert (cart.view.phase, cart.view.devices, cart.world.colour) == ("welcome", (), "off")


def test_both_missing_heal_one_after_the_other(cart: DrivenCart):
    for name in ("camera", "scale"):
        cart.world.unplug(name)
    lasts(cart, "camera", "scale")
    assert {one.device for one in cart.view.devices} == {"camera", "scale"}
    heals(cart, "camera")
    assert cart.view.phase == "out_of_service" and [one.device for one in cart.view.devices] == ["scale"]
    heals(cart, "scale")
    assert cart.view.phase == "welcome"


def test_a_moment_without_a_camera_is_no_news(cart: DrivenCart):
    poller(cart, "camera").stop()
    cart.world.unplug("camera")
    poller(cart, "camera")._turn()
    cart.clock.advance(PATIENCE_S / 2)
    settle(cart)
    heals(cart, "camera")
    cart.clock.advance(PATIENCE_S * 2)
    settle(cart)
    assert cart.view.devices == () and cart.view.phase == "welcome"


def test_weights_between_trips_are_nobodys(cart: DrivenCart):
    cart.run(0.5)
    cart.world.put(500.0)
    cart.run(3.0)
    assert cart.parts.journal.trips() == []
    cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
    cart.run(2.0)
    assert cart.view.prompt == ScanNext() and cart.parts.desk.trip.changes == ()


def test_what_was_left_in_the_basket_may_be_taken_out_before_the_trip(cart: DrivenCart):
    cart.run(0.5)
    key = cart.world.put(500.0)
    cart.run(3.0)
    cart.world.take(key)
    cart.run(3.0)
    started(cart)
    bought(cart, BREAD)
    assert cart.view.totals.items == 1 and cart.view.trust == 100


# --- in the middle of a trip


def test_the_camera_is_unplugged_and_plugged_in_again(cart: DrivenCart):
    started(cart)
    bought(cart, BREAD)
    cart.world.unplug("camera")
    lasts(cart, "camera")
    assert cart.view.phase == "shopping" and cart.view.devices[0].device == "camera"
    assert cart.view.weight_checked and cart.view.totals.items == 1
    heals(cart, "camera")
    assert cart.view.devices == ()
    bought(cart, EGGS)
    assert cart.view.totals.items == 2 and cart.view.trust == 100
    assert kinds(cart, DeviceFailed, DeviceBack) == [DeviceFailed, DeviceBack]


def test_the_scale_is_unplugged_while_an_item_waits_and_plugged_in_again(cart: DrivenCart):
    started(cart)
    bread = cart.hand.product(BREAD)
    cart.until("scans", lambda: cart.hand.show(bread), lambda v: isinstance(v.prompt, PlaceItem))
    cart.world.unplug("scale")
    lasts(cart, "scale")
    assert not cart.view.weight_checked and cart.view.totals.items == 1
    heals(cart, "scale")
    assert cart.view.weight_checked and cart.view.totals.items == 0 and isinstance(cart.view.prompt, PlaceItem)
    cart.run(2.0)
    assert cart.view.trust_reasons == ("not_weighed:1", "waiting:1"), "the level was compared with the list"
    assert cart.view.trust == 85


def test_after_the_scale_is_back_weights_count_again(cart: DrivenCart):
    started(cart)
    cart.world.unplug("scale")
    lasts(cart, "scale")
    heals(cart, "scale")
    cart.run(2.0)
    cart.until("forgets to scan", lambda: cart.world.put(400.0), lambda v: isinstance(v.prompt, UnknownWeight))


def test_a_frozen_camera_reads_its_last_code_once(cart: DrivenCart):
    started(cart)
    cart.until("scans", lambda: cart.hand.show(cart.hand.product(BREAD)), lambda v: isinstance(v.prompt, PlaceItem))
    cart.world.freeze("camera")
    cart.run(0.8)
    assert kinds(cart, ItemScanned) == [ItemScanned]


def test_lost_frames_lose_no_scan(cart: DrivenCart):
    started(cart)
    cart.world.drop_frames(10)
    cart.hand.show(cart.hand.product(BREAD))
    cart.run(2.5)
    assert isinstance(cart.view.prompt, PlaceItem)


def test_spikes_on_the_scales_line_are_no_weights(cart: DrivenCart):
    started(cart)
    bought(cart, BREAD)
    for _ in range(3):
        cart.world.spike()
        cart.run(1.0)
    assert cart.view.prompt == ScanNext() and cart.view.totals.items == 1


# --- a slow scale


@pytest.mark.parametrize("rate_hz", [10.0, 80.0])
def test_the_cart_knows_how_often_its_scale_speaks(tmp_path: Path, rate_hz: float):
    slow = CONFIG.replace('scale = {{ driver = "sim" }}', f'scale = {{{{ driver = "sim", rate_hz = {rate_hz} }}}}')
    cart = DrivenCart(tmp_path, config=slow)
    assert cart.parts.devices.scale.rate_hz == rate_hz
    started(cart)
    bought(cart, BREAD)
    assert cart.view.totals.items == 1 and cart.view.trust == 100
    assert cart.parts.feel.scale.health.ok, cart.parts.feel.scale.health
    cart.close()


# --- the wand


def test_a_wand_scans_as_the_camera_does(tmp_path: Path):
    cart = started(DrivenCart(tmp_path, config=WAND))
    cart.world.wave(barcode(cart.hand.product(BREAD))[0])
    poller(cart, "wand")._turn()
    settle(cart)
    assert isinstance(cart.view.prompt, PlaceItem) and cart.view.prompt.name == BREAD
    cart.close()


def test_a_wand_that_is_gone_is_named_and_stops_nobody(tmp_path: Path):
    cart = DrivenCart(tmp_path, config=WAND)
    cart.world.unplug("wand")
    lasts(cart, "wand")
    assert cart.view.phase == "welcome" and [one.device for one in cart.view.devices] == ["wand"]
    started(cart)
    bought(cart, BREAD)
    heals(cart, "wand")
    assert cart.view.totals.items == 1 and cart.view.devices == ()
    cart.close()


def test_without_a_wand_nothing_waits_for_one(cart: DrivenCart):
    assert [one.name for one in cart.parts.pollers] == ["camera", "scale"]


# --- a restart


def test_change_numbers_go_on_after_a_restart(tmp_path: Path):
    first = started(DrivenCart(tmp_path, seed=3))
    bought(first, BREAD, EGGS)
    shown, number = first.view, first.parts.desk.trip.number
    first.close()
    again = DrivenCart(tmp_path, seed=4)
    again.world.put(first.parts.feel.reading.grams)
    again.parts.pump()
    assert again.view.lines == shown.lines and again.view.totals == shown.totals
    again.run(2.0)
    again.play(buy(again.hand, again.hand.product("Bagels, 6")))
    changes = [fact for fact in again.parts.journal.facts(number) if isinstance(fact, WeightChanged)]
    numbers = [fact.change for fact in changes]
    assert len(numbers) == len(set(numbers)) and numbers == sorted(numbers)
    assert all(fact.revises is None or fact.revises < fact.change for fact in changes)
    assert again.view.totals.items == 3 and again.view.trust_reasons == ("not_weighed:1",)
    again.close()


def test_change_numbers_go_on_also_after_a_rest_was_told_apart(tmp_path: Path):
    """The numbers of the journal count, not those of what the trip still remembers."""
    first = started(DrivenCart(tmp_path))
    first.touch(WeightChanged, change=9, mg=300_000, sigma_mg=60_000)
    first.touch(WeightChanged, change=10, mg=0, sigma_mg=400, revises=9)
    first.touch(PutBack)
    settle(first)
    first.close()
    again = DrivenCart(tmp_path)
    bought(again, BREAD)
    numbers = [fact.change for fact in again.parts.journal.facts(1) if isinstance(fact, WeightChanged)]
    assert len(numbers) == len(set(numbers)) and numbers[2] > 10
    again.close()


def test_a_trip_that_was_ended_is_not_taken_up_again(tmp_path: Path):
    first = started(DrivenCart(tmp_path))
    bought(first, BREAD)
    first.touch(TripEnded, how="abandoned")
    settle(first)
    first.close()
    again = DrivenCart(tmp_path)
    assert again.parts.pump().phase == "welcome" and again.parts.inbox.trip == 0
    started(again)
    assert again.view.trip == 2 and again.view.lines == ()
    again.close()
