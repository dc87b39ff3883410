"""A lane, opened: who it is, its key list, its book, and its store."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cart.errors import StoreError, TokenError
from cart.handover.book import Book
from cart.handover.lane import Lane, Till
from cart.identity import enrolment
from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyFile
from cart.identity.keys import lane_id
from cart.sync.client import StoreClient
from cart.sync.enrol import enrol
from cart.sync.http import Http, timeout_for
from cart.sync.lane import LaneClient
from cart.trip.replay import replay

TIMEOUT_S = 3.0


@dataclass(frozen=True)
class Place:
    """A lane's name, its folder, and its store: `url` ("": as enrolled), `code` enrols it on its first start.

    `offline`: the store is not asked; sales are sent later.
    """

    lane: str
    folder: Path
    url: str = ""
    code: str = ""
    offline: bool = False


@contextmanager
def opened(place: Place, say: Callable[[str], None]) -> Iterator[Lane]:
    """The lane until the block ends; `say` hears that it goes on without the store. Raises TokenError: not enrolled."""
    me = _identity(place)
    keys = KeyFile(place.folder / "keys.bin", me.store_key)
    http = Http(me.url, timeout_for(me.url, TIMEOUT_S), threading.Event().wait)
    with closing(Book(place.folder / "sales.db")) as book, closing(http):
        if not place.offline:
            _renew(StoreClient(me, http), keys, say)
        till = Till(place.lane, me.key, book, keys.keys, lambda: int(time.time()))
        yield Lane(till, None if place.offline else LaneClient(me, http), replay)


def _identity(place: Place) -> Identity:
    me = enrolment.load(place.folder)
    if me is None and place.url and place.code:
        me = enrol(place.url, place.code, place.folder, "lane", place.lane)
    if me is None or me.id != lane_id(place.lane):
        raise TokenError(f"Lane {place.lane} is not enrolled here. Add --store URL --code CODE, once.")
    return replace(me, url=place.url or me.url)


def _renew(client: StoreClient, keys: KeyFile, say: Callable[[str], None]) -> None:
    try:
        keys.renew(client.key_list())
    except (StoreError, TokenError) as error:
        say(f"{error} This lane goes on without the store.")
