"""A decoder that need not look: it knows what the world shows. For whole carts in tests that are not about reading."""

from cart.codes.sighting import Sighting
from drivers.decoding.decoded import DecodedFrame
from drivers.ports import Frame
from drivers.sim.camera import ARRIVES_S
from drivers.sim.world import World


class Seer:
    """Two engines that read a label in every frame, as soon as it has come to rest."""

    remark = ""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: Frame | None = None

    def submit(self, frame: Frame) -> None:
        self._waiting = frame

    def poll(self, timeout_s: float = 0.0) -> DecodedFrame | None:
        frame, self._waiting = self._waiting, None
        return DecodedFrame(frame.at, self._seen(frame.at)) if frame else None

    def _seen(self, at: float) -> tuple[Sighting, ...]:
        showing = self._world.shown_at(self._world.seen_at("camera", at))
        if showing is None or at - showing.at < ARRIVES_S:
            return ()
        text, symbology = showing.thing.text, showing.thing.symbology
        return Sighting(text, symbology, "zxing"), Sighting(text, symbology, "zbar")

    def close(self) -> None:
        self._waiting = None
