"""The wrapper around the hx711 package, over a simulated chip: each of the package's traps is sprung here."""

import sys

import pytest

from cart.errors import DeviceMissing, DeviceSilent
from drivers.scales import hx711
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World


class WordWorld(World):
    """A scale that shows the words of a list, by conversion, then the last one for ever."""

    words = (4_711,)

    def counts_at(self, t):
        index = round(t * 80)
        return self.words[min(index, len(self.words) - 1)]


@pytest.fixture
def clock():
    return DrivenClock()


@pytest.fixture
def world(clock):
    return WordWorld(clock)


def scale_on(world, clock, **options):
    return hx711.create(hx711.Options(pins="sim", **options), clock, world)


def lost_s(scale):
    """The package measures its pulses in real time, so a busy machine makes overruns: five samples each at most."""
    return scale.overruns * 5 / 80


def test_four_settling_samples_are_dropped_at_the_start(world, clock):
    scale = scale_on(world, clock)
    assert scale.read().counts == 4_711
    assert -0.003 < clock.now() - 5 / 80 < 0.003 + lost_s(scale)


@pytest.mark.parametrize("word", [0, -1, 1, -5_000, 8_388_606, -8_388_607])
def test_every_word_of_the_range_comes_through(world, clock, word):
    world.words = (word,)
    assert scale_on(world, clock).read().counts == word


@pytest.mark.parametrize("word", [8_388_607, -8_388_608])
def test_an_overloaded_cell_is_an_error_in_time(world, clock, word):
    world.words = (word,)
    scale = scale_on(world, clock, timeout_s=0.5)
    with pytest.raises(DeviceSilent, match="overloaded"):
        scale.read()
    assert clock.now() == pytest.approx(0.5, abs=0.05)


def test_a_chip_that_is_gone_is_an_error_in_time(world, clock):
    scale = scale_on(world, clock, timeout_s=0.7)
    scale.read()
    before = clock.now()
    world.unplug("scale")
    with pytest.raises(DeviceSilent, match="pins 5 and 6 does not answer. Check its wires"):
        scale.read()
    assert clock.now() - before == pytest.approx(0.7, abs=0.02)


def test_it_answers_again_after_it_was_gone(world, clock):
    scale = scale_on(world, clock)
    world.unplug("scale")
    with pytest.raises(DeviceSilent):
        scale.read()
    world.plug("scale")
    assert scale.read().counts == 4_711


def test_samples_come_at_the_chips_rate(world, clock):
    scale = scale_on(world, clock)
    first = scale.read().at
    for _ in range(80):
        last = scale.read().at
    assert -0.03 < last - first - 1.0 < 0.03 + 1.2 * lost_s(scale)


def test_ten_hertz_boards_are_served_too(world, clock):
    scale = scale_on(world, clock, rate_hz=10.0)
    assert scale.read().counts == 4_711
    assert scale.read().counts == 4_711


def test_the_other_gain_halves_the_counts(world, clock):
    world.words = (26_019 + 10_000,)
    assert scale_on(world, clock, gain=64).read().counts == 26_019 + 5_000


class Slow:
    """The package's chip with pulses that overrun on demand."""

    def __init__(self, words, overrun_at):
        self.words = iter(words)
        self.overrun_at = set(overrun_at)
        self.reads = self.restarts = 0
        self.overran = False

    def restart(self):
        self.restarts += 1

    def _ready(self):
        return True

    def _read(self, max_tries):
        self.reads += 1
        self.overran = self.reads in self.overrun_at
        word = next(self.words)
        return False if word is None else word


def test_four_samples_are_dropped_after_a_word_with_a_slow_gain_pulse(world, clock):
    scale = scale_on(world, clock)
    scale._chip = Slow(range(1, 20), overrun_at={2})
    assert [scale.read().counts for _ in range(3)] == [1, 6, 7]
    assert scale.overruns == 1


def test_four_samples_are_dropped_after_a_word_that_failed(world, clock):
    scale = scale_on(world, clock)
    scale._chip = slow = Slow([1, None, 2, 3, 4, 5, 6, 7], overrun_at=())
    assert [scale.read().counts for _ in range(3)] == [1, 6, 7]
    assert slow.restarts == 1


def test_closing_ends_a_wait_for_a_chip(world, clock):
    scale = scale_on(world, clock)
    world.unplug("scale")
    scale.close()
    with pytest.raises(OSError, match="closed"):
        scale.read()


def half_a_word(scale, pulses):
    """Somebody clocks out some bits and goes away, as a reader does whose pulse took too long."""
    gpio = sys.modules["RPi.GPIO"]
    while gpio.input(scale._options.dout):
        scale._clock.advance(0.001)
    for _ in range(pulses):
        gpio.output(scale._options.sck, True)
        gpio.output(scale._options.sck, False)


@pytest.mark.parametrize("pulses", [1, 7, 23])
def test_a_word_given_up_half_way_does_not_silence_the_chip_for_ever(world, clock, pulses):
    world.words = (-1,)
    scale = scale_on(world, clock, timeout_s=0.5)
    scale.read()
    half_a_word(scale, pulses)
    with pytest.raises(DeviceSilent):
        scale.read()
    assert scale.read().counts == -1


def test_a_word_that_failed_restarts_the_chip_at_once(world, clock):
    """The package times pulses by the real clock, so on a busy machine a word more may fail: three attempts."""

    def six_words():
        world.words = (-1, -1, -1, -1, -1, -1, -1, 8_388_607, -1)
        scale = scale_on(world, clock)
        return [scale.read().counts for _ in range(6)]

    assert any(six_words() == [-1] * 6 for _ in range(3))


class Starved(DrivenClock):
    """A computer that lets this thread on only every so often: each wait takes `late_s` more."""

    late_s = 0.2

    def reach(self, at: float) -> None:
        super().reach(at + self.late_s)


def test_a_starved_reader_gets_words_late_and_knows_that_it_was_late():
    clock = Starved()
    scale = scale_on(WordWorld(clock), clock)
    samples = [scale.read() for _ in range(20)]
    assert {one.counts for one in samples} == {4_711}
    due = round((samples[-1].at - samples[0].at) * 80)
    assert sum(one.lost for one in samples[1:]) == pytest.approx(due, abs=due // 5)


def test_a_starved_reader_gives_a_chip_that_is_there_its_time():
    """Each wait takes longer than all of `timeout_s`."""
    clock = Starved()
    clock.late_s = 5.0
    assert scale_on(WordWorld(clock), clock, timeout_s=2.0).read().counts == 4_711


def test_words_broken_by_an_interruption_are_lost_to_the_computer(world, clock):
    scale = scale_on(world, clock)
    scale._chip = Slow(range(1, 20), overrun_at={2})
    assert [(one.counts, one.lost) for one in (scale.read() for _ in range(3))] == [(1, 0), (6, 5), (7, 0)]


def test_words_that_the_cell_breaks_are_missing(world, clock):
    scale = scale_on(world, clock)
    scale._chip = Slow([1, None, 2, 3, 4, 5, 6, 7], overrun_at=())
    assert [scale.read().lost for _ in range(3)] == [0, 0, 0]


def test_pins_that_this_board_does_not_have_are_said():
    """A Pi 5: RPi.GPIO imports, and refuses when it sets the first pin up."""

    def chip():
        raise RuntimeError("Cannot determine SOC peripheral base address")

    with pytest.raises(DeviceMissing, match="cannot be used on this board .* Pico print the words"):
        hx711.wired(chip)
