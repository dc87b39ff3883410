"""Promise 3: from every screen, with any device failed, a person or the way on is three taps away at most."""

from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.codes.code import Code
from cart.facts import HelpAsked, HelpEnded, ProduceDropped, StaffLeft
from cart.trip.prompts import (
    HelpComing,
    NotSold,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WhichLeft,
)
from cart.trip.signs import light
from cart.trip.view import DeviceView, Totals, View
from ui.desk import Desk
from ui.intents import Begin, Go, Key, Keyboard, Pick, Post, Say
from ui.presenter.models import Way
from ui.router import WANDERED
from ui.samples import BANANAS, BOTTLES, BROKEN, CANDIDATES, EMPTY, LEMONS, PLACE, TRIP, WELCOME
from ui.shop import Reading, Settings, Shop
from ui.stage import SCREENS

CODE = Code("gtin", "0123", "0123")
PROMPTS = {
    "scan": ScanNext(),
    "place": PLACE,
    "place slow": replace(PLACE, slow=True, waiting=3),
    "not sold": NotSold(CODE, "unknown"),
    "expired": NotSold(CODE, "expired", "Yogurt"),
    "unknown weight": UnknownWeight(300),
    "differs": BOTTLES,
    "which left": WhichLeft(500, CANDIDATES),
    "which left, none known": WhichLeft(500, ()),
    "weigh": WeighProduce(BANANAS),
    "weighed": WeighProduce(BANANAS, 1235, 1230, 208),
    "too light": WeighProduce(BANANAS, 20, 15, 3),
    "count": WeighProduce(LEMONS),
    "bag": PutBagIn(20),
    "help": HelpComing(),
}
DEVICES = {
    "all well": (),
    "no camera": BROKEN[:1],
    "no scale": BROKEN[1:],
    "neither": BROKEN,
    "no journal": (DeviceView("journal", False, "Call a person."),),
}
PHASES = ("welcome", "shopping", "find_lane", "at_lane", "staff", "out_of_service")
ENDS = (HelpAsked, HelpEnded, StaffLeft)


REST = Reading(900, True)


def desk_of(view, live=REST):
    shop = Shop(touch=lambda *_, **__: None, pump=lambda: view, begin=lambda _: None, live=lambda: live)
    desk = Desk(shop, lambda: 0.0)
    desk.pump()
    return desk


def model_of(desk):
    return SCREENS[desk.screen][1](desk.frame, desk)


def every(model, kind):
    """All parts of a model of this kind."""
    if isinstance(model, kind):
        yield model
    if is_dataclass(model) and not isinstance(model, type):
        for field in fields(model):
            yield from every(getattr(model, field.name), kind)
    elif isinstance(model, tuple):
        for one in model:
            yield from every(one, kind)


def acts(desk):
    return [way.act for way in every(model_of(desk), Way)]


def reaches(desk, taps):
    """Whether a person is at hand within so many taps that leave the trip as it is."""
    offered = acts(desk)
    if any(isinstance(act, Post) and act.kind in ENDS for act in offered):
        return True
    if taps <= 1:
        return False
    was = (desk.wandered, desk.keys)
    for act in offered:
        if isinstance(act, Go | Keyboard):
            desk.wandered, desk.keys = was
            desk.hands.act(act)
            if reaches(desk, taps - 1):
                return True
    desk.wandered, desk.keys = was
    return False


def leaves(desk):
    """Whether the screen, or one touch of its own answers, leads out of it."""
    return any(isinstance(act, Go | Begin | Post) for act in acts(desk))


@pytest.mark.parametrize("devices", DEVICES)
@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_person_is_three_taps_away_at_most(prompt, devices):
    for phase in ("shopping", "find_lane", "at_lane", "staff"):
        for wandered in ("", *WANDERED.get(phase, ())):
            desk = desk_of(replace(TRIP, phase=phase, prompt=PROMPTS[prompt], devices=DEVICES[devices]))
            desk.wandered = wandered
            weighing = desk.screen == "produce" and isinstance(PROMPTS[prompt], WeighProduce)
            assert reaches(desk, 3) or (weighing and leaves(desk)), (phase, wandered)


@pytest.mark.parametrize("devices", DEVICES)
def test_a_cart_out_of_service_calls_a_person(devices):
    """Before a trip by a touch; in one, when nothing can be written down any more, by its lamp alone."""
    view = View("out_of_service", devices=DEVICES[devices])
    assert reaches(desk_of(view), 1)
    assert light(view) == light(replace(TRIP, phase="out_of_service")) == "white"


@pytest.mark.parametrize("prompt", ["weigh", "weighed", "too light", "count"])
@pytest.mark.parametrize("devices", DEVICES)
def test_leaving_the_scale_leads_to_a_person(prompt, devices):
    """The way back drops the produce; the trip then asks for a scan, and help stands there."""
    view = replace(TRIP, prompt=PROMPTS[prompt], devices=DEVICES[devices])
    assert Post(ProduceDropped) in acts(desk_of(view))
    assert reaches(desk_of(replace(view, prompt=ScanNext())), 1)


@pytest.mark.parametrize("devices", DEVICES)
@pytest.mark.parametrize("typed", ["", "zzz"])
@pytest.mark.parametrize("keys", ["", "letters", "digits"])
@pytest.mark.parametrize("screen", ["produce", "find", "deals", "budget", "settings"])
def test_no_keyboard_covers_the_way_back(screen, keys, typed, devices):
    desk = desk_of(replace(TRIP, devices=DEVICES[devices]))
    desk.wandered, desk.keys, desk.typed = screen, keys, typed
    desk.hands.act(Keyboard("letters" if keys == "letters" else keys))
    desk.hands.act(Key("done"))
    assert desk.keys == ""
    assert Go("") in acts(desk)


