"""An ADC through the kernel's industrial-I/O tree: one file a channel, a read is a conversion.

The kernel's hx711 driver gives offset binary (a middle of 8388608) and resets the chip at each read, so that it makes
about 12 readings a second with RATE high, 2 with RATE low. It serves any Pi; a serial ADC is faster.
"""

from dataclasses import dataclass
from pathlib import Path

from cart.clock import Clock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.looks import Looks
from drivers.pace import pace_of
from drivers.ports import CountSource, Sample
from drivers.sim.world import World

OFFSET_BINARY_MIDDLE = 1 << 23


@dataclass(frozen=True)
class Options:
    """`node`: the device's folder, or "auto": the first one named `name`. `middle`: the word that means 0."""

    node: str = "auto"
    name: str = "hx711"
    channel: str = "in_voltage0_raw"
    rate_hz: float = 12.0
    middle: int = OFFSET_BINARY_MIDDLE
    tree: str = "/sys/bus/iio/devices"


class IioScale:
    """Reads one file over and over. The kernel blocks each read until the conversion is there."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self.rate_hz = options.rate_hz
        self._options = options
        self._clock = clock
        self._pace = pace_of(clock)
        self._due = clock.now()
        self._looks = Looks(options.rate_hz)
        self._closed = False

    def read(self) -> Sample:
        """The next conversion. Raises DeviceMissing without the node, DeviceSilent where the chip does not answer."""
        if self._closed:
            raise DeviceMissing("This scale is closed. Open it again.")
        self._due = max(self._due + 1.0 / self.rate_hz, self._clock.now())
        self._pace.until(self._due)
        self._looks.look(self._clock.now())
        return Sample(self._clock.now(), self._word() - self._options.middle, self._looks.missed())

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()

    def _word(self) -> int:
        file = find(self._options.tree, self._options.node, self._options.name) / self._options.channel
        try:
            return int(file.read_text())
        except FileNotFoundError as error:
            raise DeviceMissing(f"{file} is not there. Check [scale] channel and the overlay in config.txt.") from error
        except (OSError, ValueError) as error:
            raise DeviceSilent(f"{file} gives no number ({error}). Check the chip's wires and its power.") from error


def find(tree: str, node: str, name: str) -> Path:
    """The folder of an industrial-I/O device: `node` itself, or by its name. Raises DeviceMissing."""
    if node != "auto":
        if not Path(node).is_dir():
            raise DeviceMissing(f'{node} is not there. Name a folder of {tree}, or "auto".')
        return Path(node)
    for folder in sorted(Path(tree).glob("iio:device*")):
        label = folder / "name"
        if label.is_file() and label.read_text().strip() == name:
            return folder
    raise DeviceMissing(
        f"The kernel has no device {name!r} in {tree}. Load its overlay (drivers/README.md), or name node."
    )


def create(options: Options, clock: Clock, _world: World | None) -> CountSource:
    """The scale that the config asks for."""
    return IioScale(options, clock)
