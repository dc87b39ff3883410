"""The way out, the steps that take the screen, the staff screen, welcome and settings."""

import re
from dataclasses import replace

import pytest

from cart.errors import DeviceError, DeviceMissing, DeviceSilent, DeviceUnfit, ReaderMissing
from cart.facts import (
    BagDeclared,
    BudgetSet,
    HelpAsked,
    LineRemoved,
    ShoppingResumed,
    StaffLeft,
    TouchUndone,
    TripEnded,
    WeightTrusted,
)
from cart.trip.trust import COST
from cart.trip.view import Check, DeviceView, HintView, LineView, Totals, View
from ui.intents import Begin, Go, Post, Prefer, Say, post
from ui.parts.press import KINDS
from ui.parts.text import is_icon
from ui.presenter.choices import budget, settings
from ui.presenter.exit import at_lane, thanks
from ui.presenter.faults import DEVICES, REMARKS, WHYS, device_name, fault
from ui.presenter.frame import Frame
from ui.presenter.staff import TRUST_HOLDS, end_trip, figures, health, reason, settle, staff
from ui.presenter.steps import find_lane, member, out_of_service, own_bag
from ui.presenter.welcome import ALWAYS, PROMISES, own_name, promises, welcome
from ui.samples import EMPTY, TRIP, WELCOME
from ui.shop import Reading, Settings
from ui.theme import Look

LANE = replace(TRIP, phase="at_lane", lane="4")
STAFF = replace(TRIP, phase="staff", staff="Maria", trust=72, sid="5f2c9a1be07d")


def frame(view=TRIP, language="en", **more):
    return Frame(view, Settings(**more), language)


def acts(ways):
    return [way.act for way in ways]


# --- the lane

LANES = [
    ("en", 14, True, "14 items, all checked. No unloading."),
    ("en", 1, True, "1 item, all checked. No unloading."),
    ("en", 14, False, "14 items. At the lane:"),
    ("en", 1, False, "1 item. At the lane:"),
    ("es", 14, True, "14 artículos, todo comprobado. Sin descargar."),
    ("es", 1, True, "1 artículo, comprobado. Sin descargar."),
    ("es", 14, False, "14 artículos. En la caja:"),
    ("es", 1, False, "1 artículo. En la caja:"),
]


@pytest.mark.parametrize(("language", "items", "checked", "text"), LANES)
def test_the_lane_screen_says_what_the_lane_does(language, items, checked, text):
    view = replace(LANE, weight_checked=checked, totals=replace(LANE.totals, items=items))
    assert at_lane(frame(view, language), "SC1:X").text == text


WEIGHED = tuple(Check(f"weight:{n}", (f"Fruit {n}",), net_g=100 * n) for n in range(1, 5))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({"checks": (Check("age:21", ("Wine",), 21), Check("age:18", ("Beer",), 18))}, ["A person checks the age: 21"]),
        ({"checks": WEIGHED[:1]}, ["Weighed there: Fruit 1 0.100 kg"]),
        ({"checks": WEIGHED}, ["Weighed there: Fruit 1 0.100 kg, Fruit 2 0.200 kg and 2 more"]),
        ({"trust_reasons": ("waiting:1",)}, ["A quick look into the basket"]),
        ({"weight_checked": False}, ["A quick look into the basket"]),
    ],
)
def test_all_checked_is_said_only_when_nothing_is_left_to_check(changes, said):
    model = at_lane(frame(replace(LANE, **changes)), "SC1:X")
    assert [words for _, words in model.looks] == said
    assert ("No unloading" in model.text) == (not said)


@pytest.mark.parametrize(
    ("language", "code", "title", "lane"),
    [
        ("en", "SC1:X", "Hold this to the lane's reader", "Lane 4"),
        ("en", "", "One moment", "Lane 4"),
        ("es", "SC1:X", "Acerque esto al lector de la caja", "Caja 4"),
        ("es", "", "Un momento", "Caja 4"),
    ],
)
def test_the_code_is_shown_when_it_is_made(language, code, title, lane):
    model = at_lane(frame(LANE, language), code)
    assert (model.title, model.code, model.lane) == (title, code, lane)


