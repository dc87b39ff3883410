"""Whatever the trip comes to, there is a screen for it, its words are whole, and it has a way out."""

from dataclasses import fields, is_dataclass
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import HelpAsked, HelpEnded, ShoppingResumed, StaffLeft
from cart.trip.prompts import (
    Candidate,
    HelpComing,
    NotSold,
    PlaceItem,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichLeft,
)
from cart.trip.view import DeviceView, HintView, LineView, SavingView, Totals, View
from ui.desk import Desk
from ui.hands import APART_S
from ui.intents import Begin, Go, Post
from ui.presenter.figures import Figures
from ui.presenter.frame import Frame
from ui.presenter.models import Way
from ui.router import INSTEAD, WANDERED, route
from ui.shop import Reading, Settings, Shop
from ui.stage import SCREENS

CENTS = st.integers(0, 5_000_000)
GRAMS = st.integers(-40_000, 40_000)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60)
ICONS = st.sampled_from([None, "cup", "no-such-icon"])
DEPARTMENTS = st.sampled_from(["dairy", "produce", "", "Käse & Wurst", "מוצרי חלב"])

PRODUCTS = st.builds(
    Product,
    id=st.just("PLU1"),
    name=NAMES,
    price_cents=CENTS,
    department=DEPARTMENTS,
    unit=st.sampled_from(["ea", "kg", "lb"]),
    tare_g=st.integers(0, 50),
    icon=ICONS,
)
CANDIDATES = st.builds(Candidate, st.just("1"), NAMES, DEPARTMENTS, ICONS, CENTS, st.none() | st.integers(1, 40_000))
CODES = st.builds(Code, st.just("other"), NAMES, NAMES)
PROMPTS = st.one_of(
    st.builds(ScanNext),
    st.builds(PlaceItem, st.just("1"), NAMES, DEPARTMENTS, ICONS, CENTS, st.integers(1, 9), st.booleans()),
    st.builds(NotSold, CODES, st.sampled_from(["unknown", "expired", "recalled", "else"]), NAMES),
    st.builds(UnknownWeight, GRAMS),
    st.builds(WeightDiffers, st.just("1"), NAMES, GRAMS, GRAMS, st.none() | st.integers(1, 99)),
    st.builds(WhichLeft, GRAMS, st.lists(CANDIDATES, max_size=9).map(tuple)),
    st.builds(WeighProduce, PRODUCTS, st.none() | st.integers(0, 40_000), st.integers(0, 40_000), CENTS),
    st.builds(PutBagIn, GRAMS),
    st.builds(HelpComing, NAMES),
)
SAVINGS = st.lists(st.builds(SavingView, NAMES, CENTS), max_size=3).map(tuple)
LINES = st.builds(
    LineView,
    lines=st.uuids().map(lambda key: (str(key),)),
    product=st.just("1"),
    name=NAMES,
    department=DEPARTMENTS,
    icon=ICONS,
    quantity=st.integers(1, 99),
    unit=st.sampled_from(["ea", "kg", "lb"]),
    unit_price_cents=CENTS,
    regular_cents=CENTS,
    net_cents=CENTS,
    savings=SAVINGS,
    hint=st.none() | st.builds(HintView, st.integers(1, 9), st.integers(-99, 999)),
    net_g=st.none() | st.integers(0, 40_000),
)
TOTALS = st.builds(Totals, st.integers(0, 200), CENTS, CENTS, CENTS, CENTS, age_required=st.sampled_from([0, 18, 21]))
DEVICES = st.lists(
    st.builds(DeviceView, st.sampled_from(["camera", "scale", "journal", "tilt"]), st.booleans(), NAMES), max_size=4
)
PHASES = ["welcome", "shopping", "find_lane", "at_lane", "thanks", "staff", "out_of_service"]
VIEW = dict(
    trip=st.integers(0, 3),
    sid=st.sampled_from(["", "5f2c9a1be07d"]),
    language=st.sampled_from(["en", "es", "he"]),
    currency=st.sampled_from(["USD", "EUR", "ILS", "JPY"]),
    member=st.sampled_from(["", "M-1"]),
    prompt=PROMPTS,
    lines=st.lists(LINES, max_size=4).map(tuple),
    totals=TOTALS,
    budget_cents=st.sampled_from([0, 6000]),
    devices=DEVICES.map(tuple),
    online=st.booleans(),
    lane=st.sampled_from(["", "4"]),
    receipt=st.sampled_from(["", "R1"]),
    staff=st.sampled_from(["", "Maria"]),
    weight_checked=st.booleans(),
)
VIEWS = st.builds(View, phase=st.sampled_from(PHASES), **VIEW)
SHOPPING = st.builds(View, phase=st.just("shopping"), **VIEW)
WANDER = st.sampled_from(["", "on", *(name for names in WANDERED.values() for name in names)])
LEAVES = (HelpAsked, HelpEnded, ShoppingResumed, StaffLeft)


