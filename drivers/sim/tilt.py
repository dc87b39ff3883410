"""A simulated accelerometer: the floor's slope and the wheels' shaking, from the world."""

from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.pace import pace_of
from drivers.ports import Lean, TiltSource
from drivers.sim.world import World

REST_SHAKE, ROLL_SHAKE = 0.02, 0.9  # m/s² rms


@dataclass(frozen=True)
class Options:
    """`rate_hz`: readings a second."""

    rate_hz: float = 10.0


class SimTilt:
    """Readings on a grid of `rate_hz`."""

    def __init__(self, world: World, clock: Clock, rate_hz: float) -> None:
        self._world = world
        self._clock = clock
        self._pace = pace_of(clock)
        self._rate_hz = rate_hz
        self._tick = int(clock.now() * rate_hz)
        self._closed = False

    def read(self) -> Lean:
        """The next reading. Raises DeviceMissing while unplugged, or once closed."""
        self._tick = max(self._tick + 1, int(self._clock.now() * self._rate_hz))
        at = self._tick / self._rate_hz
        self._pace.until(at)
        if self._closed or not self._world.plugged("tilt"):
            raise DeviceMissing("The simulated accelerometer is unplugged. Plug it in on the virtual shelf.")
        return Lean(at, self._world.lean_at(at), ROLL_SHAKE if self._world.rolling_at(at) else REST_SHAKE)

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()


def create(options: Options, clock: Clock, world: World) -> TiltSource:
    """The accelerometer that the config asks for."""
    return SimTilt(world, clock, options.rate_hz)
