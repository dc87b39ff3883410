"""The composition root: opens what the config names, ties the parts together, starts and stops them.

With ui/devices.py and ui/commands the only files of this floor that know drivers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from cart.catalog.deals import Audience, Deal, deals_near
from cart.catalog.product import Place
from cart.catalog.snapshot import Snapshot
from cart.catalog.table import CatalogTable
from cart.clock import Clock
from cart.codes.evidence import Evidence
from cart.config import Config
from cart.errors import DeviceUnfit
from cart.facts import (
    CartRestarted,
    CheckoutAsked,
    DeviceBack,
    DeviceFailed,
    Fact,
    HandedOver,
    LevelSeen,
    TripStarted,
    WeightChanged,
)
from cart.handover.checkout import Checkout
from cart.inbox import Inbox
from cart.trip.desk import Desk
from cart.trip.intake import Intake
from cart.trip.journal import Journal
from cart.trip.signs import light
from cart.trip.state import Trip
from cart.trip.verify import balance
from cart.trip.view import View
from cart.weighing.change import WeightChange
from cart.weighing.conformity import Rules, priceable
from drivers.decoding.reader import Reader
from drivers.eye import Eye
from drivers.lending import Gauge, Lending
from drivers.naming.sight import Sight
from drivers.patience import Patience
from drivers.pollers import Poller
from drivers.ports import TiltSource, Wand
from drivers.remarks import Remarks
from drivers.weighing import Weighing
from ui.devices import Devices, remarks
from ui.shop import Reading, ScaleHealth, Settings, Shop

DEALS = 12
LEVEL_SIGMA_MG = 1_000
LEVELLED = (TripStarted, CartRestarted, CheckoutAsked, HandedOver)


class Catalog(Protocol):
    """The store's catalog of this moment."""

    table: CatalogTable

    def snapshot(self) -> Snapshot:
        """Today's."""
        ...


