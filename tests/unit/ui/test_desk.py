"""The desk and the hands: acts are carried out once, and what happens leads the screen."""

from dataclasses import replace

import pytest

from cart.catalog.product import Place, Product
from cart.facts import CheckoutAsked, HelpAsked, LanguageChosen
from cart.trip.prompts import HelpComing
from cart.trip.view import View
from ui.chimes import chime
from ui.desk import Desk
from ui.intents import Begin, Go, Key, Keyboard, Pick, Prefer, Say, post
from ui.samples import BANANAS, BOTTLES, LEMONS, PLACE, TRIP, WELCOME, asking
from ui.shop import Settings, Shop


class Till:
    """A shop that notes what the screen asks of it."""

    def __init__(self, view: View = WELCOME) -> None:
        self.view, self.now = view, 100.0
        self.posted, self.begun, self.played, self.searched = [], [], [], []

    def shop(self, **more) -> Shop:
        return Shop(
            touch=lambda kind, **fields: self.posted.append((kind, fields)),
            pump=lambda: self.view,
            begin=self.begun.append,
            search=self._search,
            produce=lambda: (BANANAS, LEMONS),
            deals=lambda place: (place,),
            play=self.played.append,
            **more,
        )

    def _search(self, words, language):
        self.searched.append((words, language))
        return [BANANAS]

    def desk(self, **more) -> Desk:
        desk = Desk(self.shop(**more), lambda: self.now)
        desk.pump()
        return desk


def test_a_double_tap_changes_the_trip_once():
    till = Till(TRIP)
    desk = till.desk()
    for at in (100.0, 100.1, 100.29, 100.31):
        till.now = at
        desk.hands.act(post(HelpAsked, reason="x"))
    assert till.posted == [(HelpAsked, {"reason": "x"})] * 2


def test_another_button_under_the_same_double_tap_changes_nothing():
    till = Till(TRIP)
    desk = till.desk()
    desk.hands.act(post(HelpAsked))
    desk.hands.act(post(CheckoutAsked))
    assert till.posted == [(HelpAsked, {})]


def test_keys_are_not_held_back():
    desk = Till(TRIP).desk()
    for key in "rice":
        desk.hands.act(Key(key))
    assert desk.typed == "rice"


@pytest.mark.parametrize(
    ("view", "rests"),
    [(WELCOME, True), (TRIP, False), (replace(TRIP, phase="at_lane"), False), (replace(WELCOME, phase="staff"), False),
     (replace(WELCOME, phase="out_of_service"), False)],
)  # fmt: skip
def test_only_a_free_cart_rests_and_only_there_a_touch_wakes(view, rests):
    """During a trip every touch counts, however long the pause before it."""
    desk = Till(view).desk()
    desk.pump()
    desk.hands.rest()
    assert (desk.resting, desk.screen == "resting") == (rests, rests)
    assert [desk.touched(), desk.touched()] == [rests, False]


def test_who_wakes_it_inherits_nothing():
    desk = Till(WELCOME).desk()
    desk.pump()
    for act in (Say("es"), Prefer("large", "yes"), Go("settings")):
        desk.hands.act(act)
    desk.hands.rest()
    desk.touched()
    assert (desk.language, desk.look.large, desk.screen) == ("en", False, "welcome")


def test_start_begins_a_trip_in_the_language_on_screen():
    till = Till()
    desk = till.desk()
    desk.hands.act(Say("es"))
    assert desk.pump().language == "es"
    desk.hands.act(Begin(desk.speaks))
    assert till.begun == ["es"]
    assert till.posted == []


def test_member_card_begins_a_trip_and_asks_for_the_card():
    till = Till()
    desk = till.desk()
    desk.hands.act(Begin("en", "member"))
    till.view = replace(TRIP, lines=())
    desk.pump()
    assert desk.screen == "member"
    till.view = replace(till.view, member="M-1")
    desk.pump()
    assert desk.screen == "basket"


def test_during_a_trip_a_language_is_a_fact():
    till = Till(TRIP)
    till.desk().hands.act(Say("es"))
    assert till.posted == [(LanguageChosen, {"language": "es"})]


def test_after_a_trip_the_cart_speaks_its_first_language_again():
    till = Till()
    desk = till.desk()
    desk.hands.act(Say("es"))
    till.view = replace(TRIP, language="es")
    assert desk.pump().language == "es"
    till.view = WELCOME
    assert desk.pump().language == "en"


def test_an_item_that_goes_in_leads_home_and_sounds():
    till = Till(TRIP)
    desk = till.desk()
    desk.hands.act(Go("find"))
    desk.hands.act(Key("x"))
    assert desk.screen == "find"
    till.played.clear()
    till.view = replace(TRIP, lines=TRIP.lines[1:], totals=replace(TRIP.totals, items=15))
    desk.pump()
    assert (desk.screen, desk.typed, till.played) == ("basket", "", ["added"])


def test_an_act_that_changes_the_trip_leads_home():
    till = Till(TRIP)
    desk = till.desk()
    desk.hands.act(Go("bag"))
    desk.hands.act(post(HelpAsked))
    assert desk.screen == "basket"


