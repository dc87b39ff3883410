"""Scenes of a shopper's trip to paint in the gallery and in tests: realistic, written by hand, one or more a screen."""

from dataclasses import dataclass, field, replace
from typing import Any

from cart.catalog import demo
from cart.catalog.product import Product
from cart.codes.code import Code
from cart.sync.adoption import Standing as Joining
from cart.trip.prompts import (
    Candidate,
    Guess,
    HelpComing,
    IsThisIt,
    NotSold,
    Offered,
    PartOrAll,
    Piece,
    PlaceItem,
    PutBagIn,
    StillThere,
    Swapped,
    TakeOut,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichIsIt,
    WhichLeft,
)
from cart.trip.view import AcrossView, Check, DeviceView, HintView, LineView, SavingView, Totals, View
from cart.weighing.bench import Standing
from ui.bench_samples import BENCHES, NOBODY
from ui.places import DEMO_STORE
from ui.router import screen_of
from ui.shop import Adopting, Reading, ScaleHealth, SelfTest

PICTURES = {one.name: one.picture for one in demo.products(DEMO_STORE / "catalog.csv")}
"""The demo's own, by the names of its products."""


def line(key: str, name: str, department: str, icon: str, cents: int, **more: Any) -> LineView:
    """One row of a receipt: one piece at its full price unless `more` says otherwise."""
    usual = LineView((key,), key, name, department, icon, 1, "ea", cents, cents, cents, picture=PICTURES.get(name))
    return replace(usual, **more)


LINES = (
    line("8", "Gala apples", "produce", "food-apple", 349, unit="kg", net_g=842, tare_g=5,
         regular_cents=294, net_cents=294, newest=True),
    line("7", "Whole milk 1 L", "dairy", "cup", 189, lines=("2", "7"), quantity=2, per_cents=189, per="L",
         regular_cents=378, net_cents=300, savings=(SavingView("2 for $3.00", 78),)),
    line("6", "Rye bread 750 g", "bakery", "bread-slice", 425, hint=HintView(1, 213)),
    line("5", "Ground coffee 500 g", "drinks", "coffee", 899, net_cents=749, price_kept=True,
         savings=(SavingView("Member price", 150),)),
    line("4", "Eggs, 10", "dairy", "egg", 329),
    line("3", "Oat biscuits with honey, almonds and dark chocolate, family pack 750 g", "snacks", "cookie", 659,
         regular_cents=659, net_cents=527, savings=(SavingView("20 % off biscuits", 132),)),
    line("2", "חלב טרי 3% שומן", "dairy", "cup", 620),
    line("1", "Red wine 0.75 L", "alcohol", "bottle-wine-outline", 1149, min_age=21),
)  # fmt: skip
TRIP = View(
    phase="shopping", trip=1, sid="5f2c9a1be07d", lines=LINES, budget_cents=6000,
    totals=Totals(items=14, tax_cents=112, deposit_cents=50, due_cents=3759, saved_cents=636),
)  # fmt: skip
TENTH = AcrossView("tenth", "10% off everything", 418, (("1", 200), ("2", 218)))
WELCOME = View()
BANANAS = Product(
    "PLU4011", "Bananas", 169, "produce", plu="4011", unit="kg", tare_g=5, icon="fruit-cherries",
    names={"es": "Plátanos"}, picture=PICTURES["Bananas"],
)  # fmt: skip
LEMONS = Product("PLU4053", "Lemons", 45, "produce", plu="4053", icon="fruit-citrus", names={"es": "Limones"},
                 picture=PICTURES["Lemons"])  # fmt: skip
