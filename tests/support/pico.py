"""A Raspberry Pi Pico that runs a MicroPython program in virtual time, an HX711 at its pins.

Of MicroPython it has what scripts/pico/main.py uses. A state machine runs its program instruction by instruction, one
cycle each and its delay (RP2040 data sheet, chapter 3), so pulses have the lengths that they would have on the board.
"""

import builtins
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from drivers.sim.clock import DrivenClock
from drivers.sim.pins import Chip

MICROSECOND = 1e-6
LOOK_S = 50e-6  # a state machine that waits looks so often here; on the board each cycle
FIFO = 8


class Ended(Exception):
    """As many lines as were wanted."""


class Instruction:
    def __init__(self, name: str, *args: Any) -> None:
        self.name, self.args, self.delay = name, args, 0

    def __getitem__(self, delay: int) -> None:
        self.delay = delay


def assembled(program: Callable[[], None]) -> list[Instruction]:
    """The instructions of a function under `rp2.asm_pio`, its labels among them."""
    listed: list[Instruction] = []

    def writes(name: str) -> Callable[..., Instruction]:
        def write(*args: Any) -> Instruction:
            listed.append(Instruction(name, *args))
            return listed[-1]

        return write

    names = {name: writes(name) for name in ("wait", "set", "in_", "jmp", "push", "label", "wrap_target", "wrap")}
    words = {name: name for name in ("pin", "pins", "x", "x_dec", "block")}
    eval(program.__code__, {**names, **words})
    return listed


class StateMachine:
    """Runs while the program on the Pico sleeps or asks for a word."""

    def __init__(self, chip: Chip, clock: DrivenClock, program: list[Instruction], cycle_s: float) -> None:
        self._chip, self._clock, self._program, self._cycle_s = chip, clock, program, cycle_s
        self._labels = {one.args[0]: at for at, one in enumerate(program) if one.name == "label"}
        self._at, self._x, self._isr = 0, 0, 0
        self._words: list[int] = []
        self._on = False

    def active(self, on: int) -> None:
        self._on = bool(on)

    def rx_fifo(self) -> int:
        return len(self._words)

    def get(self) -> int:
        return self._words.pop(0)

    def run_until(self, at: float) -> None:
        while self._on and self._clock.now() < at:
            self._step()
        self._clock.reach(at)

    def _step(self) -> None:
        one = self._program[self._at]
        stays = self._do(one)
        if not stays:
            self._at = (self._at + 1) % len(self._program)
        if one.name not in ("label", "wrap_target", "wrap"):
            self._clock.advance(LOOK_S if stays else self._cycle_s * (1 + one.delay))

    def _do(self, one: Instruction) -> bool:
        """Does it; whether the machine stays at it."""
        match one.name, one.args:
            case "wait", (level, "pin", 0):
                return self._chip.dout() != level
            case "set", ("pins", level):
                self._chip.sck(bool(level))
            case "set", ("x", value):
                self._x = value
            case "in_", ("pins", 1):
                self._isr = (self._isr << 1 | self._chip.dout()) & 0xFFFFFFFF
            case "jmp", ("x_dec", label):
                self._at = self._labels[label] if self._x else self._at
                self._x -= 1
            case "push", ("block",):
                if len(self._words) == FIFO:
                    return True
                self._words.append(self._isr)
                self._isr = 0
        return False


class Pico:
    """The board. `lines(n)` are the first n that the program prints."""

    def __init__(self, chip: Chip, clock: DrivenClock) -> None:
        self._chip, self._clock = chip, clock
        self._machine: StateMachine | None = None
        self._printed: list[str] = []
        self._wanted = 0
        self.fed = clock.now()
        self.longest_unfed_s = 0.0

    def lines(self, program: Path, wanted: int) -> list[str]:
        """Starts the program, as at power-on; each call of it is a new start."""
        self._printed, self._wanted = [], wanted
        made = {**vars(builtins), "__import__": self._import, "print": self._print}
        with suppress(Ended):
            exec(compile(program.read_text(), program.name, "exec"), {"__builtins__": made, "__name__": "__main__"})
        return self._printed

    def _print(self, what: object) -> None:
        self._printed.append(str(what))
        if len(self._printed) >= self._wanted:
            raise Ended

    def _import(self, name: str, *_how: object) -> Any:
        return {"time": self._time(), "rp2": self._rp2(), "machine": self._hardware()}[name]

    def _time(self) -> SimpleNamespace:
        return SimpleNamespace(
            sleep_ms=self._rest, ticks_ms=lambda: round(self._clock.now() * 1000), ticks_diff=lambda a, b: a - b
        )

    def _rest(self, ms: int) -> None:
        until = self._clock.now() + ms / 1000
        if self._machine is None:
            self._clock.reach(until)
        else:
            self._machine.run_until(until)

    def _rp2(self) -> SimpleNamespace:
        pio = SimpleNamespace(OUT_LOW=0, SHIFT_LEFT=0, JOIN_RX=2)
        return SimpleNamespace(PIO=pio, asm_pio=lambda **_how: assembled, StateMachine=self._state_machine)

    def _state_machine(self, _id: int, program: list[Instruction], freq: int, **_pins: object) -> StateMachine:
        self._machine = StateMachine(self._chip, self._clock, program, 1 / freq)
        return self._machine

    def _hardware(self) -> SimpleNamespace:
        board = self

        class Pin:
            OUT, IN, PULL_UP = 0, 1, 2

            def __init__(self, number: int, _mode: int, _pull: int = 0, value: int | None = None) -> None:
                self._number = number
                if value is not None:
                    self.value(value)

            def value(self, level: int) -> None:
                board._chip.sck(bool(level))

        return SimpleNamespace(Pin=Pin, WDT=lambda timeout: SimpleNamespace(feed=self._feed))

    def _feed(self) -> None:
        now = self._clock.now()
        self.longest_unfed_s = max(self.longest_unfed_s, now - self.fed)
        self.fed = now


def numbers(lines: list[str]) -> Iterator[int]:
    """The words among them."""
    return (int(line) for line in lines if not line.startswith("#"))