@pytest.mark.parametrize("code", ["", "SC1:X"])
def test_from_the_lane_one_may_go_on_shopping_or_call_a_person(code):
    assert acts(at_lane(frame(LANE), code).ways) == [post(ShoppingResumed), post(HelpAsked, reason="lane")]


@pytest.mark.parametrize(("saved", "label", "money"), [(0, "", ""), (636, "You saved", "$6.36")])
def test_savings_stand_beside_what_is_to_pay(saved, label, money):
    view = replace(LANE, totals=replace(LANE.totals, saved_cents=saved))
    assert (at_lane(frame(view), "x").saved_label, at_lane(frame(view), "x").saved) == (label, money)
    assert (thanks(frame(view), "").saved_label, thanks(frame(view), "").saved) == (label, money)


@pytest.mark.parametrize(
    ("age", "language", "said"),
    [
        (0, "en", "Hold the cart's camera to the code on the lane's sign."),
        (18, "en", "A person checks your age at the lane. Hold the camera to the code on its sign."),
        (21, "es", "En la caja comprueban su edad. Acerque la cámara al código de la caja."),
    ],
)
def test_finding_a_lane_tells_of_an_age_check_beforehand(age, language, said):
    model = find_lane(frame(replace(TRIP, totals=Totals(age_required=age)), language))
    assert model.text == said
    assert model.preview
    assert acts(model.ways) == [post(ShoppingResumed), post(HelpAsked, reason="lane")]


# --- thanks


@pytest.mark.parametrize(
    ("receipt", "language", "text"),
    [
        ("2026-000417", "en", "Receipt 2026-000417"),
        ("2026-000417", "es", "Recibo 2026-000417"),
        ("", "en", "Walk out whenever you like."),
        ("", "es", "Salga cuando quiera."),
    ],
)
def test_thanks_names_the_receipt(receipt, language, text):
    assert thanks(frame(replace(TRIP, phase="thanks", receipt=receipt), language), "").text == text


@pytest.mark.parametrize("url", ["", "https://store.example/r/1"])
def test_the_receipts_page_is_the_stores_own(url):
    assert thanks(frame(replace(TRIP, phase="thanks")), url).code == url


def test_a_paid_receipt_sells_nothing_more():
    lines = tuple(replace(line, hint=HintView(1, 5), newest=True) for line in TRIP.lines)
    model = thanks(frame(replace(TRIP, lines=lines)), "")
    assert {(row.hint, row.fresh) for row in model.rows} == {("", False)}
    assert len(model.rows) == len(TRIP.lines)
    assert model.bar.total == ""


# --- steps


def test_own_things_come_before_they_go_in():
    for language in ("en", "es"):
        model = own_bag(frame(TRIP, language))
        assert acts(model.ways) == [post(BagDeclared), Go("")]
        assert len({way.words for way in model.ways}) == 2


@pytest.mark.parametrize(
    ("known", "language", "title", "doing"),
    [
        ("", "en", "Show your member card to the camera", [Go(""), post(HelpAsked, reason="member")]),
        ("", "es", "Muestre su tarjeta de socio a la cámara", [Go(""), post(HelpAsked, reason="member")]),
        ("M-1", "en", "Welcome back", [Go("")]),
        ("M-1", "es", "Qué bueno verle", [Go("")]),
    ],
)
def test_a_member_is_asked_then_welcomed(known, language, title, doing):
    model = member(frame(replace(TRIP, member=known), language))
    assert (model.title, acts(model.ways)) == (title, doing)


def test_no_members_number_is_shown():
    model = member(frame(replace(TRIP, member="M-12345")))
    assert "12345" not in model.title + model.text


BROKEN_BY = [
    (),
    (DeviceView("camera", False, "/dev/video0 is not there. Plug it in (USB).", "missing"),),
    (DeviceView("scale", False, "The HX711 on pins 5 and 6 does not answer.", "silent"),),
    (DeviceView("journal", False, "[Errno 28] /var/cart/journal.db: No space left on device", "storage"),),
]


