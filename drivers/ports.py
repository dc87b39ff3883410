"""The seam under which devices are exchanged: frames, counts, light, sound."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Frame:
    """One picture. `grey` is uint8 of shape (height, width); `colour` is uint8 BGR (height, width, 3) or None."""

    at: float
    grey: Grey
    colour: NDArray[np.uint8] | None = None


@dataclass(frozen=True)
class Sample:
    """One conversion of the load cell's ADC: `counts` is the signed 24-bit word as read."""

    at: float
    counts: int


class FrameSource(Protocol):
    """A camera. `read` blocks for the next frame; raises DeviceMissing or DeviceSilent, and may be tried again."""

    def read(self) -> Frame:
        """The newest frame."""
        ...

    def close(self) -> None:
        """Lets the device go; a second call does nothing."""
        ...


class CountSource(Protocol):
    """A scale's ADC. `read` blocks for the next word; raises DeviceMissing or DeviceSilent, and may be tried again."""

    rate_hz: float

    def read(self) -> Sample:
        """The next conversion."""
        ...

    def close(self) -> None:
        """Lets the device go; a second call does nothing."""
        ...


class Light(Protocol):
    """The light on the cart's mast."""

    def show(self, colour: str) -> None:
        """Shows "off", "green" (go), "amber" (a question) or "white" (staff is called)."""
        ...

    def close(self) -> None:
        """Off, and lets the device go."""
        ...


class Sound(Protocol):
    """The loudspeaker."""

    def play(self, name: str) -> None:
        """Plays "added", "question", "removed", "done" or "help"."""
        ...

    def close(self) -> None:
        """Lets the device go."""
        ...
