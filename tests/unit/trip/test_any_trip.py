"""Any shopper at all: scans, weights, touches, staff, broken devices and lanes in any order. What must always hold."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cart import facts
from cart.codes.code import Code
from cart.config import CartSection, Config
from cart.facts import Fact, decode, encode
from cart.trip.already import may_be_anew
from cart.trip.look import look
from cart.trip.prompts import (
    Guess,
    HelpComing,
    NotSold,
    PartOrAll,
    PlaceItem,
    Prompt,
    PutBagIn,
    ScanNext,
    Swapped,
    TakeOut,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichLeft,
)
from cart.trip.replay import replay
from cart.trip.session import apply
from cart.trip.state import Line, Trip
from cart.trip.till import Till
from cart.trip.trust import trust
from tests.support.trips import Shopper, product

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
OFFER = {"id": "milk", "kind": "n_for_price", "match": {"categories": ["milk"]}, "n": 2, "price": 300}
TERMS = facts.Terms("1", "USD", {"tax_mode": "exclusive"}, {"A": 825}, (OFFER,))
GOODS = [
    product("Rye bread", 750, 425),
    product("Whole milk", 1030, 189, categories=("milk",)),
    product("Ground coffee", 520, 899, member_price_cents=749),
    product("Spaghetti", 510, 159),
    product("Chewing gum", 4, 99),
    product("New thing", None, 500),
    product("Charcoal", 3000, 1299, weighed_in_basket=False),
    product("Beer", 530, 199, min_age=21, deposit_cents=10),
]
APPLES = product("Gala apples", None, 349, unit="kg", tare_g=5, plu="4135")
LEMONS = product("Lemons", 120, 45, plu="4053")
GRAMS = st.sampled_from([750.0, 1030.0, 520.0, 510.0, 530.0, 4.0, 333.0, 1780.0, 2060.0, 60.0]) | st.floats(1, 4000)
SETTLED = ("at_lane", "thanks")


def confirmed(guess: Guess) -> tuple[type[Fact], dict[str, Any]]:
    into, out, part = guess.keys
    return facts.Explained, {"into": into, "out": out, "part": part}


def unsettled(trip: Trip) -> int:
    """How many weights and scans wait for an explanation."""
    return len(trip.open_changes) + len(trip.pending)


def answers(prompt: Prompt) -> list[tuple[type[Fact], dict[str, Any]]]:
    """The touches that a prompt's screen offers; each one must lead on."""
    match prompt:
        case PlaceItem(line=line):
            return [(facts.ItemIsIn, {"line": line}), (facts.LineRemoved, {"line": line})]
        case TakeOut(line=line):
            return [(facts.ItemIsIn, {"line": line}), (facts.LineRemoved, {"line": line})]
        case NotSold():
            return [(facts.NoticeSeen, {})]
        case WeighProduce():
            return [(facts.ProduceDropped, {})]
        case PutBagIn():
            return [(facts.BagDone, {})]
        case HelpComing():
            return [(facts.HelpEnded, {})]
    return answers_on_weights(prompt)


def answers_on_weights(prompt: Prompt) -> list[tuple[type[Fact], dict[str, Any]]]:
    match prompt:
        case WeightDiffers(line=line):
            return [(facts.ItemIsIn, {"line": line}), (facts.PutBack, {})]
        case WhichLeft(candidates=some, guesses=sets):
            named = ((facts.LineRemoved, {"line": one.line}) for one in some)
            return [(facts.PutBack, {}), *named, *map(confirmed, sets)]
        case UnknownWeight(guesses=some):
            return [(facts.BagDeclared, {}), (facts.PutBack, {}), *map(confirmed, some)]
        case Swapped(guesses=some):
            return [(facts.PutBack, {}), *map(confirmed, some)]
        case PartOrAll(line=line, left_g=left_g):
            left = {"line": line, "gross_g": left_g or 0}
            return [(facts.PartLeft, left), (facts.LineRemoved, {"line": line, "whole": True}), (facts.TouchUndone, {})]
    return []


