"""A model in, a touch out: each button of each screen carries out its own act."""

from dataclasses import replace

import pytest

from cart.facts import BudgetSet, CheckoutAsked, HelpAsked, LineRemoved, ProduceAdded, ProducePicked, WeightTrusted
from cart.trip.prompts import WeighProduce
from ui.desk import Desk
from ui.gallery import shop_for, stage_for
from ui.intents import Begin, Go, Post
from ui.parts.press import Press
from ui.samples import BANANAS, PLACE, SCENES, STEADY, TRIP, WELCOME, Scene, asking
from ui.shop import Settings
from ui.stage import Stage

SIZES = [(1280, 800), (800, 480)]
SMALL = Settings(width=800, height=480)
SCENE = {scene.name: scene for scene in SCENES}


def presses(stage):
    return [one for one in stage.walk() if isinstance(one, Press)]


def button(stage, kind):
    """The first button that posts this kind of fact."""
    return next(one for one in presses(stage) if isinstance(one.act, Post) and one.act.kind is kind)


class Live:
    """A stage over a view that the test changes, with what it posts."""

    def __init__(self, view=TRIP, settings=SMALL):
        self.view, self.now = view, 1000.0
        self.posted, self.begun, self.said = [], [], []
        shop = replace(
            shop_for(Scene("live", view, live=STEADY), settings),
            pump=lambda: self.view,
            touch=lambda kind, **fields: self.posted.append((kind, fields)),
            begin=self.begun.append,
            say=lambda text, language: self.said.append((language, text)),
        )
        self.desk = Desk(shop, lambda: self.now)
        self.stage = Stage(self.desk)
        self.stage.beat()


ONE_A_SCREEN = {scene.screen: scene.name for scene in reversed(SCENES)}


@pytest.mark.parametrize("name", sorted({*ONE_A_SCREEN.values(), "basket-place-slow", "produce-count", "find-results"}))
def test_every_button_that_shows_does_its_act(name, on_screen, touch, lists_answer):
    stage = on_screen(stage_for(SCENE[name], SMALL, "en"))
    done = []
    for one in presses(stage):
        one._do = done.append
    pressed = [one for one in presses(stage) if visible(stage, one)]
    for one in pressed:
        touch(one)
    lists_answer()
    assert sorted(map(repr, done)) == sorted(repr(one.act) for one in pressed)


def visible(stage, widget) -> bool:
    x, y = widget.to_window(*widget.center)
    return 0 < x < stage.width and 0 < y < stage.height and hit(stage, widget)


def hit(stage, widget) -> bool:
    """Whether no list hides the middle of the widget."""
    parent, y = widget.parent, widget.to_window(*widget.center)[1]
    while parent is not None and parent is not stage:
        bottom = parent.to_window(*parent.pos)[1]
        if type(parent).__name__ in ("Rows", "ScrollView") and not bottom < y < bottom + parent.height:
            return False
        parent = parent.parent
    return True


def test_start_shopping_begins_a_trip(on_screen, touch):
    live = Live(SCENE["welcome"].view)
    on_screen(live.stage)
    touch(next(one for one in presses(live.stage) if isinstance(one.act, Begin)))
    assert live.begun == ["en"]


def test_checkout_is_asked_once_by_a_double_tap(on_screen, touch):
    live = Live()
    on_screen(live.stage)
    checkout = button(live.stage, CheckoutAsked)
    touch(checkout)
    touch(checkout)
    assert live.posted == [(CheckoutAsked, {})]


def test_during_a_trip_no_touch_is_swallowed_however_long_the_pause(on_screen, touch):
    live = Live()
    on_screen(live.stage)
    live.now += 3600
    live.stage.beat()
    touch(button(live.stage, HelpAsked))
    assert live.posted == [(HelpAsked, {})]


def test_a_free_cart_rests_visibly_and_a_touch_leads_to_the_welcome(on_screen, touch):
    live = Live(WELCOME)
    on_screen(live.stage)
    live.now += 3600
    live.stage.beat()
    assert live.stage.shown == "resting"
    touch(live.stage.screen)
    live.stage.beat()
    on_screen(live.stage)
    assert (live.stage.shown, live.begun) == ("welcome", [])
    touch(next(one for one in presses(live.stage) if isinstance(one.act, Begin)))
    assert live.begun == ["en"]


