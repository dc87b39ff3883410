"""The simulated chip behaves at its pins as the HX711's data sheet says."""

import pytest

from drivers.sim.clock import DrivenClock
from drivers.sim.physics import ZERO_COUNTS
from drivers.sim.pins import Board, Chip, gpio_module
from drivers.sim.world import World

WORD = 0x123456
CONVERSION_S = 1.01 / 80


class FixedWorld(World):
    """A scale whose converter always sees one word."""

    word = WORD

    def counts_at(self, t):
        return self.word


class Stopwatch:
    """Real time as a test drives it."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return DrivenClock()


@pytest.fixture
def world(clock):
    return FixedWorld(clock)


@pytest.fixture
def stopwatch():
    return Stopwatch()


@pytest.fixture
def chip(world, clock, stopwatch):
    return Chip(world, clock, 80.0, stopwatch)


def pulse(chip):
    chip.sck(True)
    chip.sck(False)
    return chip.dout()


def shift(chip, gain_pulses=1):
    """Reads one word as a host does: it looks whether data is ready, then pulses."""
    chip.dout()
    word = 0
    for _ in range(24):
        word = word << 1 | pulse(chip)
    for _ in range(gain_pulses):
        chip.sck(True)
        chip.sck(False)
    return word


def settle(chip, clock):
    for _ in range(5):
        clock.advance(CONVERSION_S)
        word = shift(chip)
    clock.advance(CONVERSION_S)
    return word


def test_data_is_ready_after_a_conversion_and_not_before(chip, clock):
    assert chip.dout() == 1
    clock.advance(0.5 / 80)
    assert chip.dout() == 1
    clock.advance(0.6 / 80)
    assert chip.dout() == 0


def test_a_settled_word_comes_out_whole_most_significant_bit_first(chip, clock):
    settle(chip, clock)
    assert shift(chip) == WORD


def test_after_a_word_the_pin_is_high_until_the_next(chip, clock):
    settle(chip, clock)
    shift(chip)
    assert chip.dout() == 1
    clock.advance(CONVERSION_S)
    assert chip.dout() == 0


def test_negative_words_are_twos_complement(chip, world, clock):
    world.word = -2
    settle(chip, clock)
    assert shift(chip) == 0xFFFFFE


def test_the_first_four_conversions_are_unsettled(chip, clock):
    words = []
    for _ in range(6):
        clock.advance(CONVERSION_S)
        words.append(shift(chip))
    assert all(word != WORD for word in words[:4])
    assert words[4:] == [WORD, WORD]
    assert words[0] - WORD > words[3] - WORD > 0


def test_a_long_pulse_powers_down_and_the_chip_starts_afresh(chip, clock, stopwatch):
    settle(chip, clock)
    chip.sck(True)
    stopwatch.now += 61e-6
    assert chip.dout() == 1
    chip.sck(False)
    assert chip.dout() == 1
    clock.advance(CONVERSION_S)
    assert shift(chip) != WORD


def test_a_short_pulse_does_not(chip, clock, stopwatch):
    settle(chip, clock)
    chip.sck(True)
    stopwatch.now += 59e-6
    chip.sck(False)
    assert chip.dout() == (WORD >> 23) & 1


@pytest.mark.parametrize(("pulses", "factor"), [(1, 1.0), (2, 0.25), (3, 0.5)])
def test_gain_pulses_choose_the_next_conversions(chip, clock, pulses, factor):
    settle(chip, clock)
    shift(chip, pulses)
    for _ in range(6):
        chip.dout()
        clock.advance(CONVERSION_S)
        word = shift(chip, pulses)
    assert word == ZERO_COUNTS + round((WORD - ZERO_COUNTS) * factor)


def test_a_pulse_with_nothing_ready_shifts_nothing(chip):
    assert pulse(chip) == 1


def test_unplugged_floats_high(chip, world, clock):
    settle(chip, clock)
    world.unplug("scale")
    assert chip.dout() == 1


def test_the_board_leads_pins_to_chips(chip, clock):
    board = Board()
    gpio = gpio_module(board)
    gpio.setmode(gpio.BCM)
    gpio.setup(6, gpio.OUT)
    gpio.setup(5, gpio.IN, pull_up_down=gpio.PUD_UP)
    assert gpio.input(5) == 1
    board.wire(chip, sck=6, dout=5)
    settle(chip, clock)
    assert gpio.input(5) == 0
    gpio.output(6, gpio.HIGH)
    gpio.output(6, gpio.LOW)
    gpio.output(17, gpio.HIGH)
    assert gpio.input(5) == (WORD >> 23) & 1
    gpio.cleanup()
