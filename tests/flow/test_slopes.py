"""A cart on a slope: with an accelerometer the weight is set upright, and nothing is priced."""

from pathlib import Path

import pytest

from cart.facts import ProducePicked
from cart.trip.prompts import ScanNext
from tests.support.driven import CONFIG, DrivenCart
from ui.shopper.trips import buy
from ui.wiring import live

TILTED = 'tilt = {{ driver = "sim" }}\n' + CONFIG


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path, config=TILTED)
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    yield cart
    cart.close()


def stand(cart: DrivenCart, degrees: float, seconds: float) -> None:
    """The cart stands on a slope for a while; the accelerometer is read as its poller would."""
    cart.world.lean(degrees)
    end = cart.clock.now() + seconds
    while cart.clock.now() < end:
        cart.parts.pollers[-1]._turn()
        cart.step()


def test_a_ramp_takes_nothing_off_the_list(cart: DrivenCart):
    for name in ("Cola 2 L", "Olive oil 500 ml", "Rye bread 750 g"):
        cart.play(buy(cart.hand, cart.hand.product(name)))
    before = cart.view.totals
    stand(cart, 4.0, 4.0)
    stand(cart, 0.0, 4.0)
    assert cart.view.totals == before and cart.view.prompt == ScanNext()


def test_produce_on_a_slope_has_no_price(cart: DrivenCart):
    bananas = cart.hand.product("Bananas")
    cart.touch(ProducePicked, product=bananas)
    cart.hand.put(bananas, 1235.0)
    stand(cart, 0.0, 3.0)
    level = live(cart.parts)
    assert level is not None and level.why == ""
    stand(cart, 3.0, 3.0)
    sloped = live(cart.parts)
    assert sloped is not None and sloped.why == "tilted"
