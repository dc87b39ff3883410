"""Finding, deals and the map: what is listed, in which words, what stands out, and where the way leads."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.catalog.deals import Deal
from cart.catalog.plan import Area, LaneSpot, Point, Shelf, StorePlan
from cart.catalog.product import Place, Product
from ui.intents import Go, Keyboard, Pick
from ui.parts.text import is_icon
from ui.presenter.floor import DOORS, HERE, LANE, SOUGHT, floor, place_words
from ui.presenter.frame import Frame
from ui.presenter.keyboards import LETTERS, letters
from ui.presenter.lists import MOST, Seeking, deals, find
from ui.presenter.pictures import DEPARTMENTS, FALLBACK, picture_of
from ui.presenter.produce import Picking, produce
from ui.samples import BANANAS, LEMONS, TRIP
from ui.shop import Settings

PLAN = StorePlan(
    "Shop",
    2000,
    1000,
    Point(1900, 950),
    areas=(
        Area("3", "aisle", 400, 200, 100, 600, words={"en": "Pasta & rice", "es": "Pastas y arroz"}),
        Area("4", "aisle", 900, 200, 100, 600),
        Area("deli", "department", 100, 0, 900, 100, words={"en": "Deli", "es": "Fiambres"}),
    ),
    lanes=(LaneSpot("1", 1000, 900), LaneSpot("2", 1200, 900)),
    shelves=(Shelf(520, 200, 360, 600),),
)
PASTA = Product("1", "Spaghetti", 159, "pantry", place=Place("3", 450, 500), names={"es": "Espaguetis"})
HAM = Product("2", "Ham", 1290, "deli", unit="kg", place=Place("deli", 500, 50))
HONEY = Product("3", "דבש", 990, "pantry")
FAR = Product("4", "Salt", 99, "pantry", place=Place("99", 10, 10))


def frame(language="en", view=TRIP):
    return Frame(view, Settings(), language)


def listed(products, language="en", **seeking):
    return find(frame(language), products, Seeking(**{"plan": PLAN, "typed": "x", **seeking}))


# --- places in words


@pytest.mark.parametrize(
    ("place", "language", "words"),
    [
        (Place("3", 450, 500), "en", "3 · Pasta & rice"),
        (Place("3", 450, 500), "es", "3 · Pastas y arroz"),
        (Place("3", 450, 500), "he", "3 · Pasta & rice"),
        (Place("4", 950, 500), "en", "4 · 4"),
        (Place("deli", 500, 50), "en", "Deli"),
        (Place("deli", 500, 50), "es", "Fiambres"),
        (Place("99", 10, 10), "en", "99"),
        (None, "en", ""),
    ],
)
def test_a_place_is_told_as_the_signs_tell_it(place, language, words):
    assert place_words(PLAN, place, language) == words


# --- find


@pytest.mark.parametrize(
    ("product", "language", "name", "place", "price"),
    [
        (PASTA, "en", "Spaghetti", "3 · Pasta & rice", "$1.59 each"),
        (PASTA, "es", "Espaguetis", "3 · Pastas y arroz", "$1.59 c/u"),
        (HAM, "en", "Ham", "Deli", "$12.90 /kg"),
        (HONEY, "en", "דבש", "Ask a person where it is", "$9.90 each"),
        (HONEY, "es", "דבש", "Pregunte dónde está", "$9.90 c/u"),
        (FAR, "en", "Salt", "99", "$0.99 each"),
    ],
)
def test_what_is_found_says_where_and_how_much(product, language, name, place, price):
    (row,) = listed([product], language).rows
    assert (row.name, row.place, row.price) == (name, place, price)
    assert row.act == Pick(product.id)


@pytest.mark.parametrize("count", [0, 1, MOST, MOST + 1, 500])
def test_a_list_stays_short(count):
    many = [replace(PASTA, id=str(n)) for n in range(count)]
    assert [row.key for row in listed(many).rows] == [str(n) for n in range(min(count, MOST))]


@pytest.mark.parametrize(
    ("chosen", "marked"), [("", "1"), ("1", "1"), ("2", "2"), ("3", "3"), ("no such", "1"), ("4", "4")]
)
def test_one_row_stands_out_the_first_unless_another_was_touched(chosen, marked):
    rows = listed([PASTA, HAM, HONEY, FAR], chosen=chosen).rows
    assert [row.key for row in rows if row.chosen] == [marked]


@pytest.mark.parametrize(
    ("typed", "language", "none"),
    [
        ("", "en", "Touch above and type what you are looking for."),
        ("", "es", "Toque arriba y escriba lo que busca."),
        ("unicorn", "en", "Nothing found for “unicorn”. Try another word, or ask for help."),
        ("unicornio", "es", "Nada para «unicornio». Pruebe otra palabra o pida ayuda."),
        ("{x}", "en", "Nothing found for “{x}”. Try another word, or ask for help."),
    ],
)
def test_an_empty_list_says_what_to_do(typed, language, none):
    assert listed([], language, typed=typed).none == none


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [("", "en", "What are you looking for?"), ("", "es", "¿Qué busca?"), ("arroz", "es", "arroz")],
)
def test_the_field_shows_what_is_typed_and_brings_the_keys(typed, language, words):
    field = listed([], language, typed=typed).field
    assert (field.words, field.act) == (words, Keyboard("letters"))


@pytest.mark.parametrize("keys", ["", "letters"])
def test_keys_show_only_while_typing(keys):
    assert (listed([], keys=keys).keys is None) == (keys == "")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_way_back_is_always_there(language):
    assert listed([], language).back.act == Go("")
    assert deals(frame(language), [], Seeking()).back.act == Go("")


# --- deals


@pytest.mark.parametrize(
    ("distance_cm", "language", "place"),
    [
        (None, "en", "3 · Pasta & rice"),
        (0, "en", "0 m · 3 · Pasta & rice"),
        (49, "en", "0 m · 3 · Pasta & rice"),
        (1_234, "en", "12 m · 3 · Pasta & rice"),
        (1_260, "es", "13 m · 3 · Pastas y arroz"),
    ],
)
def test_a_deal_says_how_far_it_is(distance_cm, language, place):
    (row,) = deals(frame(language), [Deal(PASTA, ("pasta",), "2 for $3", distance_cm)], Seeking(PLAN)).rows
    assert (row.place, row.offer) == (place, "2 for $3")


def test_deals_keep_the_order_in_which_they_come():
    near = [Deal(replace(PASTA, id=str(n)), ("x",), f"Offer {n}", n) for n in range(20)]
    model = deals(frame(), near, Seeking(PLAN))
    assert [row.offer for row in model.rows] == [f"Offer {n}" for n in range(MOST)]
    assert model.field is model.keys is None


@pytest.mark.parametrize(
    ("language", "title", "none"),
    [("en", "Deals near you", "No deals today."), ("es", "Ofertas cerca", "Hoy no hay ofertas.")],
)
def test_deals_have_their_words(language, title, none):
    model = deals(frame(language), [], Seeking())
    assert (model.title, model.none) == (title, none)


def test_a_deal_on_what_has_no_place_asks_a_person():
    (row,) = deals(frame(), [Deal(HONEY, ("x",), "Member price", None)], Seeking(PLAN)).rows
    assert row.place == "Ask a person where it is"


# --- the map


def spots(made, kind):
    return [(spot.x, spot.y) for spot in made.spots if (spot.icon, spot.colour) == kind]


def test_the_map_shows_lanes_doors_and_you():
    made = floor(PLAN, "en")
    assert spots(made, LANE) == [(0.5, 0.9), (0.6, 0.9)]
    assert spots(made, DOORS) == spots(made, HERE) == [(0.95, 0.95)]
    assert (spots(made, SOUGHT), made.way, made.ratio) == ([], (), 2.0)


@pytest.mark.parametrize("here", [None, Place("deli", 500, 50), Place("4", 950, 500)])
def test_the_way_leads_from_you_to_what_is_sought(here):
    made = floor(PLAN, "en", PASTA.place, here)
    start = (here.x_cm / 2000, here.y_cm / 1000) if here else (0.95, 0.95)
    assert made.way[0] == start
    assert made.way[-1] == (0.225, 0.5)
    assert spots(made, SOUGHT) == [(0.225, 0.5)]


def test_the_way_goes_round_a_shelf():
    made = floor(PLAN, "en", Place("3", 450, 500), Place("4", 950, 500))
    assert len(made.way) > 2
    assert not any(0.26 < x < 0.44 and 0.2 < y < 0.8 for x, y in made.way)


@pytest.mark.parametrize(("sought", "marked"), [(None, []), (Place("3", 450, 500), ["3"]), (HAM.place, ["Fiambres"])])
def test_the_area_that_is_sought_stands_out(sought, marked):
    made = floor(PLAN, "es", sought)
    assert [area.name for area in made.areas if area.sought] == marked
    assert [area.name for area in made.areas] == ["3", "4", "Fiambres"]


@given(st.integers(0, 2000), st.integers(0, 1000), st.integers(0, 2000), st.integers(0, 1000))
def test_everything_on_the_map_is_on_the_floor(x, y, goal_x, goal_y):
    made = floor(PLAN, "en", Place("3", goal_x, goal_y), Place("4", x, y))
    points = [*made.way, *((spot.x, spot.y) for spot in made.spots)]
    assert all(0 <= one <= 1 and 0 <= other <= 1 for one, other in points)
    assert all(left + width <= 1 and top + deep <= 1 for left, top, width, deep in made.shelves)
    assert len(made.way) >= 1


def test_without_a_plan_there_is_a_list_and_no_map():
    model = listed([PASTA], plan=None)
    assert model.floor is None
    assert [row.place for row in model.rows] == ["3"]


def test_nothing_found_still_shows_the_floor():
    model = listed([])
    assert model.floor is not None
    assert model.floor.way == ()


# --- choosing produce


@pytest.mark.parametrize(
    ("keys", "letters_up", "digits_up", "kind", "next_keys"),
    [
        ("", False, False, "edged", "digits"),
        ("letters", True, False, "edged", "digits"),
        ("digits", False, True, "chosen", ""),
    ],
)
def test_produce_is_typed_by_name_or_by_number(keys, letters_up, digits_up, kind, next_keys):
    model = produce(frame(), (BANANAS,), Picking("ba", keys=keys))
    assert (model.keys is not None, model.digits) == (letters_up, digits_up)
    assert (model.plu.kind, model.plu.act) == (kind, Keyboard(next_keys))
    assert (model.field.words, model.field.act) == ("ba", Keyboard("letters"))


@pytest.mark.parametrize(
    ("language", "names", "details"),
    [
        ("en", ["Bananas", "Lemons"], ["$1.69 /kg", "$0.45 each"]),
        ("es", ["Plátanos", "Limones"], ["$1.69 /kg", "$0.45 c/u"]),
        ("he", ["Bananas", "Lemons"], ["$1.69 /kg", "$0.45 each"]),
    ],
)
def test_produce_is_named_in_the_language(language, names, details):
    tiles = produce(frame(language), (BANANAS, LEMONS), Picking()).tiles
    assert [tile.name for tile in tiles] == names
    assert [tile.detail for tile in tiles] == details
    assert [tile.key for tile in tiles] == ["PLU4011", "PLU4053"]


@pytest.mark.parametrize(("language", "words"), [("en", "Which one is it?"), ("es", "¿Cuál es?")])
def test_before_anything_is_picked_the_scale_asks_which(language, words):
    side = produce(frame(language), (BANANAS,), Picking()).side
    assert (side.title, side.price, side.figure, side.rows) == (words, "", "", ())
    assert [way.act for way in side.ways] == [Go("")]


@pytest.mark.parametrize(
    ("found", "none"), [((BANANAS,), ""), ((), "Nothing found for “zz”. Try another word, or ask for help.")]
)
def test_no_produce_found_says_so(found, none):
    assert produce(frame(), found, Picking("zz")).none == none


# --- keys and pictures


@pytest.mark.parametrize(
    ("language", "alphabet"),
    [("en", "abcdefghijklmnopqrstuvwxyz"), ("es", "abcdefghijklmnñopqrstuvwxyz"), ("he", "abcdefghijklmnopqrstuvwxyz")],
)
def test_the_keyboard_has_every_letter_once(language, alphabet):
    keys = [key for row in letters(frame(language)).rows for key in row]
    assert sorted(key for key in keys if len(key) == 1) == sorted(alphabet)
    assert [key for key in keys if len(key) > 1] == ["space", "back", "done"]


def test_no_row_of_keys_is_too_long_for_fingers():
    assert all(len(row) <= 10 for rows in LETTERS.values() for row in rows)


PICTURES = [
    ("dairy", None, "cup", "sky"),
    ("Dairy & eggs", None, "cup", "sky"),
    ("PRODUCE", None, "fruit-cherries", "berry"),
    ("produce", "carrot", "carrot", "berry"),
    ("bakery", None, "bread-slice", "lemon"),
    ("Meat counter", None, "food-steak", "berry"),
    ("frozen", None, "snowflake", "sky"),
    ("alcohol", "bottle-wine-outline", "bottle-wine-outline", "grape"),
    ("pets", None, "paw", "stone"),
    ("household", None, "spray-bottle", "sky"),
    ("pantry", "rice", "rice", "lemon"),
    ("", None, "basket-outline", "stone"),
    ("???", "cheese", "cheese", "lemon"),
    ("מוצרי חלב", None, "basket-outline", "stone"),
]


@pytest.mark.parametrize(("department", "icon", "shown", "tint"), PICTURES)
def test_every_product_has_some_picture(department, icon, shown, tint):
    picture = picture_of(department, icon)
    assert (picture.icon, picture.tint) == (shown, tint)
    assert is_icon(picture.icon)


@given(st.text(max_size=30))
def test_any_department_has_a_picture(department):
    assert picture_of(department, None).icon in {*(icon for _, icon, _ in DEPARTMENTS), FALLBACK.icon}
