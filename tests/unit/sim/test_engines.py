"""The real engines over the simulated world: what is shown is read, what is put in is weighed, what shakes is not."""

import pytest

from cart.codes.evidence import Evidence
from cart.weighing.calibration import Calibration
from cart.weighing.scale import Scale
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.reader import Reader
from drivers.eye import Eye
from drivers.feel import Feel
from drivers.registry import open_camera, open_scale
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World


class Cart:
    """A world, an eye and a feeling for weight; what they report is kept."""

    def __init__(self, seed=1, scale=None):
        self.clock = DrivenClock()
        self.world = World(self.clock, seed)
        self.codes = []
        self.changes = []
        camera = open_camera({"driver": "sim"}, self.clock, self.world)
        reader = Reader(InlineDecoder(), Evidence(lambda key: True))
        self.eye = Eye(camera, reader, lambda text, symbology: self.codes.append(text))
        calibration = Calibration(self.world.counts_per_gram, float(self.world.zero_counts))
        source = open_scale(scale or {"driver": "sim"}, self.clock, self.world)
        self.feel = Feel(source, Scale(calibration, 80.0), self.changes.append, lambda _: None)

    def look(self, seconds):
        end = self.clock.now() + seconds
        while self.clock.now() < end:
            self.eye.step()
        return self.codes

    def stand(self, seconds):
        end = self.clock.now() + seconds
        while self.clock.now() < end:
            self.feel.step()
        return [round(change.grams) for change in self.changes]


@pytest.fixture
def cart():
    cart = Cart()
    cart.stand(2)
    return cart


def test_a_shown_label_is_believed_once(cart):
    cart.world.show("4006381333931")
    assert cart.look(1.0) == ["4006381333931"]


def test_two_labels_after_one_another_are_two_codes(cart):
    cart.world.show("4006381333931")
    cart.look(0.5)
    cart.world.show("96385074", "EAN8")
    assert len(cart.look(0.5)) == 2


def test_a_hidden_label_is_not_read(cart):
    cart.world.pick("4006381333931")
    assert cart.look(0.5) == []


@pytest.mark.parametrize("mass_g", [40, 250, 1_000, 2_500])
@pytest.mark.parametrize("gently", [False, True])
def test_what_is_put_in_is_weighed(cart, mass_g, gently):
    cart.world.put(mass_g, gently=gently)
    assert sum(cart.stand(4)) == pytest.approx(mass_g, abs=2)


def test_what_is_taken_out_is_weighed(cart):
    key = cart.world.put(700)
    cart.stand(4)
    cart.world.take(key)
    assert cart.stand(4)[-1] == pytest.approx(-700, abs=2)


def test_the_chip_at_its_pins_weighs_the_same():
    cart = Cart(scale={"driver": "hx711", "pins": "sim"})
    cart.stand(2)
    cart.world.put(430)
    assert sum(cart.stand(4)) == pytest.approx(430, abs=2)


def test_a_hand_that_comes_and_goes_is_no_weight(cart):
    cart.world.rest_hand(900)
    cart.stand(2)
    cart.world.lift_hand()
    assert sum(cart.stand(4)) == pytest.approx(0, abs=2)


def test_rolling_is_no_weight(cart):
    cart.world.put(3_000)
    cart.stand(4)
    cart.world.roll(True)
    cart.stand(5)
    cart.world.roll(False)
    assert sum(cart.stand(4)) == pytest.approx(3_000, abs=3)


def test_a_spike_is_no_weight(cart):
    for _ in range(5):
        cart.world.spike()
        cart.stand(1)
    assert cart.stand(2) == []


def test_a_scale_that_freezes_reports_nothing_and_then_the_truth(cart):
    cart.world.freeze("scale")
    cart.world.put(300)
    assert cart.stand(2) == []
    cart.world.freeze("scale", on=False)
    assert sum(cart.stand(4)) == pytest.approx(300, abs=2)