def desk_for(view: View, wandered: str) -> Desk:
    shop = Shop(
        touch=lambda *_, **__: None,
        pump=lambda: view,
        begin=lambda _: None,
        settings=Settings(simulated=True),
        live=lambda: Reading(12, settled=False),
    )
    desk = Desk(shop, lambda: 0.0)
    desk.pump()
    desk.wandered = wandered
    return desk


def parts(model):
    """The model and all that is in it."""
    yield model
    if is_dataclass(model) and not isinstance(model, type):
        for field in fields(model):
            yield from parts(getattr(model, field.name))
    elif isinstance(model, tuple):
        for one in model:
            yield from parts(one)


def model_of(desk: Desk):
    return SCREENS[desk.screen][1](desk.frame, desk)


@settings(max_examples=300, deadline=None)
@given(VIEWS, WANDER)
def test_there_is_a_screen_for_every_view_and_all_but_thanks_have_a_way_out(view, wandered):
    """A cart that can write nothing down has no way out either: no touch counts; its lamp calls, the words say so."""
    desk = desk_for(view, wandered)
    assert desk.screen in SCREENS
    model = model_of(desk)
    assert model == model_of(desk)
    acts = [part.act for part in parts(model) if isinstance(part, Way)]
    leads_on = [act for act in acts if isinstance(act, Go | Begin) or (isinstance(act, Post) and act.kind in LEAVES)]
    answers = [act for act in acts if isinstance(act, Post)]
    assert leads_on or answers or desk.screen == "thanks" or (desk.screen == "out_of_service" and view.trip)


@settings(max_examples=150, deadline=None)
@given(SHOPPING, WANDER)
def test_a_person_is_within_two_touches_of_every_shopping_screen(view, wandered):
    desk = desk_for(view, wandered)

    def calls_help() -> bool:
        acts = [part.act for part in parts(model_of(desk)) if isinstance(part, Way)]
        return any(isinstance(act, Post) and act.kind in (HelpAsked, HelpEnded) for act in acts)

    if calls_help():
        return
    acts = [part.act for part in parts(model_of(desk)) if isinstance(part, Way)]
    backs = [act for act in acts if isinstance(act, Go) and act.screen == ""]
    if backs:
        desk.wandered = ""
        assert calls_help()
    else:
        assert desk.screen == "produce"


@given(VIEWS, WANDER)
def test_a_question_of_the_trip_is_left_only_where_that_answers_it(view, wandered):
    screen, home = route(view, wandered), route(view)
    if screen != home and home in ("which_left", "differs", "not_sold", "unknown_weight", "help"):
        assert wandered in INSTEAD[home]


@given(CENTS, st.sampled_from(["en", "es", "he", "fr", "zz"]), st.sampled_from(["USD", "EUR", "ILS", "JPY", "KWD"]))
def test_money_reads_back_to_the_same_cents(cents, language, currency):
    text = Figures(language, currency).money(cents)
    assert int("".join(char for char in text if char.isdecimal())) == cents


@given(st.integers(0, 200_000), st.sampled_from(["en", "es"]))
def test_kilograms_read_back_to_the_same_grams(grams, language):
    figure = Figures(language, "EUR").mass_figure(grams)
    assert int("".join(char for char in figure if char.isdecimal())) == grams


@given(st.lists(st.floats(0, 2), min_size=1, max_size=30))
def test_no_two_changes_of_a_trip_are_closer_than_300_ms(waits):
    now, done = [0.0], []
    desk = desk_for(View(phase="shopping"), "")
    desk.hands._now = lambda: now[0]
    desk.shop = Shop(touch=lambda *_: done.append(now[0]), pump=View, begin=print)
    for wait in waits:
        now[0] += wait
        desk.hands.act(Post(HelpAsked))
    assert all(later - earlier >= APART_S for earlier, later in pairwise(done))
    assert done


def test_a_frame_speaks_one_language():
    frame = Frame(View(), Settings(), "es")
    assert frame.words.language == frame.figures.language == "es"
