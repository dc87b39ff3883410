"""A simulated scale: counts straight from the world, as a converter with a small buffer gives them."""

from dataclasses import dataclass

from cart.clock import Clock
from cart.errors import DeviceMissing
from drivers.pace import pace_of
from drivers.ports import CountSource, Sample
from drivers.sim.world import World

BUFFER_S = 1.0


@dataclass(frozen=True)
class Options:
    """`rate_hz`: conversions a second, 10 or 80 as on an HX711."""

    rate_hz: float = 80.0


class SimScale:
    """Conversions on a grid of `rate_hz`. A reader that falls behind by more than the buffer loses all that is in it:
    so it has whole seconds between its gaps, where one that is always late would have every other sample."""

    def __init__(self, world: World, clock: Clock, rate_hz: float = 80.0) -> None:
        self.rate_hz = rate_hz
        self._world = world
        self._clock = clock
        self._pace = pace_of(clock)
        self._tick = int(clock.now() * rate_hz)
        self._closed = False

    def read(self) -> Sample:
        """The next conversion. Raises DeviceMissing while unplugged, or once closed."""
        behind = int(self._clock.now() * self.rate_hz) - self._tick
        lost = behind if behind > BUFFER_S * self.rate_hz else 0
        self._tick += lost + 1
        at = self._tick / self.rate_hz
        self._pace.until(at)
        if self._closed or not self._world.plugged("scale"):
            raise DeviceMissing("The simulated scale is unplugged. Plug it in on the virtual shelf.")
        return Sample(at, self._world.counts_at(at), lost)

    def close(self) -> None:
        """Ends a wait that is going on."""
        self._closed = True
        self._pace.stop()


def create(options: Options, clock: Clock, world: World) -> CountSource:
    """The scale that the config asks for."""
    return SimScale(world, clock, options.rate_hz)
