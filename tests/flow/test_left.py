"""A cart that was left, in virtual time: it asks, it calls, it puts the trip aside and is free; nothing is lost."""

from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from cart.facts import StillHere, TripEnded
from cart.sync.outbox import Outbox
from cart.trip.prompts import HelpComing, StillThere
from drivers.commands import lane
from tests.flow.test_exit import Mall
from tests.support.driven import CONFIG, DrivenCart
from ui.shopper.trips import buy

SOON = CONFIG + "[trip]\nleft_ask_s = 20.0\nleft_call_s = 5.0\nleft_end_s = 30.0\n"
STAFF = ("Maria", "demo")


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


def cart_in(folder: Path) -> DrivenCart:
    return DrivenCart(folder, config=SOON, reads=False)


def shopping(cart: DrivenCart, *names: str) -> None:
    cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
    for name in names:
        cart.play(buy(cart.hand, cart.hand.product(name)))


def test_a_touch_goes_on_and_the_question_comes_again(tmp_path: Path):
    cart = cart_in(tmp_path)
    shopping(cart, "Rye bread 750 g")
    for _ in range(2):
        assert not isinstance(cart.run(17).prompt, StillThere)
        assert cart.run(4).prompt == StillThere()
        cart.touch(StillHere)
        assert not isinstance(cart.run(1).prompt, StillThere)
    assert cart.view.totals.items == 1
    cart.close()


def test_what_goes_in_is_an_answer_too(tmp_path: Path):
    cart = cart_in(tmp_path)
    shopping(cart, "Rye bread 750 g")
    cart.run(21)
    cart.world.put(500.0)
    assert not isinstance(cart.run(3).prompt, StillThere)
    cart.close()


def test_nobody_comes_and_the_cart_is_free(tmp_path: Path):
    cart = cart_in(tmp_path)
    shopping(cart, "Rye bread 750 g")
    assert cart.run(26).prompt == StillThere(called=True)
    assert cart.world.colour == "white"
    assert cart.run(31).phase == "welcome"
    shopping(cart, "Whole milk 1 L")
    assert cart.view.totals.items == 1
    cart.close()


def test_an_empty_trip_just_ends(tmp_path: Path):
    cart = cart_in(tmp_path)
    shopping(cart)
    cart.run(24)
    assert cart.world.colour == "amber" and cart.run(2).phase == "welcome"
    cart.close()


def test_a_crash_does_not_make_it_stay(tmp_path: Path):
    cart = cart_in(tmp_path)
    shopping(cart, "Rye bread 750 g")
    cart.run(21)
    cart.close()
    again = cart_in(tmp_path)
    assert again.run(1).prompt == StillThere()
    assert again.run(40).phase == "welcome"
    again.close()


class LeftMall(Mall):
    """A mall whose carts are soon left."""

    config = SOON


@pytest.mark.parametrize("online", [True, False])
def test_the_store_names_the_goods_that_lie_in_it(tmp_path: Path, stack: ExitStack, online: bool):
    mall = LeftMall(tmp_path, stack, online=online)
    shopping(mall.cart, "Rye bread 750 g", "Whole milk 1 L", "Salted butter 454 g")
    mall.cart.run(26)
    mall.wait_for("welcome")
    if not online:
        mall.way_out.close()
        outbox = Outbox(tmp_path / "cart" / "outbox.db")
        assert len(outbox.waiting()) == 1 and not outbox.waiting()[0].awaited
        outbox.close()
        return
    page = ""
    while "Carts that were left" not in page:
        mall.cart.step()
        page = requests.get(f"{mall.server.url}/staff", auth=STAFF, timeout=20).text
    for part in (
        "Cart 17",
        "1 x Rye bread 750 g",
        "1 x Whole milk 1 L",
        "1 x Salted butter 454 g",
        "left, nothing sold",
    ):
        assert part in page
    (left,) = mall.server.shop.records.left()
    requests.post(f"{mall.server.url}/staff/left", data={"sid": left.sid}, auth=STAFF, timeout=20)
    page = requests.get(f"{mall.server.url}/staff", auth=STAFF, timeout=20).text
    assert "Carts that were left" not in page and "left, nothing sold" in page


def test_what_was_handed_over_stays_the_lanes_to_sell(tmp_path: Path, stack: ExitStack):
    mall = LeftMall(tmp_path, stack, online=False)
    shopping(mall.cart, "Rye bread 750 g")
    mall.hand_over()
    code = mall.checkout.code
    mall.cart.run(26)
    mall.wait_for("welcome")
    assert lane.main([*mall.lane(), "--offline", "--text", code, "--pay", "card"]) == 0
    mall.way_out.close()
    outbox = Outbox(tmp_path / "cart" / "outbox.db")
    (entry,) = outbox.waiting()
    assert b"TripEnded" not in entry.body
    outbox.close()


def test_a_trip_put_aside_just_before_a_crash_is_told_after_it(tmp_path: Path, stack: ExitStack):
    mall = LeftMall(tmp_path, stack, online=False)
    shopping(mall.cart, "Rye bread 750 g")
    mall.way_out.close()
    cart = mall.cart = cart_in(tmp_path / "cart")
    cart.touch(TripEnded, how="left")
    cart.parts.desk.writer.step()
    cart.close()
    mall.cart = cart_in(tmp_path / "cart")
    mall.open_exit()
    assert mall.cart.view.phase == "welcome"
    mall.way_out.close()
    outbox = Outbox(tmp_path / "cart" / "outbox.db")
    assert b"Rye bread" in outbox.waiting()[0].body
    outbox.close()


def test_help_that_is_open_is_no_use_of_the_cart(tmp_path: Path):
    cart = cart_in(tmp_path)
    shopping(cart, "Rye bread 750 g")
    cart.run(26)
    assert not isinstance(cart.view.prompt, HelpComing) and cart.run(31).phase == "welcome"
    cart.close()
