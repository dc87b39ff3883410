"""The table with the cart's screen and the virtual shelf, in windows of all sizes: whole, legible, and it works."""

from dataclasses import replace

import pytest
from kivy.core.window import Window

from cart.catalog.product import Product
from ui.gallery import snapshot, stage_for
from ui.intents import Begin
from ui.parts.press import Press
from ui.parts.text import Text
from ui.picture import settle
from ui.samples import SCENES
from ui.shelf.goods import GoodsRows
from ui.shelf.hand import ShelfWorld
from ui.shelf.panel import BASKET, LANE, MORE, SHELF, ShelfPanel
from ui.shelf.room import first_window, opens
from ui.shelf.table import Table
from ui.shelf.till import LaneAsk, LaneSheet, LaneSide
from ui.shop import Settings

DISPLAYS = [(1366, 768), (1440, 900), (1600, 900), (1920, 1080), (1280, 800), (800, 480)]
CARTS = [(1280, 800), (800, 480)]
SCENE = {scene.name: scene for scene in SCENES}
MILK = Product("00000000000017", "Whole milk 1 L", 189, "dairy", gtin="00000000000017")
ASKED = LaneSheet(
    "Two things to look at first.", (("2 x  Cola 2 L", "$4.00"), ("TOTAL", "$14.22")), "$14.22", "$14.20",
    (LaneAsk("age:21", "Check the age: 21 years (Red wine).", (("seen", "Old enough"), ("refused", "Refused"))),),
)  # fmt: skip


class Around:
    """What the shelf's callables do and say; a test changes it."""

    def __init__(self):
        self.phase, self.known, self.done, self.sheet = "shopping", [], [], LaneSheet()

    def world(self, products=(MILK,)):
        note = self.done.append
        lane = LaneSide(
            "4", lambda: self.sheet, lambda: note(("sign",)), lambda: note(("read",)),
            lambda *said: note(("answer", *said)), lambda tender: note(("pay", tender)),
            lambda page: note(("page", page)),
        )  # fmt: skip
        return ShelfWorld(
            products, lambda one: note(("show", one.name)), lambda one: "key", lambda key: note(("take", key)),
            expects=lambda one: one in self.known, phase=lambda: self.phase, starters=products[:6], lane=lane,
            switch=lambda name, on: note((name, on)), cards=(("Staff badge", lambda: note(("badge",))),),
        )  # fmt: skip


@pytest.fixture
def window():
    before = Window.size

    def sized(size):
        Window.size = size
        settle(2)
        return size

    yield sized
    Window.size = before
    settle(2)


def laid(on_screen, world, cart=(1280, 800), scene="welcome"):
    stage = stage_for(SCENE[scene], Settings(width=cart[0], height=cart[1]), "en")
    panel = ShelfPanel(world)
    table = on_screen(Table(stage, panel))
    settle(6)
    return table, panel


def press(widget, words):
    """The button of these words, or the row of this product's id."""
    return next(one for one in widget.walk() if isinstance(one, Press) and getattr(one.act, "key", "") == words)


def unread(widget):
    return [one.words for one in widget.walk() if isinstance(one, Text) and not one.whole]


def spilt(panel):
    """Words of the panel that stand outside of it."""
    texts = [one for one in panel.walk() if isinstance(one, Text) and one.words and not in_list(one)]
    return [one.words for one in texts if not held(one, panel)]


def in_list(widget):
    while widget.parent is not None and widget.parent is not widget:
        widget = widget.parent
        if type(widget).__name__ in ("GoodsRows", "ScrollView"):
            return True
    return False


def held(widget, panel):
    (x, y), (left, low) = widget.to_window(*widget.center), panel.to_window(*panel.pos)
    return left <= x <= left + panel.width and low <= y <= low + panel.height


@pytest.mark.parametrize("cart", CARTS)
@pytest.mark.parametrize("display", DISPLAYS)
def test_names_prices_and_words_are_whole_at_every_size(display, cart, window, on_screen):
    size = window(first_window(cart, display))
    table, panel = laid(on_screen, Around().world(snapshot().products), cart)
    assert (panel.parent is table) == opens(size, cart)
    table.fold(False)
    settle(8)
    for tab in (SHELF, BASKET, LANE, MORE):
        panel.open(tab)
        settle(3)
        assert unread(panel) == []
        assert spilt(panel) == []
    panel.open(SHELF)
    rows = next(one for one in panel.walk() if isinstance(one, GoodsRows))
    assert rows.height >= 2 * 56, "two rows of goods at least"


