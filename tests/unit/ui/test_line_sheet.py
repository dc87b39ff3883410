"""The sheet over the list: how many, why this price, and what a touch on it means."""

from dataclasses import replace

import pytest

from cart.facts import LineRemoved, OneMore, TouchUndone
from cart.trip.prompts import HelpComing, UnknownWeight
from cart.trip.view import LineView, SavingView
from ui.intents import Go, post
from ui.presenter.basket import basket
from ui.presenter.frame import Frame
from ui.presenter.line import line_sheet
from ui.presenter.line_models import Part
from ui.router import route
from ui.samples import TRIP

MILK = LineView(
    ("4", "7"), "m", "Whole milk 1 L", "dairy", None, 2, "ea", 189, 378, 300,
    savings=(SavingView("2 for $3.00", 78),), several=True,
)  # fmt: skip
APPLES = LineView(("5",), "a", "Gala apples", "produce", None, 1, "kg", 349, 294, 294, net_g=842, tare_g=5)
LABELLED = LineView(("6",), "s", "Swiss cheese", "dairy", None, 1, "ea", 649, 649, 649)
VIEW = replace(TRIP, lines=(MILK, APPLES, LABELLED), prompt=type(TRIP.prompt)())


def sheet(key: str, language: str = "en", aisle: str = ""):
    return line_sheet(Frame(VIEW, language=language), key, aisle)


def test_why_this_price():
    model = sheet("7", aisle="Aisle 12")
    assert (model.name, model.detail) == ("Whole milk 1 L", "Aisle 12 · $1.89 each")
    assert model.parts == (Part("2 × $1.89", "$3.78"), Part("2 for $3.00", "-$0.78", saving=True))
    assert model.pay == ("You pay", "$3.00")


def test_one_more_and_one_less_are_the_newest_piece():
    count = sheet("4").count
    assert (count.figure, count.less.act, count.more.act) == ("2", post(LineRemoved, line="7"), post(OneMore, line="7"))


def test_taken_off_is_the_whole_row():
    assert sheet("4").ways[0].act == post(LineRemoved, line="7", every=True)
    assert sheet("5").ways[0].act == post(LineRemoved, line="5")
    assert sheet("4").ways[-1].act == Go("")


@pytest.mark.parametrize(("key", "figure"), [("5", "0.842 kg"), ("6", "1")])
def test_what_a_scale_or_a_label_priced_has_no_more_and_no_less(key: str, figure: str):
    count = sheet(key).count
    assert (count.figure, count.less, count.more) == (figure, None, None)


def test_a_row_that_has_gone_shows_the_newest():
    assert sheet("99").name == "Whole milk 1 L"


def test_the_list_stays_in_sight_without_its_notes():
    rows = sheet("4").rows
    assert [row.name for row in rows] == [row.name for row in basket(Frame(VIEW)).rows]
    assert not any(row.savings or row.hint for row in rows)


def test_a_row_opens_its_sheet():
    row = basket(Frame(VIEW)).rows[0]
    assert row.act == Go("line:4") and route(VIEW, "line:4") == "line"


def test_questions_come_before_the_sheet_and_help_does_not():
    assert route(replace(VIEW, prompt=UnknownWeight(333)), "line:4") == "unknown_weight"
    assert route(replace(VIEW, prompt=HelpComing()), "line:4") == "line"
    assert route(replace(VIEW, lines=()), "line:4") == "basket"


def test_the_last_touch_can_be_taken_back_while_the_view_says_so():
    assert basket(Frame(VIEW)).undo is None
    assert basket(Frame(replace(VIEW, undo=True))).undo.act == post(TouchUndone)
