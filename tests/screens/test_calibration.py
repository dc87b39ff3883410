"""A calibration as staff make it: the badge, touches on the real screens, weights put in by hand, and what follows."""

from pathlib import Path

import pytest

from cart.facts import StaffLeft
from cart.weighing.bench import Accept, Begin, Leave
from cart.weighing.calibration import Calibration
from cart.weighing.logbook import Logbook
from cart.weighing.procedure import Again, Back, Chosen, Weigh
from tests.support.driven import DrivenCart
from ui.desk import Desk
from ui.intents import Calibrate, Go, Key, Keyboard, Post
from ui.parts.press import Press
from ui.presenter.calibrate import weigh
from ui.shopper.trips import buy
from ui.stage import Stage
from ui.wiring import shop_of

OLD = Calibration(100.0, 20_000.0)
LOADS = {2: 2_000, 3: 5_000, 4: 10_000}
PATIENCE_S = 15.0


class Staff:
    """Somebody with a badge and three weights in front of a cart. What they do, they read off the screen."""

    def __init__(self, cart: DrivenCart, on_screen, touch) -> None:
        self.cart, self._touch = cart, touch
        self.stage = Stage(Desk(shop_of(cart.parts, None), cart.clock.now))
        self.stage.beat()
        self._show = lambda: on_screen(self.stage)
        self._key = ""
        self._show()

    @property
    def shown(self) -> str:
        return self.stage.shown

    def run(self, seconds: float) -> None:
        end = self.cart.clock.now() + seconds
        while self.cart.clock.now() < end:
            self.cart.step()
            self.stage.beat()

    def until(self, screen: str) -> None:
        end = self.cart.clock.now() + PATIENCE_S
        while self.shown != screen:
            assert self.cart.clock.now() < end, (self.shown, screen)
            self.run(0.1)
        self._show()

    def touches(self, act) -> None:
        """Presses the button that carries this act; there must be one."""
        self._show()
        (press,) = [one for one in self.stage.walk() if isinstance(one, Press) and one.act == act]
        self._touch(press)
        self.run(0.4)
        self._show()

    def offers(self, act) -> bool:
        return any(isinstance(one, Press) and one.act == act for one in self.stage.walk())

    def comes(self) -> None:
        self.cart.show_badge()
        self.until("staff")
        self.cart.world.hide()

    @property
    def who(self) -> str:
        """As the badge says."""
        return self.cart.view.staff

    def starts(self) -> None:
        self.touches(Go("calibrate"))
        self.touches(Calibrate(Begin(self.who)))

    def model(self):
        return weigh(self.stage._desk.frame, self.stage._desk.shop.bench())

    def lays(self, grams: float) -> None:
        """Lifts out what lies there, then lowers `grams` in."""
        if self._key:
            self.cart.world.take(self._key)
            self._key = ""
            self.run(0.5)
        if grams:
            self._key = self.cart.world.put(grams, gently=True)
        self.run(0.3)

    def does_as_drawn(self) -> None:
        """One step as the screen says it; then its large button, and patience."""
        walk = self.stage._desk.shop.bench().walk
        if self.shown == "choose_weight":
            self.touches(Calibrate(Chosen(LOADS[walk.number])))
        number, weight = walk.number, self.model().tray.weight
        self.lays(1000.0 * float(weight.removesuffix(" kg")) if weight else 0.0)
        self.touches(Calibrate(Weigh()))
        end = self.cart.clock.now() + PATIENCE_S
        while self.stage._desk.shop.bench().walk.number == number:
            assert self.cart.clock.now() < end, self.model()
            self.run(0.2)

    def walks_through(self) -> None:
        while self.shown != "verdict":
            self.does_as_drawn()
        self.lays(0.0)


@pytest.fixture
def cart(tmp_path: Path):
    OLD.save(tmp_path / "calibration.json")
    cart = DrivenCart(tmp_path, calibrated=False)
    cart.run(0.5)
    yield cart
    cart.close()


@pytest.fixture
def staff(cart, on_screen, touch):
    return Staff(cart, on_screen, touch)


