"""Which screen shows: every phase with every prompt, from everywhere a shopper may have wandered."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.code import Code
from cart.trip.prompts import (
    HelpComing,
    NotSold,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WhichLeft,
)
from cart.trip.view import Totals, View
from ui.router import comes_home, route
from ui.samples import BANANAS, BOTTLES, LEMONS, PLACE, TRIP

NOT_SOLD = NotSold(Code("gtin", "1", "1"), "unknown")
PROMPTS = {
    "scan": ScanNext(),
    "place": PLACE,
    "bag": PutBagIn(),
    "not_sold": NOT_SOLD,
    "unknown_weight": UnknownWeight(100),
    "differs": BOTTLES,
    "which_left": WhichLeft(500, ()),
    "produce": WeighProduce(BANANAS),
    "help": HelpComing(),
}
PHASES = ("welcome", "shopping", "find_lane", "at_lane", "thanks", "staff", "out_of_service")
PLACES = ("produce", "find", "deals", "bag", "budget", "settings", "member")


def at(phase, prompt="scan"):
    return replace(TRIP, phase=phase, prompt=PROMPTS[prompt])


# --- in the shop: where the prompt and the shopper's feet lead. "=": where the shopper wandered.

SHOPPING = {
    #                 nowhere           produce    find   deals  bag    budget settings member
    "scan":           ("basket",         "=",       "=",   "=",   "=",   "=",   "=",     "="),
    "place":          ("basket",         "=",       "=",   "=",   "=",   "=",   "=",     "="),
    "bag":            ("basket",         "=",       "=",   "=",   "=",   "=",   "=",     "="),
    "produce":        ("produce",        "=",       "",    "",    "",    "",    "",      ""),
    "not_sold":       ("not_sold",       "=",       "",    "",    "",    "",    "",      ""),
    "unknown_weight": ("unknown_weight", "=",       "",    "",    "",    "",    "",      ""),
    "differs":        ("differs",        "",        "",    "",    "",    "",    "",      ""),
    "which_left":     ("which_left",     "",        "",    "",    "",    "",    "",      ""),
    "help":           ("help",           "=",       "=",   "=",   "=",   "=",   "=",     ""),
}  # fmt: skip
CASES = [
    (prompt, wandered, {"=": wandered, "": row[0]}.get(cell, cell))
    for prompt, row in SHOPPING.items()
    for wandered, cell in zip(("", *PLACES), row, strict=True)
]


@pytest.mark.parametrize(("prompt", "wandered", "screen"), CASES)
def test_in_the_shop_questions_come_before_wandering(prompt, wandered, screen):
    assert route(at("shopping", prompt), wandered) == screen


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("wandered", ["", "nowhere", "staff", "calibrate", "thanks", "at_lane", "welcome"])
def test_nobody_wanders_to_a_screen_that_is_not_theirs(prompt, wandered):
    assert route(at("shopping", prompt), wandered) == SHOPPING[prompt][0]


# --- elsewhere

FIXED = ("welcome", "find_lane", "at_lane", "thanks", "staff", "out_of_service")
CALLABLE = ("welcome", "find_lane", "at_lane", "out_of_service")


@pytest.mark.parametrize("phase", FIXED)
@pytest.mark.parametrize("prompt", [name for name in PROMPTS if name != "help"])
def test_outside_the_shop_the_phase_alone_decides(phase, prompt):
    assert route(at(phase, prompt)) == phase


@pytest.mark.parametrize("phase", CALLABLE)
def test_help_is_told_wherever_it_can_be_called(phase):
    assert route(at(phase, "help")) == "help"
    assert route(at(phase, "help"), "on") == phase


@pytest.mark.parametrize("phase", ["thanks", "staff"])
def test_a_person_who_is_there_needs_no_word_of_one_coming(phase):
    assert route(at(phase, "help")) == phase


@pytest.mark.parametrize("phase", FIXED)
@pytest.mark.parametrize("wandered", PLACES)
def test_shopping_screens_stay_in_the_shop(phase, wandered):
    allowed = (phase, wandered) == ("welcome", "settings")
    assert route(at(phase), wandered) == (wandered if allowed else phase)


@pytest.mark.parametrize("phase", PHASES)
def test_calibration_is_for_staff(phase):
    assert (route(at(phase), "calibrate") == "calibrate") == (phase == "staff")


@pytest.mark.parametrize("phase", PHASES)
def test_keeping_on_without_a_question_changes_nothing(phase):
    assert route(at(phase), "on") == route(at(phase))


@given(
    st.sampled_from(PHASES),
    st.sampled_from(sorted(PROMPTS)),
    st.one_of(st.sampled_from(["", "on", "calibrate", *PLACES]), st.text(max_size=12)),
)
def test_a_route_goes_home_the_phase_or_where_one_may_go(phase, prompt, wandered):
    home = route(at(phase, prompt))
    assert route(at(phase, prompt), wandered) in (home, wandered, "basket" if phase == "shopping" else phase)


# --- what leads a wandering shopper home

BEFORE = replace(TRIP, phase="shopping")
CHANGES = [
    ("nothing", {}, False),
    ("another phase", {"phase": "find_lane"}, True),
    ("another trip", {"trip": 2}, True),
    ("a member card", {"member": "M-1"}, True),
    ("a line more", {"lines": (*TRIP.lines, TRIP.lines[0])}, True),
    ("a line less", {"lines": TRIP.lines[1:]}, True),
    ("no line left", {"lines": ()}, True),
    ("something to put in", {"prompt": PLACE}, True),
    ("a question", {"prompt": BOTTLES}, True),
    ("help", {"prompt": HelpComing()}, True),
    ("another total", {"totals": Totals(due_cents=1)}, False),
    ("the network off", {"online": False}, False),
    ("a budget", {"budget_cents": 1}, False),
    ("another language", {"language": "es"}, False),
    ("less trust", {"trust": 40}, False),
    ("a new place", {"last_place": "7"}, False),
    ("a lane", {"lane": "4"}, False),
    ("the same prompt again", {"prompt": ScanNext()}, False),
]


@pytest.mark.parametrize(("words", "change", "leads"), CHANGES)
def test_what_leads_home(words, change, leads):
    assert comes_home(BEFORE, replace(BEFORE, **change)) == leads


@pytest.mark.parametrize(
    ("before", "after", "leads"),
    [
        (PLACE, replace(PLACE, waiting=2), False),
        (PLACE, replace(PLACE, slow=True), False),
        (PLACE, replace(PLACE, line="10"), False),
        (PLACE, ScanNext(), True),
        (UnknownWeight(100), UnknownWeight(250), False),
        (UnknownWeight(100), WhichLeft(100, ()), True),
        (WeighProduce(BANANAS), WeighProduce(BANANAS, 500, 495, 84), False),
        (WeighProduce(BANANAS), WeighProduce(LEMONS), False),
        (WeighProduce(BANANAS), ScanNext(), True),
        (HelpComing(), HelpComing("lane"), False),
        (HelpComing(), ScanNext(), True),
    ],
)
def test_the_same_question_about_more_leads_nowhere(before, after, leads):
    assert comes_home(replace(BEFORE, prompt=before), replace(BEFORE, prompt=after)) == leads


def test_while_help_comes_scanning_on_leads_nowhere():
    waiting = at("shopping", "help")
    assert not comes_home(waiting, replace(waiting, lines=waiting.lines[2:]))
    assert comes_home(waiting, replace(waiting, member="M-1"))
    assert comes_home(waiting, replace(waiting, phase="staff"))


@given(st.sampled_from(PHASES), st.sampled_from(sorted(PROMPTS)))
def test_no_view_leads_home_from_itself(phase, prompt):
    assert not comes_home(at(phase, prompt), at(phase, prompt))


def test_a_first_view_of_a_trip_leads_home():
    assert comes_home(View(), BEFORE)
    assert comes_home(BEFORE, View())
