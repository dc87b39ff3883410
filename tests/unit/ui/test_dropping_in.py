"""Scan, or just drop in: offered where the cart names what goes in, and only there."""

from dataclasses import replace

import pytest

from cart.trip.prompts import ScanNext
from cart.trip.view import View
from ui.desk import Desk
from ui.intents import Prefer
from ui.presenter.frame import Frame
from ui.presenter.next import next_step
from ui.presenter.welcome import promises, welcome
from ui.samples import TRIP, WELCOME
from ui.shop import Settings, Shop

NAMES = Settings(names=True, privacy=("no_pictures", "names", "no_account"))


def desk(settings: Settings, *views: View) -> Desk:
    shown = list(views)
    pump = lambda: shown.pop(0) if len(shown) > 1 else shown[0]  # noqa: E731
    return Desk(Shop(touch=lambda *_, **__: None, pump=pump, begin=lambda _: None, settings=settings))


def test_a_cart_without_eyes_offers_no_choice_and_promises_nothing_of_it():
    plain = welcome(Frame(WELCOME))
    assert plain.manners == () and plain.text == "See your total and savings as you shop."
    assert "It sees what you put in" not in [one.title for one in promises(Frame(WELCOME))]
    one = desk(Settings(), WELCOME)
    one.hands.act(Prefer("manner", "drop"))
    assert not one.pump().drops


@pytest.mark.parametrize("drops", [False, True])
def test_the_choice_stands_on_the_welcome_and_says_which_is_chosen(drops: bool):
    model = welcome(Frame(WELCOME, NAMES, drops=drops))
    assert [(way.words, way.kind) for way in model.manners] == [
        ("Scan each item", "quiet" if drops else "chosen"), ("Just drop in", "chosen" if drops else "quiet"),
    ]  # fmt: skip
    assert [way.act for way in model.manners] == [Prefer("manner", "scan"), Prefer("manner", "drop")]


def test_who_drops_in_is_told_to_put_in_and_not_to_scan():
    calm = replace(TRIP, prompt=ScanNext())
    assert next_step(Frame(calm, NAMES, drops=True)).title == "Put the next item in"
    assert next_step(Frame(calm, NAMES)).title == "Scan the next item"


def test_the_privacy_notice_says_that_it_sees():
    said = promises(Frame(WELCOME, NAMES))
    assert said[1].title == "It sees what you put in" and "in memory" in said[1].text and len(said) == 4


def test_nobody_inherits_the_choice_of_the_shopper_before():
    thanks = replace(TRIP, phase="thanks")
    one = desk(NAMES, WELCOME, TRIP, thanks, WELCOME)
    one.pump()
    one.hands.act(Prefer("manner", "drop"))
    assert [one.pump().drops for _ in range(3)] == [True, True, False]
