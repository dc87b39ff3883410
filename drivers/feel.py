"""The cart's feeling for weight: counts in, weight changes out. One step a conversion, on the scale's thread."""

from collections.abc import Callable

from cart.weighing.change import WeightChange
from cart.weighing.scale import Reading, Scale
from drivers.ports import CountSource


class Feel:
    """Pushes each conversion into the scale; `on_change` hears each weight change. `reading` is the newest, live."""

    def __init__(self, source: CountSource, scale: Scale, on_change: Callable[[WeightChange], None]) -> None:
        self._source, self._scale, self._on_change = source, scale, on_change
        self.at = 0.0

    @property
    def scale(self) -> Scale:
        """The scale, for its health."""
        return self._scale

    @property
    def reading(self) -> Reading:
        """The weight now."""
        return self._scale.reading

    def step(self) -> None:
        """Reads one conversion. Raises what the scale's source raises."""
        sample = self._source.read()
        self.at = sample.at
        for change in self._scale.push(sample.at, sample.counts):
            self._on_change(change)

    def close(self) -> None:
        """Lets the device go."""
        self._source.close()