OIL = Offered(Product(
    "0952041700091", "Extra virgin olive oil, cold pressed 500 ml", 899, "pantry", member_price_cents=599,
    names={"es": "Aceite de oliva extra virgen, prensado en frío 500 ml"}, icon="bottle-tonic",
    picture=PICTURES["Olive oil 500 ml"],
))  # fmt: skip
LEMONADE = Offered(Product(
    "0952041700092", "Lemonade 1 L", 179, "drinks", names={"es": "Limonada 1 L"}, picture=PICTURES["Lemonade 1.75 L"],
))  # fmt: skip
JAM = Offered(Product(
    "0952041700093", "Strawberry jam", 329, "pantry", names={"es": "Mermelada de fresa"},
    picture=PICTURES["Strawberry jam 510 g"],
))  # fmt: skip
PLACE = PlaceItem("9", "olive oil 0.75 L", "pantry", "bottle-tonic", 649)
CANDIDATES = (
    Candidate("5", "Ground coffee 500 g", "drinks", "coffee", 749, picture=PICTURES["Ground coffee 500 g"]),
    Candidate("a", "Spaghetti 500 g", "pantry", "pasta", 159),
    Candidate("b", "Carrots", "produce", "carrot", 96, 506),
    Candidate("c", "Basmati rice 500 g", "pantry", "rice", 279),
    Candidate("d", "Chickpeas 400 g", "pantry", "food-variant", 109),
    Candidate("e", "Sugar 500 g", "pantry", "cube-outline", 119),
)
UNKNOWN = Code("gtin", "07290000066318", "7290000066318", "EAN13")
BROKEN = (
    DeviceView("camera", False, "The camera is not there. Plug it in again at the mast (USB).", "missing"),
    DeviceView("scale", False, "The scale is silent. Check the cable under the basket.", "silent"),
)
FULL = (DeviceView("journal", False, "[Errno 28] No space left on device", "storage"),)
NEW = View(phase="unadopted")
WORKING = (
    SelfTest("camera", True, "1280 × 720"), SelfTest("scale", True, "80"), SelfTest("calibration", False),
    SelfTest("network", True), SelfTest("store", False),
)  # fmt: skip
SILENT = (SelfTest("camera", True, "1280 × 720"), SelfTest("scale", False, why="silent"), *WORKING[2:])
THEIRS = (*WORKING[:4], SelfTest("store", True, "192.0.2.4:8080"))
HERE, THERE = "192.0.2.17", "http://192.0.2.4:8080"
ADOPTING = (
    ("code", "", Adopting(Joining(), WORKING, HERE)),
    ("silent-scale", "", Adopting(Joining(trouble="no_code"), SILENT)),
    ("used", "", Adopting(Joining(trouble="used"), WORKING, HERE)),
    ("away", "", Adopting(Joining("asking", THERE, "away"), THEIRS, HERE)),
    ("goods", "", Adopting(Joining("goods", THERE), THEIRS, HERE)),
    ("no-goods", "", Adopting(Joining("goods", THERE, "no_goods"), THEIRS, HERE)),
    ("typing", "7k2qx93fma0vdr1t5cwh192.0.2.4:80", Adopting(Joining(), WORKING, HERE)),
)
LANE_CODE = "SC1:" + "7$X4N8EW9K2Q0BZ5H6M1TUR3CVDLJPOSGFIAY" * 6
RECEIPT = "https://store.example/r/5f2c9a1be07d"


FREE = View(phase="staff", staff="Maria")
WELL = ScaleHealth(0.4, 0.2)


@dataclass(frozen=True)
class Scene:
    """A named state of the screen: a view, where the shopper wandered, what was typed, and the scale's state.

    `manner`: how the shopper chose to shop, at a cart that names what goes in ("scan" or "drop").
    """

    name: str
    view: View
    wandered: str = ""
    typed: str = ""
    keys: str = ""
    count: int = 1
    live: Reading | None = None
    health: ScaleHealth = WELL
    bench: Standing = NOBODY
    rested: bool = False
    about: str = ""
    adopting: Adopting = field(default_factory=Adopting)
    manner: str = ""

    @property
    def screen(self) -> str:
        """The name of the screen that shows it."""
        return "resting" if self.rested else screen_of(self.view, self.wandered, self.bench, self.keys == "digits")


def asking(prompt: Any) -> View:
    """The trip with this prompt."""
    return replace(TRIP, prompt=prompt)


def _in_pieces(line: LineView) -> LineView:
    return replace(line, several=line.net_g is None)


LOOKS = (
    Check("age:21", ("Red wine 0.75 L",), 21),
    *(Check(f"weight:{n}", (name,), net_g=grams) for n, name, grams in
      ((8, "Gala apples", 842), (9, "Plátanos de Canarias", 1230), (10, "Carrots", 506), (11, "Limes", 240))),
)  # fmt: skip


def piece(name: str, department: str, icon: str, count: int = 1) -> Piece:
    """So many of a product."""
    return Piece(name, department, icon, count)


