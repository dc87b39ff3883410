"""The HX711 through the `hx711` package, wrapped against that package's traps.

Traps, and what is done: `get_raw_data` never ends without a chip (not used; each read has a deadline). A word of 0 or
-1 is taken for a failure (here only False is). A pulse of over 60 µs gives False, or a nested endless read (here it is
an overrun: four samples are dropped while the chip settles). Each change of channel sleeps half a second (left out:
the settling samples are dropped instead). Only where RPi.GPIO itself runs, up to Pi 4; see drivers/README.md.
"""

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from cart.clock import Clock
from cart.errors import ConfigError, DeviceMissing, DeviceSilent
from drivers.looks import Looks
from drivers.pace import pace_of
from drivers.packages import need
from drivers.ports import CountSource, Sample
from drivers.sim import pins as simulated_pins
from drivers.sim.world import World

LONGEST_PULSE_S = 60e-6
POWER_DOWN_S = 100e-6
SETTLING_SAMPLES = 4
POWER_UP_GAIN = 128
LOOK_EVERY_S = 0.001

OTHERWISE = "On a Pi 5 let a Pico print the words: driver serial, protocol lines."


@dataclass(frozen=True)
class Options:
    """BCM pin numbers. `rate_hz` as the board's RATE pin is tied (10 or 80). `pins` "sim" uses a simulated chip."""

    dout: int = 5
    sck: int = 6
    rate_hz: float = 80.0
    gain: Literal[64, 128] = 128
    timeout_s: float = 2.0
    pins: Literal["gpio", "sim"] = "gpio"


class Hx711Scale:
    """Words from one chip. Opened at the first read, and again after trouble."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self.rate_hz = options.rate_hz
        self.overruns = 0
        self._options = options
        self._clock = clock
        self._pace = pace_of(clock)
        self._looks = Looks(options.rate_hz)
        self._chip: Any = None
        self._to_drop = 0
        self._closed = False

    def read(self) -> Sample:
        """The next conversion. Raises DeviceSilent after `timeout_s` of looking, DeviceMissing without pins or closed.

        Time in which a busy computer does not let it look is not the chip's silence: looks are counted.
        """
        if self._closed:
            raise DeviceMissing("This scale is closed. Open it again.")
        chip = self._chip or self._open()
        for _ in range(round(self._options.timeout_s / LOOK_EVERY_S)):
            word = self._word(chip) if self._ready(chip) else None
            if word is not None and self._to_drop == 0:
                return Sample(self._clock.now(), word, self._looks.missed())
            self._to_drop -= word is not None
            if self._closed:
                break
        self._chip = None
        raise DeviceSilent(self._why_silent())

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()

    def _open(self) -> Any:
        options = self._options
        self._chip = wired(lambda: _chip_class()(options.dout, options.sck, options.gain))
        self._chip.restart()
        self._settle()
        self.overruns = 0
        return self._chip

    def _settle(self) -> None:
        """After power-up the chip converts at gain 128; another gain is known to it one sample later."""
        self._to_drop = SETTLING_SAMPLES + (self._options.gain != POWER_UP_GAIN)

    def _ready(self, chip: Any) -> bool:
        """One look; where there is nothing yet, it waits a little."""
        self._looks.look(self._clock.now())
        if chip._ready():
            return True
        self._pace.until(self._clock.now() + LOOK_EVERY_S)
        return False

    def _word(self, chip: Any) -> int | None:
        """One word, or None where it is of no use: then the chip has to settle again."""
        chip.overran = False
        word = chip._read(max_tries=1)
        if word is False:
            chip.restart()
        if word is False or chip.overran:
            self.overruns += 1
            self._settle()
            self._looks.spoil((1 + SETTLING_SAMPLES) * chip.overran)
        return None if word is False else int(word)

    def _why_silent(self) -> str:
        if self.overruns > 1:
            return (
                "The HX711 answers but no word is whole: the pulses are too slow (over 60 µs), the cell is overloaded, "
                "or its cable is off. Check the cell; on a Pi 5 use a Pico and driver serial."
            )
        pins = f"{self._options.dout} and {self._options.sck}"
        return f"The HX711 on pins {pins} does not answer. Check its wires and its power."


def wired(chip: Callable[[], Any]) -> Any:
    """What `chip` makes. Raises DeviceMissing: a Pi 5 has other pins, which RPi.GPIO finds out when it sets them up."""
    try:
        return chip()
    except RuntimeError as error:
        raise DeviceMissing(f"The pins cannot be used on this board ({error}). {OTHERWISE}") from error


def _chip_class() -> Any:
    """The package's class without its sleeps and its nested reads."""
    package = need("hx711", f"Install RPi.GPIO (pip install dash-cart[pi]). {OTHERWISE}")
    gpio = package.GPIO

    class Chip(package.HX711):  # type: ignore[misc, name-defined]
        overran = False

        def _apply_setting(self) -> bool:
            return True

        def restart(self) -> None:
            """After a word given up half-way the chip would go on with its other half: power it down, and up again."""
            began = time.perf_counter()
            gpio.output(self._pd_sck, True)
            while time.perf_counter() - began < POWER_DOWN_S:
                continue
            gpio.output(self._pd_sck, False)

        def _set_channel_gain(self, num: int) -> bool:
            for _ in range(num):
                began = time.perf_counter()
                gpio.output(self._pd_sck, True)
                gpio.output(self._pd_sck, False)
                self.overran |= time.perf_counter() - began >= LONGEST_PULSE_S
            return True

    return Chip


def create(options: Options, clock: Clock, world: World | None) -> CountSource:
    """The scale that the config asks for. Raises DeviceMissing where RPi.GPIO does not run."""
    if options.pins == "sim":
        if world is None:
            raise ConfigError('[scale] pins = "sim" needs a simulated world. Name real pins.')
        simulated_pins.install()
        simulated_pins.wire(simulated_pins.Chip(world, clock, options.rate_hz), options.sck, options.dout)
        importlib.import_module("hx711")
    _chip_class()
    return Hx711Scale(options, clock)
