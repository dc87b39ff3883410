"""What the store has set for all its carts: one file, numbered; who set it, and when."""

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from cart.config import CartSection, Config
from cart.identity.files import write_atomically
from cart.sync.settings import StoreSettings, sign, with_part
from cart.tables import parse

PLAIN = Config(cart=CartSection("any"), camera={}, scale={})
"""What the store's settings are tried on before any cart sees them."""


@dataclass(frozen=True)
class Kept:
    """The settings as they are kept; `at` in s since 1970."""

    number: int = 0
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    who: str = ""
    at: int = 0


class FleetSettings:
    """The file. Raises BadInput where it is damaged."""

    def __init__(self, path: Path, key: SigningKey) -> None:
        self._path, self._key, self._lock = path, key, threading.Lock()
        self.kept = parse(Kept, json.loads(path.read_bytes()), path.name) if path.exists() else Kept()

    def set(self, parts: Mapping[str, Mapping[str, Any]], who: str, now: int) -> None:
        """From now on these. Raises ConfigError for what no cart could use; OSError where the disk fails."""
        parts = {part: dict(keys) for part, keys in parts.items() if keys}
        for part, keys in parts.items():
            with_part(PLAIN, part, keys)
        with self._lock:
            if parts == self.kept.parts:
                return
            kept = Kept(self.kept.number + 1, parts, who, now)
            write_atomically(self._path, json.dumps(asdict(kept), ensure_ascii=False).encode())
            self.kept = kept

    def signed(self) -> bytes:
        """As carts get them."""
        return sign(StoreSettings(self.kept.number, self.kept.parts), self._key)