def _no_page(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Store:
    """What the cart knows of its store: its catalog, and where a phone finds the receipt of a session."""

    catalog: Catalog
    receipt_url: Callable[[str], str] = _no_page


class Parts:
    """One running cart. `start` and `stop` its threads; or, in virtual time, `step` it."""

    def __init__(self, config: Config, devices: Devices, clock: Clock, store: Store) -> None:
        self.config, self.devices, self.clock, self.store = config, devices, clock, store
        self.inbox = Inbox(clock)
        self.journal = Journal(Path(config.cart.data) / "journal.db")
        self.desk = Desk(self.inbox, self.journal, config, clock)
        labels = config.store.templates
        self.intake = Intake(self.inbox, store.catalog.snapshot, clock, labels)
        self.intake.phase = lambda: self.desk.trip.phase
        evidence = Evidence(self._knows, labels)
        sight = Sight(devices.namer, store.catalog.snapshot, clock.now, self.inbox.post) if devices.namer else None
        self.eye = Eye(devices.camera, Reader(devices.decoder, evidence), self.intake.scanned, sight)
        self.patience = Patience(clock, self._failed, self._back)
        self.weighing = Weighing(config, devices.scale, clock, self._weight_changed, self._fit)
        self.feel = self.weighing.feel
        self.feel.on_level = self._level_seen
        self.pollers = [self._poller("camera", self.eye.step), self._poller("scale", self.feel.step)]
        if devices.wand is not None:
            self.pollers.append(self._poller("wand", partial(self._wave, devices.wand)))
        if devices.tilt is not None:
            self.pollers.append(self._poller("tilt", partial(self._lean, devices.tilt)))
        self.lending = Lending(config.trip.battery_low, config.trip.battery_empty)
        if devices.battery is not None:
            gauge = Gauge(devices.battery, self.lending, lambda: self.desk.trip.whys, self._failed, self._back)
            self.pollers.append(self._poller("battery", gauge.step))
        self._first_change = 0
        self._light = "off"
        self.desk.listen(self._landed)
        self.desk.listen(self._wants_level)
        if sight:
            self.desk.listen(sight.heard)
        self.desk.recover()
        self.remarks = Remarks(
            remarks(devices, self.feel.busy, clock), self._failed, self._back, told=self.desk.trip.devices
        )
        self._first_change = max((change.source for change in self.desk.trip.changes), default=0)

    def start(self) -> None:
        """Starts the journal's thread and the pollers."""
        self.desk.writer.start()
        self.desk.sums.start()
        for poller in self.pollers:
            poller.start()

    def stop(self) -> None:
        """Stops the threads, makes durable what waits, and lets the devices go."""
        for poller in self.pollers:
            poller.stop()
        self.desk.writer.stop()
        self.desk.sums.stop()
        for part in (
            self.eye,
            self.feel,
            self.devices.light,
            self.devices.sound,
            self.devices.voice,
            self.devices.wand,
            self.devices.tilt,
            self.devices.battery,
            self.journal,
        ):
            if part is not None:
                part.close()

    def pump(self) -> View:
        """The newest view; the mast's light follows it."""
        self.remarks.check()
        view = self.desk.pump()
        self.weighing.watch(busy=bool(self.inbox.trip))
        colour = light(view)
        if colour != self._light:
            self._light = colour
            self.devices.light.show(colour)
        return view

    def _wave(self, wand: Wand) -> None:
        text = wand.read()
        if text:
            self.intake.typed(text)

    def _lean(self, tilt: TiltSource) -> None:
        self.feel.scale.lean(tilt.read().degrees)

    def _weight_changed(self, change: WeightChange) -> None:
        revises = None if change.revises is None else change.revises + self._first_change
        if self.inbox.trip:
            self.inbox.post(
                WeightChanged, change=change.id + self._first_change, mg=round(change.grams * 1000),
                sigma_mg=round(change.sigma_grams * 1000), revises=revises,
                fell_mg=round(change.fell_grams * 1000),
            )  # fmt: skip

    def _fit(self, words: str) -> None:
        """A scale that reads and is out of its limits is as good as none, until it is within them again."""
        if words:
            self.patience.trouble("scale", DeviceUnfit(words))
        else:
            self.patience.well("scale")

    def _poller(self, name: str, work: Callable[[], None]) -> Poller:
        return Poller(work, name, partial(self.patience.trouble, name), partial(self.patience.well, name))

    def _failed(self, device: str, words: str, why: str = "") -> None:
        self.inbox.post(DeviceFailed, device=device, words=words, why=why)

    def _back(self, device: str) -> None:
        self.inbox.post(DeviceBack, device=device)

    def _landed(self, before: Trip, _: Fact, after: Trip) -> None:
        """Tells the eye which items the scale has just felt going in."""
        waited = {line.id for line in before.pending}
        for line in after.placed:
            if line.id in waited and line.code is not None and not line.unseen:
                self.eye.landed(line.code.text, line.code.key)

    def _wants_level(self, _: Trip, fact: Fact, __: Trip) -> None:
        """Where no change can be relied on, and before the lane, the basket is weighed against the list."""
        if isinstance(fact, LEVELLED) or (isinstance(fact, DeviceBack) and fact.device == "scale"):
            self.feel.ask_level()

    def _level_seen(self, grams: float) -> None:
        if self.inbox.trip:
            self.inbox.post(LevelSeen, mg=round(grams * 1000), sigma_mg=LEVEL_SIGMA_MG)

    def _knows(self, key: str) -> bool:
        return self.store.catalog.snapshot().knows(key)


def shop_of(parts: Parts, checkout: Checkout | None, *, name: str = "") -> Shop:
    """What the screens may call."""
    config, store = parts.config, parts.store
    return Shop(
        touch=partial(touch, parts),
        pump=parts.pump,
        begin=lambda language: parts.desk.start_trip(language, store.catalog.snapshot().terms),
        settings=replace(settings_of(config, name), store=checkout is not None, **_naming(parts.devices)),
        search=lambda words, language: store.catalog.table.search(words, language),
        produce=lambda: store.catalog.snapshot().produce(),
        deals=partial(deals, parts),
        place_of=lambda product: place_of(store.catalog.snapshot(), product),
        plan=store.catalog.snapshot().plan,
        live=partial(live, parts),
        health=partial(health, parts),
        bench=lambda: parts.weighing.bench.standing,
        calibrate=lambda order: parts.weighing.order(order, busy=bool(parts.inbox.trip)),
        preview=lambda: parts.eye.preview.grey if parts.eye.preview is not None else None,
        lane_code=lambda: checkout.code if checkout else "",
        receipt_url=lambda: store.receipt_url(parts.desk.view.sid),
        play=parts.devices.sound.play,
        say=parts.devices.voice.say,
    )


def settings_of(config: Config, name: str) -> Settings:
    """What the screens need of the config."""
    screen = config.screen
    return Settings(
        store_name=name or config.cart.store_name, cart_id=config.cart.id, simulated=config.simulated,
        languages=screen.languages, width=screen.width, height=screen.height, theme=screen.theme, calm=screen.calm,
        certified=config.weighing.certified, least_g=rules_of(config).min_g,
        test_weights_g=config.weighing.test_weights_g, sound=screen.sound, voice=config.voice["driver"] != "none",
        lamp=config.light["driver"] != "none",
    )  # fmt: skip


def _naming(devices: Devices) -> dict[str, Any]:
    """What the screens may say where something names what goes in: the privacy notice says it too."""
    return {"names": True, "privacy": ("no_pictures", "names", "no_account")} if devices.namer else {}


def touch(parts: Parts, kind: type[Fact], **fields: Any) -> None:
    """A finger's intent becomes a fact."""
    parts.inbox.post(kind, **fields)


def rules_of(config: Config) -> Rules:
    """The scale's metrology, as the config has it."""
    weighing = config.weighing
    return Rules(weighing.interval_g, weighing.max_g, weighing.certified)


def live(parts: Parts) -> Reading | None:
    """The weight now, and why it may set no price ("" when it may); while produce is weighed, what it adds."""
    reading, trip = parts.feel.reading, parts.desk.trip
    added_g = balance(trip.open_changes)[0] / 1000 if trip.produce else reading.grams
    tare_g = trip.produce.tare_g if trip.produce else 0
    tilt_rad = parts.feel.scale.tilt_rad
    why = priceable(replace(reading, grams=added_g), rules_of(parts.config), tare_g, tilt_rad)
    return Reading(round(reading.grams), reading.settled, why)


def health(parts: Parts) -> ScaleHealth:
    """How the scale does, for staff, rounded to what a person reads."""
    health = parts.feel.scale.health
    now, why = health.facts, "uncalibrated" if parts.weighing.bench.standing.unfit else health.why
    figures = (round(now.noise_g, 1), round(now.drift_g, 1), round(100 * now.missing))
    return ScaleHealth(*figures, now.overload, why, round(health.rate_hz), health.plain)


def deals(parts: Parts, product: str) -> tuple[Deal, ...]:
    """The deals nearest to where the product with this id stands, for this shopper, now, in their words."""
    catalog, trip = parts.store.catalog.snapshot(), parts.desk.trip
    audience = Audience(trip.language, trip.tiers, parts.clock.wall())
    return deals_near(catalog, place_of(catalog, product), DEALS, audience)


def place_of(catalog: Snapshot, product: str) -> Place | None:
    """Where the product with this id stands, or None."""
    found = catalog.by_id(product)
    return found.place if found else None
