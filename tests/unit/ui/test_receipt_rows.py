"""A line of the trip becomes a row of the receipt: what it is, how much, what it saves, what one more would cost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.facts import CheckoutAsked, HelpAsked
from cart.trip.view import HintView, LineView, SavingView, Totals, View
from ui.intents import Go, Post
from ui.presenter.basket import basket, buttons, row, rows, summed
from ui.presenter.frame import Frame, bar
from ui.samples import BROKEN, EMPTY, TRIP
from ui.shop import Settings

MILK = LineView(("2",), "1", "Whole milk 1 L", "dairy", "cup", 1, "ea", 189, 189, 189)
APPLES = replace(MILK, name="Gala apples", unit="kg", unit_price_cents=349, net_g=842, regular_cents=294, net_cents=294)


def shown(line=MILK, language="en", currency="USD", **change):
    return row(Frame(View("shopping", currency=currency), Settings(), language), replace(line, **change))


DETAILS = [
    (MILK, {}, "1 × $1.89", "1 × $1.89"),
    (MILK, {"quantity": 3}, "3 × $1.89", "3 × $1.89"),
    (MILK, {"quantity": 1200}, "1,200 × $1.89", "1,200 × $1.89"),
    (MILK, {"price_kept": True}, "1 × $1.89 · lower price kept", "1 × $1.89 · precio menor respetado"),
    (MILK, {"min_age": 18}, "1 × $1.89 · age 18+", "1 × $1.89 · edad 18+"),
    (
        MILK,
        {"min_age": 21, "price_kept": True},
        "1 × $1.89 · lower price kept · age 21+",
        "1 × $1.89 · precio menor respetado · edad 21+",
    ),
    (APPLES, {}, "0.842 kg × $3.49 /kg", "0.842 kg × $3.49 /kg"),
    (APPLES, {"tare_g": 5}, "0.842 kg × $3.49 /kg · bag −5 g", "0.842 kg × $3.49 /kg · bolsa −5 g"),
    (APPLES, {"unit": "lb"}, "1.86 lb × $3.49 /lb", "1.86 lb × $3.49 /lb"),
    (APPLES, {"net_g": None}, "$3.49 /kg", "$3.49 /kg"),
    (APPLES, {"net_g": None, "unit": "lb"}, "$3.49 /lb", "$3.49 /lb"),
    (APPLES, {"net_g": None, "price_kept": True}, "$3.49 /kg · lower price kept", "$3.49 /kg · precio menor respetado"),
]


@pytest.mark.parametrize(("line", "change", "english", "spanish"), DETAILS)
def test_the_detail_says_how_much_of_what(line, change, english, spanish):
    assert shown(line, "en", **change).detail == english
    assert shown(line, "es", **change).detail == spanish


@pytest.mark.parametrize(
    ("regular", "net", "price", "was"),
    [
        (378, 378, "$3.78", ""),
        (378, 300, "$3.00", "$3.78"),
        (378, 0, "$0.00", "$3.78"),
        (300, 378, "$3.78", ""),
        (-50, -50, "-$0.50", ""),
    ],
)
def test_the_old_price_shows_only_when_it_was_more(regular, net, price, was):
    made = shown(regular_cents=regular, net_cents=net)
    assert (made.price, made.was) == (price, was)


@pytest.mark.parametrize(
    ("language", "saving", "words"),
    [
        ("en", SavingView("2 for $3.00", 78), "2 for $3.00 · saved $0.78"),
        ("es", SavingView("2 por $3.00", 78), "2 por $3.00 · ahorra $0.78"),
        ("en", SavingView("מבצע", 1), "מבצע · saved $0.01"),
        ("en", SavingView("{price} [b]", 1), "{price} [b] · saved $0.01"),
    ],
)
def test_each_saving_says_why_and_how_much(language, saving, words):
    assert shown(language=language, savings=(saving,)).savings == (words,)


def test_every_saving_of_a_line_is_told_in_its_order():
    savings = tuple(SavingView(f"Offer {n}", n) for n in range(1, 6))
    assert len(shown(savings=savings).savings) == 5
    assert shown(savings=savings).savings[4] == "Offer 5 · saved $0.05"


@pytest.mark.parametrize(
    ("language", "more", "cents", "words"),
    [
        ("en", 1, 213, "Add one more, pay $2.13 for it"),
        ("en", 2, 213, "Add 2 more, pay $2.13 for them"),
        ("en", 1, 0, "Add one more, it is free"),
        ("en", 3, 0, "Add 3 more, they are free"),
        ("es", 1, 213, "Añada uno más y pague $2.13"),
        ("es", 4, 213, "Añada 4 más y pague $2.13"),
        ("es", 1, 0, "Añada uno más, es gratis"),
        ("es", 2, 0, "Añada 2 más, son gratis"),
    ],
)
def test_a_hint_counts_in_its_language(language, more, cents, words):
    assert shown(language=language, hint=HintView(more, cents)).hint == words


def test_a_line_without_a_hint_says_nothing():
    assert shown().hint == ""


@pytest.mark.parametrize(
    "name",
    [
        "Oat biscuits with honey, almonds and dark chocolate, family pack 750 g",
        "חלב טרי 3% שומן",
        "عصير برتقال",
        "[color=ff0000]Milk[/color]",
        "{name} {0}",
        "Crème brûlée 2×100 g",
        "牛乳 1L",
    ],
)
def test_a_name_is_shown_as_the_store_writes_it(name):
    assert shown(name=name).name == name


def test_a_row_goes_by_the_first_of_its_lines():
    assert shown(lines=("9", "12")).key == "9"


@pytest.mark.parametrize("newest", [True, False])
def test_the_newest_row_is_fresh(newest):
    assert shown(newest=newest).fresh == newest


@given(st.lists(st.booleans(), max_size=30))
def test_no_row_is_lost_or_moved(newest):
    lines = tuple(replace(MILK, lines=(str(n),), newest=one) for n, one in enumerate(newest))
    made = rows(Frame(replace(TRIP, lines=lines)))
    assert [(int(one.key), one.fresh) for one in made] == list(enumerate(newest))


# --- the sum


@pytest.mark.parametrize(
    ("language", "items", "words"),
    [
        ("en", 0, "0 items"),
        ("en", 1, "1 item"),
        ("en", 2, "2 items"),
        ("en", 101, "101 items"),
        ("es", 0, "0 artículos"),
        ("es", 1, "1 artículo"),
        ("es", 21, "21 artículos"),
    ],
)
def test_items_are_counted_in_the_language(language, items, words):
    assert summed(Frame(replace(TRIP, totals=Totals(items=items)), language=language)).items == words


@pytest.mark.parametrize(
    ("totals", "english", "spanish"),
    [
        (Totals(), "", ""),
        (Totals(tax_cents=112), "tax $1.12", "imp. $1.12"),
        (Totals(tax_cents=112, tax_included=True), "incl. tax $1.12", "incl. imp. $1.12"),
        (Totals(deposit_cents=50), "deposit $0.50", "dep. $0.50"),
        (Totals(tax_cents=112, deposit_cents=50), "tax $1.12 · deposit $0.50", "imp. $1.12 · dep. $0.50"),
        (Totals(tax_included=True), "", ""),
    ],
)
def test_the_sum_says_what_is_in_it(totals, english, spanish):
    view = replace(TRIP, totals=totals)
    assert summed(Frame(view)).extras == english
    assert summed(Frame(view, language="es")).extras == spanish


@pytest.mark.parametrize(
    ("cents", "label", "saved"), [(0, "", ""), (1, "You saved", "$0.01"), (636, "You saved", "$6.36")]
)
def test_savings_are_told_when_there_are_some(cents, label, saved):
    made = summed(Frame(replace(TRIP, totals=Totals(saved_cents=cents))))
    assert (made.saved_label, made.saved) == (label, saved)


def test_a_touch_on_the_sum_leads_to_the_budget():
    assert summed(Frame(TRIP)).act == Go("budget")


# --- the whole screen


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("view", "act"),
    [
        (TRIP, CheckoutAsked),
        (EMPTY, "member"),
        (replace(EMPTY, member="M"), None),
        (replace(TRIP, member="M"), CheckoutAsked),
    ],
)
def test_the_large_button_fits_the_basket(view, act, language):
    way = basket(Frame(view, language=language)).checkout
    if act is None:
        assert way is None
    elif isinstance(act, str):
        assert way.act == Go(act)
    else:
        assert way.act.kind is act


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Produce", "Find", "Deals near", "My bag", "Help", "Language"]),
        ("es", ["Frutas", "Buscar", "Ofertas", "Mi bolsa", "Ayuda", "Idioma"]),
    ],
)
def test_the_doors_are_the_same_in_every_state(language, labels):
    for view in (TRIP, EMPTY, replace(TRIP, devices=BROKEN, online=False), replace(TRIP, member="M")):
        doors = buttons(Frame(view, language=language))
        assert [way.words for way in doors] == labels
        assert [way.act.screen for way in doors if isinstance(way.act, Go)] == [
            "produce",
            "find",
            "deals",
            "bag",
            "settings",
        ]
        assert [way.act.kind for way in doors if isinstance(way.act, Post)] == [HelpAsked]


def test_the_total_stands_in_one_place():
    assert basket(Frame(TRIP)).bar.total == ""
    assert bar(Frame(TRIP)).total == "Total $37.59"


@pytest.mark.parametrize(
    ("online", "devices", "signs"),
    [
        (True, (), (("wifi", ""), ("scale-balance", ""))),
        (False, (), (("wifi-off", "No network"), ("scale-balance", ""))),
        (True, BROKEN[1:], (("wifi", ""), ("scale-balance", "Scale off"))),
        (True, BROKEN[:1], (("wifi", ""), ("scale-balance", ""))),
        (True, (replace(BROKEN[1], ok=True),), (("wifi", ""), ("scale-balance", ""))),
        (False, BROKEN, (("wifi-off", "No network"), ("scale-balance", "Scale off"))),
    ],
)
def test_the_bar_says_only_what_does_not_work(online, devices, signs):
    assert bar(Frame(replace(TRIP, online=online, devices=devices))).signs == signs


@pytest.mark.parametrize(("language", "words"), [("en", "SIMULATED"), ("es", "SIMULADO")])
def test_a_simulated_cart_says_so_on_every_bar(language, words):
    assert bar(Frame(TRIP, Settings(simulated=True), language)).simulated == words
    assert bar(Frame(TRIP, Settings(), language)).simulated == ""


def test_the_bar_names_the_store_and_the_cart():
    made = bar(Frame(TRIP, Settings(store_name="Don Pedro", cart_id="A-9"), "es"))
    assert (made.store, made.cart) == ("Don Pedro", "Carro A-9")


def test_a_unit_price_stands_beside_the_price():
    assert shown(per_cents=189, per="L").detail == "1 × $1.89 · $1.89/L"
    assert shown(per_cents=25, per="ea").detail == "1 × $1.89 · $0.25 a piece"
    assert "lowest in 30 days $1.50" in shown(lowest_30_cents=150).detail
