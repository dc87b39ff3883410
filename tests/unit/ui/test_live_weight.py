"""Promise 6 from the load cell to the button: a weight that moves, leans or is too light sells nothing."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from cart.config import loads
from cart.facts import DeviceBack, DeviceFailed, ProduceAdded, ProduceDropped, ProducePicked
from cart.trip.prompts import WeighProduce
from cart.trip.state import Change, Trip
from cart.weighing.scale import Reading as Now
from tests.support.driven import DrivenCart
from ui.intents import Post, post
from ui.presenter.frame import Frame
from ui.presenter.produce import side
from ui.samples import BANANAS, LEMONS
from ui.wiring import live, place_of, rules_of, settings_of, shop_of, touch

CONFIG = """
camera = { driver = "sim" }
scale = { driver = "sim" }
[cart]
id = "17"
store_name = "Corner"
[weighing]
interval_g = 5
max_g = 40000
"""


@dataclass
class Scale:
    """How far the cart leans."""

    tilt_rad: float = 0.0


@dataclass
class Feel:
    """The scale's newest reading."""

    reading: Now
    scale: Scale = field(default_factory=Scale)


@dataclass
class Desk:
    """The trip as it is."""

    trip: Trip


@dataclass
class Inbox:
    """Notes what is posted."""

    posted: list = field(default_factory=list)

    def post(self, kind, **fields):
        self.posted.append((kind, fields))


@dataclass
class Cart:
    """What of a cart's parts the weight now needs."""

    feel: Feel
    desk: Desk
    config: object
    inbox: Inbox = field(default_factory=Inbox)


def cart_with(grams, *, settled=True, over=False, trip=None, config=CONFIG):
    return Cart(Feel(Now(0.0, grams, settled, over)), Desk(trip or Trip()), loads(config, "test"))


def weighing(*grams, product=BANANAS):
    changes = tuple(Change(n, round(one * 1000), 900, float(n)) for n, one in enumerate(grams, 1))
    return Trip(produce=product, changes=changes)


CASES = [
    # the whole basket, what the produce adds, at rest, too much: why no price
    (9_812.0, (1235.0,), True, False, ""),
    (9_812.0, (600.0, 635.0), True, False, ""),
    (9_812.0, (1235.0, -1235.0), True, False, "under_min"),
    (9_812.0, (1235.0,), False, False, "moving"),
    (41_000.0, (1235.0,), True, True, "over_max"),
    (41_000.0, (1235.0,), False, True, "over_max"),
    (9_812.0, (95.0,), True, False, "under_min"),
    (9_812.0, (97.6,), True, False, ""),
    (9_812.0, (-300.0,), True, False, "negative"),
    (9_812.0, (), True, False, "under_min"),
]


@pytest.mark.parametrize(("grams", "added", "settled", "over", "why"), CASES)
def test_the_rules_judge_what_the_produce_adds(grams, added, settled, over, why):
    reading = live(cart_with(grams, settled=settled, over=over, trip=weighing(*added)))
    assert reading.why == why
    assert (reading.grams, reading.settled) == (round(grams), settled)


def test_what_is_explained_already_is_no_produce():
    trip = weighing(2_000.0)
    trip = replace(trip, changes=(replace(trip.changes[0], why="own"),))
    assert live(cart_with(9_812.0, trip=trip)).why == "under_min"


@pytest.mark.parametrize(("tilt_rad", "why"), [(0.0, ""), (0.017, ""), (0.018, "tilted"), (-0.018, "tilted")])
def test_a_cart_on_a_slope_prices_nothing(tilt_rad, why):
    cart = cart_with(9_812.0, trip=weighing(1235.0))
    cart.feel.scale.tilt_rad = tilt_rad
    assert live(cart).why == why


def test_a_heavy_bag_leaves_nothing_to_price():
    grapes = replace(BANANAS, tare_g=500)
    assert live(cart_with(900.0, trip=weighing(450.0, product=grapes))).why == "nothing_net"


def test_without_produce_the_whole_basket_is_judged():
    assert live(cart_with(9_812.0)).why == ""
    assert live(cart_with(-40.0)).why == "negative"


