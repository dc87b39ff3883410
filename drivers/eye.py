"""The cart's eye: frames in, believed codes out. One step a frame, on the camera's thread."""

from collections.abc import Callable

from drivers.decoding.reader import Reader
from drivers.ports import Frame, FrameSource


class Eye:
    """Looks at each frame; `on_code(text, symbology)` hears what is believed. `preview` is the newest, in memory."""

    def __init__(self, camera: FrameSource, reader: Reader, on_code: Callable[[str, str], None]) -> None:
        self._camera, self._reader, self._on_code = camera, reader, on_code
        self.preview: Frame | None = None

    @property
    def hint(self) -> str | None:
        """What would help to read the code in view, or None."""
        return self._reader.hint

    @property
    def looked(self) -> int:
        """How many frames were looked at."""
        return self._reader.looked

    def step(self) -> None:
        """Reads one frame. Raises what the camera raises."""
        frame = self._camera.read()
        self.preview = frame
        for accepted in self._reader.look(frame):
            self._on_code(accepted.text, accepted.symbology)

    def landed(self, *names: str) -> None:
        """The item whose code has these names is in the basket: shown again, it is one more. From any thread."""
        self._reader.landed(*names)

    def close(self) -> None:
        """Lets camera and decoder go."""
        self._camera.close()
        self._reader.close()
        self.preview = None
