"""A USB barcode wand, grabbed: what it scans never reaches a text field or a shell as typing."""

import select
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.packages import need
from drivers.ports import Wand
from drivers.sim.world import World
from drivers.wands.keys import Typist

KEY_EVENT, UP, DOWN = 1, 0, 1
PATIENCE_S = 0.25


@dataclass(frozen=True)
class Options:
    """`device`: best a path of /dev/input/by-id/, which stays the same."""

    device: str


class EvdevWand:
    """Opens and grabs its device at the first read, and again after it went away."""

    def __init__(self, device: str, opener: Callable[[str], Any]) -> None:
        self._path = device
        self._opener = opener
        self._device: Any = None
        self._typist = Typist()
        self._lines: deque[str] = deque()
        self._closed = False

    def read(self) -> str | None:
        """The next scan, or None after a quarter second without one. Raises DeviceMissing while it is not there."""
        if not self._lines:
            try:
                self._listen(self._device or self._open())
            except OSError as error:
                self._let_go()
                raise DeviceMissing(
                    f"The wand {self._path} cannot be read ({error}). Plug it in; the user must be in group input."
                ) from error
        return self._lines.popleft() if self._lines else None

    def close(self) -> None:
        """Lets the device go."""
        self._closed = True
        self._let_go()

    def _open(self) -> Any:
        if self._closed:
            raise OSError("this wand is closed")
        device = self._opener(self._path)
        device.grab()
        self._device = device
        return device

    def _listen(self, device: Any) -> None:
        if not select.select([device.fd], [], [], PATIENCE_S)[0]:
            return
        for event in device.read():
            if event.type == KEY_EVENT and event.value in (UP, DOWN):
                line = self._typist.key(event.code, event.value == DOWN)
                self._lines.extend([line] if line else [])

    def _let_go(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None


def create(options: Options, _clock: Clock, _world: World | None) -> Wand:
    """The wand that the config asks for. Raises DeviceMissing where evdev is not installed."""
    return EvdevWand(options.device, need("evdev", "Run: pip install dash-cart[pi]").InputDevice)