@pytest.mark.parametrize("devices", BROKEN_BY)
@pytest.mark.parametrize(
    ("language", "title", "other"),
    [("en", "Take another cart, please", "es"), ("es", "Tome otro carro, por favor", "en")],
)
def test_a_shopper_is_sent_to_another_cart_and_told_nothing_of_devices(devices, language, title, other):
    model = out_of_service(frame(replace(WELCOME, devices=devices), language))
    assert model.title == title and model.bar.signs == ()
    assert acts(model.ways) == [post(HelpAsked, reason="out of service"), Say(other)]
    shown = " ".join((model.title, model.text, *(way.words for way in model.ways)))
    assert not re.search(r"\d|/|USB|HX711|camera|scale|cámara|balanza", shown)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_cart_that_can_write_nothing_down_offers_no_touch_and_says_that_it_sells_nothing(language):
    model = out_of_service(frame(replace(WELCOME, trip=4, devices=BROKEN_BY[-1]), language))
    assert model.ways == ()
    assert ("sells nothing" if language == "en" else "no vende nada") in model.text and "Errno" not in model.text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("why", ["missing", "silent", "unfit", "broken", "reader", "storage"])
def test_staff_read_each_kind_of_trouble_in_their_language(language, why):
    said = fault(frame(language=language), DeviceView("camera", False, "The driver's own words.", why))
    assert said == frame(language=language).words(WHYS[why]) != WHYS[why]


def test_every_kind_of_trouble_that_devices_have_has_words():
    assert {kind.why for kind in (DeviceError, DeviceMissing, DeviceSilent, DeviceUnfit, ReaderMissing)} <= set(WHYS)


@pytest.mark.parametrize("device", [*REMARKS, "lidar"])
def test_what_stops_no_trip_is_told_by_the_device(device):
    assert "driver" not in fault(frame(), DeviceView(device, False, "The driver's own words."))


@pytest.mark.parametrize("device", DEVICES)
def test_each_device_has_a_name_in_each_language(device):
    english, spanish = device_name(frame(), device), device_name(frame(language="es"), device)
    assert english != DEVICES[device]
    assert spanish != DEVICES[device]
    assert english != spanish


# --- staff


SETTLE, END = Go("settle"), Go("end_trip")


@pytest.mark.parametrize(
    ("view", "doing"),
    [
        (STAFF, [SETTLE, END]),
        (replace(STAFF, lane="4"), [SETTLE]),  # a trip that a lane has is the lane's to end
        (replace(STAFF, undo=True), [post(TouchUndone), END]),  # for five seconds
        (View(phase="staff", staff="Maria"), []),
    ],
)
def test_staff_may_settle_and_end_a_trip_calibrate_and_leave(view, doing):
    assert acts(staff(frame(view), None).ways) == [*doing, Go("calibrate"), post(StaffLeft)]


@pytest.mark.parametrize(
    ("language", "items", "said"),
    [
        ("en", 1, "1 item, $37.59. Nothing is sold"),
        ("en", 14, "14 items, $37.59. Nothing is sold"),
        ("es", 14, "14 artículos, $37.59. No se vende nada"),
    ],
)
def test_a_trip_is_ended_only_after_a_second_question(language, items, said):
    model = end_trip(frame(replace(STAFF, totals=replace(STAFF.totals, items=items)), language))
    assert model.text.startswith(said)
    assert acts(model.ways) == [post(TripEnded, how="abandoned"), Go("")]
    assert [way.kind for way in model.ways] == ["edged", "go"], "what destroys does not stand out"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "You looked into the basket"), ("es", "Usted ha mirado la cesta")]
)
def test_a_weight_is_accepted_only_after_a_second_question_that_says_what_it_means(language, said):
    model = settle(frame(replace(STAFF, trust_reasons=("waiting:1",)), language))
    assert model.text.startswith(said) and len(model.text.splitlines()) == 2
    assert acts(model.ways) == [post(WeightTrusted, staff="Maria"), Go("")]
    assert [way.kind for way in model.ways] == ["edged", "go"]


@pytest.mark.parametrize(("language", "title"), [("en", "Staff: Maria"), ("es", "Personal: Maria")])
def test_the_staff_screen_says_whose_it_is(language, title):
    assert staff(frame(STAFF, language), None).title == title


