"""The thread that keeps the cart and its store together. It never dies, and nothing waits for it.

Each turn: tell of a shopper's call and hear what was said to it, tell how the cart does, deliver what waits, ask
whether the awaited trips are paid, renew the clock, the key list and the catalog (now and then, and at once where the
store says that there is a newer one), and tell the trip when the store is first seen or lost.
"""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from cart.errors import BadInput, StoreError, TokenError
from cart.facts import Paid, StoreSeen
from cart.identity.badge import TakenBackFile
from cart.identity.keylist import KeyFile
from cart.sync.alarms import Alarms
from cart.sync.beat import Beats
from cart.sync.calls import CallLine
from cart.sync.client import CatalogFiles, Refusal, StoreClient
from cart.sync.clock import StoreClock
from cart.sync.http import Unreachable
from cart.sync.outbox import Entry, Outbox
from cart.sync.pictures import Pictures
from cart.sync.settings import SettingsFile

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rhythm:
    """Seconds between turns: while something waits, else; and at most, when the store has failed again and again."""

    busy_s: float = 1.0
    idle_s: float = 5.0
    away_s: float = 20.0

    def pause(self, busy: bool, failures: int, share: float) -> float:
        """Seconds to the next turn. Each failure doubles it; `share` (0 to 1) spreads the carts of a store."""
        if not failures:
            return self.busy_s if busy else self.idle_s
        return min(self.away_s, self.busy_s * 2.0 ** min(failures, 16)) * (0.5 + share / 2)


@dataclass(frozen=True)
class Ends:
    """Where news goes: facts to `post` (as cart.inbox.Inbox.post), a new catalog to `on_catalog`.

    `believe` turns a paid word into the fields of `Paid`, or raises TokenError (cart.handover.checkout).
    """

    post: Callable[..., object]
    on_catalog: Callable[[CatalogFiles], None]
    believe: Callable[[str], Mapping[str, object]] | None = None


@dataclass(frozen=True)
class Local:
    """What the cart itself keeps: its outbox, its key list, the version of the catalog that it has, the open call, the
    clock that the store sets right, the badges that were taken back, what staff must hear of, how it does, what the
    store has set, the files of the catalog that it has, and its goods' pictures.
    """

    outbox: Outbox
    keys: KeyFile
    catalog_version: str = ""
    calls: CallLine | None = None
    clock: StoreClock | None = None
    badges: TakenBackFile | None = None
    alarms: Alarms | None = None
    beats: Beats | None = None
    settings: SettingsFile | None = None
    files: Callable[[], Mapping[str, bytes]] = dict
    pictures: Pictures | None = None