def test_staff_calibrate_and_the_scale_weighs_by_it_at_once(cart, staff, tmp_path):
    staff.comes()
    staff.starts()
    staff.walks_through()
    assert staff.stage.screen._said._model.kind == "go"
    assert Logbook(tmp_path).in_force() == OLD, "the old one stays until the new one is accepted"
    staff.touches(Calibrate(Accept()))
    assert staff.shown == "calibrated"
    force = Logbook(tmp_path).in_force()
    assert force.counts_per_gram == pytest.approx(cart.world.counts_per_gram, rel=1e-3)
    (row,) = Logbook(tmp_path).trail.entries()
    assert (row.event, row.who, row.old["counts_per_gram"]) == (1, staff.who, 100.0)
    staff.touches(Calibrate(Leave()))
    assert staff.shown == "staff"
    assert (
        "Calibrated",
        f"no. 1, {staff.who}, {staff.stage._desk.frame.figures.date(row.wall)}",
    ) in staff.stage.screen._figures._model
    staff.touches(Post(StaffLeft))
    staff.until("welcome")
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    cart.play(buy(cart.hand, cart.hand.product("Rye bread 750 g")))
    assert (cart.view.totals.items, cart.view.trust) == (1, 100)


def test_a_bent_cell_is_refused_with_its_reason(cart, staff, tmp_path):
    cart.world.bend(120.0)
    staff.comes()
    staff.starts()
    staff.walks_through()
    model = staff.stage.screen._said._model
    assert (model.kind, model.title) == ("ask", "Outside its limits")
    assert "allowed. Check the weights" in model.text
    assert not staff.offers(Calibrate(Accept()))
    staff.touches(Calibrate(Again()))
    assert staff.shown == "weigh" and staff.model().progress == "Step 1 of 12"
    staff.touches(Calibrate(Leave()))
    assert staff.shown == "staff"
    assert (Logbook(tmp_path).in_force(), Logbook(tmp_path).trail.entries()) == (OLD, [])


def test_a_cart_that_was_never_calibrated_is_calibrated_by_touch(tmp_path, on_screen, touch):
    cart = DrivenCart(tmp_path, calibrated=False)
    staff = Staff(cart, on_screen, touch)
    staff.until("out_of_service")
    assert "holds no calibration" in cart.view.devices[0].words
    staff.comes()
    staff.starts()
    staff.walks_through()
    staff.touches(Calibrate(Accept()))
    staff.touches(Calibrate(Leave()))
    staff.run(3.0)
    staff.touches(Post(StaffLeft))
    staff.until("welcome")
    assert cart.view.devices == ()
    cart.close()


def test_power_pulled_midway_leaves_the_old_calibration(cart, staff, tmp_path):
    staff.comes()
    staff.starts()
    for _ in range(5):
        staff.does_as_drawn()
    cart.close()
    again = DrivenCart(tmp_path, calibrated=False)
    assert again.parts.weighing.bench.standing.force == OLD
    assert again.parts.weighing.bench.standing.walk is None
    again.close()


def test_during_a_trip_staff_are_told_to_wait(cart, staff):
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    staff.comes()
    staff.touches(Go("calibrate"))
    assert staff.shown == "calibrate"
    assert not staff.offers(Calibrate(Begin(staff.who)))
    staff.touches(Go(""))
    assert staff.shown == "staff"


def test_a_weight_of_ones_own_is_typed(cart, staff):
    staff.comes()
    staff.starts()
    staff.does_as_drawn()
    staff.touches(Keyboard("digits"))
    assert staff.shown == "other_weight"
    for digit in "2500":
        staff.touches(Key(digit))
    staff.touches(Calibrate(Chosen(2_500)))
    assert staff.shown == "weigh" and staff.model().tray.weight == "2,500 g"
    staff.touches(Calibrate(Back()))
    assert staff.shown == "choose_weight"


def test_the_wrong_weight_is_said_and_may_be_changed(cart, staff):
    staff.comes()
    staff.starts()
    for _ in range(2):
        staff.does_as_drawn()
    staff.touches(Calibrate(Chosen(5_000)))
    staff.lays(2_000.0)
    staff.touches(Calibrate(Weigh()))
    staff.run(6.0)
    assert staff.model().note.startswith("The basket reads 2.0")
    staff.lays(5_000.0)
    staff.touches(Calibrate(Weigh()))
    staff.until("choose_weight")


def test_a_scale_that_is_unplugged_says_so_and_the_walk_goes_on(cart, staff):
    staff.comes()
    staff.starts()
    staff.does_as_drawn()
    staff.touches(Calibrate(Chosen(2_000)))
    cart.clock.advance(1.0)
    staff.stage.beat()
    assert staff.model().live.sign[1] == "no reading: check its cable"
    staff.lays(2_000.0)
    staff.touches(Calibrate(Weigh()))
    staff.until("choose_weight")


def test_a_cart_that_rolls_is_not_weighed(cart, staff):
    staff.comes()
    staff.starts()
    cart.world.roll(True)
    staff.run(1.0)
    staff.touches(Calibrate(Weigh()))
    staff.run(4.0)
    assert staff.model().live.sign[1] == "waiting until it is still"
    cart.world.roll(False)
    staff.until("choose_weight")
