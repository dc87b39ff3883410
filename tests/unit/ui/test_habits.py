"""The desk and the hands over time: double taps, waking, typing, wandering, languages, sounds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import BudgetSet, CheckoutAsked, HelpAsked, LanguageChosen, PutBack
from cart.trip.prompts import HelpComing, NotSold, PutBagIn, ScanNext, UnknownWeight, WeighProduce
from cart.trip.view import DeviceView, View
from ui.chimes import chime
from ui.desk import LONGEST, MOST_PIECES, Desk
from ui.hands import APART_S, Hands
from ui.intents import Begin, Go, Key, Keyboard, Pick, Prefer, Say, post
from ui.samples import BANANAS, BOTTLES, EMPTY, LEMONS, PLACE, TRIP, WELCOME, asking
from ui.shop import Reading, Settings, Shop


class Counter:
    """A shop at a counter: the test sets its view and its clock, and reads what was asked of it."""

    def __init__(self, view=TRIP, **settings):
        self.view, self.now, self.reading = view, 50.0, Reading(0, True)
        self.posted, self.begun, self.played, self.asked = [], [], [], []
        self.shop = Shop(
            touch=lambda kind, **fields: self.posted.append((kind, fields)),
            pump=lambda: self.view,
            begin=self.begun.append,
            settings=Settings(**settings),
            search=lambda words, language: self._ask("search", words, language),
            produce=lambda: self._ask("produce"),
            deals=lambda place: self._ask("deals", place),
            live=lambda: self.reading,
            play=self.played.append,
        )
        self.desk = Desk(self.shop, lambda: self.now)
        self.desk.pump()
        self.played.clear()

    def _ask(self, *question):
        self.asked.append(question)
        return (BANANAS, LEMONS)

    def do(self, *acts):
        for act in acts:
            self.desk.hands.act(act)

    def show(self, view):
        self.view = view
        return self.desk.pump()


# --- one change in 300 ms

TIMES = [
    ((0.0,), 1),
    ((0.0, 0.0), 1),
    ((0.0, 0.29), 1),
    ((0.0, 0.31), 2),
    ((0.0, 0.2, 0.4), 2),
    ((0.0, 0.2, 0.29, 0.31, 0.5, 0.62), 3),
    ((0.0, 10.0, 20.0), 3),
]


@pytest.mark.parametrize(("times", "changes"), TIMES)
def test_changes_are_300_ms_apart(times, changes):
    counter = Counter()
    for at in times:
        counter.now = 50 + at
        counter.do(post(PutBack))
    assert len(counter.posted) == changes


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (post(HelpAsked), post(CheckoutAsked)),
        (Begin("en"), Begin("en")),
        (Begin("en"), post(HelpAsked)),
        (post(HelpAsked), Begin("en")),
    ],
)
def test_the_second_tap_of_two_changes_nothing_whatever_it_hits(first, second):
    counter = Counter()
    counter.do(first, second)
    assert len(counter.posted) + len(counter.begun) == 1


@pytest.mark.parametrize(
    "act",
    [Go("find"), Key("a"), Keyboard("letters"), Pick("1"), Prefer("mode", "dark")],
)
def test_what_changes_no_trip_is_never_held_back(act):
    done = []
    hands = Hands(done.append, lambda: 0.0)
    for _ in range(5):
        hands.act(act)
    assert done == [act] * 5


def test_a_screen_change_between_two_taps_is_no_way_round_the_gate():
    counter = Counter()
    counter.do(post(HelpAsked), Go("find"), Key("x"), post(CheckoutAsked))
    assert counter.posted == [(HelpAsked, {})]


def test_a_tap_that_was_held_back_does_not_hold_back_the_next():
    done, now = [], [0.0]
    hands = Hands(done.append, lambda: now[0])
    for at in (0.0, 0.25, APART_S + 0.01):
        now[0] = at
        hands.act(post(PutBack))
    assert len(done) == 2


# --- sleeping


@pytest.mark.parametrize(("idle", "wakes"), [(0, False), (59.9, False), (60, True), (3600, True)])
def test_a_screen_sleeps_after_its_time(idle, wakes):
    now = [10.0]
    hands = Hands(print, lambda: now[0], sleep_s=60)
    now[0] += idle
    assert hands.asleep == wakes
    hands.stir()
    assert not hands.asleep
    hands.rest()
    assert hands.asleep


def test_each_touch_keeps_it_awake():
    now = [0.0]
    hands = Hands(print, lambda: now[0], sleep_s=60)
    for at in range(0, 600, 50):
        now[0] = at
        assert not hands.asleep
        hands.stir()


def test_what_happens_in_the_basket_wakes_the_screen():
    counter = Counter()
    counter.now += 3600
    assert counter.desk.hands.asleep
    counter.show(asking(PLACE))
    assert not counter.desk.hands.asleep


def test_nothing_new_lets_it_rest():
    counter = Counter()
    counter.now += 3600
    counter.desk.pump()
    counter.show(replace(TRIP))
    assert counter.desk.hands.asleep


# --- typing


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "ñ", " ", "3"], "añ 3"),
        (["back"], ""),
        (["a", "back", "back", "b"], "b"),
        (["a", "b", "clear", "c"], "c"),
        (["a", "done", "b"], "ab"),
        (["x"] * (LONGEST + 5), "x" * LONGEST),
        (["x"] * (LONGEST + 5) + ["back"], "x" * (LONGEST - 1)),
        (["more", "a", "less"], "a"),
    ],
)
def test_keys_type(keys, typed):
    counter = Counter()
    counter.do(*map(Key, keys))
    assert counter.desk.typed == typed


@given(st.lists(st.sampled_from([*"abc123 ", "back", "clear", "done", "more", "less"]), max_size=120))
def test_no_typing_grows_without_end(keys):
    counter = Counter()
    counter.do(*map(Key, keys))
    assert len(counter.desk.typed) <= LONGEST
    assert 1 <= counter.desk.count <= MOST_PIECES
    assert counter.posted == []


@pytest.mark.parametrize(
    ("keys", "count"),
    [
        ([], 1),
        (["less"], 1),
        (["more"], 2),
        (["more", "more", "less"], 2),
        (["more"] * 200, MOST_PIECES),
        (["more"] * 200 + ["less"], MOST_PIECES - 1),
    ],
)
def test_pieces_are_counted(keys, count):
    counter = Counter()
    counter.do(*map(Key, keys))
    assert counter.desk.count == count


@pytest.mark.parametrize("leave", [Go("find"), Go(""), post(HelpAsked)])
def test_leaving_a_screen_forgets_what_was_typed_there(leave):
    counter = Counter()
    counter.do(Go("produce"), Keyboard("letters"), Key("a"), Key("more"), Pick("1"), leave)
    desk = counter.desk
    assert (desk.typed, desk.keys, desk.count, desk.chosen) == ("", "", 1, "")


@pytest.mark.parametrize(
    ("typed", "language", "found"),
    [
        ("", "en", 2),
        (" ", "en", 2),
        ("BAN", "en", 1),
        ("banana", "en", 1),
        ("plát", "en", 0),
        ("plát", "es", 1),
        ("limon", "es", 1),
        ("4", "en", 2),
        ("4053", "en", 1),
        ("053", "en", 0),
        ("bananas!", "en", 0),
    ],
)
def test_produce_is_found_in_the_language_on_screen(typed, language, found):
    counter = Counter(replace(TRIP, language=language))
    counter.do(*map(Key, typed))
    assert len(counter.desk.produce()) == found


def test_produce_is_found_by_its_other_names():
    counter = Counter()
    chili = Product("PLU4697", "Peppers, hot", 599, "produce", plu="4697", keywords=("Jalapeño", "chili"))
    desk = Desk(replace(counter.shop, produce=lambda: (chili,)), lambda: 0.0)
    desk.pump()
    for key in "CHIL":
        desk.hands.act(Key(key))
    assert desk.produce() == (chili,)


# --- asking the shop


def test_one_question_is_asked_once():
    counter = Counter()
    counter.do(Key("a"))
    for _ in range(3):
        counter.desk.found()
    counter.do(Key("b"))
    counter.desk.found()
    assert counter.asked == [("search", "a", "en"), ("search", "ab", "en")]


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_not_searched(typed):
    counter = Counter()
    counter.do(*map(Key, typed))
    assert list(counter.desk.found()) == []
    assert counter.asked == []


def test_another_language_is_another_question():
    counter = Counter()
    counter.do(Key("a"))
    counter.desk.found()
    counter.show(replace(TRIP, language="es"))
    counter.desk.found()
    assert counter.asked == [("search", "a", "en"), ("search", "a", "es")]


def test_deals_follow_the_last_place():
    counter = Counter(replace(TRIP, last_place="1"))
    counter.desk.deals()
    counter.desk.deals()
    counter.show(replace(TRIP, last_place="2"))
    counter.desk.deals()
    assert counter.asked == [("deals", "1"), ("deals", "2")]


# --- languages


@pytest.mark.parametrize(
    ("view", "told"),
    [(WELCOME, []), (TRIP, [(LanguageChosen, {"language": "es"})])],
)
def test_a_language_is_a_fact_only_in_a_trip(view, told):
    counter = Counter(view)
    counter.do(Say("es"))
    assert counter.posted == told


@pytest.mark.parametrize(
    ("view", "chosen", "speaks"),
    [
        (WELCOME, "en", "en"),
        (WELCOME, "es", "es"),
        (replace(WELCOME, phase="out_of_service"), "es", "es"),
        (replace(TRIP, language="es"), "en", "es"),
        (replace(TRIP, language="en"), "es", "en"),
        (replace(TRIP, phase="at_lane", language="es"), "en", "es"),
        (replace(TRIP, phase="thanks", language="es"), "en", "es"),
    ],
)
def test_the_trips_language_is_spoken_and_before_it_the_chosen_one(view, chosen, speaks):
    counter = Counter(view)
    counter.desk.language = chosen
    assert counter.desk.pump().language == speaks


def test_the_cart_starts_in_the_shops_first_language():
    assert Counter(WELCOME, languages=("es", "en")).desk.pump().language == "es"


@pytest.mark.parametrize("last", [replace(TRIP, phase="thanks", language="es"), replace(TRIP, language="es")])
def test_the_next_shopper_finds_the_first_language(last):
    counter = Counter(last)
    counter.desk.language = "es"
    assert counter.show(WELCOME).language == "en"


def test_staff_leave_the_language_as_it_was():
    counter = Counter(WELCOME)
    counter.do(Say("es"))
    counter.show(replace(WELCOME, phase="staff", staff="Maria"))
    assert counter.show(WELCOME).language == "es"


# --- wandering


@pytest.mark.parametrize(
    ("change", "screen"),
    [
        ({"online": False}, "find"),
        ({"devices": (DeviceView("scale", False, "x"),)}, "find"),
        ({"language": "es"}, "find"),
        ({"prompt": PLACE}, "basket"),
        ({"prompt": BOTTLES}, "differs"),
        ({"prompt": UnknownWeight(400)}, "unknown_weight"),
        ({"prompt": HelpComing()}, "help"),
        ({"phase": "staff"}, "staff"),
        ({"lines": ()}, "basket"),
    ],
)
def test_a_wandering_shopper_is_called_back_only_for_news(change, screen):
    counter = Counter()
    counter.do(Go("find"))
    counter.show(replace(TRIP, **change))
    assert counter.desk.screen == screen


def test_a_weight_may_be_explained_as_produce_and_back():
    counter = Counter(asking(UnknownWeight(400)))
    assert counter.desk.screen == "unknown_weight"
    counter.do(Go("produce"))
    assert counter.desk.screen == "produce"
    counter.do(Go(""))
    assert counter.desk.screen == "unknown_weight"


def test_help_can_be_waited_for_on_any_screen():
    counter = Counter(asking(HelpComing()))
    for screen in ("produce", "find", "deals", "bag", "budget", "settings"):
        counter.do(Go(screen))
        assert counter.desk.screen == screen
    counter.do(Go("on"))
    assert counter.desk.screen == "basket"
    counter.do(Go(""))
    assert counter.desk.screen == "help"


def test_a_member_card_is_shown_first_and_only_once():
    counter = Counter(WELCOME)
    counter.do(Begin("en", "member"))
    counter.show(EMPTY)
    assert counter.desk.screen == "member"
    counter.show(WELCOME)
    counter.show(replace(EMPTY, trip=2))
    assert counter.desk.screen == "basket"


def test_settings_open_before_a_trip():
    counter = Counter(WELCOME)
    counter.do(Go("settings"))
    assert counter.desk.screen == "settings"
    counter.show(EMPTY)
    assert counter.desk.screen == "basket"


# --- preferences


@pytest.mark.parametrize(
    ("name", "value", "look"),
    [
        ("mode", "dark", ("dark", False, "on")),
        ("mode", "light", ("light", False, "on")),
        ("mode", "purple", ("light", False, "on")),
        ("calm", "yes", ("light", True, "on")),
        ("calm", "no", ("light", False, "on")),
        ("sound", "off", ("light", False, "off")),
        ("taste", "sour", ("light", False, "on")),
    ],
)
def test_a_preference_changes_one_thing(name, value, look):
    counter = Counter()
    counter.do(Prefer(name, value))
    desk = counter.desk
    assert (desk.look.mode, desk.look.calm, desk.sound) == look
    assert counter.posted == []


@pytest.mark.parametrize("sound", ["off", "on", "aloud"])
def test_a_cart_starts_as_loud_as_its_config_says(sound):
    assert Counter(sound=sound).desk.sound == sound


@pytest.mark.parametrize(("theme", "mode"), [("light", "light"), ("dark", "dark"), ("auto", "light")])
def test_the_configs_look_is_taken(theme, mode):
    look = Counter(theme=theme, calm=True, width=800, height=480).desk.look
    assert (look.mode, look.calm, look.width, look.height) == (mode, True, 800, 480)


# --- when to paint


@pytest.mark.parametrize(
    "act", [Key("a"), Key("more"), Pick("1"), Keyboard("letters"), Prefer("mode", "dark"), Go("find")]
)
def test_what_a_finger_changes_is_painted(act):
    counter = Counter()
    before = counter.desk.face
    counter.do(act)
    assert counter.desk.face != before


@pytest.mark.parametrize(
    ("view", "painted"),
    [
        (asking(WeighProduce(BANANAS)), True),
        (replace(TRIP, phase="staff"), True),
        (TRIP, False),
        (asking(BOTTLES), False),
        (WELCOME, False),
    ],
)
def test_the_weight_now_is_painted_only_where_it_shows(view, painted):
    counter = Counter(view)
    before = counter.desk.face
    counter.reading = Reading(123, False)
    assert (counter.desk.face != before) == painted


# --- sounds

CODE = Code("gtin", "1", "1")
MORE = replace(TRIP, totals=replace(TRIP.totals, items=15))
LESS = replace(TRIP, totals=replace(TRIP.totals, items=13))
SOUNDS = [
    (TRIP, MORE, "added"),
    (TRIP, LESS, "removed"),
    (TRIP, replace(MORE, prompt=BOTTLES), "question"),
    (TRIP, replace(MORE, prompt=HelpComing()), "help"),
    (TRIP, replace(MORE, phase="thanks"), "done"),
    (TRIP, asking(NotSold(CODE, "expired")), "question"),
    (asking(NotSold(CODE, "expired")), asking(BOTTLES), "question"),
    (asking(BOTTLES), TRIP, ""),
    (asking(HelpComing()), TRIP, ""),
    (asking(HelpComing()), asking(HelpComing("lane")), ""),
    (TRIP, asking(PutBagIn()), ""),
    (TRIP, asking(WeighProduce(BANANAS)), ""),
    (WELCOME, replace(TRIP, trip=1), ""),
    (TRIP, replace(MORE, trip=2), ""),
    (replace(TRIP, phase="thanks"), replace(TRIP, phase="thanks", online=False), ""),
    (TRIP, replace(TRIP, devices=(DeviceView("scale", False, "x"),)), ""),
]


@pytest.mark.parametrize(("before", "after", "sound"), SOUNDS)
def test_the_most_telling_sound_is_made_once(before, after, sound):
    assert chime(before, after) == sound
    assert chime(after, after) == ""
    counter = Counter(before)
    counter.show(after)
    counter.desk.pump()
    assert counter.played == ([sound] if sound else [])


def test_a_silent_cart_is_silent_in_every_case():
    for before, after, _ in SOUNDS:
        counter = Counter(before, sound="off")
        counter.show(after)
        assert counter.played == []


@given(st.integers(0, 200), st.integers(0, 200))
def test_adding_and_removing_never_sound_alike(one, other):
    view = View("shopping", prompt=ScanNext())
    first = replace(view, totals=replace(view.totals, items=one))
    then = replace(view, totals=replace(view.totals, items=other))
    assert chime(first, then) == ("added" if other > one else "removed" if other < one else "")


def test_a_budget_is_set_through_the_same_hands():
    counter = Counter()
    counter.do(Go("budget"), Key("4"), Key("5"), post(BudgetSet, cents=4500))
    assert counter.posted == [(BudgetSet, {"cents": 4500})]
    assert (counter.desk.screen, counter.desk.typed) == ("basket", "")
