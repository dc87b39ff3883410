"""A cart without a store or without goods: its screen, until it has both, and can begin as a whole cart."""

import math
import socket
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from kivy.clock import Clock as Beats

from cart.clock import Clock
from cart.codes.evidence import Evidence
from cart.config import Config
from cart.errors import CalibrationRefused, DeviceError
from cart.sync.adoption import Adopter
from cart.sync.worker import SyncWorker
from cart.trip.view import View
from cart.weighing.calibration import Calibration
from drivers.decoding.decoded import FrameDecoder
from drivers.decoding.reader import Reader
from drivers.eye import Eye
from drivers.pollers import Poller
from drivers.ports import Grey
from drivers.sim.world import World
from ui.app import EVERY_FRAME, DashCartApp
from ui.catalogs import keep
from ui.devices import open_devices
from ui.parts.glass import Glass
from ui.shop import Adopting, SelfTest, Shop
from ui.wiring import settings_of

NOWHERE = ("192.0.2.1", 9)  # RFC 5737: an address of nobody
LOOK_S = 2.0


class Newcomer:
    """The cart before it is a store's: a camera that reads the store's code, a scale that only shows that it weighs."""

    def __init__(self, config: Config, clock: Clock, world: World | None, decoder: FrameDecoder) -> None:
        self.config, data = config, Path(config.cart.data)
        self._devices = open_devices(config, clock, world, decoder)
        self._stopping = threading.Event()
        url = config.store.url
        self.adopter = Adopter(data, config.cart.id, url, partial(keep, data / "catalog"), self._stopping.wait)
        self.worker = SyncWorker(self.adopter, self._stopping)
        self.eye = Eye(self._devices.camera, Reader(self._devices.decoder, Evidence(lambda _: False)), self._seen)
        self._whys: dict[str, str] = {}
        self._weighed = False
        self._pollers = [self._poller("camera", self.eye.step), self._poller("scale", self._weigh)]
        self._looked_at, self._now = -math.inf, clock.now
        self._address, self._calibrated = "", False
        self.shop = Shop(
            touch=lambda *_, **__: None, pump=lambda: View(phase="unadopted"), begin=lambda _: None,
            settings=settings_of(config, ""), preview=self._preview, adopting=self.adopting, adopt=self._shown,
        )  # fmt: skip

    def start(self) -> None:
        """Starts the devices' threads and the one that speaks with the store."""
        for poller in self._pollers:
            poller.start()
        self.worker.start()

    def stop(self) -> None:
        """Ends them, and lets the devices go."""
        self.worker.stop()
        for poller in self._pollers:
            poller.stop()
        for part in (self.eye, self._devices.scale, self._devices.light, self._devices.sound, self._devices.voice,
                     self._devices.wand, self._devices.tilt, self._devices.battery):  # fmt: skip
            if part is not None:
                part.close()

    def adopting(self) -> Adopting:
        """How far it is, and how the devices do."""
        self._look()
        return Adopting(self.adopter.standing, self._tests(), self._address)

    def _poller(self, name: str, work: Callable[[], None]) -> Poller:
        return Poller(work, name, partial(self._trouble, name), partial(self._well, name))

    def _trouble(self, name: str, error: DeviceError) -> None:
        self._whys[name] = error.why

    def _well(self, name: str) -> None:
        self._whys.pop(name, None)

    def _weigh(self) -> None:
        self._devices.scale.read()
        self._weighed = True

    def _seen(self, text: str, _: str) -> None:
        self._shown(text)

    def _shown(self, text: str) -> None:
        if self.adopter.show(text):
            self.worker.wake()

    def _preview(self) -> Grey | None:
        frame = self.eye.preview
        return frame.grey if frame is not None else None

    def _tests(self) -> tuple[SelfTest, ...]:
        frame, url = self.eye.preview, self.adopter.standing.url
        size = f"{frame.grey.shape[1]} × {frame.grey.shape[0]}" if frame is not None else ""
        rate = f"{self._devices.scale.rate_hz:g}" if self._weighed else ""
        return (
            SelfTest("camera", bool(size) and "camera" not in self._whys, size, self._whys.get("camera", "")),
            SelfTest("scale", bool(rate) and "scale" not in self._whys, rate, self._whys.get("scale", "")),
            SelfTest("calibration", self._calibrated),
            SelfTest("network", bool(self._address)),
            SelfTest("store", bool(url), urlsplit(url).netloc),
        )

    def _look(self) -> None:
        """At what needs a file or the system, now and then: the screen asks at each frame."""
        if self._now() - self._looked_at >= LOOK_S:
            self._looked_at, self._address = self._now(), address()
            self._calibrated = calibrated(Path(self.config.cart.data))


def calibrated(data: Path) -> bool:
    """Whether the scale in this cart has been calibrated."""
    try:
        Calibration.load(data / "calibration.json")
    except CalibrationRefused:
        return False
    return True


def address() -> str:
    """This machine's own address on the way out, "" without a network. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(NOWHERE)
        except OSError:
            return ""
        return str(way.getsockname()[0])


def run(newcomer: Newcomer) -> int:
    """Shows the screen until the cart is whole (0) or the window is closed (1)."""
    app = DashCartApp(newcomer.shop, partial(Glass, rotate=newcomer.config.screen.rotate))

    def look(_: float) -> None:
        if newcomer.adopter.standing.step == "ready":
            app.stop()

    newcomer.start()
    Beats.schedule_interval(look, EVERY_FRAME)
    try:
        app.run()
    finally:
        newcomer.stop()
    return 0 if newcomer.adopter.standing.step == "ready" else 1
