"""`dashcart check`: each device of a cart's config tried once, as the user who asks; a table with what to do.

Exits 1 where the cart would not start. A camera or a scale that is missing stops no start: the screen then says so.
"""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cart.clock import SystemClock
from cart.config import Config, load
from cart.errors import DashCartError
from cart.identity import enrolment
from cart.sync.client import StoreClient
from cart.sync.http import Http, timeout_for
from cart.weighing.calibration import Calibration
from drivers import registry
from drivers.sim.world import World
from ui import environment
from ui.catalogs import filled

COUNTS = 10


@dataclass(frozen=True)
class Finding:
    """What came of one try: its words, whether all is well, and whether the cart would not start without it."""

    name: str
    words: str
    well: bool = True
    needed: bool = False


class Checks:
    """The tries, in the order in which a person would go through them."""

    def __init__(self, config: Config, present: Mapping[str, str]) -> None:
        self._config, self._data, self._present = config, Path(config.cart.data), present
        self._clock = SystemClock()
        simulated = any(map(registry.simulated, (config.camera, config.scale)))
        self._world = World(self._clock) if simulated else None

    def all(self) -> Iterator[Finding]:
        """Each try's finding, as it comes."""
        yield self._tried("folder", self._folder, needed=True)
        yield self._tried("screen", self._screen, needed=True)
        for name, work in (
            ("camera", self._camera), ("scale", self._scale), ("calibration", self._calibration),
            ("light", partial(self._optional, "light")), ("sound", partial(self._optional, "sound")),
            ("voice", partial(self._optional, "voice")), ("store", self._store), ("goods", self._goods),
        ):  # fmt: skip
            yield self._tried(name, work)

    def _tried(self, name: str, work: Callable[[], str], *, needed: bool = False) -> Finding:
        try:
            return Finding(name, work(), needed=needed)
        except (DashCartError, OSError) as error:
            return Finding(name, str(error), well=False, needed=needed)

    def _folder(self) -> str:
        self._data.mkdir(parents=True, exist_ok=True)
        probe = self._data / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
        free = os.statvfs(self._data)
        return f"{self._data} can be written, {free.f_bavail * free.f_frsize >> 20} MB are free"

    def _screen(self) -> str:
        if not environment.has_screen(self._present):
            raise DashCartError("There is no screen: connect a display. Is this user in the group video?")
        if environment.windows(self._present):
            return "a window on this desktop"
        card = environment.card()
        if not card:
            raise DashCartError("Nothing is connected to the graphics card. Plug the display in; look at its power.")
        return f"the graphics card {card['SDL_KMSDRM_DEVICE_INDEX']} has a display"

    def _camera(self) -> str:
        with closing(registry.open_camera(self._config.camera, self._clock, self._world)) as camera:
            high, wide = camera.read().grey.shape
            return f"{wide} × {high}" + (f": {camera.remark}" if camera.remark else "")

    def _scale(self) -> str:
        with closing(registry.open_scale(self._config.scale, self._clock, self._world)) as scale:
            counts = [scale.read().counts for _ in range(COUNTS)]
        return f"{COUNTS} counts, {scale.rate_hz:g} a second, they differ by {max(counts) - min(counts)}"

    def _calibration(self) -> str:
        found = Calibration.load(self._data / "calibration.json")
        return f"{found.counts_per_gram:.1f} counts a gram"

    def _optional(self, name: str) -> str:
        table = getattr(self._config, name)
        if table["driver"] == "none":
            return "none"
        opener = getattr(registry, f"open_{name}")
        with closing(opener(table, self._clock, self._world)) as device:
            if name == "light":
                device.show("green")
            elif name == "sound":
                device.play("added")
            else:
                device.say("Dash Cart", self._config.screen.languages[0])
            if device.trouble:
                raise DashCartError(device.trouble)
        return str(table["driver"])

    def _store(self) -> str:
        me = enrolment.load(self._data)
        if me is None:
            raise DashCartError("This cart is no store's yet. Start it: it asks for the code on the store's page.")
        http = Http(me.url, timeout_for(me.url, self._config.store.timeout_s), lambda _: None)
        try:
            word = StoreClient(me, http).time()
        finally:
            http.close()
        off = round(self._clock.epoch() - word.at) if word else 0
        return f"{me.url} knows this cart as {me.id}" + (f"; this clock is off by {off} s" if abs(off) > 2 else "")

    def _goods(self) -> str:
        if not filled(self._data / "catalog"):
            raise DashCartError("There is no catalog yet. It comes from the store, once this cart is known there.")
        return "a catalog is here"


def main(argv: list[str], present: Mapping[str, str] = os.environ) -> int:
    """Runs the checks; 1 where the cart would not start. `present`: the environment."""
    parser = argparse.ArgumentParser("dashcart check", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="the cart's config")
    checks = Checks(load(parser.parse_args(argv).config), present)
    table = Table(box=None, pad_edge=False)
    for column in ("", "", ""):
        table.add_column(column, overflow="fold")
    found = list(checks.all())
    for one in found:
        table.add_row("[green]well[/]" if one.well else "[red]not well[/]", one.name, one.words)
    Console(_environ=present).print(table)
    return int(any(one.needed and not one.well for one in found))
