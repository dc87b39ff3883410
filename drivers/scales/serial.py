"""A scale on a serial line: a microcontroller that prints its ADC's words, or a certified scale of the 8217 type.

"lines": one whole number a line, as small boards print it (scripts/pico), 80 a second at 9600 baud and more; a line
that begins with "#" is a remark. "8217": the host sends W; the scale answers STX, the weight ("WW.WWW" kg, "0WW.WW" lb,
"N" after a net weight), CR; or, while it has no weight, STX, "?", a status byte, CR. Its counts are whole grams:
calibrate with 1 count a gram and zero 0.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import serial

from cart.clock import Clock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.pace import pace_of
from drivers.ports import CountSource, Sample
from drivers.sim.world import World

WHOLE_NUMBER = re.compile(rb"-?\d{1,8}\Z")
WEIGHT = re.compile(rb"\x02?(\d{1,3}\.(\d{2,3}))N?\Z")
REMARK = re.compile(rb"#\s*([ -~]{1,80})\Z")
STATUS = re.compile(rb"\x02?\?(.)\Z", re.DOTALL)
GRAMS_BY_DECIMALS = {2: Decimal("453.59237"), 3: Decimal(1000)}  # pounds have two decimals, kilograms three
MOTION, OVER, UNDER = 1, 2, 4
LONGEST_LINE = 96


@dataclass(frozen=True)
class Options:
    """`motion_s`: how long an 8217 scale may say "in motion" (or over, under) before it counts as silent."""

    port: str
    protocol: Literal["lines", "8217"] = "lines"
    baud: int = 115_200
    rate_hz: float = 80.0
    timeout_s: float = 1.0
    motion_s: float = 30.0


class SerialScale:
    """Opens its port at the first read, and again after it went away."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self.rate_hz = options.rate_hz
        self._options = options
        self._clock = clock
        self._pace = pace_of(clock)
        self._port: serial.Serial | None = None
        self._asked = clock.now()
        self._answer = self._part = b""
        self._whole = False
        self._closed = False

    def read(self) -> Sample:
        """The next word. Raises DeviceMissing without the port, DeviceSilent without an answer in time."""
        ask = self._line_word if self._options.protocol == "lines" else self._8217_word
        try:
            port = self._port or self._open()
            return Sample(self._clock.now(), ask(port))
        except DeviceSilent:
            self._let_go()
            raise
        except (OSError, TypeError) as error:  # pyserial raises TypeError when a port is closed under a read
            self._let_go()
            raise DeviceMissing(f"The scale on {self._options.port} is gone ({error}). Check its cable.") from error

    def close(self) -> None:
        """Lets the port go."""
        self._closed = True
        self._pace.stop()
        self._let_go()

    def _open(self) -> serial.Serial:
        if self._closed:
            raise OSError("this scale is closed")
        seven = self._options.protocol == "8217"
        self._part, self._whole = b"", seven
        self._port = serial.Serial(
            self._options.port,
            self._options.baud,
            bytesize=serial.SEVENBITS if seven else serial.EIGHTBITS,
            parity=serial.PARITY_EVEN if seven else serial.PARITY_NONE,
            timeout=self._options.timeout_s,
            write_timeout=self._options.timeout_s,
        )
        return self._port

    def _let_go(self) -> None:
        if self._port is not None:
            self._port.close()
            self._port = None

    def _line_word(self, port: serial.Serial) -> int:
        return self._until(lambda: _whole_number(self._line(port, b"\n")), self._options.timeout_s)

    def _8217_word(self, port: serial.Serial) -> int:
        return self._until(lambda: grams_of(self._asked_weight(port)), self._options.motion_s)

    def _asked_weight(self, port: serial.Serial) -> bytes:
        self._asked = max(self._asked + 1.0 / self.rate_hz, self._clock.now())
        self._pace.until(self._asked)
        port.write(b"W")
        return self._line(port, b"\r")

    def _line(self, port: serial.Serial, end: bytes) -> bytes:
        """The next whole line; empty while a part of it is all that came, and for one that began before the port."""
        came = bytes(port.read_until(end, LONGEST_LINE))
        if not came and REMARK.match(self._answer):
            raise self._no_weight()
        if not came:
            raise DeviceSilent(f"{self._name} sends nothing. Check its cable, its power and [scale] baud.")
        line, self._part = self._part + came, b""
        if not line.endswith(end) and len(line) < LONGEST_LINE:
            self._part = line
            return b""
        whole, self._whole = self._whole, True
        self._answer = line.strip(b"\r\n ")
        return self._answer if whole else b""

    @property
    def _name(self) -> str:
        return f"The scale on {self._options.port}"

    def _until(self, step: Callable[[], int | None], patience_s: float) -> int:
        began = self._clock.now()
        while (word := step()) is None:
            if self._clock.now() - began >= patience_s:
                raise self._no_weight()
        return word

    def _no_weight(self) -> DeviceSilent:
        says = f" (it says: {', '.join(words)})" if (words := remarks_in(self._answer)) else ""
        return DeviceSilent(
            f"{self._name} answers, but gives no weight{says}."
            " Let it stand still; check its load, [scale] protocol and baud."
        )


def remarks_in(answer: bytes) -> tuple[str, ...]:
    """What a scale that gives no weight says of itself, as printable text."""
    remark = REMARK.match(answer)
    return (remark[1].decode(),) if remark else status_of(answer)


def _whole_number(line: bytes) -> int | None:
    return int(line) if WHOLE_NUMBER.match(line) else None


def grams_of(answer: bytes) -> int | None:
    """The whole grams in an 8217 answer; None for a status byte (in motion, over, under) or a garbled answer."""
    found = WEIGHT.match(answer)
    if found is None:
        return None
    grams = Decimal(found[1].decode()) * GRAMS_BY_DECIMALS[len(found[2])]
    return int(grams.quantize(Decimal(1), ROUND_HALF_UP))


def status_of(answer: bytes) -> tuple[str, ...]:
    """What an 8217 status byte says: "in motion", "over capacity", "under zero"."""
    found = STATUS.match(answer)
    bits = found[1][0] if found else 0
    named = ((MOTION, "in motion"), (OVER, "over capacity"), (UNDER, "under zero"))
    return tuple(words for bit, words in named if bits & bit)


def create(options: Options, clock: Clock, _world: World | None) -> CountSource:
    """The scale that the config asks for."""
    return SerialScale(options, clock)
