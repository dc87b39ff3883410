"""One cart of the fleet as staff see it: what it does, what is to be done about it, in words."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cart.faultwords import HEALTH, WHYS
from cart.store.calls import Kept
from cart.store.devicewords import device_words
from cart.store.fleet import Heard
from cart.store.records import Device
from cart.sync.beat import Beat

Words = Mapping[str, str]
Tone = Literal["ask", "sky", "leaf", "still"]
"""Somebody should do something; in use; free; not heard of."""

ORDER: tuple[Tone, ...] = ("ask", "sky", "leaf", "still")
LITTLE_DISK_MB, HOT_C = 300, 80
IN_USE = ("shopping", "find_lane", "at_lane", "staff", "thanks")
PHASES = ("welcome", *IN_USE, "out_of_service")


@dataclass(frozen=True)
class Tile:
    """`todo`: what somebody should do; `notes`: what else there is to say; `since`: of its call (s since 1970)."""

    cart: str
    name: str
    tone: Tone
    state: str
    todo: tuple[str, ...]
    notes: tuple[str, ...]
    battery: int | None = None
    since: int | None = None


@dataclass(frozen=True)
class Look:
    """What a cart is looked at with: now, what the store's newest release is called, the words."""

    now: int
    newest: str
    words: Words

    def tile(self, device: Device, heard: Heard | None, call: Kept | None) -> Tile:
        """The cart's tile."""
        since, name = call.since if call else None, self.name(device.id)
        todo: tuple[str, ...] = (self.words["suspect"],) if device.suspect else ()
        if heard is None:
            return Tile(
                device.id, name, "ask" if todo or call else "still", self.words["not_heard"], todo, (), None, since
            )
        todo = (*todo, *self._todo(heard), *self._troubles(heard.beat))
        tone, notes = self._tone(heard, bool(todo or call)), tuple(self._notes(heard))
        return Tile(device.id, name, tone, self.state(heard), todo, notes, heard.beat.board.battery, since)

    def name(self, cart: str) -> str:
        """What people call it: "Cart 17" for cart-17."""
        return self.words["cart"].format(short(cart))

    def _tone(self, heard: Heard, asks: bool) -> Tone:
        if asks:
            return "ask"
        if heard.silent(self.now):
            return "still"
        return "sky" if heard.beat.phase in IN_USE else "leaf"

    def state(self, heard: Heard) -> str:
        """What it does: "Shopping · 14 lines"."""
        w, beat = self.words, heard.beat
        if heard.silent(self.now):
            return w["silent"].format(self.ago(heard.at))
        phase = w[f"phase_{beat.phase}" if beat.phase in PHASES else "phase_other"].format(beat.lane)
        return f"{phase} · {w['lines'].format(beat.lines)}" if beat.lines else phase

    def _todo(self, heard: Heard) -> Iterator[str]:
        w, beat = self.words, heard.beat
        if heard.silent(self.now) and beat.phase in IN_USE:
            yield w["silent_in_trip"]
        if beat.untaken:
            yield w["untaken"].format(beat.untaken)
        if beat.refused:
            yield w["refused_trips"].format(beat.refused)
        if beat.board.disk_mb is not None and beat.board.disk_mb < LITTLE_DISK_MB:
            yield w["disk_low"].format(beat.board.disk_mb)
        if beat.board.celsius is not None and beat.board.celsius >= HOT_C:
            yield w["hot"].format(beat.board.celsius)

    def _troubles(self, beat: Beat) -> Iterator[str]:
        """What stops a trip, or may. Of the scale its own reason says more than that it is unfit."""
        if beat.scale.why:
            yield device_words(self.words, "scale", HEALTH.get(beat.scale.why, ""))
        told = [one for one in beat.troubles if one.why and not (one.device == "scale" and beat.scale.why)]
        yield from (device_words(self.words, one.device, WHYS.get(one.why, "")) for one in told)

    def _notes(self, heard: Heard) -> Iterator[str]:
        yield self.release(heard.beat.catalog)
        yield from (device_words(self.words, one.device, "") for one in heard.beat.troubles if not one.why)
        if heard.beat.waiting:
            yield self.words["waiting_trips"].format(heard.beat.waiting)

    def release(self, catalog: str) -> str:
        """Which release a cart sells from: "release 122, behind"."""
        serial, _, store = catalog.partition("-")
        if not catalog or store[:8] != self.newest.partition("-")[2][:8]:
            return self.words["sells_own"]
        return self.words["sells" if catalog == self.newest else "behind"].format(serial)

    def calibrated(self, beat: Beat) -> str:
        """When its scale was calibrated last."""
        at = beat.scale.calibrated
        return self.words["calibrated"].format(self.ago(at)) if at else self.words["never_calibrated"]

    def ago(self, moment: int) -> str:
        """How long ago: "5 min"."""
        minutes = max(0, self.now - moment) // 60
        for unit, size in (("days", 2880), ("hours", 120), ("minutes", 1)):
            if minutes >= size:
                return self.words[unit].format(minutes // {"days": 1440, "hours": 60, "minutes": 1}[unit])
        return self.words["just_now"]


def short(cart: str) -> str:
    """A cart's name without what every cart's name has: "17" for cart-17."""
    return cart.removeprefix("cart-").lstrip("0") or cart


def rank(tile: Tile) -> tuple[int, float, str]:
    """Who waits longest first, then what somebody should do; then by name, numbers as numbers."""
    digits = "".join(filter(str.isdigit, tile.cart))
    return ORDER.index(tile.tone), tile.since or math.inf, digits.zfill(8) + tile.cart