class AnyTrip(RuleBasedStateMachine):
    """Chaos: facts of all kinds, in any order, with any weights."""

    def __init__(self) -> None:
        super().__init__()
        self.shopper = Shopper(TERMS)
        self.till = Till()
        self.regular: dict[str, int] = {}
        self.settled: int | None = None

    @property
    def trip(self) -> Trip:
        return self.shopper.trip

    @property
    def due(self) -> int:
        return self.till.price(self.trip).receipt.due

    def asked(self, trip: Trip | None = None) -> Prompt:
        trip = trip or self.trip
        return look(trip, self.till.price(trip), CONFIG).prompt

    def do(self, kind: type[Fact], **fields: Any) -> None:
        before = self.trip
        self.shopper.do(kind, **fields)
        if before.phase not in SETTLED or self.trip.phase not in SETTLED:
            self.settled = self.due if self.trip.phase in SETTLED else None

    def a_line(self, data: st.DataObject) -> Line:
        return data.draw(st.sampled_from(self.trip.lines))

    @rule(what=st.sampled_from(GOODS))
    def scan(self, what) -> None:
        self.do(facts.ItemScanned, product=what, code=Code("gtin", what.id, what.id, "EAN13"))

    @rule(what=st.sampled_from(GOODS), noise=st.floats(-2.5, 2.5))
    def scan_and_put(self, what, noise: float) -> None:
        self.scan(what)
        mg = (what.mass_mg or 612_000) + noise * 1000
        self.weigh(mg / 1000, 0.5)

    @rule(grams=GRAMS, sigma=st.sampled_from([0.4, 2.0, 45.0]))
    def weigh(self, grams: float, sigma: float) -> None:
        self.shopper.change += 1
        change = {"mg": round(grams * 1000), "sigma_mg": round(sigma * 1000)}
        self.do(facts.WeightChanged, change=self.shopper.change, **change)

    @rule(grams=GRAMS)
    def take(self, grams: float) -> None:
        self.weigh(-grams, 0.5)

    @precondition(lambda self: self.trip.placed)
    @rule(data=st.data())
    def take_a_line(self, data: st.DataObject) -> None:
        line = self.a_line(data)
        self.weigh(-(line.measured_mg or line.product.mass_mg or 300_000) / 1000, 0.5)

    @precondition(lambda self: self.trip.changes)
    @rule(data=st.data(), grams=GRAMS | st.just(0.0), sign=st.sampled_from([1, -1]))
    def revise(self, data: st.DataObject, grams: float, sign: int) -> None:
        old = data.draw(st.sampled_from([change for change in self.trip.changes if change.id > 0]))
        self.shopper.change += 1
        mg = round(sign * grams * 1000)
        self.do(facts.WeightChanged, change=self.shopper.change, mg=mg, sigma_mg=500, revises=old.id)

    @precondition(lambda self: self.trip.lines)
    @rule(data=st.data(), quantity=st.integers(0, 4))
    def touch_a_line(self, data: st.DataObject, quantity: int) -> None:
        line = self.a_line(data)
        kind = data.draw(st.sampled_from([facts.LineRemoved, facts.ItemIsIn, facts.QuantitySaid]))
        more = {"quantity": quantity} if kind is facts.QuantitySaid else {}
        self.do(kind, line=line.id, **more)

    @rule(kind=st.sampled_from([facts.PutBack, facts.BagDeclared, facts.BagDone, facts.NoticeSeen, facts.HelpAsked,
                                facts.HelpEnded, facts.StaffLeft, facts.StoreSeen, facts.MemberKnown]))  # fmt: skip
    def touch(self, kind: type[Fact]) -> None:
        more = {facts.StoreSeen: {"online": False}, facts.MemberKnown: {"member": "1000017"}}
        self.do(kind, **more.get(kind, {}))

    @rule(what=st.sampled_from([APPLES, LEMONS]), grams=st.integers(0, 900), quantity=st.integers(0, 4))
    def produce(self, what, grams: int, quantity: int) -> None:
        self.do(facts.ProducePicked, product=what)
        if grams > 60:
            self.weigh(float(grams), 0.4)
            gross_g = 5 * (grams // 5)
            self.do(facts.ProduceAdded, product=what, gross_g=gross_g, tare_g=what.tare_g, quantity=quantity)
        elif grams > 30:
            self.do(facts.ProduceDropped)

    @rule(kind=st.sampled_from(["staff", "trusted", "refused", "coupon", "budget", "language"]))
    def other(self, kind: str) -> None:
        table: dict[str, tuple[type[Fact], dict[str, Any]]] = {
            "staff": (facts.StaffCame, {"staff": "77"}),
            "trusted": (facts.WeightTrusted, {"staff": "77"}),
            "refused": (facts.CodeRefused, {"code": Code("other", "", "?"), "why": "unknown"}),
            "coupon": (facts.CouponScanned, {"coupon": "C1"}),
            "budget": (facts.BudgetSet, {"cents": 6000}),
            "language": (facts.LanguageChosen, {"language": "es"}),
        }
        self.do(table[kind][0], **table[kind][1])

    @rule(device=st.sampled_from(["scale", "camera", "wand"]), up=st.booleans())
    def device(self, device: str, up: bool) -> None:
        if up:
            self.do(facts.DeviceBack, device=device)
        else:
            self.do(facts.DeviceFailed, device=device, words="Plug it in.")

    @rule(seconds=st.floats(0.1, 70))
    def wait(self, seconds: float) -> None:
        self.shopper.at += seconds
        self.do(facts.Ticked)

    @rule(kind=st.sampled_from([facts.CheckoutAsked, facts.ShoppingResumed]))
    def walk(self, kind: type[Fact]) -> None:
        self.do(kind)

    @rule(lane=st.sampled_from(["4", "4", "5"]))
    def hand_over(self, lane: str) -> None:
        self.do(facts.HandedOver, lane=lane)

    @precondition(lambda self: self.trip.phase == "at_lane")
    @rule()
    def pay(self) -> None:
        self.do(facts.Paid, tender="card", cents=self.due, receipt="4-000001")

    @invariant()
    def every_placed_line_was_put_in_or_said(self) -> None:
        """Nothing is charged that no weight explains, no person said, and that a scale could have seen."""
        in_ = ("placed", "produce", "back")
        seen = {key for change in self.trip.changes if change.why in in_ for key in change.lines}
        unseen = {line.id for line in self.trip.placed if line.unseen or line.gap}
        assert [line.id for line in self.trip.placed if line.id not in seen | unseen] == []

    @invariant()
    def no_line_stands_twice(self) -> None:
        keys = [line.id for line in (*self.trip.lines, *self.trip.gone)]
        assert len(keys) == len(set(keys)) and all(0 < int(key) <= self.trip.serial for key in keys)
        assert [line.id for line in self.trip.lines] == sorted((line.id for line in self.trip.lines), key=int)

    @invariant()
    def no_price_rises_and_the_sums_agree(self) -> None:
        receipt = self.till.price(self.trip).receipt
        assert sum(line.net for line in receipt.lines) == receipt.net_total <= receipt.regular_total
        for line in receipt.lines:
            assert 0 <= line.net <= line.regular <= self.regular.setdefault(line.id, line.regular)

    @invariant()
    def handed_over_is_handed_over(self) -> None:
        assert self.settled is None or self.due == self.settled

    @invariant()
    def a_person_is_one_touch_away(self) -> None:
        called = apply(self.trip, facts.HelpAsked(at=self.shopper.at, trip=1))
        assert isinstance(self.asked(called), HelpComing)

    @invariant()
    def each_answer_leads_on(self) -> None:
        """A touch that a screen offers changes what is asked, or less is open: two equal losses are two questions."""
        asked, open_ = self.asked(), unsettled(self.trip)
        for kind, fields in answers(asked):
            after = apply(self.trip, kind(at=self.shopper.at, trip=1, **fields))
            assert self.asked(after) != asked or unsettled(after) < open_, (asked, kind.__name__)

    @invariant()
    def answers_end(self) -> None:
        """Whoever answers each question, one touch each, is soon done: no circle of questions.

        A gain that a touch explains anew, once, lets what it was thought to be wait again.
        """
        trip, touches = self.trip, 0
        anew = sum(1 + len(change.lines) for change in trip.changes if may_be_anew(change))
        most = 2 * len(trip.pending) + len(trip.open_changes) + anew + 6
        while not isinstance(asked := self.asked(trip), ScanNext):
            kind, fields = answers(asked)[0]
            trip, touches = apply(trip, kind(at=self.shopper.at, trip=1, **fields)), touches + 1
            assert touches <= most, asked

    @invariant()
    def trust_is_a_share(self) -> None:
        assert 0 <= trust(self.trip).score <= 100

    def teardown(self) -> None:
        """The journal's bytes bring back the same trip and the same cent."""
        bodies = [encode(fact) for fact in self.shopper.facts]
        again = [decode(body) for body in bodies]
        assert again == self.shopper.facts and [encode(fact) for fact in again] == bodies
        outcome = replay(again)
        assert outcome.trip == self.trip and outcome.receipt.due == self.due


TestAnyTrip = AnyTrip.TestCase
TestAnyTrip.settings = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
