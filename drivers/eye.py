"""The cart's eye: frames in, believed codes out. One step a frame, on the camera's thread."""

from collections.abc import Callable

from drivers.decoding.reader import Reader
from drivers.naming.sight import Sight
from drivers.ports import Frame, FrameSource


class Eye:
    """Looks at each frame; `on_code(text, symbology)` hears what is believed. `preview` is the newest, in memory.

    With a `sight` it also names what goes in unscanned; without one no other frame is kept, and no colour is asked for.
    """

    def __init__(
        self, camera: FrameSource, reader: Reader, on_code: Callable[[str, str], None], sight: Sight | None = None
    ) -> None:
        self._camera, self._reader, self._on_code, self._sight = camera, reader, on_code, sight
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
        if self._sight:
            self._sight.look(frame)

    def landed(self, *names: str) -> None:
        """The item whose code has these names is in the basket: shown again, it is one more. From any thread."""
        self._reader.landed(*names)

    def close(self) -> None:
        """Lets camera and decoder go."""
        self._camera.close()
        self._reader.close()
        self.preview = None
        if self._sight:
            self._sight.forget()
