"""A whole cart over the simulated world, in virtual time: real frames, real counts, real journal, no waiting."""

from functools import cache
from pathlib import Path

from cart.catalog.snapshot import Snapshot
from cart.catalog.table import CatalogTable
from cart.config import Config, loads
from cart.identity.enrolment import Identity
from cart.sync.settings import SettingsFile
from cart.trip.view import View
from cart.weighing.calibration import Calibration
from drivers.decoding.decoded import FrameDecoder
from drivers.decoding.inline import InlineDecoder
from drivers.naming.question import Namer
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World
from tests.support import badges
from tests.support.seer import Seer
from ui.catalogs import open_folder
from ui.commands.cart import SETTINGS
from ui.devices import open_devices
from ui.places import DEMO_STORE
from ui.shopper.hand import Hand
from ui.shopper.steps import LIMIT_S, Script, Step
from ui.wiring import Parts, Store

CONFIG = """
camera = {{ driver = "sim", fps = 5.0, width = 640, height = 480 }}
scale = {{ driver = "sim" }}
light = {{ driver = "sim" }}
sound = {{ driver = "sim" }}
voice = {{ driver = "sim" }}
[cart]
id = "17"
data = "{data}"
"""

WIDE = CONFIG.replace(", width = 640, height = 480", "")
"""With room for two labels, or a coupon, in the camera's view."""

GONE_S = 1.3
"""How long the camera goes on looking where something was: what has left is not there in a second of frames."""


class DemoCatalog:
    """The demo store's catalog."""

    def __init__(self, table: CatalogTable | None = None) -> None:
        self.table = table or open_folder(DEMO_STORE)
        self._snapshot = Snapshot.of(self.table)

    def snapshot(self) -> Snapshot:
        return self._snapshot


@cache
def demo_catalog() -> DemoCatalog:
    """One for all carts of a process: nobody changes it."""
    return DemoCatalog()


class DrivenCart:
    """One cart. `play` walks through a script; `run` lets time pass. `reads`: whether a decoder looks at its frames;
    `namer`: who names what goes in unscanned, if anybody.
    """

    def __init__(
        self,
        data: Path,
        seed: int = 1,
        catalog: DemoCatalog | None = None,
        config: str = CONFIG,
        decoder: FrameDecoder | None = None,
        calibrated: bool = True,
        reads: bool = True,
        namer: Namer | None = None,
    ) -> None:
        self.catalog = catalog or demo_catalog()
        self.clock = DrivenClock(100.0)
        self.world = World(self.clock, seed)
        self.config: Config = loads(config.format(data=data), "test")
        if calibrated:
            Calibration(self.world.counts_per_gram, float(self.world.zero_counts)).save(data / "calibration.json")
        decoder = decoder or (InlineDecoder() if reads else Seer(self.world))
        devices = open_devices(self.config, self.clock, self.world, decoder, namer)
        self.parts = Parts(self.config, devices, self.clock, Store(self.catalog))
        self.parts.intake.admits = badges.gate(self.clock).admits
        self.hand = Hand(self.world, self.catalog.snapshot(), self.touch, self.begin)
        self.told: list[tuple[str, View]] = []
        self._looks_until = float("inf") if namer else 0.0

    @property
    def view(self) -> View:
        return self.parts.desk.view

    def show_badge(self) -> None:
        """A person of the store holds a badge before the camera."""
        self.world.show(badges.text(self.clock.epoch()), "QRCODE")

    def settings_of(self, identity: Identity) -> SettingsFile:
        """What it has taken of its store's settings: nothing yet."""
        return SettingsFile(Path(self.config.cart.data) / SETTINGS, identity.store_key, self.config)

    def touch(self, kind, **fields) -> None:
        self.parts.inbox.post(kind, **fields)

    def begin(self) -> None:
        self.parts.desk.start_trip("en", self.catalog.snapshot().terms)

    def step(self) -> View:
        """One frame's time: to save the test's, a camera that names nothing looks only while something is shown."""
        end = self.clock.now() + 1 / 15
        if self.world.shown_at(self.clock.now()) is not None:
            self._looks_until = max(self._looks_until, end + GONE_S)
        if end <= self._looks_until:
            self.parts.eye.step()
        while self.parts.feel.at < end:
            self.parts.feel.step()
        self.parts.desk.writer.step()
        return self.parts.pump()

    def run(self, seconds: float) -> View:
        end = self.clock.now() + seconds
        while self.clock.now() < end:
            self.step()
        return self.view

    def play(self, steps, limit_s: float = LIMIT_S) -> View:
        script = Script(steps, self._tell, lambda name: None, limit_s=limit_s)
        while not script.look(self.view, self.clock.now()):
            self.step()
        return self.view

    def until(self, words: str, act, holds, within_s: float = 20.0) -> View:
        return self.play([Step(words, act, holds)], within_s)

    def _tell(self, words: str, view: View) -> None:
        self.told.append((words, view))

    def close(self) -> None:
        self.parts.stop()
