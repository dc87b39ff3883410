"""A cart on a computer that has no time for it: slow, never broken, and the trip comes to the same cent."""

import subprocess
import sys
from pathlib import Path

import pytest

from cart.facts import DeviceFailed
from cart.trip.journal import Journal
from cart.weighing.calibration import Calibration
from cart.weighing.scale import Scale
from drivers.feel import Feel
from drivers.sim.clock import DrivenClock
from drivers.sim.scale import SimScale
from drivers.sim.world import World
from tests.support.driven import DrivenCart
from tests.support.quota import share
from ui.shopper.steps import LIMIT_S, Script
from ui.shopper.trips import demo_trip

LATE_S = (0.05, 0.9, 0.3, 2.6, 0.1)
"""How long the computer lets the cart wait, again and again."""
READS_S = 0.33


class StarvedCart(DrivenCart):
    """Between two frames goes time in which nothing of the cart runs; what waits is then done in one go."""

    turn = 0

    def step(self):
        self.turn += 1
        self.clock.advance(LATE_S[self.turn % len(LATE_S)])
        if self.world.shown_at(self.clock.now()) is None:
            self.parts.eye.step()
        return super().step()

    def play(self, steps, limit_s=LIMIT_S):
        script = Script(steps, self._tell, lambda name: None, lambda: self.parts.eye.looked, limit_s)
        while not script.look(self.view, self.clock.now()):
            self.step()
        return self.view


@pytest.fixture
def cart(tmp_path: Path):
    cart = StarvedCart(tmp_path, reads=False)
    yield cart
    cart.close()


def test_a_starved_cart_makes_the_whole_trip(cart: StarvedCart):
    view = cart.play(demo_trip(cart.hand, lambda name: None, lambda: cart.view))
    assert view.phase == "at_lane" and view.totals.items == 11
    told = [fact.device for fact in cart.parts.journal.facts(view.trip) if isinstance(fact, DeviceFailed)]
    assert told == ["computer"], "it is slow and says so; no device is broken"


def starved_scale(late_s: float, times: int) -> Feel:
    """A scale whose reader is let read every `late_s` seconds, and then reads on for a third of one."""
    clock = DrivenClock(100.0)
    world, heard = World(clock), []
    scale = Scale(Calibration(world.counts_per_gram, float(world.zero_counts)), 80.0)
    feel = Feel(SimScale(world, clock), scale, heard.append, heard.append)
    for _ in range(times):
        clock.advance(late_s)
        until = clock.now() + READS_S
        while feel.at < until:
            feel.step()
    assert {words for words in heard if isinstance(words, str)} == {""}
    return feel


@pytest.mark.parametrize("late_s", [0.02, 0.2, 0.9, 2.6])
def test_a_starved_scale_is_late_and_not_broken(late_s: float):
    health = starved_scale(late_s, round(60 / (late_s + READS_S))).scale.health
    assert health.ok and health.why == "" and health.facts.missing < 0.05


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("percent", [25, 10])
def test_the_real_trip_passes_on_a_share_of_one_processor(tmp_path: Path, percent: int):
    command = [Path(sys.executable).with_name("dashcart"), "run", "--no-screen", "--out", tmp_path]
    with share(percent) as join:
        done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=join)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "The store's page shows the same total" in done.stdout
    journal = Journal(tmp_path / "data" / "cart" / "journal.db")
    told = {fact.device for fact in journal.facts(1) if isinstance(fact, DeviceFailed)}
    journal.close()
    assert told <= {"computer"}, "it is slow and says so; no device is broken"