MILK_IN, BREAD_OUT = piece("Whole milk 1 L", "dairy", "cup"), piece("Rye bread 750 g", "bakery", "bread-slice-outline")
SWAPS = (
    Guess((MILK_IN,), (BREAD_OUT,), (("9",), ("3",), "")),
    Guess((replace(MILK_IN, count=2),), (piece("Spring water 1.5 L", "drinks", "bottle-soda-classic-outline"),),
          (("9", "9"), ("5",), "")),
)  # fmt: skip
MORE_MILK = (Guess((MILK_IN,), (), (("9",), (), "")),)
HANDFUL = (
    Guess((), (BREAD_OUT, MILK_IN, piece("Ground coffee 500 g", "pantry", "coffee")), ((), ("3", "9", "4"), "")),
)
BUNCH = PartOrAll("2", "Bananas", "produce", "fruit-cherries", 310, 1235, 925)
PACK = PartOrAll("7", "Pale ale, 6 cans", "alcohol", "beer-outline", 372, 2260, None, 1)
TAKE_OUT = TakeOut("3", "Rye bread 750 g", "bakery", "bread-slice-outline", 425)
STEADY = Reading(9_812, True)
BOTTLES = WeightDiffers("9", "sparkling water", 2090, 1045, 2)
EMPTY = replace(TRIP, lines=(), totals=Totals(), budget_cents=0)
SCENES: tuple[Scene, ...] = (
    Scene("welcome", WELCOME),
    Scene("welcome-scan", WELCOME, manner="scan"),
    Scene("welcome-drop", WELCOME, manner="drop"),
    Scene("resting", WELCOME, rested=True),
    Scene("basket-empty", EMPTY),
    Scene("basket", TRIP),
    Scene("basket-drop", TRIP, manner="drop"),
    Scene("basket-battery", replace(TRIP, devices=(DeviceView("battery", False, "4 %", "empty"),))),
    Scene("basket-across", replace(TRIP, lines=LINES[-2:], totals=replace(TRIP.totals, across=(TENTH,)))),
    Scene("basket-place", asking(PLACE)),
    Scene("basket-place-slow", asking(replace(PLACE, slow=True, waiting=2))),
    Scene("basket-bag-in", asking(PutBagIn(240))),
    Scene("basket-no-camera", replace(TRIP, devices=BROKEN[:1], online=False)),
    Scene("basket-no-scale", replace(TRIP, devices=BROKEN[1:])),
    Scene("basket-undo", replace(TRIP, undo=True)),
    *(Scene(f"line-{line.product}", replace(TRIP, lines=tuple(map(_in_pieces, TRIP.lines))), f"line:{line.lines[0]}")
      for line in TRIP.lines[:3]),
    Scene("basket-helped", asking(HelpComing()), "on"),
    Scene("not-sold-unknown", asking(NotSold(UNKNOWN, "unknown"))),
    Scene("not-sold-expired", asking(NotSold(UNKNOWN, "expired", "Natural yogurt 500 g"))),
    Scene("not-sold-recalled", asking(NotSold(UNKNOWN, "recalled", "Peanut butter 340 g"))),
    Scene("not-sold-coupon-again", asking(NotSold(UNKNOWN, "coupon_again"))),
    Scene("not-sold-coupon", asking(NotSold(UNKNOWN, "coupon_expired"))),
    Scene("which-left", asking(WhichLeft(504, CANDIDATES[:3]))),
    Scene("which-left-many", asking(WhichLeft(504, CANDIDATES))),
    Scene("differs", asking(BOTTLES)),
    Scene("unknown-weight", asking(UnknownWeight(1234))),
    Scene("unknown-weight-one-more", asking(UnknownWeight(1045, MORE_MILK))),
    Scene("is-this-it", asking(IsThisIt(7, 885, (OIL, LEMONADE, JAM)))),
    Scene("is-this-it-alone", asking(IsThisIt(7, 842, (Offered(BANANAS),)))),
    Scene("is-this-it-several", replace(asking(IsThisIt(7, 372, (Offered(LEMONS, 3), JAM))), member="7")),
    Scene("which-is-it", asking(WhichIsIt(7, 1060, (LEMONADE, OIL, Offered(BANANAS))))),
    Scene("something-else", asking(WhichIsIt(7, 1060, (LEMONADE, OIL))), "something_else"),
    Scene("swapped", asking(Swapped(297, SWAPS, "9", "Whole milk 1 L"))),
    Scene("swapped-one", asking(Swapped(-340, SWAPS[:1]))),
    Scene("which-left-sets", asking(WhichLeft(2332, CANDIDATES[:3], HANDFUL, more=True))),
    Scene("part-or-all", asking(BUNCH)),
    Scene("part-or-all-pack", asking(PACK)),
    Scene("basket-take-out", asking(TAKE_OUT)),
    Scene("basket-take-out-slow", asking(replace(TAKE_OUT, slow=True))),
    Scene("help", asking(HelpComing("left"))),
    Scene("still-there", asking(StillThere())),
    Scene("still-there-called", asking(StillThere(called=True))),
    Scene("help-alone", replace(asking(HelpComing("left")), online=False)),
    Scene("help-told", asking(HelpComing("left", "told"))),
    Scene("help-seen", asking(HelpComing("left", "seen", "Maria"))),
    Scene("help-coming", asking(HelpComing("left", "coming", "Maria"))),
    Scene("produce", TRIP, "produce"),
    Scene("produce-empty-scale", asking(WeighProduce(BANANAS)), live=Reading(8_580, True)),
    Scene("produce-moving", asking(WeighProduce(BANANAS, 1235, 1230, 208)), live=Reading(9_815, False)),
    Scene("produce-steady", asking(WeighProduce(BANANAS, 1235, 1230, 208)), live=STEADY),
    Scene("produce-no-scale", replace(asking(WeighProduce(BANANAS)), devices=BROKEN[1:]), live=STEADY),
    Scene("produce-count", asking(WeighProduce(LEMONS)), count=3, live=STEADY),
    Scene("produce-search", TRIP, "produce", "ap", keys="letters"),
    Scene("produce-plu", TRIP, "produce", "40", keys="digits"),
    Scene("bag", TRIP, "bag"),
    Scene("member", TRIP, "member"),
    Scene("member-known", replace(TRIP, member="M-1"), "member"),
    Scene("find", TRIP, "find"),
    Scene("find-results", TRIP, "find", "rice"),
    Scene("find-typing", TRIP, "find", "rice", keys="letters"),
    Scene("find-none", TRIP, "find", "unicorn"),
    Scene("deals", TRIP, "deals"),
    Scene("budget", TRIP, "budget", "75"),
    Scene("budget-first", EMPTY, "budget"),
    Scene("settings", TRIP, "settings"),
    Scene("find-lane", replace(TRIP, phase="find_lane")),
    Scene("find-lane-age", replace(TRIP, phase="find_lane", totals=replace(TRIP.totals, age_required=21))),
    Scene("at-lane", replace(TRIP, phase="at_lane", lane="4")),
    Scene("at-lane-cash", replace(TRIP, phase="at_lane", lane="4", totals=replace(TRIP.totals, cash_cents=3760))),
    Scene("at-lane-unweighed", replace(TRIP, phase="at_lane", lane="4", weight_checked=False)),
    Scene("at-lane-looks", replace(TRIP, phase="at_lane", lane="4", checks=LOOKS, trust_reasons=("waiting:1",))),
    Scene("thanks", replace(TRIP, phase="thanks", receipt="2026-000417")),
    Scene("staff", replace(TRIP, phase="staff", staff="Maria", devices=BROKEN[1:], trust=72,
                           trust_reasons=("settled_by_shopper:2", "taken_on_word:1")), live=STEADY,
          health=WELL),
    Scene("shelf-price", replace(TRIP, phase="staff", staff="Maria"), "shelf_price", "149",
          about=TRIP.lines[1].lines[0]),
    Scene("shelf-price-more", replace(TRIP, phase="staff", staff="Maria"), "shelf_price", "999",
          about=TRIP.lines[1].lines[0]),
    Scene("settle", replace(TRIP, phase="staff", staff="Maria", trust=72,
                            trust_reasons=("weight_differs:1", "taken_on_word:2")), "settle"),
    Scene("end-trip", replace(TRIP, phase="staff", staff="Maria"), "end_trip"),
    Scene("staff-free", FREE, live=Reading(3, True), health=ScaleHealth(3.2, -1.4, 1, False, "noise")),
    Scene("calibrate-trip", replace(TRIP, phase="staff", staff="Maria"), "calibrate"),
    *(Scene(name, FREE, "calibrate", "7500" if name.endswith("other") else "",
            "digits" if name.endswith("other") else "", bench=bench) for name, bench in BENCHES.items()),
    *(Scene(f"adopt-{name}", NEW, typed=typed, keys="code" if typed else "", adopting=adopting)
      for name, typed, adopting in ADOPTING),
    Scene("out-of-service", replace(WELCOME, phase="out_of_service", devices=BROKEN[:1])),
    Scene("out-of-service-both", replace(WELCOME, phase="out_of_service", devices=BROKEN)),
    Scene("out-of-service-trip", replace(TRIP, phase="out_of_service", devices=FULL)),
)  # fmt: skip