def test_staff_take_off_the_last_piece_of_a_row_in_their_name():
    two = LineView(("2", "7"), "1", "Milk", "dairy", "cup", 2, "ea", 189, 378, 300)
    (line,) = staff(frame(replace(STAFF, lines=(two,))), None).lines
    assert line.remove.act == post(LineRemoved, line="7", staff="Maria")
    assert (line.key, line.name, line.detail, line.price) == ("2", "Milk", "2 × $1.89", "$3.00")


@pytest.mark.parametrize(
    ("live", "weight"),
    [
        (None, "no reading"),
        (Reading(0, True), "0 g · steady"),
        (Reading(9_812, True), "9,812 g · steady"),
        (Reading(9_812, False), "9,812 g · moving"),
        (Reading(-40, True), "-40 g · steady"),
    ],
)
def test_staff_see_the_weight_now(live, weight):
    assert ("Weight now", weight) in figures(frame(STAFF), live)


@pytest.mark.parametrize(
    ("view", "row"),
    [
        (STAFF, ("List and scale agree", "72 of 100")),
        (STAFF, ("Trip", "1 · 5f2c9a1b")),
        (replace(STAFF, sid=""), ("Trip", "none")),
        (replace(STAFF, trust_reasons=("a", "b")), ("Why", "a, b")),
    ],
)
def test_staff_see_the_trips_figures(view, row):
    assert row in figures(frame(view), None)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", COST)
def test_every_reason_of_the_trust_has_words(language, key):
    for times in (1, 3):
        said = reason(frame(language=language), f"{key}:{times}")
        assert ":" not in said and not said.startswith("trust.")
        assert str(times) in said or key in TRUST_HOLDS


def test_a_reason_that_is_unknown_is_told_as_it_is():
    assert [reason(frame(), told) for told in ("new_one:2", "odd", "waiting:x")] == ["new_one:2", "odd", "waiting:x"]


def test_without_reasons_none_are_told():
    assert "Why" not in dict(figures(frame(STAFF), None))


GONE = "not there: plug its cable in again and wait ten seconds"
SILENT = "does not answer: check its cable and its power"
HEALTH = [
    ((), True, [("camera", "works"), ("scale", "works"), ("storage", "works"), ("store", "answers")]),
    (
        (DeviceView("scale", False, "Check the cable.", "silent"),),
        True,
        [
            ("camera", "works"),
            ("scale", SILENT),
            ("storage", "works"),
            ("store", "answers"),
        ],
    ),
    (
        (DeviceView("wand", False, "Plug it in.", "missing"),),
        True,
        [
            ("camera", "works"),
            ("scale", "works"),
            ("storage", "works"),
            ("hand scanner", GONE),
            ("store", "answers"),
        ],
    ),
    (
        (),
        False,
        [("camera", "works"), ("scale", "works"), ("storage", "works"), ("store", "no answer; sessions wait")],
    ),
]


@pytest.mark.parametrize(("devices", "online", "rows"), HEALTH)
def test_health_tells_each_device_in_words(devices, online, rows):
    shown = health(frame(replace(STAFF, devices=devices, online=online)))
    assert [(name, said) for _, name, said, _ in shown] == rows
    assert [ok for *_, ok in shown] == [said in ("works", "answers") for _, said in rows]
    assert all(is_icon(icon) for icon, *_ in shown)


# --- welcome


@pytest.mark.parametrize(
    ("privacy", "keys"),
    [
        ((), ["lowest_price", "offline", "person"]),
        (("no_pictures",), ["no_pictures", "lowest_price", "offline", "person"]),
        (("no_pictures", "no_account"), ["no_pictures", "no_account", "lowest_price", "offline"]),
        (("forgets", "no_account"), ["forgets", "no_account", "lowest_price", "offline"]),
        (("no_pictures", "no_pictures"), ["no_pictures", "lowest_price", "offline", "person"]),
        (("sells_your_data",), ["lowest_price", "offline", "person"]),
        (("person",), ["person", "lowest_price", "offline"]),
    ],
)
def test_the_privacy_notice_claims_only_what_holds(privacy, keys):
    for language in ("en", "es"):
        shown = promises(frame(WELCOME, language, privacy=privacy))
        words = frame(WELCOME, language).words
        assert [one.title for one in shown] == [words(PROMISES[key][1]) for key in keys]


