"""When a weight sets a price: at rest, over the least, on a scale that works. Otherwise no price and no Add."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.facts import HelpAsked, ProduceAdded, ProduceDropped
from cart.trip.prompts import WeighProduce
from cart.trip.view import DeviceView
from cart.weighing.conformity import Rules, priceable
from cart.weighing.scale import Reading as ScaleReading
from ui.intents import Post
from ui.parts.text import is_icon
from ui.presenter.frame import Frame
from ui.presenter.produce import REFUSED, refusal, side
from ui.samples import BANANAS, LEMONS, TRIP, asking
from ui.shop import Reading, Settings

WEIGHED = WeighProduce(BANANAS, 1235, 1230, 208)
REST = Reading(9_812, True)
SCALE_OFF = (DeviceView("scale", False, "Check the cable."),)


def shown(prompt=WEIGHED, live=REST, language="en", devices=(), **settings):
    view = replace(asking(prompt), devices=devices)
    return side(Frame(view, Settings(**settings), language), 1, live)


def kinds(model):
    return [way.act.kind for way in model.ways if isinstance(way.act, Post)]


def sells(model):
    return ProduceAdded in kinds(model)


REFUSALS = {
    "moving": (WEIGHED, Reading(9_812, False), ()),
    "moving with the right weight": (WEIGHED, Reading(1_235, False), ()),
    "tilted": (WEIGHED, Reading(9_812, True, "tilted"), ()),
    "too heavy": (WEIGHED, Reading(41_000, True, "over_max"), ()),
    "below zero": (WEIGHED, Reading(-300, True, "negative"), ()),
    "nothing in": (WeighProduce(BANANAS), REST, ()),
    "a zero weight": (WeighProduce(BANANAS, 0, 0, 0), REST, ()),
    "under 20 e": (WeighProduce(BANANAS, 95, 90, 15), REST, ()),
    "less than its bag": (WeighProduce(BANANAS, 120, 0, 0), REST, ()),
    "not priced": (WeighProduce(BANANAS, 500, 495, None), REST, ()),
    "nothing but its bag, says the scale": (WEIGHED, Reading(9_812, True, "nothing_net"), ()),
    "under 20 e, says the scale": (WEIGHED, Reading(9_812, True, "under_min"), ()),
    "no reading": (WEIGHED, None, ()),
    "scale off": (WEIGHED, REST, SCALE_OFF),
    "scale off and moving": (WEIGHED, Reading(9_812, False), SCALE_OFF),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", REFUSALS)
def test_a_weight_that_may_not_be_believed_has_no_price_and_no_add(name, language):
    prompt, live, devices = REFUSALS[name]
    model = shown(prompt, live, language, devices)
    assert not sells(model)
    assert (model.label, model.price) == ("", "")
    assert ProduceDropped in kinds(model)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("moving", "moving"),
        ("tilted", "on a slope"),
        ("too heavy", "too heavy to price"),
        ("below zero", "something is out"),
        ("nothing in", "waiting"),
        ("under 20 e", "too light to price"),
        ("less than its bag", "too light to price"),
        ("scale off", "Scale off"),
        ("scale off and moving", "Scale off"),
        ("no reading", "waiting"),
    ],
)
def test_the_screen_says_why_there_is_no_price(name, words):
    prompt, live, devices = REFUSALS[name]
    _, said, colour = shown(prompt, live, devices=devices).steady
    assert (said, colour) == (words, "soft")


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Take Bananas out, or ask for help"), ("es", "Saque Plátanos o pida ayuda")]
)
def test_nothing_is_put_on_a_scale_that_is_off(language, title):
    prompt, live, devices = REFUSALS["scale off"]
    model = shown(prompt, live, language, devices)
    assert (model.title, model.figure) == (title, "")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("moving", False),
        ("nothing in", False),
        ("tilted", True),
        ("too heavy", True),
        ("below zero", True),
        ("under 20 e", True),
        ("scale off", True),
    ],
)
def test_what_does_not_pass_by_itself_offers_a_person(name, person):
    prompt, live, devices = REFUSALS[name]
    assert (HelpAsked in kinds(shown(prompt, live, devices=devices))) == person


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_weight_at_rest_is_sold_as_displayed(language):
    model = shown(language=language)
    assert sells(model)
    assert HelpAsked not in kinds(model)
    assert model.steady[1] in ("steady", "estable")
    assert model.steady[2] == "leaf_ink"
    assert model.price == "$2.08"


def test_the_first_button_adds_and_the_last_leaves():
    assert kinds(shown()) == [ProduceAdded, ProduceDropped]
    assert [way.kind for way in shown().ways] == ["go", "quiet"]


def test_a_price_comes_back_when_the_basket_rests_again():
    assert not sells(shown(live=Reading(1_200, False)))
    assert sells(shown(live=Reading(1_200, True)))


@pytest.mark.parametrize(("gross", "sold"), [(0, False), (5, False), (95, False), (100, True), (105, True)])
def test_the_least_weight_is_twenty_intervals(gross, sold):
    assert sells(shown(WeighProduce(BANANAS, gross, max(0, gross - 5), 17))) == sold


@pytest.mark.parametrize(("least", "sold"), [(20, True), (40, True), (60, False), (200, False)])
def test_a_finer_scale_prices_less(least, sold):
    assert sells(shown(WeighProduce(BANANAS, 50, 45, 8), least_g=least)) == sold


def test_pieces_are_sold_without_a_scale():
    model = side(Frame(replace(asking(WeighProduce(LEMONS)), devices=SCALE_OFF), Settings()), 2, None)
    assert (model.price, sells(model)) == ("$0.90", True)


def test_a_camera_that_is_off_leaves_the_scale_its_price():
    assert sells(shown(devices=(DeviceView("camera", False, "Plug it in."),)))


def test_a_scale_that_is_back_prices_again():
    assert sells(shown(devices=(DeviceView("scale", True),)))


@pytest.mark.parametrize("key", REFUSED)
def test_each_refusal_has_a_picture_and_words(key):
    icon, words = REFUSED[key]
    assert is_icon(icon)
    for language in ("en", "es"):
        said = Frame(TRIP, Settings(), language).words(words)
        assert said != words
        assert len(said) <= 22, "the sign has one short line"


@given(
    gross=st.none() | st.integers(-200, 41_000),
    cents=st.none() | st.integers(0, 99_999),
    grams=st.integers(-500, 45_000),
    settled=st.booleans(),
    why=st.sampled_from(["", "moving", "tilted", "over_max", "negative", "under_min", "nothing_net"]),
    broken=st.booleans(),
)
def test_price_and_add_come_together_or_not_at_all(gross, cents, grams, settled, why, broken):
    prompt = WeighProduce(BANANAS, gross, max(0, (gross or 0) - 5), cents)
    model = shown(prompt, Reading(grams, settled, why), devices=SCALE_OFF if broken else ())
    assert sells(model) == bool(model.price) == bool(model.label)
    if sells(model):
        assert settled
        assert not broken
        assert gross >= 100
        assert why == ""
    assert kinds(model)[-1] is ProduceDropped


@given(st.integers(100, 40_000), st.integers(1, 99_999))
def test_what_is_added_is_what_is_displayed(gross, cents):
    model = shown(WeighProduce(BANANAS, gross, gross - 5, cents))
    added = dict(model.ways[0].act.fields)
    assert f"{added['gross_g']:,d}".replace(",", "") == model.figure.replace(".", "").lstrip("0")
    assert added["tare_g"] == BANANAS.tare_g


@pytest.mark.parametrize(
    ("grams", "settled", "overload", "why"),
    [
        (1_235.0, True, False, ""),
        (1_235.0, False, False, "moving"),
        (40_046.0, True, True, "over_max"),
        (-12.0, True, False, "negative"),
    ],
)
def test_the_scales_own_refusals_reach_the_screen(grams, settled, overload, why):
    """What cart.weighing.conformity refuses, the screen refuses in the same words."""
    reading = ScaleReading(0.0, grams, settled, overload)
    found = priceable(reading, Rules())
    assert found == why
    live = Reading(round(grams), settled, found)
    assert refusal(Frame(asking(WEIGHED), Settings()), WEIGHED, live) == why


def test_the_screens_least_weight_is_the_rules():
    assert Settings().least_g == Rules().min_g