@pytest.mark.parametrize(("interval_g", "least_g"), [(1, 20), (2, 40), (5, 100), (10, 200)])
def test_the_least_weight_follows_the_scale(interval_g, least_g):
    config = CONFIG.replace("interval_g = 5", f"interval_g = {interval_g}").replace("max_g = 40000", "max_g = 10000")
    assert settings_of(loads(config, "test"), "").least_g == least_g
    assert rules_of(loads(config, "test")).interval_g == interval_g


@pytest.mark.parametrize(("name", "shown"), [("", "Corner"), ("Don Pedro", "Don Pedro")])
def test_the_stores_own_name_comes_first(name, shown):
    made = settings_of(loads(CONFIG, "test"), name)
    assert (made.store_name, made.cart_id, made.simulated) == (shown, "17", True)


def test_a_touch_is_posted_as_it_is():
    cart = cart_with(0.0)
    touch(cart, ProducePicked, product=LEMONS)
    assert cart.inbox.posted == [(ProducePicked, {"product": LEMONS})]


# --- the whole cart, in virtual time


def asks_to_weigh(view):
    return isinstance(view.prompt, WeighProduce)


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path)
    cart.run(0.5)
    cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
    bananas = cart.hand.product("Bananas")
    cart.until(
        "picks", lambda: cart.touch(ProducePicked, product=bananas), lambda v: isinstance(v.prompt, WeighProduce)
    )
    yield cart
    cart.close()


def screen(cart):
    """The scale's side of the produce screen, as it is now."""
    settings = settings_of(cart.config, "")
    return side(Frame(cart.view, settings), 1, live(cart.parts))


def sells(cart):
    return any(isinstance(way.act, Post) and way.act.kind is ProduceAdded for way in screen(cart).ways)


def watched(cart, seconds):
    """Whether it sold, frame by frame, with whether the scale was at rest."""
    end, seen = cart.clock.now() + seconds, set()
    while cart.clock.now() < end:
        cart.step()
        seen.add((sells(cart), cart.parts.feel.reading.settled))
    return seen


def weighed(cart):
    put = cart.hand.product("Bananas")
    cart.until("puts", lambda: cart.hand.put(put, 1235.0), lambda v: sells(cart), within_s=4.0)


def test_produce_is_sold_only_at_rest(cart):
    assert not sells(cart)
    weighed(cart)
    assert sells(cart)
    cart.world.roll(True)
    seen = watched(cart, 3.0)
    assert (True, False) not in seen
    assert (False, False) in seen
    cart.world.roll(False)
    cart.run(4.0)
    assert sells(cart)


def test_what_is_sold_is_what_was_displayed(cart):
    weighed(cart)
    add = screen(cart).ways[0].act
    fields = dict(add.fields)
    cart.until("adds", lambda: cart.touch(add.kind, **fields), lambda v: bool(v.lines))
    assert cart.view.lines[0].net_g == fields["gross_g"] - fields["tare_g"]
    assert abs(fields["gross_g"] - 1235) <= 5


def test_a_pulled_scale_sells_no_produce_and_offers_a_person(cart):
    weighed(cart)
    cart.parts.inbox.post(DeviceFailed, device="scale", words="Check the cable.")
    cart.run(0.5)
    assert not sells(cart)
    assert "HelpAsked" in [way.act.kind.__name__ for way in screen(cart).ways if isinstance(way.act, Post)]
    cart.parts.inbox.post(DeviceBack, device="scale")
    cart.run(0.5)
    assert sells(cart), "the level is still what it was: nothing went in or out meanwhile"
    assert screen(cart).ways[-1].act == post(ProduceDropped)


def test_a_chili_is_too_light_to_price(cart):
    put = cart.hand.product("Bananas")
    cart.until("puts", lambda: cart.hand.put(put, 60.0), lambda v: v.prompt.gross_g == 60)
    cart.run(2.0)
    assert not sells(cart)
    assert screen(cart).steady[1] == "too light to price"
    cart.until("leaves", lambda: cart.touch(ProduceDropped), lambda v: not asks_to_weigh(v))


def test_the_shop_speaks_of_the_same_weight(cart):
    weighed(cart)
    shop = shop_of(cart.parts, None)
    assert shop.live() == live(cart.parts)
    assert shop.settings.least_g == 100
    assert shop.lane_code() == ""


def test_a_product_without_a_place_is_nowhere(cart):
    catalog = cart.catalog.snapshot()
    assert place_of(catalog, "no such product") is None
    placed = next(product for product in catalog.products if product.place)
    assert place_of(catalog, placed.id) == placed.place
