"""The seam under which devices are exchanged: frames, counts, light, sound, voice, tilt, battery, wand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Frame:
    """One picture. `grey` is uint8 of shape (height, width); `paint` gives its colours, for whoever needs them."""

    at: float
    grey: Grey
    paint: Callable[[], NDArray[np.uint8]] | None = None

    @property
    def colour(self) -> NDArray[np.uint8] | None:
        """uint8 BGR (height, width, 3), made when asked for; None where there are none."""
        return self.paint() if self.paint else None


@dataclass(frozen=True)
class Sample:
    """One conversion of the load cell's ADC: `counts` is the signed 24-bit word as read.

    `lost`: conversions before it that nobody fetched in time. The computer was late then, not the scale.
    """

    at: float
    counts: int
    lost: int = 0


@dataclass(frozen=True)
class Lean:
    """How the cart stands: `degrees` from level, and `shake`, the acceleration's rms about its mean in m/s²."""

    at: float
    degrees: float
    shake: float


@dataclass(frozen=True)
class Charge:
    """How full a battery is, in per cent, and whether it is fed from outside."""

    percent: int
    charging: bool


class FrameSource(Protocol):
    """A camera. `read` blocks for the next frame; raises DeviceMissing or DeviceSilent, and may be tried again."""

    @property
    def remark(self) -> str:
        """What staff should know of a camera that works, such as a setting that it refuses; else ""."""
        ...

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


class Voice(Protocol):
    """What reads the screen aloud."""

    def say(self, text: str, language: str) -> None:
        """Says a text in a language ("en", "es"); cuts off what it was saying."""
        ...

    def close(self) -> None:
        """Silence; lets the device go."""
        ...


class TiltSource(Protocol):
    """An accelerometer. `read` blocks for the next reading; raises DeviceMissing or DeviceSilent."""

    def read(self) -> Lean:
        """The next reading."""
        ...

    def close(self) -> None:
        """Lets the device go; a second call does nothing."""
        ...


class Battery(Protocol):
    """A battery's fuel gauge. `read` blocks for the next reading; raises DeviceMissing or DeviceSilent."""

    def read(self) -> Charge:
        """The next reading."""
        ...

    def close(self) -> None:
        """Lets the device go; a second call does nothing."""
        ...


class Wand(Protocol):
    """A barcode wand. `read` blocks for the next scan, at most a quarter of a second; raises DeviceMissing."""

    def read(self) -> str | None:
        """The text of the next scan, or None where there was none yet."""
        ...

    def close(self) -> None:
        """Lets the device go; a second call does nothing."""
        ...
