"""One whole cart, ready to start: its store, its files, its devices, its parts, its sync."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cart.catalog.table import CatalogTable
from cart.clock import Clock
from cart.config import Config
from cart.errors import BadInput, CalibrationRefused, ConfigError
from cart.handover.checkout import Checkout, Ties
from cart.handover.links import receipt_link
from cart.identity import enrolment
from cart.identity.badge import Gate, TakenBackFile
from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyFile
from cart.naming.goods import goods_of
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync.alarms import Alarms
from cart.sync.beat import Beats
from cart.sync.calls import CallLine
from cart.sync.client import StoreClient
from cart.sync.clock import StoreClock
from cart.sync.enrol import enrol
from cart.sync.http import Answer, Http, Unreachable, Wait, timeout_for
from cart.sync.outbox import Outbox
from cart.sync.pictures import FOLDER, Pictures
from cart.sync.settings import SettingsFile
from cart.sync.worker import Ends, Local, Sync, SyncWorker
from cart.weighing.calibration import Calibration
from drivers.decoding.decoded import FrameDecoder
from drivers.naming import taughtfile
from drivers.naming.eyes import Given
from drivers.naming.question import Namer
from drivers.sim.world import World
from ui.catalogs import Shelf
from ui.devices import open_devices
from ui.places import DEMO_STORE
from ui.shop import Shop
from ui.telling import Telling
from ui.wiring import Parts, Store, shop_of

SETTINGS = "settings.json"


@dataclass(frozen=True)
class Around:
    """What stands around a cart: the simulated world, if any; the decoder; the store on this machine, if any; who names
    what goes in unscanned, if anybody.
    """

    world: World | None
    decoder: FrameDecoder
    server: Server | None = None
    namer: Namer | None = None


@dataclass(frozen=True)
class Running:
    """A cart that runs, and what stands around it. `settings`: what its store has set, None: no store knows it."""

    parts: Parts
    shop: Shop
    checkout: Checkout | None
    network: "Network"
    around: Around
    settings: SettingsFile | None = None

    @property
    def outdated(self) -> bool:
        """Whether the store has set something that counts from the next start."""
        return self.settings is not None and self.settings.newer

    @property
    def world(self) -> World:
        """The simulated world. Raises ConfigError where every device is real."""
        if self.around.world is None:
            raise ConfigError("A scripted shopper needs simulated devices. Leave --config away.")
        return self.around.world

    @property
    def server(self) -> Server:
        """The store on this machine. Raises ConfigError where there is none."""
        if self.around.server is None:
            raise ConfigError("There is no store on this machine. Leave --config away.")
        return self.around.server


class Network:
    """The cart's cable to its store, with a plug to pull (a simulated run's virtual shelf does)."""

    def __init__(self) -> None:
        self.on = True


class PluggedHttp(Http):
    """Exchanges that fail while the plug is out."""

    def __init__(self, network: Network, url: str, timeout_s: float, wait: Wait, more: tuple[str, ...] = ()) -> None:
        super().__init__(url, timeout_s, wait, more)
        self._network = network

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """One exchange. Raises Unreachable while the plug is out."""
        if not self._network.on:
            raise Unreachable("The network is off. What waits is kept and sent when it is on again.")
        return super().ask(method, path, body, headers)


@contextmanager
def embedded_store(data: Path, catalog: Path | None = DEMO_STORE, port: int = 0) -> Iterator[Server]:
    """A store on this machine, for a run without one."""
    data.mkdir(parents=True, exist_ok=True)
    with Server(Settings(data, staff_token="demo", catalog=catalog), port=port) as server:
        yield server


def known_to(server: Server, folder: Path, name: str) -> Identity:
    """The cart's identity at this store: enrolled on the first start."""
    identity = enrolment.load(folder)
    if identity is None:
        identity = enrol(server.url, str(server.shop.new_code("cart")), folder, "cart", name)
    return replace(identity, url=server.url)


def calibrate_simulated(data: Path, world: World) -> None:
    """A simulated cell comes with its calibration; a real one is calibrated by staff."""
    path = data / "calibration.json"
    try:
        Calibration.load(path)
    except CalibrationRefused:
        Calibration(world.counts_per_gram, float(world.zero_counts)).save(path)


def given_of(config: Config, table: CatalogTable, folder: Path) -> Given | None:
    """What the eyes are given, where the config has them on and something was taught; else says why not."""
    if not config.naming.on:
        return None
    path = folder / taughtfile.NAME
    try:
        taughtfile.load(path)
    except BadInput as error:
        print(f"Nothing is named: {error}")
        return None
    return Given(goods_of(table.products()), str(path))


@contextmanager
def running(config: Config, clock: Clock, shelf: Shelf, identity: Identity | None, around: Around) -> Iterator[Running]:
    """Builds the cart's parts and, with an identity, its exit and its sync. Threads are not started here."""
    store = Store(shelf, partial(receipt_link, identity.url)) if identity else Store(shelf)
    devices = open_devices(config, clock, around.world, around.decoder, around.namer)
    parts = Parts(config, devices, clock, store)
    network = Network()
    path = Path(config.cart.data) / SETTINGS
    settings = SettingsFile(path, identity.store_key, config) if identity else None
    with exit_of(parts, identity, shelf, network, settings) as checkout:
        yield Running(parts, shop_of(parts, checkout), checkout, network, around, settings)


@contextmanager
def exit_of(
    parts: Parts, identity: Identity | None, shelf: Shelf, network: Network, settings: SettingsFile | None
) -> Iterator[Checkout | None]:
    """The way out: outbox, sync and the lane's code; None where no store knows this cart."""
    if identity is None or settings is None:
        yield None
        return
    config, clock, stopping = parts.config, parts.clock, threading.Event()
    data = Path(config.cart.data)
    outbox, keys = Outbox(data / "outbox.db"), KeyFile(data / "keys.bin", identity.store_key)
    timeout_s = timeout_for(identity.url, config.store.timeout_s)
    client = StoreClient(identity, PluggedHttp(network, identity.url, timeout_s, stopping.wait, config.store.more_urls))
    calls = CallLine(parts.inbox.post, clock.now)
    heard = clock if isinstance(clock, StoreClock) else None
    checkout = Checkout(Ties(parts.journal, outbox, identity, keys.keys, clock.epoch, lambda: worker.wake()))
    ends = Ends(parts.inbox.post, shelf.renew, checkout.believe)
    taken_back = TakenBackFile(data / "badges.bin", identity.store_key)
    alarms = Alarms(clock.epoch, lambda: worker.wake())
    beats = Beats(Telling(parts, outbox, shelf, settings).now, clock.now)
    pictures = Pictures(data / FOLDER, shelf.pictures)
    local = Local(outbox, keys, shelf.version, calls, heard, taken_back, alarms, beats, settings, shelf.files, pictures)
    worker = SyncWorker(Sync(client, local, ends), stopping)
    checkout.recover(parts.desk.trip)
    parts.desk.listen(checkout.heard)
    calls.heard(parts.desk.trip)
    parts.desk.listen(lambda _, __, trip: worker.wake() if calls.heard(trip) else None)
    parts.intake.believe = checkout.believe
    parts.intake.lanes = keys.lanes
    parts.intake.admits = Gate(identity.store_key, taken_back.badges, clock.epoch, clock.now, alarms.badges).admits
    worker.start()
    try:
        yield checkout
    finally:
        worker.stop()
        client.close()
        outbox.close()