def test_keys_edit_what_is_typed():
    desk = Till(TRIP).desk()
    desk.hands.act(Keyboard("letters"))
    for key in ("a", "b", "back", "c"):
        desk.hands.act(Key(key))
    assert (desk.typed, desk.keys) == ("ac", "letters")
    desk.hands.act(Key("done"))
    assert (desk.typed, desk.keys) == ("ac", "")
    desk.hands.act(Key("clear"))
    assert desk.typed == ""
    for _ in range(60):
        desk.hands.act(Key("z"))
    assert len(desk.typed) == 60


def test_pieces_are_counted_between_1_and_99():
    desk = Till(TRIP).desk()
    desk.hands.act(Key("less"))
    assert desk.count == 1
    for _ in range(120):
        desk.hands.act(Key("more"))
    assert desk.count == 99


def test_produce_stands_in_the_order_of_the_language_and_is_found_without_accents():
    bananas = Product("PLU1", "Bananas", 1, "produce", plu="1", names={"es": "Plátanos"})
    lemons = Product("PLU2", "Lemons", 1, "produce", plu="2", names={"es": "Ácidos limones"})
    till = Till()
    desk = Desk(replace(till.shop(), produce=lambda: (bananas, lemons)), lambda: 0.0)
    assert desk.produce() == (bananas, lemons)
    desk.language = "es"
    assert desk.produce() == (lemons, bananas)
    desk.typed = "platano"
    assert desk.produce() == (bananas,)


@pytest.mark.parametrize(("typed", "found"), [("", 2), ("ban", 1), ("401", 1), ("40", 2), ("zz", 0), ("9", 0)])
def test_produce_is_found_by_name_and_by_number(typed, found):
    desk = Till(TRIP).desk()
    for key in typed:
        desk.hands.act(Key(key))
    assert len(desk.produce()) == found


def test_the_shop_is_asked_once_for_the_same_words():
    till = Till(TRIP)
    desk = till.desk()
    assert list(desk.found()) == []
    for key in "ri":
        desk.hands.act(Key(key))
    assert [*desk.found()] == [*desk.found()] == [BANANAS]
    assert till.searched == [("ri", "en")]


def test_a_row_is_chosen_until_something_else_is_typed():
    desk = Till(TRIP).desk()
    desk.hands.act(Pick("PLU4011"))
    assert desk.chosen == "PLU4011"
    desk.hands.act(Key("a"))
    assert desk.chosen == ""


def test_preferences_change_the_look_and_the_sound():
    till = Till(TRIP)
    desk = till.desk()
    for name, value in (("mode", "dark"), ("calm", "yes"), ("large", "yes"), ("sound", "off")):
        desk.hands.act(Prefer(name, value))
    assert (desk.look.mode, desk.look.calm, desk.look.large, desk.sound) == ("dark", True, True, "off")


def test_a_cart_that_is_silent_plays_nothing():
    till = Till(TRIP)
    desk = till.desk()
    till.played.clear()
    desk.hands.act(Prefer("sound", "off"))
    till.view = asking(BOTTLES)
    desk.pump()
    assert till.played == []


def test_the_face_is_equal_while_nothing_changes():
    till = Till(TRIP)
    desk = till.desk()
    before = desk.face
    desk.pump()
    assert desk.face == before
    till.view = replace(TRIP, online=False)
    desk.pump()
    assert desk.face != before


def test_deals_are_asked_for_the_last_place():
    desk = Till(replace(TRIP, last_place="PLU4011")).desk()
    assert desk.deals() == ("PLU4011",)


def test_a_shop_needs_only_three_callables():
    shop = Shop(touch=print, pump=lambda: TRIP, begin=print, settings=Settings())
    assert (shop.live(), shop.preview(), shop.place_of("x"), shop.search("a", "en")) == (None, None, None, ())
    assert shop.lane_code() == shop.receipt_url() == ""


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (TRIP, TRIP, ""),
        (TRIP, replace(TRIP, totals=replace(TRIP.totals, items=15)), "added"),
        (TRIP, replace(TRIP, totals=replace(TRIP.totals, items=13)), "removed"),
        (TRIP, asking(BOTTLES), "question"),
        (asking(BOTTLES), asking(replace(BOTTLES, grams=1)), ""),
        (TRIP, asking(HelpComing()), "help"),
        (TRIP, asking(PLACE), ""),
        (TRIP, replace(TRIP, phase="thanks"), "done"),
        (TRIP, WELCOME, ""),
    ],
)
def test_a_change_sounds(before, after, name):
    assert chime(before, after) == name


def test_names_in_other_languages_are_found():
    apples = Product("PLU1", "Apples", 1, "produce", plu="1", names={"es": "Manzanas"}, place=Place("a", 1, 1))
    till = Till(replace(TRIP, language="es"))
    desk = Desk(replace(till.shop(), produce=lambda: (apples,)), lambda: 0.0)
    desk.pump()
    for key in "manz":
        desk.hands.act(Key(key))
    assert desk.produce() == (apples,)
