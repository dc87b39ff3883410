"""Screens read aloud: each thing once, when it becomes so."""

from dataclasses import replace

import pytest

from cart.trip.prompts import ScanNext, WhichLeft
from ui.aloud import Aloud
from ui.presenter.aloud import news, sentences, step
from ui.presenter.asks import ask
from ui.presenter.basket import basket
from ui.presenter.choices import settings
from ui.presenter.exit import at_lane
from ui.presenter.frame import Frame
from ui.presenter.staff import staff
from ui.presenter.welcome import welcome
from ui.samples import CANDIDATES, EMPTY, LINES, PLACE, TRIP, WELCOME, asking
from ui.shop import Settings
from ui.theme import Look


@pytest.fixture
def said():
    return []


@pytest.fixture
def voice(said):
    return Aloud(lambda text, language: said.append((language, text)))


def test_the_parts_are_sentences_and_nothing_is_said_of_nothing():
    assert sentences("Scan", "", " Go on! ", "Total: $1.00") == "Scan. Go on! Total: $1.00."
    assert sentences("", " ") == ""


def test_what_came_in_is_said_with_its_savings_the_total_and_the_next_step(voice, said):
    voice.read(basket(Frame(replace(TRIP, prompt=ScanNext()))), "en")
    [(language, text)] = said
    assert language == "en"
    assert text.startswith("Gala apples: $2.94. ")
    assert "Total: $37.59. " in text
    assert text.index("Total") < text.index("Scan")


def test_a_saving_is_said_with_its_line():
    milk = replace(LINES[1], newest=True)
    assert news(basket(Frame(replace(TRIP, lines=(milk,))))).startswith("Whole milk 1 L: $3.00. 2 for $3.00")


def test_nothing_is_said_twice(voice, said):
    frame = Frame(replace(TRIP, prompt=ScanNext()))
    voice.read(basket(frame), "en")
    voice.read(basket(Frame(replace(frame.view, online=False))), "en")
    assert len(said) == 1


def test_a_new_step_does_not_repeat_the_line_before(voice, said):
    voice.read(basket(Frame(replace(TRIP, prompt=ScanNext()))), "en")
    voice.read(basket(Frame(asking(PLACE))), "en")
    assert "olive oil" in said[1][1]
    assert "Gala apples" not in said[1][1]


def test_a_question_says_its_choices():
    text = step(ask(Frame(asking(WhichLeft(504, CANDIDATES[:2]))), "which_left"))
    assert "Ground coffee 500 g. Spaghetti 500 g." in text


def test_the_lane_says_what_is_to_pay():
    text = step(at_lane(Frame(replace(TRIP, phase="at_lane", lane="4")), "SC1:"))
    assert "$37.59" in text


def test_an_empty_basket_and_the_welcome_say_what_to_do():
    assert news(basket(Frame(EMPTY))) == ""
    assert step(basket(Frame(EMPTY)))
    assert step(welcome(Frame(WELCOME)))


def test_the_staff_screen_is_not_for_everybodys_ears(voice, said):
    voice.read(staff(Frame(replace(TRIP, phase="staff", staff="Maria")), None), "en")
    assert said == []


@pytest.mark.parametrize("has", [True, False])
def test_reading_aloud_is_offered_only_where_there_is_a_voice(has):
    model = settings(Frame(TRIP, Settings(voice=has)), Look(1280, 800), "on")
    offered = [way.words for choice in model.choices for way in choice.ways]
    assert ("Read aloud" in offered) == has
