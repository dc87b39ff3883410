"""The card of the next step: for every prompt one title, one icon, and the buttons that answer it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.code import Code
from cart.facts import BagDone, HelpAsked, HelpEnded, ItemIsIn, LineRemoved
from cart.trip.prompts import (
    HelpComing,
    NotSold,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WhichLeft,
)
from cart.trip.view import DeviceView
from ui.intents import Go, post
from ui.parts.press import KINDS
from ui.parts.text import is_icon
from ui.presenter.frame import Frame
from ui.presenter.next import next_step
from ui.router import route
from ui.samples import BANANAS, BOTTLES, CANDIDATES, EMPTY, LEMONS, PLACE, TRIP, asking
from ui.shop import Settings

CODE = Code("gtin", "0123", "0123")
NO_CAMERA = (DeviceView("camera", False, "Plug it in."),)
SLOW = replace(PLACE, slow=True)
ASKED = (NotSold(CODE, "unknown"), UnknownWeight(300), WhichLeft(504, CANDIDATES), BOTTLES)


def step(view, language="en"):
    return next_step(Frame(view, Settings(), language))


STEPS = [
    # view, kind, icon, English, Spanish
    (
        EMPTY,
        "go",
        "barcode-scan",
        ("Scan your first item", "Show the barcode to the camera, then put it in the basket"),
        ("Escanee el primero", "Muestre el código a la cámara y ponga el producto en la cesta"),
    ),
    (
        TRIP,
        "go",
        "barcode-scan",
        ("Scan the next item", "Show the barcode to the camera, then put it in the basket"),
        ("Escanee el siguiente", "Muestre el código a la cámara y ponga el producto en la cesta"),
    ),
    (
        replace(TRIP, devices=NO_CAMERA),
        "ask",
        "camera-off-outline",
        ("The camera is resting", "Your basket is safe. Ask a person to go on."),
        ("La cámara está en pausa", "Su cesta está a salvo. Pida ayuda para seguir."),
    ),
    (
        asking(PLACE),
        "sky",
        "basket-fill",
        ("Put olive oil 0.75 L in the basket", "$6.49"),
        ("Ponga olive oil 0.75 L en la cesta", "$6.49"),
    ),
    (
        asking(replace(PLACE, waiting=2)),
        "sky",
        "basket-fill",
        ("Put olive oil 0.75 L in the basket", "$6.49 · and 1 more to put in"),
        ("Ponga olive oil 0.75 L en la cesta", "$6.49 · y 1 más por poner"),
    ),
    (
        asking(replace(PLACE, waiting=12)),
        "sky",
        "basket-fill",
        ("Put olive oil 0.75 L in the basket", "$6.49 · and 11 more to put in"),
        ("Ponga olive oil 0.75 L en la cesta", "$6.49 · y 11 más por poner"),
    ),
    (
        asking(PutBagIn()),
        "sky",
        "bag-personal-outline",
        ("Put your bag in the basket", "It is not charged. Touch when it is in."),
        ("Ponga su bolsa en la cesta", "No se cobra. Toque cuando esté dentro."),
    ),
    (
        asking(PutBagIn(1_310)),
        "sky",
        "bag-personal-outline",
        ("Put your bag in the basket", "About 1.3 kg, not charged"),
        ("Ponga su bolsa en la cesta", "Unos 1.3 kg, no se cobra"),
    ),
    (
        asking(WeighProduce(BANANAS)),
        "sky",
        "scale",
        ("Put Bananas in the basket", "The scale weighs it for you"),
        ("Ponga Plátanos en la cesta", "La balanza lo pesa por usted"),
    ),
    (
        asking(HelpComing("left")),
        "sky",
        "hand-wave-outline",
        ("You are calling a person", "You can keep shopping."),
        ("Está llamando a una persona", "Puede seguir comprando."),
    ),
    (
        asking(NotSold(CODE, "unknown")),
        "ask",
        "help-circle-outline",
        ("One quick question", "Touch to answer it"),
        ("Una pregunta rápida", "Toque para responder"),
    ),
]


@pytest.mark.parametrize(("view", "kind", "icon", "english", "spanish"), STEPS)
def test_each_prompt_has_its_card(view, kind, icon, english, spanish):
    for language, (title, text) in (("en", english), ("es", spanish)):
        made = step(view, language)
        assert (made.kind, made.icon) == (kind, icon)
        assert (made.title, made.text) == (title, text)


WAYS = [
    (TRIP, ()),
    (replace(TRIP, devices=NO_CAMERA), (post(HelpAsked),)),
    (asking(PLACE), (post(LineRemoved, line="9"),)),
    (asking(SLOW), (post(ItemIsIn, line="9"), post(LineRemoved, line="9"))),
    (asking(PutBagIn(5)), (post(BagDone),)),
    (asking(WeighProduce(LEMONS)), ()),
    (asking(HelpComing()), (post(HelpEnded),)),
    *((asking(prompt), (Go(""),)) for prompt in ASKED),
]


@pytest.mark.parametrize(("view", "acts"), WAYS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_card_has_the_buttons_that_answer_it(view, acts, language):
    assert tuple(way.act for way in step(view, language).ways) == acts


@pytest.mark.parametrize("prompt", ASKED)
def test_a_question_leads_to_its_own_screen(prompt):
    view = asking(prompt)
    (way,) = step(view).ways
    assert way.act == Go("")
    assert route(view, way.act.screen) not in ("basket", "")


@pytest.mark.parametrize("line", ["1", "12", "p7"])
def test_the_buttons_answer_for_the_line_that_waits(line):
    made = step(asking(replace(SLOW, line=line)))
    assert [dict(way.act.fields) for way in made.ways] == [{"line": line}, {"line": line}]


@pytest.mark.parametrize("name", ["חלב טרי 3% שומן", "{name}", "[b]x[/b]", "a" * 300, "Crème brûlée"])
def test_a_name_stands_in_the_title_as_it_is(name):
    assert name in step(asking(replace(PLACE, name=name))).title
    assert name in step(asking(replace(PLACE, name=name)), "es").title


@pytest.mark.parametrize("waiting", [0, 1])
def test_one_thing_to_put_in_needs_no_count(waiting):
    assert step(asking(replace(PLACE, waiting=waiting))).text == "$6.49"


def test_without_a_camera_what_waits_can_still_go_in():
    view = replace(asking(SLOW), devices=NO_CAMERA)
    assert [way.act.kind for way in step(view).ways] == [ItemIsIn, LineRemoved]


def test_a_camera_that_is_back_scans_again():
    view = replace(TRIP, devices=(replace(NO_CAMERA[0], ok=True),))
    assert step(view).kind == "go"


@pytest.mark.parametrize("device", ["scale", "light", "sound", "store", "journal"])
def test_only_the_camera_stops_scanning(device):
    assert step(replace(TRIP, devices=(DeviceView(device, False, "x"),))).kind == "go"


@pytest.mark.parametrize(("view", "kind", "icon", "english", "spanish"), STEPS)
def test_cards_use_pictures_and_kinds_that_exist(view, kind, icon, english, spanish):
    made = step(view)
    assert is_icon(made.icon)
    for way in made.ways:
        assert is_icon(way.icon)
        assert way.kind in KINDS


@given(
    st.one_of(
        st.just(ScanNext()),
        st.builds(PutBagIn, st.integers(0, 40_000)),
        st.sampled_from(ASKED),
        st.sampled_from([PLACE, SLOW, WeighProduce(BANANAS), HelpComing("x")]),
    ),
    st.sampled_from(["en", "es", "he", "fr"]),
    st.booleans(),
)
def test_there_is_always_one_next_step_in_words(prompt, language, blind):
    view = replace(asking(prompt), devices=NO_CAMERA if blind else ())
    made = step(view, language)
    assert made.title.strip()
    assert made.text.strip()
    assert made.kind in ("go", "sky", "ask")
    assert len(made.ways) <= 2
    assert len({way.words for way in made.ways}) == len(made.ways)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Its code is damaged: look at the date on the pack"),
     ("es", "El código está dañado: mire la fecha en el envase")],
)  # fmt: skip
def test_an_item_whose_date_nobody_read_is_looked_at_by_the_shopper(language, said):
    asked = step(asking(replace(PLACE, undated=True)), language)
    assert said in asked.text and said not in step(asking(PLACE), language).text
