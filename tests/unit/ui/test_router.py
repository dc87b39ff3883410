from dataclasses import replace

import pytest

from cart.codes.code import Code
from cart.trip.prompts import HelpComing, NotSold, PutBagIn, ScanNext, UnknownWeight, WeighProduce, WhichLeft
from ui.router import comes_home, route
from ui.samples import BANANAS, BOTTLES, PLACE, SCENES, TRIP, WELCOME, asking
from ui.stage import SCREENS

LEFT = WhichLeft(500, ())


@pytest.mark.parametrize(
    ("prompt", "screen"),
    [
        (ScanNext(), "basket"),
        (PLACE, "basket"),
        (PutBagIn(), "basket"),
        (NotSold(Code("gtin", "1", "1"), "unknown"), "not_sold"),
        (UnknownWeight(100), "unknown_weight"),
        (BOTTLES, "differs"),
        (LEFT, "which_left"),
        (WeighProduce(BANANAS), "produce"),
        (HelpComing(), "help"),
    ],
)
def test_each_prompt_has_its_screen(prompt, screen):
    assert route(asking(prompt)) == screen


@pytest.mark.parametrize("phase", ["welcome", "find_lane", "at_lane", "thanks", "staff", "out_of_service"])
def test_each_phase_has_its_screen(phase):
    assert route(replace(TRIP, phase=phase)) == phase


def test_every_screen_is_shown_by_some_scene():
    shown = {scene.screen for scene in SCENES}
    assert shown == set(SCREENS)


def test_a_question_comes_before_where_the_shopper_wandered():
    assert route(TRIP, "find") == "find"
    assert route(asking(LEFT), "find") == "which_left"


def test_produce_explains_an_unknown_weight():
    assert route(asking(UnknownWeight(100)), "produce") == "produce"


def test_help_leaves_the_way_open():
    assert route(asking(HelpComing()), "on") == "basket"
    assert route(asking(HelpComing()), "deals") == "deals"
    assert route(replace(TRIP, phase="at_lane", prompt=HelpComing())) == "help"
    assert route(replace(TRIP, phase="at_lane", prompt=HelpComing()), "on") == "at_lane"


def test_nobody_wanders_where_a_phase_has_no_such_screen():
    assert route(WELCOME, "find") == "welcome"
    assert route(TRIP, "staff") == "basket"
    assert route(replace(TRIP, phase="thanks"), "settings") == "thanks"


def test_what_happens_leads_home():
    assert comes_home(WELCOME, TRIP)
    assert comes_home(TRIP, asking(PLACE))
    assert comes_home(TRIP, replace(TRIP, lines=TRIP.lines[1:]))
    assert comes_home(TRIP, replace(TRIP, member="M-1"))
    assert not comes_home(TRIP, replace(TRIP, online=False))
    helped = asking(HelpComing())
    assert not comes_home(helped, replace(helped, lines=helped.lines[1:]))