def test_touching_a_candidate_says_which_one_left(on_screen, touch):
    live = Live(SCENE["which-left"].view)
    on_screen(live.stage)
    touch(button(live.stage, LineRemoved))
    assert live.posted == [(LineRemoved, {"line": "5"})]


def test_produce_is_picked_weighed_and_added_as_displayed(on_screen, touch, lists_answer):
    live = Live()
    live.desk.wandered = "produce"
    live.stage.beat()
    on_screen(live.stage)
    touch(button(live.stage, ProducePicked))
    lists_answer()
    assert live.posted[0][0] is ProducePicked
    live.view, live.now = asking(WeighProduce(BANANAS, 1235, 1230, 208)), live.now + 1
    live.stage.beat()
    on_screen(live.stage)
    touch(button(live.stage, ProduceAdded))
    assert live.posted[1] == (ProduceAdded, {"product": BANANAS, "gross_g": 1235, "tare_g": 5})


def test_a_budget_is_typed_and_set(on_screen, touch):
    live = Live()
    live.desk.wandered = "budget"
    live.stage.beat()
    on_screen(live.stage)
    for digit in "45":
        touch(next(one for one in presses(live.stage) if getattr(one.act, "key", "") == digit))
    live.stage.beat()
    on_screen(live.stage)
    touch(button(live.stage, BudgetSet))
    assert live.posted == [(BudgetSet, {"cents": 4500})]


def test_a_shopper_has_the_steps_read_aloud_and_the_next_one_has_not(on_screen, touch):
    live = Live(settings=replace(SMALL, voice=True))
    live.desk.wandered = "settings"
    live.stage.beat()
    on_screen(live.stage)
    touch(next(one for one in presses(live.stage) if getattr(one.act, "value", "") == "aloud"))
    live.stage.beat()
    live.view = replace(asking(PLACE), lines=TRIP.lines[1:])
    live.stage.beat()
    assert [language for language, _ in live.said] == ["en", "en"]
    assert "olive oil" in live.said[1][1]
    live.view = WELCOME
    live.stage.beat()
    assert (live.desk.sound, len(live.said)) == ("on", 2)


def test_staff_settle_a_difference(on_screen, touch):
    live = Live(SCENE["staff"].view)
    on_screen(live.stage)
    touch(next(one for one in presses(live.stage) if one.act == Go("settle")))
    live.stage.beat()
    on_screen(live.stage)
    touch(button(live.stage, WeightTrusted))
    assert live.posted == [(WeightTrusted, {"staff": "Maria"})]


def test_the_screen_follows_the_view(on_screen):
    live = Live()
    on_screen(live.stage)
    assert live.stage.shown == "basket"
    basket = live.stage.screen
    live.view = SCENE["which-left"].view
    live.stage.beat()
    assert live.stage.shown == "which_left"
    live.view = TRIP
    live.stage.beat()
    assert live.stage.screen is basket


def test_rows_that_stay_are_not_painted_again(on_screen):
    live = Live()
    on_screen(live.stage)
    rows = live.stage.screen._rows
    before = dict(rows._shown)
    live.view = replace(TRIP, lines=TRIP.lines[1:], prompt=PLACE)
    live.stage.beat()
    assert all(rows._shown[row] is before[row] for row in rows._shown)
    assert len(rows._shown) == len(before) - 1


def test_a_new_look_paints_all_anew():
    live = Live()
    first = live.stage.screen
    live.desk.look = replace(live.desk.look, mode="dark")
    live.stage.beat()
    assert live.stage.screen is not first


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_next_step_and_the_total_never_scroll(width, height, on_screen):
    stage = on_screen(stage_for(SCENE["basket"], Settings(width=width, height=height), "en"))
    rows = stage.screen._rows
    side = stage.screen._side
    before = side.pos[:]
    rows.scroll_y = 0
    assert side.pos == before
    assert side.top <= stage.height
    assert side.y >= 0
