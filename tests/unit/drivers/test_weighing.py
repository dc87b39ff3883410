"""The scale with its bench over the simulated world: live levels, a new calibration at once, health that stops it."""

from pathlib import Path

import pytest

from cart.config import Config, loads
from cart.weighing.bench import Accept, Begin, Leave
from cart.weighing.calibration import Calibration
from cart.weighing.change import WeightChange
from cart.weighing.judgement import Step
from cart.weighing.logbook import Logbook
from cart.weighing.procedure import Chosen, Walk, Weigh
from drivers.sim.clock import DrivenClock
from drivers.sim.scale import SimScale
from drivers.sim.world import World
from drivers.weighing import STALE_S, Weighing

LOADS = (2_000.0, 5_000.0, 10_000.0)


class Cart:
    """A scale in the simulated world, a person with weights, and time."""

    def __init__(self, folder: Path, old: Calibration | None) -> None:
        self.clock = DrivenClock(10.0)
        self.world = World(self.clock, 3)
        if old is not None:
            old.save(folder / "calibration.json")
        self.words: list[str] = []
        self.changes: list[WeightChange] = []
        scale = SimScale(self.world, self.clock)
        self.weighing = Weighing(config(folder), scale, self.clock, self.changes.append, self.words.append)
        self.busy, self._key = False, ""

    @property
    def walk(self) -> Walk:
        walk = self.weighing.bench.standing.walk
        assert walk is not None
        return walk

    def run(self, seconds: float) -> None:
        end = self.clock.now() + seconds
        while self.clock.now() < end:
            self.weighing.feel.step()
            self.weighing.watch(self.busy)

    def order(self, order: object) -> None:
        self.weighing.order(order, self.busy)  # type: ignore[arg-type]

    def lay(self, step: Step) -> None:
        """Takes out what lies there, and puts in what the step asks for."""
        if self._key:
            self.world.take(self._key)
            self._key = ""
        self.run(0.6)
        if step.load_g:
            self._key = self.world.put(step.load_g, gently=True)
        self.run(0.5)

    def calibrate(self) -> None:
        self.order(Begin("77"))
        while self.walk.step is not None:
            if self.walk.chooses:
                self.order(Chosen(LOADS[self.walk.number - 2]))
            number = self.walk.number
            self.lay(self.walk.step)
            self.order(Weigh())
            for _ in range(100):
                self.run(0.1)
                if self.walk.number > number:
                    break
            assert self.walk.number == number + 1, self.walk
        self.lay(Step("return"))


def config(folder: Path) -> Config:
    return loads(
        f'camera = {{ driver = "sim" }}\nscale = {{ driver = "sim" }}\n[cart]\nid = "7"\ndata = "{folder}"\n', "test"
    )


def test_a_new_calibration_is_in_force_at_once(tmp_path: Path) -> None:
    cart = Cart(tmp_path, Calibration(100.0, 20_000.0))
    cart.run(3.0)
    assert cart.weighing.feel.reading.grams == pytest.approx(60.0, abs=2.0)
    cart.calibrate()
    verdict = cart.walk.verdict
    assert verdict is not None and verdict.fault is None
    assert cart.weighing.feel.reading.grams == pytest.approx(60.0, abs=4.0), (
        "the old one stays until the new is accepted"
    )
    cart.order(Accept())
    force = cart.weighing.bench.standing.force
    assert force is not None
    assert force.counts_per_gram == pytest.approx(cart.world.counts_per_gram, rel=1e-3)
    cart.run(3.0)
    assert cart.weighing.feel.reading.grams == pytest.approx(0.0, abs=4.0)
    cart.changes.clear()
    cart.world.put(640.0)
    cart.run(4.0)
    assert cart.changes[-1].grams == pytest.approx(640.0, abs=4.0)
    assert cart.weighing.feel.reading.grams == pytest.approx(640.0, abs=4.0)
    assert Logbook(tmp_path).in_force() == force


def test_a_scale_without_a_calibration_says_so_until_it_has_one(tmp_path: Path) -> None:
    cart = Cart(tmp_path, None)
    cart.run(3.0)
    assert cart.words and all("holds no calibration" in words for words in cart.words)
    cart.calibrate()
    cart.order(Accept())
    cart.words.clear()
    cart.run(3.0)
    assert cart.words and set(cart.words) == {""}


def test_during_a_trip_nobody_calibrates(tmp_path: Path) -> None:
    cart = Cart(tmp_path, Calibration(107.0, 26_000.0))
    cart.busy = True
    cart.order(Begin("77"))
    assert cart.weighing.bench.standing.walk is None


def test_a_trip_that_begins_ends_the_walk(tmp_path: Path) -> None:
    cart = Cart(tmp_path, Calibration(107.0, 26_000.0))
    cart.order(Begin("77"))
    cart.run(1.0)
    cart.busy = True
    cart.run(0.2)
    assert cart.weighing.bench.standing.walk is None


def test_a_silent_scale_shows_no_level(tmp_path: Path) -> None:
    cart = Cart(tmp_path, Calibration(107.0, 26_000.0))
    cart.order(Begin("77"))
    cart.run(2.0)
    assert cart.walk.level is not None
    cart.clock.advance(STALE_S + 0.1)
    cart.weighing.watch(busy=False)
    assert cart.walk.level is None
    cart.run(0.2)
    assert cart.walk.level is not None


def test_a_cart_on_a_slope_is_not_calibrated(tmp_path: Path) -> None:
    cart = Cart(tmp_path, Calibration(107.0, 26_000.0))
    cart.weighing.feel.scale.lean(2.0)
    cart.order(Begin("77"))
    cart.order(Weigh())
    cart.run(3.0)
    assert cart.walk.done == () and cart.walk.level is not None and not cart.walk.level.upright
    cart.weighing.feel.scale.lean(0.0)
    cart.run(1.0)
    assert len(cart.walk.done) == 1


def test_levels_are_shown_ten_times_a_second(tmp_path: Path) -> None:
    cart = Cart(tmp_path, Calibration(107.0, 26_000.0))
    cart.order(Begin("77"))
    seen = set()
    for _ in range(160):
        cart.weighing.feel.step()
        cart.weighing.watch(busy=False)
        seen.add(cart.walk.level)
    assert len(seen - {None}) == 20
    cart.order(Leave())
    cart.weighing.watch(busy=False)
    assert cart.weighing.bench.standing.walk is None


def test_a_basket_that_is_too_heavy_is_not_believed_until_it_is_lighter(tmp_path: Path) -> None:
    world = World
    cart = Cart(tmp_path, Calibration(world.counts_per_gram, float(world.zero_counts), max_g=5_000.0))
    key = cart.world.put(6_000.0)
    cart.run(6.0)
    assert "too heavy" in cart.words[-1]
    cart.world.take(key)
    cart.run(4.0)
    assert cart.words[-1] == ""