@pytest.mark.parametrize("display", DISPLAYS)
def test_the_lane_asks_and_takes_money_at_every_size(display, window, on_screen):
    window(first_window((1280, 800), display))
    around = Around()
    around.sheet, around.phase = ASKED, "at_lane"
    table, panel = laid(on_screen, around.world())
    table.fold(False)
    panel.open(LANE)
    settle(4)
    assert unread(panel) == [] and spilt(panel) == []
    for words in ("Old enough", "Card $14.22", "Cash $14.20", "Staff page"):
        press(panel, words).dispatch("on_release")
    assert around.done == [("answer", "age:21", "seen"), ("pay", "card"), ("pay", "cash"), ("page", "staff")]


def test_before_the_lane_has_read_it_shows_its_sign_and_looks():
    around = Around()
    panel = ShelfPanel(around.world())
    panel.open(LANE)
    for words in ("1 Show the sign of lane 4", "2 Read the cart's screen", "Receipt page"):
        press(panel, words).dispatch("on_release")
    assert around.done == [("sign",), ("read",), ("page", "receipt")]


def test_a_touch_on_the_scaled_screen_hits_what_it_shows(window, on_screen, touch):
    window((1366, 768))
    table, _ = laid(on_screen, Around().world())
    stage = table.stage
    begin = next(one for one in stage.walk() if isinstance(one, Press) and isinstance(one.act, Begin))
    done = []
    begin._do = done.append
    assert table.room.scale < 0.9
    touch(begin)
    assert done == [begin.act]


def test_a_thing_is_picked_shown_and_put_in_by_touches(window, on_screen, touch, lists_answer):
    window((1366, 768))
    around = Around()
    _, panel = laid(on_screen, around.world())
    touch(press(panel, MILK.id))
    lists_answer()
    assert panel.hand.held == MILK
    panel.beat()
    settle()
    touch(press(panel, "3 Put in"))
    panel.beat()
    settle()
    assert panel.hand.waits and around.done == [("show", MILK.name)]
    around.known.append(MILK)
    panel.beat()
    assert [one.product for one in panel.hand.inside] == [MILK]


def test_what_waits_goes_in_unread_when_the_hand_says_so(on_screen, touch):
    panel = on_screen(ShelfPanel(Around().world()))
    panel.size = (400, 700)
    panel.hand.pick(MILK)
    panel.hand.put()
    panel.beat()
    settle()
    touch(press(panel, "Put in unread"))
    assert [one.product for one in panel.hand.inside] == [MILK]


def test_the_trip_leads_from_the_shelf_to_the_lane_and_back():
    around = Around()
    panel = ShelfPanel(around.world())
    panel.hand.pick(MILK)
    panel.hand.drop()
    for phase, tab in (("find_lane", LANE), ("at_lane", LANE), ("thanks", LANE), ("welcome", SHELF)):
        around.phase = phase
        panel.beat()
        assert panel.tab == tab
    assert (panel.hand.inside, around.done) == ((), [("take", "key")])
    around.phase = "find_lane"
    panel.beat()
    panel.open(BASKET)
    around.phase = "at_lane"
    panel.beat()
    assert panel.tab == BASKET, "who went elsewhere stays there"


def test_a_search_and_a_walk(on_screen):
    panel = on_screen(ShelfPanel(Around().world(snapshot().products)))
    panel.size = (400, 700)
    settle(8)
    panel.goods.search("rye")
    settle(8)
    assert "Rye bread 750 g" in shown(panel)
    panel.goods.search("")
    panel.goods.go("pets")
    settle(8)
    assert len(shown(panel)) >= 5
    press(panel, "All").dispatch("on_release")
    settle(8)
    assert "Pets" in shown(panel)


def shown(panel):
    return [one.words for one in panel.goods.walk() if isinstance(one, Text)]


def test_switches_cards_and_the_basket_act():
    around = Around()
    panel = ShelfPanel(around.world())
    panel.hand.pick(MILK)
    panel.hand.drop()
    panel.open(BASKET)
    press(panel, "Take out").dispatch("on_release")
    panel.open(MORE)
    press(panel, "Cart rolls").dispatch("on_release")
    press(panel, "Staff badge").dispatch("on_release")
    assert around.done == [("take", "key"), ("rolling", True), ("badge",)]
    assert panel.hand.held == MILK


def test_without_a_lane_there_is_no_such_tab():
    panel = ShelfPanel(replace(Around().world(), lane=LaneSide("")))
    assert LANE not in [one.act.key for one in panel.walk() if isinstance(one, Press)]


def test_a_folded_shelf_leaves_a_tab_and_comes_back(window, on_screen, touch):
    window((1280, 800))
    table, panel = laid(on_screen, Around().world())
    table.fold(True)
    settle()
    assert panel.parent is None
    before = table.room.scale
    touch(press(table, "Shelf"))
    settle()
    assert panel.parent is table and table.room.scale < before
