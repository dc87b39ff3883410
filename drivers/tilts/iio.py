"""An accelerometer through the kernel's industrial-I/O tree: how far from level, and whether the cart shakes."""

import math
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cart.clock import Clock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.pace import pace_of
from drivers.ports import Lean, TiltSource
from drivers.scales.iio import find
from drivers.sim.world import World

WINDOW = 10


@dataclass(frozen=True)
class Options:
    """`node` and `name` as for the scale. `up` is the axis that points up when the cart stands level."""

    node: str = "auto"
    name: str = "mpu6050"
    up: Literal["x", "y", "z"] = "z"
    rate_hz: float = 20.0
    tree: str = "/sys/bus/iio/devices"


class IioTilt:
    """Reads the three axes; `shake` is over the last ten readings."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self._options = options
        self._clock = clock
        self._pace = pace_of(clock)
        self._due = clock.now()
        self._strengths: deque[float] = deque(maxlen=WINDOW)
        self._closed = False

    def read(self) -> Lean:
        """The next reading. Raises DeviceMissing without the node, DeviceSilent where it gives no numbers."""
        if self._closed:
            raise DeviceMissing("This accelerometer is closed. Open it again.")
        self._due = max(self._due + 1.0 / self._options.rate_hz, self._clock.now())
        self._pace.until(self._due)
        axes = self._axes()
        self._strengths.append(math.hypot(*axes.values()))
        up = axes.pop(self._options.up)
        return Lean(self._clock.now(), math.degrees(math.atan2(math.hypot(*axes.values()), up)), self._shake())

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()

    def _axes(self) -> dict[str, float]:
        folder = find(self._options.tree, self._options.node, self._options.name)
        scale = _number(folder / "in_accel_scale")
        return {axis: scale * _number(folder / f"in_accel_{axis}_raw") for axis in "xyz"}

    def _shake(self) -> float:
        mean = sum(self._strengths) / len(self._strengths)
        return math.sqrt(sum((value - mean) ** 2 for value in self._strengths) / len(self._strengths))


def _number(file: Path) -> float:
    try:
        return float(file.read_text())
    except (OSError, ValueError) as error:
        raise DeviceSilent(f"{file} gives no number ({error}). Check the accelerometer's wires.") from error


def create(options: Options, clock: Clock, _world: World | None) -> TiltSource:
    """The accelerometer that the config asks for."""
    return IioTilt(options, clock)
