"""A battery through the kernel's power-supply class: a fuel gauge that counts charge, on the board or on its UPS.

Source: Documentation/ABI/testing/sysfs-class-power. Not a voltmeter: over most of its charge the voltage of a LiFePO4
battery hardly moves, so that no per cent can be told from it.
"""

from dataclasses import dataclass
from pathlib import Path

from cart.clock import Clock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.pace import pace_of
from drivers.ports import Battery, Charge
from drivers.sim.world import World

FED = ("Charging", "Full", "Not charging")


@dataclass(frozen=True)
class Options:
    """`name` "auto": the first supply that is a battery; else its folder's name under `tree`."""

    name: str = "auto"
    every_s: float = 10.0
    tree: str = "/sys/class/power_supply"


class KernelBattery:
    """Reads two small files, now and then."""

    def __init__(self, options: Options, clock: Clock) -> None:
        self._options = options
        self._pace = pace_of(clock)
        self._due = clock.now()
        self._closed = False

    def read(self) -> Charge:
        """The next reading. Raises DeviceMissing without such a supply, DeviceSilent where it gives no per cent."""
        self._pace.until(self._due)
        if self._closed:
            raise DeviceMissing("This battery's gauge is closed. Open it again.")
        self._due += self._options.every_s
        folder = self._folder()
        percent, status = _text(folder / "capacity"), _text(folder / "status")
        if not percent.isdigit() or int(percent) > 100:
            raise DeviceSilent(f"The battery {folder.name} gives no charge in per cent ({percent!r}). Check its gauge.")
        return Charge(int(percent), status in FED)

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()

    def _folder(self) -> Path:
        tree, name = Path(self._options.tree), self._options.name
        found = sorted(tree.glob("*")) if name == "auto" else [tree / name]
        for folder in found:
            if _text(folder / "type") == "Battery":
                return folder
        raise DeviceMissing(
            f"There is no battery {name!r} under {tree}. A gauge needs its overlay: dtoverlay=i2c-sensor,max17040, say."
        )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def create(options: Options, clock: Clock, _world: World | None) -> Battery:
    """The battery that the config asks for."""
    return KernelBattery(options, clock)
