"""The cart's feeling for weight: counts in, weight changes out. One step a conversion, on the scale's thread."""

from collections.abc import Callable

from cart.weighing.change import WeightChange
from cart.weighing.scale import Reading, Scale
from cart.weighing.still import Level, Stillness
from drivers.busy import Busy
from drivers.ports import CountSource

JUDGED_EVERY_S = 1.0
AT_REST_S = 0.5


class Feel:
    """Pushes each conversion into the scale; `on_change` hears each weight change, `on_health` once a second whether
    the scale may be believed ("" or why not). `reading` and `level` are the newest, live; `busy` tells whether the
    computer has time for it.
    """

    def __init__(
        self,
        source: CountSource,
        scale: Scale,
        on_change: Callable[[WeightChange], None],
        on_health: Callable[[str], None],
    ) -> None:
        self._source, self._scale, self._on_change, self._on_health = source, scale, on_change, on_health
        self._still = Stillness(source.rate_hz)
        self.busy = Busy(source.rate_hz)
        self._judged_at = self.at = 0.0
        self._wanted = False
        self._rests_since: float | None = None
        self.on_level: Callable[[float], None] | None = None

    @property
    def scale(self) -> Scale:
        """The scale, for its health."""
        return self._scale

    @property
    def reading(self) -> Reading:
        """The weight now."""
        return self._scale.reading

    @property
    def level(self) -> Level | None:
        """The last second of raw counts, for a calibration."""
        return self._still.level

    def use(self, scale: Scale) -> None:
        """From the next conversion on, this scale: another calibration is in force."""
        self._scale = scale

    def ask_level(self) -> None:
        """Tells `on_level` once what lies in the basket (grams), as soon as it has been at rest for a moment."""
        self._rests_since, self._wanted = None, True

    def step(self) -> None:
        """Reads one conversion. Raises what the scale's source raises."""
        sample, scale = self._source.read(), self._scale
        self.at = sample.at
        self._still.push(sample.at, sample.counts)
        self.busy.push(sample.lost)
        for change in scale.push(sample.at, sample.counts, sample.lost):
            self._on_change(change)
        if self._wanted:
            self._await_rest(sample.at, scale.reading)
        if sample.at - self._judged_at >= JUDGED_EVERY_S:
            self._judged_at = sample.at
            self._on_health("" if scale.health.ok else scale.health.words)

    def _await_rest(self, at: float, reading: Reading) -> None:
        if not reading.settled or reading.overload:
            self._rests_since = None
        elif self._rests_since is None:
            self._rests_since = at
        elif at - self._rests_since >= AT_REST_S and self.on_level is not None:
            self._wanted = False
            self.on_level(reading.grams)

    def close(self) -> None:
        """Lets the device go."""
        self._source.close()
