"""What goes wrong with simulated devices, on demand."""

import threading

from cart.clock import Clock
from drivers.sim.physics import Span


class Faults:
    """Plugs, frozen devices, spikes, a bent cell and lost frames. Each happens at the clock's time."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._lock = threading.RLock()
        self._unplugged: set[str] = set()
        self._frozen: dict[str, float] = {}
        self._spikes: tuple[Span, ...] = ()
        self._frames_to_drop = 0
        self._bend_g = 0.0
        self.charge_percent, self.charging = 100, False

    def unplug(self, device: str) -> None:
        """Pulls a device's plug: "camera", "scale", "light", "sound", "voice", "tilt", "battery" or "wand"."""
        with self._lock:
            self._unplugged.add(device)

    def plug(self, device: str) -> None:
        """Plugs it in again."""
        with self._lock:
            self._unplugged.discard(device)

    def plugged(self, device: str) -> bool:
        """Whether its plug is in."""
        return device not in self._unplugged

    def freeze(self, device: str, on: bool = True) -> None:
        """The device repeats its last picture ("camera") or word ("scale"), until `freeze(device, False)`."""
        with self._lock:
            self._frozen.pop(device, None)
            if on:
                self._frozen[device] = self.clock.now()

    def seen_at(self, device: str, t: float) -> float:
        """The time of what the device shows at `t`: `t` itself, or when it froze."""
        return min(t, self._frozen.get(device, t))

    def spike(self, counts: int = 400_000, width_s: float = 1 / 80) -> None:
        """Adds `counts` to the conversions of the next `width_s`: electrical noise."""
        with self._lock:
            now = self.clock.now()
            self._spikes = (*self._spikes[-32:], Span(now, now + width_s, counts))

    def spike_at(self, t: float) -> float:
        """What spikes add to a conversion at `t`, in counts."""
        return sum(spike.grams for spike in self._spikes if spike.at < t <= (spike.until or t))

    def charge(self, percent: int, charging: bool = False) -> None:
        """The battery is so full, and is being charged or not."""
        self.charge_percent, self.charging = percent, charging

    def bend(self, grams: float) -> None:
        """The cell is no longer straight: at 10 kg it reads so many grams too much, at 5 kg a quarter of that."""
        self._bend_g = grams

    def bent_g(self, grams: float) -> float:
        """What the cell makes of a weight."""
        return grams + self._bend_g * (grams / 10_000.0) ** 2

    def drop_frames(self, count: int) -> None:
        """Loses the camera's next `count` frames."""
        with self._lock:
            self._frames_to_drop = count

    def frame_lost(self) -> bool:
        """Asked by the camera for each frame: is this one lost?"""
        with self._lock:
            lost = self._frames_to_drop > 0
            self._frames_to_drop -= lost
            return lost
