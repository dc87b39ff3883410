"""From end to end, for every scale: what goes into the basket of its device comes out of the engine as a change.

And each can be calibrated as staff do it on the screen.
"""

import contextlib
import os
import threading

import pytest

from cart.config import loads
from cart.errors import DeviceSilent
from cart.weighing.bench import Accept, Begin
from cart.weighing.calibration import Calibration
from cart.weighing.procedure import Chosen, Weigh
from cart.weighing.scale import Scale
from drivers.scales import hx711, iio, serial
from drivers.sim.clock import DrivenClock
from drivers.sim.scale import SimScale
from drivers.sim.world import World
from drivers.weighing import Weighing
from tests.support.driven import CONFIG
from tests.support.ptys import open_pty
from tests.unit.weighing.basket import final

PLAN = ((8.0, 503.0), (14.0, 34.0), (20.0, -503.0))
SECONDS = 28.0


class Rig:
    """A device over a basket of the simulated world, read in virtual time."""

    rate_hz = 80.0
    calibration = Calibration(World.counts_per_gram, World.zero_counts)

    def __init__(self, tmp_path):
        self.clock = DrivenClock(100.0)
        self.world = World(self.clock, seed=5)
        self.source = self.opened(tmp_path)

    def opened(self, tmp_path):
        return SimScale(self.world, self.clock, self.rate_hz)

    def sample(self):
        return self.source.read()

    def close(self):
        self.source.close()


class TenRig(Rig):
    rate_hz = 10.0


class PinsRig(Rig):
    """The chip at its pins: bits are shifted in real time, and a busy machine may be too slow for a word."""

    def sample(self):
        while True:
            with contextlib.suppress(DeviceSilent):
                return self.source.read()

    def opened(self, tmp_path):
        return hx711.create(hx711.Options(pins="sim"), self.clock, self.world)


class IioRig(Rig):
    """The kernel's node: about 12 conversions a second, each by itself."""

    def opened(self, tmp_path):
        self.node = tmp_path / "iio:device0"
        self.node.mkdir()
        (self.node / "name").write_text("hx711\n")
        return iio.IioScale(iio.Options(tree=str(tmp_path)), self.clock)

    def sample(self):
        due = self.clock.now() + 1.0 / self.source.rate_hz
        (self.node / "in_voltage0_raw").write_text(f"{self.world.counts_at(due) + iio.OFFSET_BINARY_MIDDLE}\n")
        return self.source.read()


class LinesRig(Rig):
    """A board that prints its converter's words, one line each."""

    protocol, hertz = "lines", 80.0

    def opened(self, tmp_path):
        self.master, self.slave = open_pty()
        port = str(tmp_path / "tty")
        os.symlink(os.ttyname(self.slave), port)
        source = serial.SerialScale(serial.Options(port, self.protocol, rate_hz=self.hertz, timeout_s=5.0), self.clock)
        self.begin(source)
        return source

    def begin(self, source):
        """The port forgets what came before it was opened: the board prints until the first line was read."""
        read = threading.Event()

        def print_on():
            while not read.wait(0.02):
                os.write(self.master, self.line())

        board = threading.Thread(target=print_on)
        board.start()
        source.read()
        read.set()
        board.join()

    def sample(self):
        self.clock.advance(1.0 / self.source.rate_hz)
        os.write(self.master, self.line())
        return self.source.read()

    def line(self):
        return b"%d\r\n" % self.world.counts_at(self.clock.now())

    def close(self):
        super().close()
        os.close(self.master)
        os.close(self.slave)


class Certified8217Rig(LinesRig):
    """A trade scale: whole grams, ten times a second, what rings is averaged away."""

    protocol, hertz = "8217", 10.0
    calibration = Calibration(1.0, 0.0)

    def line(self):
        return b"\x02%06.3f\r" % (max(0, round(self.world.load_g(self.clock.now()))) / 1000)


def told(rig, seconds=SECONDS, plan=PLAN):
    """The changes that stand at the end, and the scale."""
    scale, changes, todo = Scale(rig.calibration, rig.source.rate_hz), [], list(plan)
    keys = {}
    began = rig.clock.now()
    while rig.clock.now() < began + seconds:
        if todo and rig.clock.now() >= began + todo[0][0]:
            _, grams = todo.pop(0)
            if grams > 0:
                keys[grams] = rig.world.put(grams)
            else:
                rig.world.take(keys[-grams])
        sample = rig.sample()
        changes += scale.push(sample.at, sample.counts)
    return final(changes), scale


RIGS = [Rig, TenRig, PinsRig, IioRig, LinesRig, Certified8217Rig]


@pytest.mark.parametrize("kind", RIGS)
def test_what_goes_in_and_out_is_told_with_its_weight(kind, tmp_path):
    rig = kind(tmp_path)
    changes, scale = told(rig)
    rig.close()
    assert [change.grams for change in changes] == [pytest.approx(grams, abs=1.5) for _, grams in PLAN]
    assert scale.health.ok and scale.health.why in ("", "missing"), "a busy machine loses bits of the simulated chip"
    assert scale.health.plain == (rig.source.rate_hz < 40)


class Staff:
    """Somebody who calibrates: puts in what each step asks for, lets it rest, and touches the button."""

    loads = (2_000.0, 5_000.0, 10_000.0)

    def __init__(self, rig, folder):
        self.rig, self.rate_hz, self.held = rig, rig.source.rate_hz, []
        config = loads(CONFIG.format(data=folder), "test")
        self.weighing = Weighing(config, self, rig.clock, lambda change: None, lambda words: None)

    def read(self):
        return self.rig.sample()

    def look(self, seconds, number=0):
        """Time passes, until the step of this number is done."""
        end = self.rig.clock.now() + seconds
        while self.rig.clock.now() < end and self.walk.number != number:
            self.weighing.feel.step()
            self.weighing.watch(busy=False)

    @property
    def walk(self):
        return self.weighing.bench.standing.walk

    def order(self, order):
        self.weighing.order(order, busy=False)

    def step(self):
        if self.walk.chooses:
            self.order(Chosen(self.loads[self.walk.number - 2]))
        for key in self.held:
            self.rig.world.take(key)
        self.look(1.5)
        self.held = [self.rig.world.put(self.walk.step.load_g)] if self.walk.step.load_g else []
        self.look(4.0)
        self.order(Weigh())
        self.look(12.0, self.walk.number + 1)

    def calibrate(self):
        self.order(Begin("Maria"))
        for _ in range(self.walk.total):
            self.step()
        self.order(Accept())
        return self.weighing.bench.standing


@pytest.mark.parametrize("kind", RIGS)
def test_each_scale_is_calibrated_as_on_the_screen(kind, tmp_path):
    rig = kind(tmp_path)
    standing = Staff(rig, tmp_path).calibrate()
    rig.close()
    assert standing.kept is not None, (standing.walk.number, standing.walk.slip, standing.trouble)
    assert standing.force.counts_per_gram == pytest.approx(rig.calibration.counts_per_gram, rel=0.001)
    assert standing.force.zero_counts == pytest.approx(rig.calibration.zero_counts, abs=60)
