"""The scripted shopper: steps that act once and wait, hands in a small world, and a shopper before photographs."""

import re

import pytest

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.codes.code import Code
from cart.facts import ItemIsIn, NoticeSeen, Terms
from cart.trip.prompts import NotSold, PlaceItem, PutBagIn, ScanNext, UnknownWeight
from cart.trip.view import DeviceView, View
from ui.shopper.hand import Hand, barcode, mass_g
from ui.shopper.pictures import EACH_G, PictureShopper
from ui.shopper.steps import REST_S, Script, Step, TripStuck
from ui.shopper.trips import buy

MILK = Product("00036000291452", "Whole milk 1 L", 189, "dairy", gtin="00036000291452", mass_mg=1_030_000)
PASTA = Product("08076800195057", "Spaghetti 500 g", 159, "pantry", gtin="08076800195057", mass_mg=512_500)
CHEESE = Product("00201234000000", "Swiss cheese", 1849, "deli", unit="kg")
TERMS = Terms("1", "USD", {}, {"A": 0})
SHOPPING = View("shopping")


class World:
    """A shelf, a hand and a basket that note what is done; every thing put in gets a number as its key."""

    def __init__(self):
        self.done = []
        self._keys = 0

    def pick(self, text, symbology="EAN13", mass_g=0.0, picture=""):
        self.done.append(("pick", text, symbology, mass_g))

    def show(self, text=None, symbology="EAN13"):
        self.done.append(("show", text))

    def hide(self):
        self.done.append(("hide",))

    def put(self, mass_g=None, *, picture=""):
        self._keys += 1
        self.done.append(("put", mass_g))
        return f"key{self._keys}"

    def take(self, key):
        self.done.append(("take", key))
        return 0.0


class Tape:
    """What a script says and pictures."""

    def __init__(self):
        self.said, self.pictures = [], []

    def say(self, words, view):
        self.said.append((words, view.phase))


def hand_in(world, posted=None, begun=None):
    posted, begun = [] if posted is None else posted, [] if begun is None else begun
    catalog = Snapshot.of_products((MILK, PASTA, CHEESE), TERMS)
    return Hand(world, catalog, lambda kind, **fields: posted.append((kind, fields)), lambda: begun.append(True))


def script(*steps):
    tape = Tape()
    return Script(steps, tape.say, tape.pictures.append), tape


def shopping(view):
    return view.phase == "shopping"


# --- a script


def test_a_step_acts_once_and_waits_until_it_holds():
    acted = []
    made, tape = script(Step("Starts", lambda: acted.append(1), shopping))
    for now in (0.0, 0.5, 0.6, 0.7):
        assert not made.look(View(), now)
    assert acted == [1]
    assert tape.said == []
    assert made.look(SHOPPING, 0.8)
    assert tape.said == [("Starts", "shopping")]
    assert made.done


@pytest.mark.parametrize(
    ("reach_s", "looks", "acts"), [(0.4, (0.0, 0.3), 0), (0.4, (0.0, 0.4), 1), (0.0, (0.0, 0.0), 1)]
)
def test_a_hand_takes_its_time(reach_s, looks, acts):
    acted = []
    made, _ = script(Step("Reaches", lambda: acted.append(1), shopping, reach_s=reach_s))
    for now in looks:
        made.look(View(), now)
    assert len(acted) == acts


def test_steps_follow_one_another():
    acted = []
    steps = [Step(str(n), lambda n=n: acted.append(n), shopping, reach_s=0.0) for n in range(4)]
    made, tape = script(*steps)
    for tenth in range(40):
        made.look(SHOPPING, tenth / 10)
    assert acted == [0, 1, 2, 3]
    assert [words for words, _ in tape.said] == ["0", "1", "2", "3"]
    assert made.done


def test_a_picture_waits_until_the_screen_rests():
    made, tape = script(Step("Looks", lambda: None, shopping, "basket", reach_s=0.0))
    for now in (0.0, 0.1, 0.2, 0.2 + REST_S - 0.01):
        made.look(SHOPPING, now)
    assert tape.pictures == []
    made.look(SHOPPING, 0.2 + REST_S)
    assert tape.pictures == ["basket"]


def test_a_screen_that_flickers_is_not_at_rest():
    made, tape = script(Step("Looks", lambda: None, shopping, "basket", reach_s=0.0))
    now = 0.0
    for view in (SHOPPING, SHOPPING, SHOPPING, View(), SHOPPING):
        made.look(view, now)
        now += REST_S * 0.6
    assert tape.pictures == []
    made.look(SHOPPING, now + REST_S)
    assert tape.pictures == ["basket"]


def test_without_a_picture_nothing_need_rest():
    made, tape = script(Step("Goes on", lambda: None, shopping, reach_s=0.0))
    for now in (0.0, 0.0, 0.0):
        made.look(SHOPPING, now)
    assert tape.said
    assert tape.pictures == []


