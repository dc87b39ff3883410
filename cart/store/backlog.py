"""The sessions that were taken in and are not worked out yet: a queue in the store's file, and who works it off."""

import logging
import threading
from collections import deque

from cart.errors import StoreError
from cart.store.posting import Posting
from cart.store.records import Records
from cart.store.waitbook import Key
from cart.sync.worker import Rhythm, SyncWorker

log = logging.getLogger(__name__)
LOOKS = Rhythm(idle_s=5.0)
AT_ONCE = 64


class Backlog:
    """What waits, worked off by so many threads with `beside`; and with `now`, for a lane that cannot wait."""

    busy, failures = False, 0

    def __init__(self, records: Records, beside: Posting, now: Posting, threads: int) -> None:
        self._records, self._beside, self._now = records, beside, now
        self._lock, self._next, self._in_hand = threading.Lock(), deque[Key](), set[Key]()
        self._ending = threading.Event()
        self._threads = [SyncWorker(self, self._ending, LOOKS) for _ in range(threads)]

    def start(self) -> None:
        """Begins with what an earlier run of the store left."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something was taken in."""
        for thread in self._threads:
            thread.wake()

    def stop(self) -> None:
        """Takes up no more; the rest waits for the next start."""
        self._ending.set()

    def wait(self) -> None:
        """Waits until the threads have ended."""
        for thread in self._threads:
            thread.stop()

    def ready(self, sid: str, cart: str = "") -> None:
        """Works this session out before all others, if it waits."""
        self._work_out(self._now, sid, cart)

    def turn(self) -> None:
        """Works out all that waits, in this thread, what came first first; a disk that fails is tried again later."""
        try:
            self.work_off()
        except StoreError as error:
            log.warning("%s", error)

    def work_off(self) -> None:
        """The same. Raises StoreError."""
        while not self._ending.is_set() and (key := self._take()) is not None:
            try:
                self._work_out(self._beside, *key)
            finally:
                self._in_hand.discard(key)

    def _work_out(self, posting: Posting, sid: str, cart: str) -> None:
        session = self._records.session(sid, cart)
        if session is not None and session.waiting:
            posting.post(session)

    def _take(self) -> Key | None:
        with self._lock:
            if not self._next:
                self._next.extend(key for key in self._records.waits.keys(AT_ONCE) if key not in self._in_hand)
            if not self._next:
                return None
            self._in_hand.add(self._next[0])
            return self._next.popleft()