class Sync:
    """One turn after the other; the thread below only repeats them."""

    def __init__(self, client: StoreClient, local: Local, ends: Ends, renew_every: int = 12) -> None:
        self._client, self._outbox, self._keys, self._ends = client, local.outbox, local.keys, ends
        self._calls, self._clock, self._badges, self._alarms = local.calls, local.clock, local.badges, local.alarms
        self._beats, self._settings, self._untaken = local.beats, local.settings, ""
        self._files, self._pictures = local.files, local.pictures
        self._version, self._renew_every = local.catalog_version, renew_every
        self._online: bool | None = None
        self._renew_in = 0
        self._retried = False
        self.failures = 0

    def turn(self) -> None:
        """Does all that can be done now. A store that cannot be asked ends the turn, and the trip hears of it once.

        `failures` counts the turns since the store last answered as agreed.
        """
        try:
            self._all()
            self.failures = 0
        except StoreError as error:
            log.info("%s", error)
            self.failures += 1
        self._seen(not self.failures)

    @property
    def busy(self) -> bool:
        """Whether something waits for the store."""
        calling = self._calls is not None and self._calls.busy
        return calling or self._outbox.busy

    def _all(self) -> None:
        if not self._retried:
            self._outbox.retry()
            self._retried = True
        self._renew_in -= 1
        steps: list[Callable[[], None]] = [self._call, self._alarm, self._beat]
        steps += [partial(self._deliver, sid) for sid in self._outbox.waiting_sids()]
        if self._ends.believe is not None:
            steps += [partial(self._ask_paid, entry, self._ends.believe) for entry in self._outbox.awaited()]
        steps += [partial(self._now_and_then, step) for step in (self._hear_the_time, self._renew_badges, self._renew)]
        steps.append(self._fetch_pictures)
        first: StoreError | None = None
        for step in steps:
            failure = _tried(step)
            first = first or failure  # the others go: each holds the body that it was about
        if first is not None:
            raise first

    def _call(self) -> None:
        """A person who waits comes first."""
        if self._calls is not None:
            self._calls.turn(self._client.call)

    def _alarm(self) -> None:
        if self._alarms is not None:
            self._alarms.turn(self._client.alarm)

    def _beat(self) -> None:
        """A store that names another catalog, or newer settings, than this cart's is asked for them in this turn."""
        settings = self._settings
        untaken = f"{self._untaken} {settings.untaken if settings else ''}".strip()
        newest = self._beats.turn(self._client.beat, untaken) if self._beats else None
        if newest is not None and newest.catalog not in ("", self._version):
            self._renew_in = 0
        if newest is not None and settings is not None and newest.config > settings.taken.number:
            self._renew_settings(settings)

    def _renew_settings(self, settings: SettingsFile) -> None:
        try:
            settings.renew(self._client.settings())
        except TokenError as error:
            raise StoreError("The settings are not signed by the store (a Wi-Fi log-in page?).") from error
        except OSError as error:
            log.warning("the store's settings cannot be kept: %s", error)

    def _now_and_then(self, step: Callable[[], None]) -> None:
        if self._renew_in <= 0:
            step()

    def _renew_badges(self) -> None:
        try:
            message = self._client.badges() if self._badges is not None else None
            if self._badges is not None and message is not None:
                self._badges.renew(message)
        except TokenError as error:
            raise StoreError("The list of badges is not signed by the store (a Wi-Fi log-in page?).") from error

    def _deliver(self, sid: str) -> None:
        """One body in memory at a time."""
        entry = self._outbox.entry(sid)
        if entry is None or entry.body is None:
            return
        answer = self._client.put(entry.sid, entry.body)
        if isinstance(answer, Refusal):
            log.warning("session %s refused: %s", entry.sid, answer.words)
            self._outbox.refuse(entry.sid, answer.words)
        elif answer.head == entry.head:
            self._outbox.delivered(entry.sid, entry.head)
        else:
            raise StoreError("The store signed for another state of the session. It is kept and sent again.")

    def _ask_paid(self, entry: Entry, believe: Callable[[str], Mapping[str, object]]) -> None:
        text = self._client.paid(entry.sid)
        if not text:
            return
        try:
            fields = believe(text)
        except TokenError as error:
            raise StoreError(f"The store's paid word cannot be believed: {error}") from error
        self._ends.post(Paid, trip=entry.trip, **fields)
        self._outbox.forget(entry.sid)

    def _renew(self) -> None:
        try:
            self._keys.renew(self._client.key_list())
        except TokenError as error:
            raise StoreError("The key list is not signed by the store (a Wi-Fi log-in page?).") from error
        news = self._client.catalog(self._version, self._files())
        self._renew_in = self._renew_every
        if news is not None:
            self._take(news)

    def _fetch_pictures(self) -> None:
        """A few; nothing that a trip needs waits for them."""
        if self._pictures is None:
            return
        for name in self._pictures.missing(self._version):
            data = self._picture(name)
            try:
                self._pictures.keep(name, data)
            except OSError as error:
                log.warning("a picture cannot be kept: %s", error)
                return

    def _picture(self, name: str) -> bytes | None:
        """What is no picture of the store's is left out, and is no reason to call the store away."""
        try:
            return self._client.picture(name)
        except Unreachable:
            raise
        except StoreError as error:
            log.warning("%s", error)
            return None

    def _hear_the_time(self) -> None:
        if self._clock is None:
            return
        asked = self._clock.now()
        word = self._client.time()
        if word is not None:
            self._clock.hear(word, asked, self._clock.now())

    def _take(self, news: CatalogFiles) -> None:
        """A catalog that cannot be sold from is not asked for again until there is another; a full disk is."""
        self._untaken = ""
        try:
            self._ends.on_catalog(news)
        except BadInput as error:
            self._untaken = str(error)
            log.warning("the store's catalog %s is not taken: %s", news.version, error)
        except OSError as error:
            self._untaken = str(error)
            log.warning("the store's catalog %s cannot be kept: %s", news.version, error)
            return
        self._version = news.version

    def _seen(self, online: bool) -> None:
        if online != self._online:
            self._online = online
            self._ends.post(StoreSeen, online=online)


def _tried(step: Callable[[], None]) -> StoreError | None:
    """Does a step; what the store did wrong with this one shall not hold up the others."""
    try:
        step()
    except Unreachable:
        raise
    except StoreError as error:
        return error
    return None


class Turning(Protocol):
    """What is done a turn at a time: `busy` where something waits, `failures` since the store last answered."""

    failures: int

    @property
    def busy(self) -> bool:
        """Whether the next turn should come soon."""
        ...

    def turn(self) -> None:
        """Does all that can be done now."""
        ...


class SyncWorker(threading.Thread):
    """Start it, `wake` it when something new waits, `stop` it. `stopping` also ends the client's waits."""

    def __init__(self, sync: Turning, stopping: threading.Event, rhythm: Rhythm | None = None) -> None:
        super().__init__(name="sync", daemon=True)
        self._sync, self._stopping, self._rhythm = sync, stopping, rhythm or Rhythm()
        self._awake = threading.Event()

    def run(self) -> None:
        """Turns until stopped."""
        while not self._stopping.is_set():
            seconds = self._turn()
            self._awake.wait(0 if self._stopping.is_set() else seconds)
            self._awake.clear()

    def wake(self) -> None:
        """Something new waits: the next turn starts now."""
        self._awake.set()

    def stop(self) -> None:
        """Ends the thread and waits for it."""
        self._stopping.set()
        self._awake.set()
        if self.is_alive():
            self.join()

    def _turn(self) -> float:
        try:
            self._sync.turn()
            return self._rhythm.pause(self._sync.busy, self._sync.failures, random.random())
        except Exception:  # a fault in one turn must not end the cart's only way to its store
            log.exception("a turn failed")
            return self._rhythm.idle_s