def waiting(limit_s=20.0, view=None, every_s=0.05):
    """The seconds after which a script that waits for ever gives up, and its words."""
    made = Script([Step("Waits for ever", lambda: None, lambda view: False)], Tape().say, list, limit_s=limit_s)
    now = 0.0
    while now < 3600:
        now += every_s
        try:
            made.look(view or View(), now)
        except TripStuck as error:
            return now, str(error)
    return now, ""


@pytest.mark.parametrize("limit_s", [1.0, 20.0])
def test_what_does_not_come_about_is_given_up(limit_s):
    after_s, words = waiting(limit_s)
    assert after_s == pytest.approx(limit_s, abs=0.2) and "'Waits for ever' does not come about" in words


def test_a_starved_script_waits_by_how_often_it_was_let_look():
    """One look in ten seconds counts as a tenth of one."""
    after_s, _ = waiting(20.0, every_s=10.0)
    assert after_s == pytest.approx(2_000.0, abs=50.0)


def test_the_limit_is_one_for_the_whole_script():
    made = Script((Step(str(n), lambda: None, shopping, reach_s=1.0) for n in range(9)), Tape().say, list, limit_s=5.0)
    with pytest.raises(TripStuck, match="'4' does not"):
        for tenth in range(100):
            made.look(SHOPPING, tenth / 10)


def test_being_stuck_tells_what_the_screen_asks_and_what_is_broken():
    view = View("shopping", prompt=UnknownWeight(43), devices=(DeviceView("scale", False, "Check the cable."),))
    assert re.search(r"UnknownWeight\(grams=43,.*scale: Check the cable\.", waiting(1.0, view)[1])


@pytest.mark.parametrize(
    ("looked", "acts"), [((0, 0, 0, 0), 0), ((0, 3, 3, 3), 0), ((0, 1, 3, 4), 1), ((7, 9, 10, 11), 1)]
)
def test_a_thing_is_shown_when_the_eye_has_looked_without_it(looked, acts):
    """The eye of a starved cart has not seen the first of two alike go: the second would be the same one still."""
    acted = []
    steps = [
        Step("Puts in", lambda: None, shopping, reach_s=0.0),
        Step("Shows", lambda: acted.append(1), lambda view: False, reach_s=0.0, frames=4),
    ]
    seen = [looked[0]]
    made = Script(steps, Tape().say, list, lambda: seen[-1])
    for now in range(4):
        made.look(SHOPPING, now / 10)
    for now, frames in enumerate(looked, 4):
        seen.append(frames)
        made.look(SHOPPING, now / 10)
    assert len(acted) == acts


def test_no_steps_are_over_at_once():
    made, tape = script()
    assert made.look(View(), 0.0)
    assert made.look(View(), 1.0)
    assert tape.said == []


def test_a_script_that_is_over_acts_no_more():
    acted = []
    made, _ = script(Step("Once", lambda: acted.append(1), shopping, reach_s=0.0))
    for tenth in range(20):
        made.look(SHOPPING, tenth / 10)
    assert acted == [1]


def test_steps_are_made_only_when_they_come():
    made = []

    def steps():
        made.append("first")
        yield Step("a", lambda: None, shopping, reach_s=0.0)
        made.append("second")
        yield Step("b", lambda: None, shopping, reach_s=0.0)

    tape = Tape()
    walk = Script(steps(), tape.say, tape.pictures.append)
    walk.look(View(), 0.0)
    assert made == ["first"]


# --- a hand


@pytest.mark.parametrize(
    ("number", "text", "symbology"),
    [
        ("00036000291452", "036000291452", "UPCA"),
        ("08076800195057", "8076800195057", "EAN13"),
        ("00000000012345", "000000012345", "UPCA"),
        ("07290000066318", "7290000066318", "EAN13"),
    ],
)
def test_a_pack_carries_the_symbol_of_its_number(number, text, symbology):
    assert barcode(Product(number, "x", 1, "y")) == (text, symbology)


@pytest.mark.parametrize(("mass_mg", "grams"), [(None, 0.0), (0, 0.0), (1_030_000, 1030.0), (512_500, 512.5)])
def test_a_piece_weighs_its_average(mass_mg, grams):
    assert mass_g(Product("1", "x", 1, "y", mass_mg=mass_mg)) == grams


def test_a_product_is_found_by_its_name():
    hand = hand_in(World())
    assert hand.product("Spaghetti 500 g") == PASTA
    with pytest.raises(KeyError):
        hand.product("Unicorn")


def test_a_hand_shows_puts_and_takes_the_same_thing():
    world = World()
    hand = hand_in(world)
    hand.show(MILK)
    hand.put(MILK)
    hand.put(PASTA, 500.0)
    hand.take(MILK)
    hand.take(PASTA)
    assert world.done == [
        ("pick", "036000291452", "UPCA", 1030.0),
        ("show", None),
        ("put", 1030.0),
        ("put", 500.0),
        ("take", "key1"),
        ("take", "key2"),
    ]


