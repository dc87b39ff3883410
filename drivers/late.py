"""Sources that open when first read: a device missing at the start is named, waited for, and used once it is there."""

from collections.abc import Callable

from drivers.ports import CountSource, Frame, FrameSource, Sample


class LateFrames:
    """A camera that `opener` opens at the first read; as long as that fails, each read raises its DeviceMissing."""

    def __init__(self, opener: Callable[[], FrameSource]) -> None:
        self._opener = opener
        self._source: FrameSource | None = None

    @property
    def remark(self) -> str:
        """What staff should know of the camera, once it is there."""
        return self._source.remark if self._source is not None else ""

    def read(self) -> Frame:
        """The newest frame."""
        self._source = self._source or self._opener()
        return self._source.read()

    def close(self) -> None:
        """Lets the device go, if it was there."""
        if self._source is not None:
            self._source.close()


class LateCounts:
    """A scale that `opener` opens at the first read; until then its rate is `rate_hz`."""

    def __init__(self, opener: Callable[[], CountSource], rate_hz: float = 80.0) -> None:
        self._opener = opener
        self._source: CountSource | None = None
        self.rate_hz = rate_hz

    def read(self) -> Sample:
        """The next conversion."""
        if self._source is None:
            self._source = self._opener()
            self.rate_hz = self._source.rate_hz
        return self._source.read()

    def close(self) -> None:
        """Lets the device go, if it was there."""
        if self._source is not None:
            self._source.close()
