"""The eyes in their cage: what they are given before it shuts, and how they answer."""

import json
import mmap
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from cart.naming.evidence import Evidence, Gain, Good, Naming
from cart.tables import parse
from drivers.naming import taughtfile
from drivers.naming.look import looks
from drivers.naming.net import Net
from drivers.naming.question import Question
from drivers.naming.region import cut_out


@dataclass(frozen=True)
class Given:
    """What the eyes know of a store: all that it sells, and the file of what was taught."""

    goods: tuple[Good, ...]
    taught: str

    def handle(self) -> int:
        """A file descriptor of a nameless file in memory that holds this; whoever gets it closes it."""
        fd = os.memfd_create("dash-cart-eyes", os.MFD_CLOEXEC)
        os.write(fd, json.dumps(asdict(self)).encode())
        return fd

    @classmethod
    def taken(cls, fd: int) -> "Given":
        """Reads `handle`'s, and closes it."""
        with mmap.mmap(fd, 0, prot=mmap.PROT_READ) as memory:
            table = json.loads(memory[:])
        os.close(fd)
        return parse(cls, table, "eyes")


class Eyes:
    """Names what went in. One thread may use them at a time."""

    def __init__(self, given: Given) -> None:
        """Opens the net and what was taught, so it is made before the cage shuts. Raises BadInput where one is bad."""
        self._net = Net()
        self._taught = taughtfile.load(Path(given.taught))
        known = frozenset(self._taught.products)
        self._evidence = Evidence([replace(one, taught=one.id in known) for one in given.goods])

    def name(self, question: Question) -> Naming:
        """At most six products with decibans. Where nothing new is seen, there is no candidate."""
        seen = looks(self._net, cut_out(question.before, question.after))
        return self._evidence.name(self._taught.ratios(seen), question.gain) if seen else Naming()

    def warm_up(self) -> None:
        """Looks once: what is loaded late is loaded before the cage shuts."""
        before, after = np.full((90, 120, 3), 90, np.uint8), np.full((90, 120, 3), 90, np.uint8)
        after[30:60, 40:80] = 200
        self.name(Question(0, 0, Gain(100.0, 1.0), (before,), (after,)))


def blind() -> Naming:
    """The answer of a process that has no eyes: no candidate, so the cart asks as it always did."""
    return Naming()