def test_every_promise_has_a_picture_and_words():
    for icon, title, text in PROMISES.values():
        assert is_icon(icon)
        for language in ("en", "es"):
            assert frame(language=language).words(title) != title
            assert frame(language=language).words(text) != text
    assert set(ALWAYS) <= set(PROMISES)


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("es", "Español"), ("he", "עברית"), ("fr", "Français")])
def test_a_language_is_named_in_itself(code, name):
    assert own_name(code) == name


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("simulated", [True, False])
def test_welcome_starts_a_trip_in_the_language_on_screen(language, simulated):
    model = welcome(frame(WELCOME, language, simulated=simulated, store_name="Don Pedro", cart_id="9"))
    assert acts(model.ways) == [Begin(language), Begin(language, "member")]
    assert acts(model.languages) == [Say("en"), Say("es")]
    assert [way.act.language for way in model.languages if way.kind == "chosen"] == [language]
    assert model.place.startswith("Don Pedro · ")
    assert bool(model.simulated) == simulated


@pytest.mark.parametrize("languages", [("en",), ("es", "en"), ("en", "es", "he")])
def test_welcome_offers_the_shops_languages(languages):
    assert acts(welcome(frame(WELCOME, languages=languages)).languages) == [Say(code) for code in languages]


# --- settings and the budget


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("sound", ["on", "off"])
@pytest.mark.parametrize("calm", [True, False])
def test_each_setting_has_one_choice_that_stands_out(mode, sound, calm):
    model = settings(frame(), Look(mode=mode, calm=calm, large=calm), sound)
    chosen = [[way.act for way in choice.ways if way.kind == "chosen"] for choice in model.choices]
    assert chosen == [
        [Say("en")],
        [Prefer("mode", mode)],
        [Prefer("large", "yes" if calm else "no")],
        [Prefer("sound", sound)],
        [Prefer("calm", "yes" if calm else "no")],
    ]
    assert model.back.act == Go("")


@pytest.mark.parametrize("language", ["en", "es"])
def test_settings_change_no_trip(language):
    model = settings(frame(TRIP, language), Look(), "on")
    ways = [way for choice in model.choices for way in choice.ways]
    assert not any(isinstance(way.act, Post | Begin) for way in ways)
    assert all(way.kind in KINDS for way in ways)


@pytest.mark.parametrize(
    ("had", "typed", "doing"),
    [
        (0, "", [Go("")]),
        (0, "0", [Go("")]),
        (0, "75", [post(BudgetSet, cents=7_500), Go("")]),
        (6_000, "", [post(BudgetSet, cents=0), Go("")]),
        (6_000, "75", [post(BudgetSet, cents=7_500), post(BudgetSet, cents=0), Go("")]),
    ],
)
def test_a_budget_is_set_changed_or_taken_away(had, typed, doing):
    assert acts(budget(frame(replace(EMPTY, budget_cents=had)), typed).ways) == doing


@pytest.mark.parametrize(
    ("view", "text"),
    [(EMPTY, "The cart shows what is left as you shop."), (TRIP, "Budget $60 · $22.41 left"), (View(), None)],
)
def test_the_budget_screen_says_where_one_stands(view, text):
    assert budget(frame(view), "").text == (text or "The cart shows what is left as you shop.")


def test_the_button_says_the_money():
    assert budget(frame(), "75").ways[0].words == "Use $75"
    assert budget(frame(TRIP, "es"), "75").ways[0].words == "Usar $75"


# --- a cart that nobody uses


@pytest.mark.parametrize(
    ("view", "none"),
    [
        (STAFF, ""),
        (replace(STAFF, lines=()), "The basket is empty"),
        (View(phase="staff", staff="Maria"), "Nobody is shopping with this cart"),
    ],
)
def test_staff_see_why_there_are_no_lines(view, none):
    assert staff(frame(view), None).none == none
    assert ("List and scale agree" in dict(figures(frame(view), None))) == bool(view.trip)