@pytest.mark.parametrize("language", ["en", "es"])
def test_welcome_always_starts(language):
    for devices in DEVICES.values():
        desk = desk_of(replace(WELCOME, devices=devices))
        desk.hands.act(Say(language))
        desk.pump()
        assert Begin(language) in acts(desk)


@pytest.mark.parametrize("phase", PHASES)
def test_help_on_its_way_can_be_left_and_ended(phase):
    desk = desk_of(replace(TRIP, phase=phase, prompt=HelpComing()))
    if phase == "staff":
        assert desk.screen == "staff"
        return
    assert desk.screen == "help"
    assert {act.kind for act in acts(desk) if isinstance(act, Post)} == {HelpEnded}
    desk.hands.act(Go("on"))
    assert desk.screen != "help"


# --- whatever a trip holds, its screen is whole


NAMES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["חלב טרי 3%", "عصير", "{name}", "{", "}", "[b]x[/b]", "%s", "a" * 500, "\u202eevil", ""]),
)
CENTS = st.integers(-(10**7), 10**7)


@st.composite
def views(draw):
    lines = tuple(
        replace(
            line,
            name=draw(NAMES),
            net_cents=draw(CENTS),
            regular_cents=draw(CENTS),
            quantity=draw(st.integers(1, 9_999)),
            min_age=draw(st.sampled_from([0, 18])),
        )
        for line in TRIP.lines[: draw(st.integers(0, 3))]
    )
    return View(
        phase=draw(st.sampled_from([*PHASES, "thanks"])),
        trip=1,
        sid=draw(st.sampled_from(["", "5f2c9a1be07d"])),
        language=draw(st.sampled_from(["en", "es", "he", "zz"])),
        currency=draw(st.sampled_from(["USD", "EUR", "ILS", "JPY"])),
        member=draw(st.sampled_from(["", "M-1"])),
        prompt=draw(st.sampled_from(list(PROMPTS.values()))),
        lines=lines,
        totals=Totals(draw(st.integers(0, 500)), draw(CENTS), draw(CENTS), draw(CENTS), draw(CENTS)),
        budget_cents=draw(st.sampled_from([0, 100, 6_050])),
        devices=DEVICES[draw(st.sampled_from(sorted(DEVICES)))],
        online=draw(st.booleans()),
        lane=draw(NAMES),
        receipt=draw(NAMES),
        staff=draw(NAMES),
        weight_checked=draw(st.booleans()),
    )


WANDER = st.sampled_from(["", "on", "calibrate", *WANDERED["shopping"]])


def longest_name(view):
    named = [view.lane, view.receipt, view.staff, *(line.name for line in view.lines)]
    return max(len(name) for name in named)


@settings(max_examples=150, deadline=None)
@given(views(), WANDER, st.booleans())
def test_every_screen_is_whole_and_its_words_are_bounded(view, wandered, settled):
    desk = desk_of(view, Reading(-5, settled))
    desk.wandered = wandered
    strings = list(every(model_of(desk), str))
    assert all(len(words) <= longest_name(view) + 250 for words in strings)
    ways = list(every(model_of(desk), Way))
    assert all(way.words or way.icon for way in ways)
    assert ways or desk.screen in ("thanks", "out_of_service")


@settings(max_examples=150, deadline=None)
@given(views(), WANDER)
def test_no_key_of_the_catalog_is_ever_shown_for_its_words(view, wandered):
    desk = desk_of(view)
    desk.wandered = wandered
    known = {*desk.frame.words.texts, *desk.frame.words.plurals}
    assert not known & set(every(model_of(desk), str))


@settings(max_examples=100, deadline=None)
@given(views(), WANDER)
def test_a_touch_on_any_button_breaks_nothing(view, wandered):
    desk = desk_of(view)
    desk.wandered = wandered
    for act in acts(desk):
        other = desk_of(view)
        other.wandered = wandered
        other.hands.act(act)
        other.pump()
        assert other.screen in SCREENS
        model_of(other)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(
    st.builds(Go, WANDER), st.builds(Key, st.sampled_from([*"ab1 ", "back", "clear", "done", "more", "less"])),
    st.builds(Keyboard, st.sampled_from(["", "letters", "digits"])), st.builds(Pick, st.sampled_from(["", "1"])),
), max_size=15), st.sampled_from(sorted(PROMPTS)))  # fmt: skip
def test_a_shopper_who_touches_everything_still_finds_a_person(touches, prompt):
    desk = desk_of(replace(TRIP, prompt=PROMPTS[prompt]))
    for act in touches:
        desk.hands.act(act)
    weighing = isinstance(PROMPTS[prompt], WeighProduce)
    assert reaches(desk, 3) or (weighing and leaves(desk))


def test_an_empty_trip_has_a_next_step_and_no_sum():
    desk = desk_of(replace(EMPTY, devices=BROKEN))
    assert desk.screen == "basket"
    model = model_of(desk)
    assert model.next.ways
    assert model.sum.total == "$0.00"


@pytest.mark.parametrize("simulated", [True, False])
def test_a_simulated_cart_says_so_on_every_screen_with_a_bar(simulated):
    for phase, wandered in [("shopping", ""), *(("shopping", name) for name in WANDERED["shopping"]), ("at_lane", "")]:
        shop = Shop(print, lambda phase=phase: replace(TRIP, phase=phase), print, Settings(simulated=simulated))
        desk = Desk(shop, lambda: 0.0)
        desk.pump()
        desk.wandered = wandered
        assert (model_of(desk).bar.simulated == "SIMULATED") == simulated
