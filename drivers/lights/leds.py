"""Lamps through the kernel's LED class: a gpio-leds overlay gives each a file, on any Pi and without a package."""

from dataclasses import dataclass
from pathlib import Path

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.ports import Light
from drivers.sim.world import World


@dataclass(frozen=True)
class Options:
    """The name of each colour's LED below `tree`; an empty name: that colour is not fitted."""

    green: str = "cart:green"
    amber: str = "cart:amber"
    white: str = "cart:white"
    tree: str = "/sys/class/leds"


class Leds:
    """One lamp a colour; at most one is on."""

    def __init__(self, options: Options) -> None:
        names = {"green": options.green, "amber": options.amber, "white": options.white}
        self._files = {colour: Path(options.tree) / name / "brightness" for colour, name in names.items() if name}

    def show(self, colour: str) -> None:
        """Shows one colour, or "off". Raises DeviceMissing where a lamp's file is not there."""
        for lamp, file in self._files.items():
            try:
                file.write_text("1" if lamp == colour else "0")
            except OSError as error:
                raise DeviceMissing(
                    f"The {lamp} light cannot be set ({error}). Check [light] and its overlay."
                ) from error

    def close(self) -> None:
        """Off."""
        self.show("off")


def create(options: Options, _clock: Clock, _world: World | None) -> Light:
    """The light that the config asks for."""
    return Leds(options)
