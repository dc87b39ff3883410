"""The program for a Raspberry Pi Pico, run here instruction by instruction, and what the cart's scale hears of it."""

import os
from pathlib import Path

import pytest

from cart.clock import SystemClock
from cart.errors import DeviceSilent
from drivers.scales.serial import Options, SerialScale
from drivers.sim.clock import DrivenClock
from drivers.sim.pins import Chip
from drivers.sim.world import World
from tests.support.pico import Pico, numbers
from tests.support.ptys import open_pty

PROGRAM = Path(__file__).parents[3] / "scripts" / "pico" / "main.py"
WORDS = (4_711, -1, 0, 1, -5_000, 8_388_607, -8_388_608, 73)


class WordWorld(World):
    """A cell that shows the words of a list, one a conversion, over and over."""

    def counts_at(self, t):
        return WORDS[round(t * 80) % len(WORDS)]


class Watched(Chip):
    """A chip that keeps how long its clock pin was high, and how many pulses a word took."""

    highs: tuple[float, ...] = ()
    last = 0.0

    def sck(self, level):
        now = self._clock.now()
        if not level and self._rose is not None:
            self.highs += (now - self._rose,)
        super().sck(level)


@pytest.fixture
def clock():
    return DrivenClock()


@pytest.fixture
def world(clock):
    return WordWorld(clock)


@pytest.fixture
def chip(world, clock):
    return Watched(world, clock, 80.0, clock.now)


def test_each_word_comes_once_in_order_and_at_the_chips_rate(chip, clock):
    heard = list(numbers(Pico(chip, clock).lines(PROGRAM, 82)))
    first = WORDS.index(heard[0])
    assert heard == [WORDS[(first + n) % len(WORDS)] for n in range(81)]
    assert clock.now() == pytest.approx(86 / 80, abs=0.03)


def test_no_pulse_is_long_enough_to_power_the_chip_down(chip, clock):
    Pico(chip, clock).lines(PROGRAM, 20)
    power_up, *pulses = chip.highs
    assert power_up > 60e-6 and max(pulses) < 5e-6 and min(pulses) >= 0.2e-6
    assert len(pulses) % 25 in (0, 24)


def test_the_first_line_says_what_this_is(chip, clock):
    assert Pico(chip, clock).lines(PROGRAM, 1) == ["# hx711 on a Pico, channel A, gain 128, program 1"]


def test_a_chip_that_is_gone_is_told_and_comes_back_settled(chip, clock, world):
    world.unplug("scale")
    pico = Pico(chip, clock)
    lines = pico.lines(PROGRAM, 3)
    assert [line for line in lines if "does not answer: check its four wires" in line] == lines[1:]
    world.plug("scale")
    assert set(numbers(pico.lines(PROGRAM, 5))) <= set(WORDS)


def test_the_watchdog_is_fed_whatever_happens(chip, clock, world):
    pico = Pico(chip, clock)
    pico.lines(PROGRAM, 50)
    world.unplug("scale")
    pico.lines(PROGRAM, 3)
    assert pico.longest_unfed_s < 1.0


def test_the_carts_scale_understands_what_it_prints(chip, clock, world):
    master, slave = open_pty()
    scale = SerialScale(Options(os.ttyname(slave), timeout_s=0.2), SystemClock())
    scale._open()
    lines = Pico(chip, clock).lines(PROGRAM, 10)
    os.write(master, "".join(f"{line}\r\n" for line in lines).encode())
    assert [scale.read().counts for _ in range(9)] == list(numbers(lines))
    world.unplug("scale")
    told = Pico(chip, clock).lines(PROGRAM, 3)[1:]
    os.write(master, "".join(f"{line}\r\n" for line in told).encode())
    with pytest.raises(DeviceSilent, match=r"no weight \(it says: the HX711 does not answer: check its four wires"):
        scale.read()
    scale.close()
    os.close(master)
    os.close(slave)
