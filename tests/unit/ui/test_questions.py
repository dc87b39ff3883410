"""Questions that take the screen: what they ask, in which words, and every answer that a shopper may give."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.code import Code
from cart.facts import BagDeclared, HelpAsked, HelpEnded, ItemIsIn, LineRemoved, NoticeSeen, PutBack, QuantitySaid
from cart.trip.prompts import Candidate, HelpComing, NotSold, UnknownWeight, WeightDiffers, WhichLeft
from ui.intents import Go, Post, post
from ui.parts.press import KINDS
from ui.parts.text import is_icon
from ui.presenter.asks import ASKS, MOST, NOT_SOLD, ask, help_way
from ui.presenter.frame import Frame
from ui.router import route
from ui.samples import BOTTLES, CANDIDATES, TRIP, asking
from ui.shop import Settings

CODE = Code("gtin", "07290000066318", "7290000066318")
UNKNOWN = NotSold(CODE, "unknown")
YOGURT = NotSold(CODE, "expired", "Yogurt")


def question(prompt, language="en", **settings):
    view = asking(prompt)
    return ask(Frame(view, Settings(**settings), language), route(view))


WORDS = [
    (
        UNKNOWN,
        "barcode-off",
        ("This one needs a person", "The code 07290000066318 is not on our list yet. Leave it, or ask for help."),
        ("Este necesita ayuda", "El código 07290000066318 aún no está en la lista. Déjelo o pida ayuda."),
    ),
    (
        YOGURT,
        "calendar-alert",
        ("Please take a fresher one", "Yogurt is past its date. Another one from the shelf will do."),
        ("Tome uno más fresco, por favor", "Yogurt ya pasó su fecha. Otro del estante servirá."),
    ),
    (
        replace(YOGURT, why="recalled"),
        "shield-alert-outline",
        ("Please leave this one here", "Yogurt was called back by its maker. A person can help you find another."),
        ("Deje este aquí, por favor", "El fabricante retiró Yogurt. Una persona le ayuda a encontrar otro."),
    ),
    (
        WhichLeft(504, CANDIDATES),
        "basket-minus-outline",
        ("Which one did you take out?", "About 500 g left the basket. Touch it, or put it back."),
        ("¿Cuál sacó?", "Salieron unos 500 g de la cesta. Tóquelo o devuélvalo."),
    ),
    (
        BOTTLES,
        "scale-unbalanced",
        (
            "How many of sparkling water?",
            "The basket feels about 2.1 kg; one is about 1 kg. Touch how many you put in.",
        ),
        ("¿Cuántos de sparkling water?", "La cesta siente unos 2.1 kg; uno pesa unos 1 kg. Toque cuántos puso."),
    ),
    (
        UnknownWeight(43),
        "barcode-scan",
        ("Scan what you put in", "About 43 g went in. Show its barcode to the camera, or touch what it is."),
        ("Escanee lo que puso", "Entraron unos 43 g. Muestre su código a la cámara o toque lo que es."),
    ),
    (
        HelpComing("left", "coming", "Ana"),
        "hand-wave-outline",
        ("Help is on its way", "Ana is coming to cart 1. Your basket is safe."),
        ("La ayuda está en camino", "Ana viene al carro 1. Su cesta está a salvo."),
    ),
]


@pytest.mark.parametrize(("prompt", "icon", "english", "spanish"), WORDS)
def test_each_question_has_its_words(prompt, icon, english, spanish):
    for language, said in (("en", english), ("es", spanish)):
        model = question(prompt, language)
        assert (model.icon, (model.title, model.text)) == (icon, said)


ANSWERS = [
    (UNKNOWN, [post(NoticeSeen), Go("produce"), post(HelpAsked, reason="unknown")]),
    (YOGURT, [post(NoticeSeen), post(HelpAsked, reason="sold")]),
    (replace(YOGURT, why="recalled"), [post(NoticeSeen), post(HelpAsked, reason="sold")]),
    (replace(YOGURT, why="unheard of"), [post(NoticeSeen), post(HelpAsked, reason="sold")]),
    (WhichLeft(504, ()), [post(PutBack), post(BagDeclared), post(HelpAsked, reason="left")]),
    (BOTTLES, [post(LineRemoved, line="9"), post(PutBack), post(HelpAsked, reason="differs")]),
    (
        UnknownWeight(43),
        [post(BagDeclared), Go("produce"), post(PutBack), post(HelpAsked, reason="weight")],
    ),
    (HelpComing(), [Go("on"), post(HelpEnded)]),
]


@pytest.mark.parametrize(("prompt", "acts"), ANSWERS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_question_has_its_answers(prompt, acts, language):
    assert [way.act for way in question(prompt, language).ways] == acts


@pytest.mark.parametrize(("prompt", "icon", "english", "spanish"), WORDS)
def test_questions_use_pictures_and_kinds_that_exist(prompt, icon, english, spanish):
    model = question(prompt)
    assert is_icon(model.icon)
    for way in model.ways:
        assert is_icon(way.icon), way.icon
        assert way.kind in KINDS


@pytest.mark.parametrize(("prompt", "acts"), ANSWERS)
def test_at_most_four_buttons_fit_a_screen_and_no_two_say_the_same(prompt, acts):
    for language in ("en", "es"):
        words = [way.words for way in question(prompt, language).ways]
        assert 1 <= len(words) <= 4
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("prompt", "preview"),
    [(UnknownWeight(300), True), (BOTTLES, False), (UNKNOWN, False), (WhichLeft(5, CANDIDATES), False)],
)
def test_the_camera_shows_where_a_barcode_is_asked_for(prompt, preview):
    assert question(prompt).preview == preview


@pytest.mark.parametrize("cart", ["17", "A-9"])
def test_help_comes_to_this_cart(cart):
    assert f"cart {cart}." in question(HelpComing("", "coming", "Ana"), cart_id=cart).text


@pytest.mark.parametrize("why", [*NOT_SOLD, "not yet known", ""])
def test_every_reason_not_to_sell_has_a_title(why):
    model = question(replace(YOGURT, why=why))
    assert model.title
    assert HelpAsked in [way.act.kind for way in model.ways if isinstance(way.act, Post)]


@pytest.mark.parametrize(("length", "most"), [(1, 1), (24, 24), (25, 24), (5_000, 24)])
def test_a_strangers_code_is_cut(length, most):
    model = question(NotSold(Code("other", "x" * length, "x" * length), "unknown"))
    assert model.text.count("x") == most


@pytest.mark.parametrize("key", ["{0}", "{name}", "{code!r}", "%s", "[b]", "\\n"])
def test_a_code_is_no_pattern(key):
    assert key in question(NotSold(Code("other", key, key), "unknown")).text


@pytest.mark.parametrize("name", ["{grams}", "{", "חלב", "a" * 200])
def test_a_name_is_no_pattern(name):
    assert name in question(replace(YOGURT, name=name)).text
    assert name in question(replace(BOTTLES, name=name)).title


# --- which one left


@pytest.mark.parametrize("count", [0, 1, 3, 6, 7, 40])
def test_at_most_six_candidates_are_shown(count):
    one = CANDIDATES[0]
    many = tuple(replace(one, line=str(n)) for n in range(count))
    tiles = question(WhichLeft(504, many)).tiles
    assert [tile.act for tile in tiles] == [post(LineRemoved, line=str(n)) for n in range(min(count, MOST))]


@pytest.mark.parametrize(
    ("candidate", "language", "detail"),
    [
        (Candidate("1", "Carrots", "produce", None, 96, 506), "en", "0.506 kg · $0.96"),
        (Candidate("1", "Carrots", "produce", None, 96, None), "en", "$0.96"),
        (Candidate("1", "Carrots", "produce", None, 96, 0), "en", "$0.96"),
        (Candidate("1", "Carrots", "produce", None, 0, None), "es", "$0.00"),
    ],
)
def test_a_candidate_shows_its_price_and_its_mass_where_it_has_one(candidate, language, detail):
    (tile,) = question(WhichLeft(504, (candidate,)), language).tiles
    assert (tile.name, tile.detail) == (candidate.name, detail)


def test_a_candidate_shows_its_picture():
    (tile,) = question(WhichLeft(504, (CANDIDATES[2],))).tiles
    assert tile.picture.icon == "carrot"
    assert is_icon(tile.picture.icon)


def test_what_left_may_have_been_a_bag():
    assert post(BagDeclared) in [way.act for way in question(WhichLeft(300, CANDIDATES)).ways]


# --- how many


@pytest.mark.parametrize(
    ("could_be", "figures"),
    [
        (None, [1, 2, 3, 4, 5, 6]),
        (0, [1, 2, 3, 4, 5, 6]),
        (1, [1, 2, 3, 4, 5, 6]),
        (6, [1, 2, 3, 4, 5, 6]),
        (7, [2, 3, 4, 5, 6, 7]),
        (24, [19, 20, 21, 22, 23, 24]),
    ],
)
def test_six_numbers_with_the_likely_one_among_them(could_be, figures):
    tiles = question(replace(BOTTLES, could_be=could_be)).tiles
    assert [int(tile.figure) for tile in tiles] == figures
    assert [tile.figure for tile in tiles if tile.chosen] == ([str(could_be)] if could_be else [])


@given(st.integers(1, 99))
def test_a_number_says_itself(could_be):
    for tile in question(replace(BOTTLES, could_be=could_be)).tiles:
        number = int(tile.figure)
        wanted = post(QuantitySaid, line="9", quantity=number) if number > 1 else post(ItemIsIn, line="9")
        assert tile.act == wanted


@given(st.integers(-40_000, 40_000), st.integers(-40_000, 40_000), st.sampled_from(["en", "es"]))
def test_weights_are_told_without_a_sign(grams, expected, language):
    model = question(WeightDiffers("9", "water", grams, expected), language)
    assert "-" not in model.text


@given(st.integers(-40_000, 40_000))
def test_the_same_weight_is_asked_for_in_the_same_words(grams):
    assert question(UnknownWeight(grams)).text == question(UnknownWeight(-grams)).text


# --- help


@pytest.mark.parametrize("reason", ["unknown", "weight", ""])
def test_a_call_says_why(reason):
    way = help_way(Frame(TRIP), reason)
    assert way.act == post(HelpAsked, reason=reason)
    assert way.words == "Help me"


def test_help_in_other_words_is_still_help():
    assert help_way(Frame(TRIP, language="es"), "left", "way.none_help").words == "Ninguno: ayúdeme"


def test_every_question_of_the_router_can_be_asked():
    assert set(ASKS) == {
        "not_sold",
        "which_left",
        "differs",
        "unknown_weight",
        "swapped",
        "part_or_all",
        "help",
        "still_there",
    }
