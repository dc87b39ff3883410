"""What the screen says of a call: somebody is coming only where a person said so."""

from dataclasses import replace

import pytest

from cart.trip.prompts import HelpComing
from cart.trip.view import DeviceView
from ui.presenter.asks import ask
from ui.presenter.frame import Frame
from ui.presenter.next import next_step
from ui.samples import asking
from ui.shop import Settings

MARIA = "Maria"


def said(prompt: HelpComing, *, online: bool = True, language: str = "en", **settings) -> str:
    view = replace(asking(prompt), online=online)
    model = ask(Frame(view, Settings(cart_id="17", **settings), language), "help")
    return f"{model.title} {model.text}"


SILENT = [HelpComing("left"), HelpComing("left", "told"), HelpComing("left", "seen", MARIA)]


@pytest.mark.parametrize("prompt", SILENT)
@pytest.mark.parametrize("online", [True, False])
@pytest.mark.parametrize(("language", "words"), [("en", ("way", "coming")), ("es", ("camino", "viene"))])
def test_nobody_is_coming_before_a_person_says_so(prompt, online, language, words):
    assert not [word for word in words if word in said(prompt, online=online, language=language)]


@pytest.mark.parametrize("online", [True, False])
def test_who_is_coming_is_named(online):
    coming = said(HelpComing("left", "coming", MARIA), online=online)
    assert "on its way" in coming and "Maria is coming to cart 17" in coming


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"lamp": True}, "lamp on the cart calls"), ({"lamp": False}, "Ask anybody who works"),
     ({"lamp": True, "store": False, "online": True}, "lamp on the cart calls")],
)  # fmt: skip
def test_out_of_reach_the_lamp_calls_and_the_lane_is_told(settings, words):
    text = said(HelpComing("left"), **({"online": False} | settings))
    assert words in text and "lane is told" in text


def test_a_lamp_that_does_not_work_calls_nobody():
    view = replace(asking(HelpComing("left")), online=False, devices=(DeviceView("light", False, "No lamp."),))
    assert "lamp" not in ask(Frame(view, Settings(lamp=True)), "help").text


@pytest.mark.parametrize("prompt", [*SILENT, HelpComing("left", "coming", MARIA)])
def test_the_basket_says_the_same(prompt):
    view = asking(prompt)
    frame = Frame(view, Settings())
    assert next_step(frame).title == ask(frame, "help").title
