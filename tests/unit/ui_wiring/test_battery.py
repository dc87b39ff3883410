"""A cart whose battery is low: not lent, and a trip in it is told in time."""

import pytest

from tests.support.driven import CONFIG, DrivenCart
from ui.presenter.frame import Frame, bar
from ui.presenter.staff import health
from ui.presenter.steps import out_of_service

WITH_BATTERY = CONFIG.replace("[cart]", 'battery = {{ driver = "sim" }}\n[cart]', 1)


@pytest.fixture
def cart(tmp_path):
    made = DrivenCart(tmp_path, config=WITH_BATTERY)
    yield made
    made.close()


def reads(cart, percent, charging=False):
    cart.world.charge(percent, charging)
    next(poller for poller in cart.parts.pollers if poller.name == "battery")._turn()
    cart.step()
    return cart.step()


def signs(cart):
    return [words for icon, words in bar(Frame(cart.view)).signs if icon == "battery-alert"]


def test_a_cart_with_a_low_battery_is_not_lent_till_it_is_fuller(cart):
    assert reads(cart, 19).phase == "out_of_service"
    assert out_of_service(Frame(cart.view)).title == "Take another cart, please"
    rows = {name: words for _, name, words, ok in health(Frame(cart.view)) if not ok}
    assert rows["battery"].startswith("low: put this cart on its charger")
    assert reads(cart, 25, charging=True).phase == "out_of_service"
    assert reads(cart, 30, charging=True).phase == "welcome"


def test_a_trip_goes_on_and_is_told(cart):
    cart.begin()
    cart.step()
    assert reads(cart, 12).phase == "shopping" and signs(cart) == ["Battery low"]
    assert reads(cart, 5).phase == "shopping" and signs(cart) == ["Battery nearly empty: to the lane, please"]
    assert reads(cart, 40, charging=True).phase == "shopping" and signs(cart) == []


def test_a_gauge_that_is_gone_keeps_no_cart_from_being_lent(cart):
    cart.parts._failed("battery", "Gone.", "missing")
    cart.step()
    assert cart.step().phase == "welcome"
    assert reads(cart, 10).phase == "out_of_service"


def test_what_was_known_before_a_restart_ends_with_the_first_reading(cart):
    cart.parts._failed("battery", "12 %", "low")
    cart.step()
    assert cart.step().phase == "out_of_service"
    assert reads(cart, 80).phase == "welcome"
