"""Pictures of goods: each file that the catalog names and this cart does not have is fetched, a few a turn.

A name holds its content's hash, so none is ever stale and none is fetched twice. They are not in the catalog's archive:
a new price brings no picture along.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from cart.identity.files import write_atomically

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,90}\.(png|webp|jpg)")
"""A picture's name is a name, and no path."""
FOLDER, A_TURN = "pictures", 8
MOST_BYTES = 1 << 20
PURPOSE = b"dashcart picture "
"""The store signs this, the name, a space and the bytes."""


class Pictures:
    """The pictures of one cart, in `folder`. `named`: those that its catalog of this moment names."""

    def __init__(self, folder: Path, named: Callable[[], Iterable[str]]) -> None:
        self._folder, self._named = folder, named
        self._absent: set[str] = set()
        self._looked_for: object = None
        self._missing: list[str] = []

    def missing(self, version: str) -> list[str]:
        """Some that are not here yet; `version` of the catalog, at whose change all are looked for again."""
        if version != self._looked_for:
            names = {name for name in self._named() if NAME.fullmatch(name)}
            self._missing = sorted(name for name in names if not (self._folder / name).is_file())
            self._absent.clear()
            self._looked_for = version
        return [name for name in self._missing if name not in self._absent][:A_TURN]

    def keep(self, name: str, data: bytes | None) -> None:
        """What the store gave; None: it has none, and is not asked again for this catalog. Raises OSError."""
        if data is None:
            self._absent.add(name)
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self._folder / name, data)
        self._missing.remove(name)
