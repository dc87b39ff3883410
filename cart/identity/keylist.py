"""The store's key list: which carts and lanes are enrolled, signed by the store; with it all check each other offline.

A device that is no longer in the newest list is no longer believed.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import cbor2
from nacl.signing import SigningKey, VerifyKey

from cart.errors import TokenError
from cart.identity import cose, keys
from cart.identity.files import write_atomically
from cart.tables import parse

PURPOSE = b"dashcart key list"


@dataclass(frozen=True)
class KeyList:
    """Public keys (hex) by device id. A higher `version` is newer."""

    version: int = 0
    devices: Mapping[str, str] = field(default_factory=dict)

    def trusted(self, store_key: VerifyKey) -> dict[str, VerifyKey]:
        """All keys that may be believed, the store's own among them."""
        return {**{id_: keys.from_text(text) for id_, text in self.devices.items()}, keys.STORE: store_key}


def sign(listing: KeyList, key: SigningKey) -> bytes:
    """The list as the store publishes it."""
    return cose.sign(cbor2.dumps(asdict(listing), canonical=True), key, keys.STORE, PURPOSE)


def verify(message: bytes, store_key: VerifyKey) -> KeyList:
    """The list in `message`. Raises TokenError where the store did not sign it."""
    _, payload = cose.verify(message, {keys.STORE: store_key}, PURPOSE)
    return parse(KeyList, cose.decode(payload), "key list", TokenError)


class KeyFile:
    """The newest key list that a device has seen, in a file; an older one never replaces it."""

    def __init__(self, path: Path, store_key: VerifyKey) -> None:
        self._path, self._store_key = path, store_key
        self.listing = verify(path.read_bytes(), store_key) if path.exists() else KeyList()

    def keys(self) -> dict[str, VerifyKey]:
        """All keys that may be believed now."""
        return self.listing.trusted(self._store_key)

    def lanes(self) -> Collection[str]:
        """The names of the lanes that are enrolled."""
        start = keys.lane_id("")
        return tuple(id_.removeprefix(start) for id_ in self.listing.devices if id_.startswith(start))

    def renew(self, message: bytes) -> None:
        """Takes a list that the store sent. Raises TokenError where it is not the store's."""
        listing = verify(message, self._store_key)
        if listing.version > self.listing.version:
            write_atomically(self._path, message)
            self.listing = listing
