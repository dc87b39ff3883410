"""What a named item looks like on the screen, and what each touch does."""

import pytest

from cart.facts import BagDeclared, HelpAsked, Named, ProducePicked, PutBack
from cart.trip.prompts import IsThisIt, Offered, WhichIsIt
from cart.trip.view import View
from tests.support.trips import product
from ui.intents import Go, post
from ui.presenter.frame import Frame
from ui.presenter.named import is_this_it, something_else, which_is_it
from ui.router import route

OIL = product("Olive oil", 885, 899, member_price_cents=599, names={"es": "Aceite de oliva"})
LEMON, JAM = product("Lemons", 120, 45), product("Jam", 880, 329)
BANANAS = product("Bananas", None, 169, unit="kg", plu="4011", member_price_cents=149)


def frame(prompt, member: str = "", language: str = "en") -> Frame:
    return Frame(View(phase="shopping", trip=1, prompt=prompt, member=member), language=language)


def shown(*offers: Offered, member: str = "", language: str = "en"):
    prompt = IsThisIt(7, 885, offers)
    return is_this_it(frame(prompt, member, language), prompt)


def test_the_green_touch_names_it():
    model = shown(Offered(OIL), Offered(JAM))
    assert (model.title, model.name, model.price, model.was) == ("Is this it?", "Olive oil", "$8.99", "")
    assert model.yes.act == post(Named, change=7, product=OIL.id, quantity=1) and model.yes.kind == "go"
    (jam,) = model.others
    assert (jam.name, jam.detail, jam.act) == ("Jam", "$3.29", post(Named, change=7, product=JAM.id, quantity=1))


def test_several_pieces_cost_several_times():
    model = shown(Offered(LEMON, 3))
    assert (model.name, model.price) == ("3 × Lemons", "$1.35")
    assert model.yes.act == post(Named, change=7, product=LEMON.id, quantity=3)


def test_a_members_price_stands_beside_the_usual_one():
    model = shown(Offered(OIL), member="1")
    assert (model.price, model.was) == ("$5.99", "$8.99")
    assert (shown(Offered(BANANAS), member="1").price, shown(Offered(BANANAS)).price) == ("$1.49 /kg", "$1.69 /kg")


def test_what_a_scale_prices_is_weighed_first():
    model = shown(Offered(BANANAS))
    assert model.yes.act == post(ProducePicked, product=BANANAS) and model.yes.words == "Yes, weigh it"


def test_it_speaks_spanish():
    model = shown(Offered(OIL), language="es")
    assert (model.title, model.name, model.yes.words) == ("¿Es esto?", "Aceite de oliva", "Sí, agregarlo")


def test_close_ones_are_tiles():
    prompt = WhichIsIt(7, 885, (Offered(OIL), Offered(JAM)))
    model = which_is_it(frame(prompt), prompt)
    assert [tile.name for tile in model.tiles] == ["Olive oil", "Jam"] and model.title == "Which one is it?"


@pytest.mark.parametrize("kind", [IsThisIt, WhichIsIt])
def test_there_is_always_a_way_out(kind: type):
    prompt = kind(7, 885, (Offered(OIL),))
    model = (is_this_it if kind is IsThisIt else which_is_it)(frame(prompt), prompt)
    acts = [way.act for way in model.ways]
    assert acts == [Go("something_else"), post(BagDeclared), post(PutBack), post(HelpAsked, reason="named")]
    name = "is_this_it" if kind is IsThisIt else "which_is_it"
    assert route(frame(prompt).view) == name
    assert route(frame(prompt).view, "something_else") == "something_else"
    assert route(frame(prompt).view, "produce") == "produce" and route(frame(prompt).view, "find") == name


def test_something_else_is_todays_question():
    model = something_else(frame(WhichIsIt(7, 885, (Offered(OIL),))))
    assert model.title == "Scan what you put in" and Go("produce") in [way.act for way in model.ways]
