"""Promise 3: every prompt is solved by the shopper within three taps on the screens' own buttons.

Solved: the list is what the shopper has in the basket, nothing is open, and the screen says to scan on.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args

import pytest

from cart.codes.code import Code
from cart.config import CartSection, Config
from cart.facts import (
    BagDeclared,
    CheckoutAsked,
    CodeRefused,
    Fact,
    HelpAsked,
    LeftAsked,
    LineRemoved,
    ProduceAdded,
    ProducePicked,
)
from cart.trip.look import look
from cart.trip.prompts import (
    HelpComing,
    IsThisIt,
    NotSold,
    PartOrAll,
    PlaceItem,
    Prompt,
    PutBagIn,
    ScanNext,
    StillThere,
    Swapped,
    TakeOut,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichIsIt,
    WhichLeft,
)
from cart.trip.till import Till
from cart.trip.view import View
from tests.support.trips import Shopper, product
from tests.unit.trip.test_naming import JAM, OIL, dropped
from ui.desk import Desk
from ui.intents import Act, Begin
from ui.presenter.models import Tile, Way
from ui.shop import Reading, Shop
from ui.stage import SCREENS

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
BREAD, MILK = product("Rye bread", 750, 425), product("Whole milk", 1030, 189)
PINK, WHITE = product("Strawberry yogurt", 161, 89), product("Vanilla yogurt", 162, 85)
CHARCOAL = product("Charcoal", 3000, 1299, weighed_in_basket=False)
APPLES = product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135")
LEMON = product("Lemons", 120, 45, plu="4053")
UNKNOWN = {"code": Code("gtin", "1", "1"), "why": "unknown"}
TAPS = 3


def bunch() -> Shopper:
    """A loaf and 840 g of apples, weighed."""
    shopper = Shopper().put(BREAD).do(ProducePicked, product=APPLES).weigh(845)
    return shopper.do(ProduceAdded, product=APPLES, gross_g=845, tare_g=5)


Situation = tuple[type, Callable[[], Shopper], list[str]]
SITUATIONS: dict[str, Situation] = {
    "scanned, and not wanted after all": (PlaceItem, lambda: Shopper().scan(BREAD), []),
    "scanned, and in unseen": (PlaceItem, lambda: Shopper().scan(BREAD).wait(9), ["Rye bread"]),
    "on the lower tray": (PlaceItem, lambda: Shopper().scan(CHARCOAL), ["Charcoal"]),
    "two wait, neither is wanted": (PlaceItem, lambda: Shopper().scan(BREAD).scan(MILK), []),
    "not sold here": (NotSold, lambda: Shopper().do(CodeRefused, **UNKNOWN), []),
    "my phone": (UnknownWeight, lambda: Shopper().weigh(190).wait(2), []),
    "out again, and the scale missed it": (UnknownWeight, lambda: Shopper().weigh(333).wait(2), []),
    "apples that nobody named": (UnknownWeight, lambda: Shopper().weigh(845).wait(2), ["Gala apples"]),
    "dropped in, and named": (IsThisIt, lambda: dropped(885, (OIL, 18.0), (JAM, -6.0), sure=True), ["Olive oil"]),
    "dropped in, and it is mine": (IsThisIt, lambda: dropped(885, (OIL, 18.0), sure=True), []),
    "dropped in, the second of two": (WhichIsIt, lambda: dropped(885, (OIL, 1.0), (JAM, -1.0)), ["Jam"]),
    "three of which one was scanned": (
        WeightDiffers, lambda: Shopper().scan(MILK).weigh(3090).wait(2), ["Whole milk"] * 3,
    ),
    "five of which two were scanned": (
        WeightDiffers, lambda: Shopper().scan(MILK).scan(MILK).weigh(5150).wait(2), ["Whole milk"] * 5,
    ),
    "a loaf that is half as heavy": (WeightDiffers, lambda: Shopper().scan(BREAD).weigh(400).wait(2), ["Rye bread"]),
    "another thing, and it is mine": (WeightDiffers, lambda: Shopper().scan(BREAD).weigh(400).wait(2), []),
    "one of two that weigh the same": (
        WhichLeft, lambda: Shopper().put(PINK, 161).put(WHITE, 161).weigh(-161).wait(2), ["Strawberry yogurt"],
    ),
    "the other one": (
        WhichLeft, lambda: Shopper().put(PINK, 161).put(WHITE, 161).weigh(-161).wait(2), ["Vanilla yogurt"],
    ),
    "both at once": (WhichLeft, lambda: Shopper().put(PINK).put(WHITE).put(BREAD).weigh(-323).wait(2), ["Rye bread"]),
    "three of a kind at once": (
        WhichLeft, lambda: Shopper().put(MILK).put(MILK).put(MILK).put(BREAD).weigh(-3090).wait(2), ["Rye bread"],
    ),
    "my bag, lighter than before": (WhichLeft, lambda: Shopper().put(BREAD).weigh(-210).wait(6), ["Rye bread"]),
    "put back at once": (
        WhichLeft, lambda: Shopper().put(PINK, 161).put(WHITE, 161).weigh(-161).wait(2),
        ["Strawberry yogurt", "Vanilla yogurt"],
    ),
    "milk in, bread out": (
        Swapped, lambda: Shopper().put(BREAD).scan(MILK).weigh(280).wait(2), ["Whole milk"],
    ),
    "two more of what is in": (
        UnknownWeight, lambda: Shopper().put(MILK).weigh(1030).wait(2), ["Whole milk"] * 2,
    ),
    "a part of the apples": (
        PartOrAll, lambda: bunch().weigh(-300).wait(6).do(LineRemoved, line="2"), ["Rye bread", "Gala apples"],
    ),
    "neither all of the apples nor a part": (
        PartOrAll, lambda: bunch().weigh(-300).wait(6).do(LineRemoved, line="2"), ["Rye bread", "Gala apples"],
    ),
    "taken off, and it is out already": (
        TakeOut, lambda: Shopper().put(BREAD).put(MILK).do(LineRemoved, line="1").wait(7), ["Whole milk"],
    ),
    "taken off, and kept": (
        TakeOut, lambda: Shopper().put(BREAD).put(MILK).do(LineRemoved, line="1"), ["Rye bread", "Whole milk"],
    ),
    "produce in the basket": (
        WeighProduce, lambda: Shopper().do(ProducePicked, product=APPLES).weigh(845), ["Gala apples"],
    ),
    "two lemons": (WeighProduce, lambda: Shopper().do(ProducePicked, product=LEMON).weigh(240), ["Lemons"] * 2),
    "no produce after all": (WeighProduce, lambda: Shopper().do(ProducePicked, product=APPLES), []),
    "a bag is in": (PutBagIn, lambda: Shopper().do(BagDeclared).weigh(310), []),
    "no bag after all": (PutBagIn, lambda: Shopper().do(BagDeclared), []),
    "help that is no longer needed": (HelpComing, lambda: Shopper().put(BREAD).do(HelpAsked), ["Rye bread"]),
    "still there": (StillThere, lambda: Shopper().put(BREAD).do(LeftAsked), ["Rye bread"]),
    "asked on the way to the lane": (
        UnknownWeight, lambda: Shopper().put(BREAD).weigh(333).do(CheckoutAsked).wait(2), ["Rye bread"],
    ),
}  # fmt: skip


class Screen:
    """A shopper's trip on the screen: what can be touched, and what a touch does."""

    def __init__(self, shopper: Shopper) -> None:
        self.shopper, self.till, self.begun = shopper, Till(), False
        shop = Shop(self.touch, self.view, lambda _: None, produce=lambda: (APPLES, LEMON), live=self.live)
        self.desk = Desk(shop, lambda: self.shopper.at)
        self.desk.pump()

    def touch(self, kind: type[Fact], **given: Any) -> None:
        self.shopper.do(kind, **given)

    def view(self) -> View:
        return look(self.shopper.trip, self.till.price(self.shopper.trip), CONFIG)

    def live(self) -> Reading:
        return Reading(sum(change.mg for change in self.shopper.trip.changes) // 1000, settled=True)

    def acts(self) -> list[Act]:
        model = SCREENS[self.desk.screen][1](self.desk.frame, self.desk)
        return list({repr(one.act): one.act for one in every(model) if not isinstance(one.act, Begin)}.values())

    def tap(self, act: Act) -> None:
        self.desk.hands.act(act)
        self.shopper.wait(2.0)
        self.desk.pump()

    def solved(self, wanted: list[str]) -> bool:
        trip, prompt = self.shopper.trip, self.desk.view.prompt
        return not trip.open_changes and prompt == ScanNext() and Counter(self.shopper.names) == Counter(wanted)


def every(model: object) -> Iterator[Way | Tile]:
    """All that can be touched in a model."""
    if isinstance(model, Way | Tile):
        yield model
    elif is_dataclass(model):
        for field in fields(model):
            yield from every(getattr(model, field.name))
    elif isinstance(model, tuple):
        for one in model:
            yield from every(one)


def after(build: Callable[[], Shopper], taps: list[Act]) -> Screen:
    screen = Screen(build())
    for act in taps:
        screen.tap(act)
    return screen


def solution(build: Callable[[], Shopper], wanted: list[str]) -> list[Act] | None:
    """The fewest taps that solve a situation, three at most; or None."""
    paths: list[list[Act]] = [[]]
    for _ in range(TAPS):
        paths = [[*taps, act] for taps in paths for act in after(build, taps).acts()]
        for taps in paths:
            if after(build, taps).solved(wanted):
                return taps
    return None


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_shopper_solves_it_within_three_taps(name: str):
    kind, build, wanted = SITUATIONS[name]
    screen = Screen(build())
    assert isinstance(screen.desk.view.prompt, kind) and not screen.solved(wanted)
    assert solution(build, wanted) is not None


def test_every_prompt_is_among_the_situations():
    assert {kind for kind, _, _ in SITUATIONS.values()} == set(get_args(Prompt)) - {ScanNext}
