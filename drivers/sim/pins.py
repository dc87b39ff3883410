"""An HX711 at pin level behind the RPi.GPIO interface, so that the real `hx711` package runs on any machine.

As the chip's data sheet has it: DOUT falls when a conversion is ready; 24 pulses on SCK shift it out, the most
significant bit first, and 1, 2 or 3 more choose what is converted next (A at 128, B at 32, A at 64); SCK high for over
60 µs powers the chip down, and when it falls again the chip starts afresh and needs four conversions to settle.
"""

import sys
import threading
import time
from collections.abc import Callable
from types import ModuleType

from cart.clock import Clock
from drivers.sim.physics import ZERO_COUNTS
from drivers.sim.world import World

POWER_DOWN_S = 60e-6
SETTLING = 4
UNSETTLED_COUNTS = 40_000
WORD_BITS = 24
GAIN_OF_PULSES = {25: 1.0, 26: 0.25, 27: 0.5}


class Chip:
    """One HX711. `stopwatch` measures pulses; real time, for the package measures it too."""

    def __init__(
        self, world: World, clock: Clock, rate_hz: float, stopwatch: Callable[[], float] = time.perf_counter
    ) -> None:
        self._world = world
        self._clock = clock
        self._rate_hz = rate_hz
        self._stopwatch = stopwatch
        self._rose: float | None = None
        self._start()

    def sck(self, level: bool) -> None:
        """The clock pin rises or falls."""
        if level and self._rose is None:
            self._rose = self._stopwatch()
            self._pulse()
        elif not level and self._rose is not None:
            slept = self._stopwatch() - self._rose >= POWER_DOWN_S
            self._rose = None
            if slept:
                self._start()

    def dout(self) -> int:
        """The level of the data pin: 0 when a conversion is ready; while bits are shifted out, the bit."""
        if not self._world.plugged("scale") or self._asleep():
            return 1
        if self._pulses > WORD_BITS:
            self._end_word()
        if self._pulses:
            return self._word >> (WORD_BITS - self._pulses) & 1
        return 0 if self._ready() else 1

    def _start(self) -> None:
        self._born = self._clock.now()
        self._taken = 0
        self._pulses = 0
        self._word = 0
        self._latched = False
        self._gain = 1.0
        self._settled_at = SETTLING

    def _asleep(self) -> bool:
        return self._rose is not None and self._stopwatch() - self._rose >= POWER_DOWN_S

    def _ready(self) -> bool:
        """Looks for a new conversion, and latches it now: to work it out within a pulse would overrun the pulse."""
        newest = self._conversion()
        if newest > self._taken:
            self._taken = newest
            self._word = self._convert() & 0xFFFFFF
            self._latched = True
        return self._latched

    def _conversion(self) -> int:
        return int((self._clock.now() - self._born) * self._rate_hz)

    def _pulse(self) -> None:
        if self._pulses == 0 and not self._latched:
            return
        self._latched = False
        self._pulses += 1
        if self._pulses > WORD_BITS + 3:
            self._end_word()

    def _end_word(self) -> None:
        """Gain pulses end when somebody looks at DOUT between words, or after the third."""
        gain = GAIN_OF_PULSES.get(self._pulses, self._gain)
        if gain != self._gain:
            self._gain = gain
            self._settled_at = self._taken + SETTLING
        self._pulses = 0

    def _convert(self) -> int:
        at = self._born + self._taken / self._rate_hz
        counts = self._world.counts_at(at)
        counts = ZERO_COUNTS + round((counts - ZERO_COUNTS) * self._gain) if self._gain != 1.0 else counts
        unsettled = max(0, self._settled_at - self._taken + 1)
        return counts + (UNSETTLED_COUNTS >> (2 * (SETTLING - unsettled)) if unsettled else 0)


class Board:
    """The pins that chips are wired to: what the simulated RPi.GPIO speaks to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_sck: dict[int, Chip] = {}
        self._by_dout: dict[int, Chip] = {}

    def wire(self, chip: Chip, sck: int, dout: int) -> None:
        """Solders a chip to two pins, in place of what was there."""
        with self._lock:
            self._by_sck[sck] = self._by_dout[dout] = chip

    def output(self, pin: int, level: object) -> None:
        """Drives a pin."""
        chip = self._by_sck.get(pin)
        if chip is not None:
            chip.sck(bool(level))

    def input(self, pin: int) -> int:
        """Reads a pin; one without a wire is pulled up."""
        chip = self._by_dout.get(pin)
        return 1 if chip is None else chip.dout()


BOARD = Board()
wire = BOARD.wire


def _nothing(*_pins: object, **_how: object) -> None:
    """Modes and set-up need nothing here."""


def gpio_module(board: Board) -> ModuleType:
    """A module with the part of RPi.GPIO's interface that drivers use."""
    gpio = ModuleType("RPi.GPIO", "A simulated RPi.GPIO.")
    names: dict[str, object] = {"BCM": 11, "BOARD": 10, "OUT": 0, "IN": 1, "HIGH": 1, "LOW": 0, "PUD_UP": 22}
    calls: dict[str, object] = {"setmode": _nothing, "setwarnings": _nothing, "setup": _nothing, "cleanup": _nothing}
    vars(gpio).update(names | calls | {"output": board.output, "input": board.input})
    return gpio


def install() -> None:
    """Puts the simulated RPi.GPIO where the `hx711` package will import it from. A real one that is loaded stays."""
    if "RPi.GPIO" in sys.modules:
        return
    parent = ModuleType("RPi", "The parent of the simulated RPi.GPIO.")
    gpio = gpio_module(BOARD)
    vars(parent)["GPIO"] = gpio
    sys.modules["RPi"] = parent
    sys.modules["RPi.GPIO"] = gpio
