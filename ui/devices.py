"""The devices of one cart: opened as the config names them, and where each says that it works less than wholly."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cart.clock import Clock
from cart.config import Config
from cart.errors import DeviceMissing
from drivers import registry
from drivers.busy import Busy
from drivers.decoding.decoded import FrameDecoder
from drivers.late import LateCounts, LateFrames
from drivers.naming.question import Namer
from drivers.ports import Battery, CountSource, FrameSource, TiltSource, Wand
from drivers.sim.world import World
from drivers.tolerant import TolerantLight, TolerantSound, TolerantVoice

USUAL_RATE_HZ = 80.0


@dataclass(frozen=True)
class Devices:
    """What touches the world, opened or ready to open."""

    camera: FrameSource
    scale: CountSource
    decoder: FrameDecoder
    light: TolerantLight
    sound: TolerantSound
    voice: TolerantVoice
    wand: Wand | None
    tilt: TiltSource | None
    battery: Battery | None
    namer: Namer | None = None


def open_devices(
    config: Config, clock: Clock, world: World | None, decoder: FrameDecoder, namer: Namer | None = None
) -> Devices:
    """Names the devices; camera and scale open when first read, so that a missing one is named on the screen."""
    return Devices(
        camera=LateFrames(partial(registry.open_camera, config.camera, clock, world)),
        scale=LateCounts(partial(registry.open_scale, config.scale, clock, world), rate_hz(config, clock, world)),
        decoder=decoder,
        light=registry.open_light(config.light, clock, world),
        sound=registry.open_sound(config.sound, clock, world),
        voice=registry.open_voice(config.voice, clock, world),
        wand=registry.open_wand(config.wand, clock, world),
        tilt=registry.open_tilt(config.tilt, clock, world),
        battery=registry.open_battery(config.battery, clock, world),
        namer=namer,
    )


def remarks(devices: Devices, busy: Busy, clock: Clock) -> dict[str, Callable[[], str]]:
    """Where each device that may work less than wholly says so, for staff; none of them stops a trip."""
    return {
        "camera settings": lambda: devices.camera.remark,
        "reader": lambda: devices.decoder.remark,
        "computer": lambda: busy.words,
        "clock": lambda: clock.remark,
        "light": lambda: devices.light.trouble,
        "sound": lambda: devices.sound.trouble,
        "voice": lambda: devices.voice.trouble,
    }


def rate_hz(config: Config, clock: Clock, world: World | None) -> float:
    """How often the scale speaks: its weights are told from its noise by it. Any, where its driver is not installed."""
    try:
        return registry.scale_rate_hz(config.scale, clock, world)
    except DeviceMissing:
        return USUAL_RATE_HZ