def test_what_is_not_in_cannot_be_taken_out():
    hand = hand_in(World())
    hand.put(MILK)
    hand.take(MILK)
    with pytest.raises(KeyError):
        hand.take(MILK)


def test_a_zero_weight_is_put_as_zero():
    world = World()
    hand_in(world).put(MILK, 0.0)
    assert world.done == [("put", 0.0)]


@pytest.mark.parametrize("cents", [1, 649, 9_999])
def test_a_counters_label_carries_its_price(cents):
    world = World()
    hand_in(world).label(CHEESE, cents, 352.0)
    _, text, symbology, grams = world.done[0]
    assert (text[0], len(text), symbology, grams) == ("2", 12, "UPCA", 352.0)
    assert text[7:11] == f"{cents:04d}"
    assert world.done[1] == ("show", None)


# --- buying one thing


def test_buying_is_scanning_then_putting_in():
    world = World()
    scan, put = buy(hand_in(world), MILK, pictures=True)
    assert (scan.words, put.words) == ("Scans Whole milk 1 L", "Puts it in: Whole milk 1 L")
    assert (scan.picture, put.picture) == ("place-item", "basket-first")
    scan.act()
    assert world.done[-1] == ("show", None)
    put.act()
    assert world.done[-1] == ("put", 1030.0)


@pytest.mark.parametrize(
    ("view", "scanned", "in_basket"),
    [
        (SHOPPING, False, True),
        (View("shopping", prompt=PlaceItem("1", "Milk", "dairy", None, 189)), True, False),
        (View("shopping", prompt=UnknownWeight(5)), False, False),
        (View("shopping", prompt=PutBagIn()), False, False),
        (View("find_lane", prompt=ScanNext()), False, False),
        (View("welcome"), False, False),
    ],
)
def test_a_purchase_is_over_only_when_the_screen_says_so(view, scanned, in_basket):
    scan, put = buy(hand_in(World()), MILK)
    assert (scan.until(view), put.until(view)) == (scanned, in_basket)


@pytest.mark.parametrize("pictures", [True, False])
def test_pictures_are_kept_only_where_wanted(pictures):
    assert any(step.picture for step in buy(hand_in(World()), MILK, pictures=pictures)) == pictures


# --- before photographs


class Before:
    """A shopper before photographs, with all that it does."""

    def __init__(self):
        self.world, self.posted, self.begun, self.tape = World(), [], [], Tape()
        hand = hand_in(self.world, self.posted, self.begun)
        self.shopper = PictureShopper(hand, self.tape.say, self.tape.pictures.append)

    def see(self, *prompts):
        return [self.shopper.look(View("shopping", prompt=prompt), 0.0) for prompt in prompts]


OIL, RICE = PlaceItem("1", "Oil", "pantry", None, 649), PlaceItem("2", "Rice", "pantry", None, 199)
STRANGE = NotSold(Code("gtin", "1", "4006381333931"), "unknown")


def test_a_trip_is_begun_once():
    before = Before()
    for _ in range(3):
        before.shopper.look(View(), 0.0)
    assert before.begun == [True]


def test_what_the_store_sells_goes_in():
    before = Before()
    before.see(OIL, OIL, RICE)
    assert before.world.done == [("put", EACH_G), ("put", EACH_G)]
    assert before.posted == [(ItemIsIn, {"line": "1"}), (ItemIsIn, {"line": "2"})]
    assert (before.shopper.sold, before.shopper.refused) == (2, 0)
    assert [words for words, _ in before.tape.said] == ["Puts in Oil", "Puts in Rice"]


def test_what_the_store_does_not_sell_is_put_aside():
    before = Before()
    before.see(STRANGE, ScanNext(), STRANGE)
    assert before.posted == [(NoticeSeen, {})] * 2
    assert before.world.done == []
    assert before.tape.pictures == ["not-sold"]
    assert before.tape.said[0][0] == "Not sold here: 4006381333931"
    assert before.shopper.refused == 2


def test_the_same_notice_again_after_another_prompt_is_answered_again():
    before = Before()
    before.see(OIL, ScanNext(), OIL)
    assert before.shopper.sold == 2


@pytest.mark.parametrize(
    ("view", "over"),
    [
        (View("shopping"), False),
        (View("shopping", devices=(DeviceView("scale", False, "x"),)), False),
        (View("shopping", devices=(DeviceView("camera", False, "The folder has ended."),)), True),
        (View("welcome", devices=(DeviceView("camera", False, "x"),)), False),
    ],
)
def test_the_trip_is_over_when_the_folder_is(view, over):
    shopper = Before().shopper
    assert shopper.look(view, 0.0) == over
    assert shopper.done == over
