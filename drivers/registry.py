"""Finds each device's driver by its name in the config.

A driver is a module with an `Options` dataclass (its keys in the config) and `create(options, clock, world)`. It is
imported only when named, so a package that only one driver needs may be absent. Nothing is ever replaced silently by
a simulator: what is missing is said.
"""

import difflib
import importlib
import importlib.util
from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from cart.clock import Clock
from cart.errors import ConfigError, DeviceMissing
from cart.tables import parse
from drivers.ports import Battery, CountSource, FrameSource, TiltSource, Wand
from drivers.sim.world import World
from drivers.tolerant import TolerantLight, TolerantSound, TolerantVoice

CAMERAS = {
    "folder": "drivers.cameras.folder",
    "opencv": "drivers.cameras.opencv",
    "picamera2": "drivers.cameras.picamera",
    "sim": "drivers.sim.camera",
    "video": "drivers.cameras.video",
}
BATTERIES = {"kernel": "drivers.batteries.kernel", "none": "drivers.batteries.none", "sim": "drivers.sim.battery"}
SCALES = {
    "hx711": "drivers.scales.hx711",
    "iio": "drivers.scales.iio",
    "serial": "drivers.scales.serial",
    "sim": "drivers.sim.scale",
}
LIGHTS = {"leds": "drivers.lights.leds", "none": "drivers.lights.none", "sim": "drivers.sim.light"}
SOUNDS = {"aplay": "drivers.sounds.aplay", "none": "drivers.sounds.none", "sim": "drivers.sim.sound"}
TILTS = {"iio": "drivers.tilts.iio", "none": "drivers.tilts.none", "sim": "drivers.sim.tilt"}
VOICES = {"espeak": "drivers.voices.espeak", "none": "drivers.voices.none", "sim": "drivers.sim.voice"}
WANDS = {"evdev": "drivers.wands.evdev", "none": "drivers.wands.none", "sim": "drivers.sim.wand"}

Table = Mapping[str, Any]


def open_camera(table: Table, clock: Clock, world: World | None = None) -> FrameSource:
    """The camera that the config's [camera] names. Raises ConfigError or DeviceMissing."""
    return cast(FrameSource, _maker("camera", CAMERAS, table, clock, world)())


def open_scale(table: Table, clock: Clock, world: World | None = None) -> CountSource:
    """The scale that the config's [scale] names. Raises ConfigError or DeviceMissing."""
    return cast(CountSource, _maker("scale", SCALES, table, clock, world)())


def scale_rate_hz(table: Table, clock: Clock, world: World | None = None) -> float:
    """The conversions a second of the config's [scale], before it is opened. Raises ConfigError or DeviceMissing."""
    return float(_maker("scale", SCALES, table, clock, world).args[0].rate_hz)


def open_light(table: Table, clock: Clock, world: World | None = None) -> TolerantLight:
    """The light that the config's [light] names; its failures are kept in `trouble`. Raises ConfigError."""
    return TolerantLight(_maker("light", LIGHTS, table, clock, world))


def open_sound(table: Table, clock: Clock, world: World | None = None) -> TolerantSound:
    """The loudspeaker that the config's [sound] names; its failures are kept in `trouble`. Raises ConfigError."""
    return TolerantSound(_maker("sound", SOUNDS, table, clock, world))


def open_voice(table: Table, clock: Clock, world: World | None = None) -> TolerantVoice:
    """The voice that the config's [voice] names; its failures are kept in `trouble`. Raises ConfigError."""
    return TolerantVoice(_maker("voice", VOICES, table, clock, world))


def open_tilt(table: Table, clock: Clock, world: World | None = None) -> TiltSource | None:
    """The accelerometer that the config's [tilt] names; None for "none". Raises ConfigError or DeviceMissing."""
    return cast(TiltSource | None, _maker("tilt", TILTS, table, clock, world)())


def open_battery(table: Table, clock: Clock, world: World | None = None) -> Battery | None:
    """The battery that the config's [battery] names; None for "none". Raises ConfigError or DeviceMissing."""
    return cast(Battery | None, _maker("battery", BATTERIES, table, clock, world)())


def open_wand(table: Table, clock: Clock, world: World | None = None) -> Wand | None:
    """The barcode wand that the config's [wand] names; None for "none". Raises ConfigError or DeviceMissing."""
    return cast(Wand | None, _maker("wand", WANDS, table, clock, world)())


def simulated(table: Table) -> bool:
    """Whether a device's table asks for a simulation of any kind; such a run says SIMULATED on screen."""
    return "sim" in (table.get("driver"), table.get("pins"))


def _maker(section: str, known: Mapping[str, str], table: Table, clock: Clock, world: World | None) -> partial[Any]:
    """Checks the table now; what it returns makes the device."""
    name = table.get("driver")
    if name not in known:
        raise ConfigError(f"[{section}] driver = {name!r} is not known.{_nearest(name, known)}")
    module = _module(section, str(name), known[str(name)])
    rest = {key: value for key, value in table.items() if key != "driver"}
    options = parse(module.Options, rest, f"[{section}] of driver {name!r}", ConfigError)
    if simulated(table) and world is None:
        raise ConfigError(f"[{section}] is simulated, and there is no simulated world here. Name a real driver.")
    return partial(module.create, options, clock, world)


def _module(section: str, name: str, path: str) -> Any:
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError as error:
        raise DeviceMissing(
            f"[{section}] driver {name!r} needs the Python package {error.name!r}, which is not installed. "
            f"Install it (pip install {error.name}), or name another driver."
        ) from error


def _nearest(name: object, known: Mapping[str, str]) -> str:
    close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else f" Known drivers: {', '.join(sorted(known))}."
