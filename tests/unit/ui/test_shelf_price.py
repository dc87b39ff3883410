"""The shelf says less: staff type what they read there, and only less may be set."""

from dataclasses import replace

import pytest

from cart.facts import PriceOverridden
from cart.trip.view import LineView
from ui.desk import Desk
from ui.intents import Go, Key, post
from ui.presenter.frame import Frame
from ui.presenter.shelfprice import less_way, shelf_price
from ui.presenter.staff import staff
from ui.samples import TRIP
from ui.shop import Settings, Shop

MILK = LineView(("2", "7"), "1", "Milk", "dairy", "cup", 2, "ea", 189, 378, 300)
APPLES = LineView(("3",), "2", "Apples", "produce", None, 1, "kg", 349, 294, 294, net_g=842)
CHEESE = LineView(("4",), "3", "Cheese", "deli", None, 1, "kg", 1849, 649, 649)
STAFF = replace(TRIP, phase="staff", staff="77", lines=(MILK, APPLES, CHEESE))


def frame(view=STAFF, language="en"):
    return Frame(view, Settings(), language)


def doing(typed, key="2", language="en"):
    return [way.act for way in shelf_price(frame(language=language), key, typed).ways]


@pytest.mark.parametrize(("line", "chosen"), [(MILK, "2"), (APPLES, "3")])
def test_a_line_leads_to_its_price(line, chosen):
    way = less_way(line)
    assert way is not None and way.act == Go("shelf_price", chosen)


def test_a_label_of_the_counter_has_been_read_already():
    assert less_way(CHEESE) is None
    assert [line.less is None for line in staff(frame(), None).lines] == [False, False, True]


@pytest.mark.parametrize(("typed", "cents"), [("149", 149), ("1", 1), ("188", 188), ("0149", 149)])
def test_a_lower_price_is_set_for_all_pieces_of_the_row(typed, cents):
    assert doing(typed) == [post(PriceOverridden, lines=("2", "7"), price_cents=cents, staff="77"), Go("")]


@pytest.mark.parametrize("typed", ["", "0", "189", "250", "99999999", "x"])
def test_no_other_price_can_be_set(typed):
    assert doing(typed) == [Go("")]


@pytest.mark.parametrize(
    ("language", "typed", "text"),
    [
        ("en", "", "Milk is $1.89 here. Type the shelf’s lower price."),
        ("en", "250", "Milk is $1.89 here. Only a lower price counts."),
        ("es", "", "Milk cuesta $1.89 aquí. Escriba el precio menor del estante."),
    ],
)
def test_the_screen_says_what_counts(language, typed, text):
    model = shelf_price(frame(language=language), "2", typed)
    assert model.text == text


def test_what_is_typed_is_shown_as_money():
    assert shelf_price(frame(), "2", "149").entered == "$1.49"


def test_a_row_that_is_gone_can_be_left():
    assert doing("149", key="gone") == [Go("")]


def test_from_the_row_through_the_pad_to_the_fact_and_back():
    posted = []
    shop = Shop(touch=lambda kind, **fields: posted.append((kind, fields)), pump=lambda: STAFF, begin=lambda _: None)
    now = iter(range(100))
    desk = Desk(shop, lambda: float(next(now)))
    desk.pump()
    desk.hands.act(less_way(MILK).act)
    assert (desk.screen, desk.about) == ("shelf_price", "2")
    for key in "149":
        desk.hands.act(Key(key))
    desk.hands.act(shelf_price(desk.frame, desk.about, desk.typed).ways[0].act)
    assert posted == [(PriceOverridden, {"lines": ("2", "7"), "price_cents": 149, "staff": "77"})]
    assert (desk.screen, desk.about, desk.typed) == ("staff", "", "")
