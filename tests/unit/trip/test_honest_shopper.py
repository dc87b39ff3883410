"""A shopper who does nothing wrong, over a scale that first guesses and then knows: the list is what is in the basket.

The scale tells a step early (unsure), and revises it when all is at rest; what it told may be taken back altogether.
"""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cart import facts
from cart.config import CartSection, Config
from cart.facts import WeightChanged
from cart.trip.look import look
from cart.trip.prompts import ScanNext
from cart.trip.till import Till
from cart.trip.trust import trust
from tests.support.trips import Shopper, product

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
APART = [product("Soup", 200, 129), product("Honey", 460, 549), product("Rye bread", 750, 425),
         product("Whole milk", 1130, 189), product("Rice", 1800, 399), product("Potatoes", 3100, 299)]  # fmt: skip
PRICE = {what.name: what.price_cents for what in APART}
NOISE = st.floats(-1.5, 1.5)


class HonestShopper(RuleBasedStateMachine):
    """Scans, puts in, takes out, puts back; `basket` is what truly lies there: names, and what each one weighs."""

    def __init__(self) -> None:
        super().__init__()
        self.shopper = Shopper()
        self.till = Till()
        self.basket: list[tuple[str, float]] = []

    def step(self, grams: float, *, early: float | None = None) -> int:
        """A step as the scale tells it: perhaps a guess of the share `early` first, then the truth."""
        if early is None:
            return self.tell(grams, 400, None)
        guess = self.tell(grams * early, 60_000, None)
        return self.tell(grams, 400, guess)

    def tell(self, grams: float, sigma_mg: int, revises: int | None) -> int:
        self.shopper.change += 1
        change = {"mg": round(grams * 1000), "sigma_mg": sigma_mg, "revises": revises}
        self.shopper.do(WeightChanged, change=self.shopper.change, **change)
        return self.shopper.change

    @rule(what=st.sampled_from(APART), z=NOISE, early=st.none() | st.floats(0.5, 1.3))
    def buy(self, what, z: float, early: float | None) -> None:
        grams = (what.mass_mg or 0) / 1000 * (1 + 0.01 * z)
        self.shopper.scan(what)
        self.step(grams, early=early)
        self.basket.append((what.name, grams))

    @rule(some=st.lists(st.sampled_from(APART), min_size=2, max_size=3, unique_by=lambda one: one.id), z=NOISE)
    def scan_several_then_put_them_in(self, some, z: float) -> None:
        weights = [(what.name, (what.mass_mg or 0) / 1000 * (1 + 0.005 * z)) for what in some]
        for what in some:
            self.shopper.scan(what)
        for name, grams in reversed(weights):
            self.step(grams)
            self.basket.append((name, grams))

    @rule(what=st.sampled_from(APART))
    def change_of_mind_before_it_went_in(self, what) -> None:
        self.shopper.scan(what)
        self.shopper.do(facts.LineRemoved, line=self.shopper.trip.pending[-1].id)

    @precondition(lambda self: self.basket)
    @rule(data=st.data(), early=st.none() | st.floats(0.9, 1.1))
    def take_out(self, data: st.DataObject, early: float | None) -> None:
        one = data.draw(st.sampled_from(self.basket))
        self.basket.remove(one)
        self.step(-one[1], early=early)

    @precondition(lambda self: self.basket)
    @rule(data=st.data(), pause=st.floats(0.1, 20))
    def take_out_and_put_back(self, data: st.DataObject, pause: float) -> None:
        one = data.draw(st.sampled_from(self.basket))
        self.step(-one[1])
        self.shopper.wait(pause)
        self.step(one[1])

    @precondition(lambda self: self.basket)
    @rule(grams=st.floats(30, 3000), sign=st.sampled_from([1, -1]))
    def a_hand_that_rests(self, grams: float, sign: int) -> None:
        """The scale guesses a step, and takes it back."""
        self.tell(0.0, 400, self.tell(sign * grams, 60_000, None))

    @rule(grams=st.floats(15, 5000))
    def own_bag(self, grams: float) -> None:
        self.shopper.do(facts.BagDeclared)
        self.step(grams)
        self.shopper.do(facts.BagDone)

    @rule(grams=st.floats(-8, 8), seconds=st.floats(0.1, 90))
    def drift(self, grams: float, seconds: float) -> None:
        self.step(grams)
        self.shopper.wait(seconds)

    @rule(lane=st.booleans())
    def to_the_lane_and_back(self, lane: bool) -> None:
        self.shopper.do(facts.CheckoutAsked)
        if lane:
            self.shopper.do(facts.HandedOver, lane="4")
        self.shopper.do(facts.ShoppingResumed)

    @invariant()
    def the_list_is_the_basket(self) -> None:
        assert Counter(self.shopper.names) == Counter(name for name, _ in self.basket)

    @invariant()
    def the_total_is_the_baskets(self) -> None:
        due = self.till.price(self.shopper.trip).receipt.due
        assert due == sum(PRICE[name] for name, _ in self.basket)

    @invariant()
    def nobody_is_asked_and_nobody_is_doubted(self) -> None:
        later = self.shopper.trip
        assert look(later, self.till.price(later), CONFIG).prompt == ScanNext()
        told = {reason.partition(":")[0] for reason in trust(later).reasons}
        assert told <= {"own_things", "own_over", "came_back"}


TestHonestShopper = HonestShopper.TestCase
TestHonestShopper.settings = settings(
    max_examples=40, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
