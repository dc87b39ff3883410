"""What a store sets for all its carts: numbered, signed, taken part by part; devices and calibration stay the cart's.

A part (a table of cart.toml, of which a store may set some keys) that does not parse is left as it last was good, and
told. What was taken counts from the next start, which comes between trips.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey, VerifyKey

from cart.config import Config
from cart.errors import BadInput, CodeError, ConfigError, TokenError
from cart.identity import storeword
from cart.identity.files import write_atomically
from cart.identity.keys import STORE
from cart.tables import parse

PURPOSE = b"dashcart settings"
SHARED: Mapping[str, tuple[str, ...]] = {
    "cart": ("store_name",),
    "screen": ("theme", "languages", "sound", "calm"),
    "store": ("labels", "own_labels", "url", "more_urls"),
    "trip": ("place_within_s", "thanks_s", "left_ask_s", "left_call_s", "left_end_s", "own_most", "own_g"),
}
"""The keys of each part that a store may set."""

log = logging.getLogger(__name__)
Parts = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class StoreSettings:
    """The parts as a store set them; `number` rises with every change, 0: the store has set nothing yet."""

    number: int = 0
    parts: Parts = field(default_factory=dict)


@dataclass(frozen=True)
class _Word:
    """As it is signed: `parts` as JSON."""

    number: int
    parts: str


def sign(settings: StoreSettings, key: SigningKey) -> bytes:
    """As the store sends it."""
    return storeword.sign(_Word(settings.number, json.dumps(settings.parts, sort_keys=True)), key, PURPOSE)


def read(message: bytes, store_key: VerifyKey) -> StoreSettings:
    """What the store sent. Raises TokenError where it is not the store's, or no settings."""
    word = storeword.read(_Word, message, {STORE: store_key}, PURPOSE)
    try:
        return parse(StoreSettings, {"number": word.number, "parts": json.loads(word.parts)}, "settings", TokenError)
    except (ValueError, RecursionError) as error:
        raise TokenError("These are no settings. Was the store updated?") from error


def with_part(config: Config, part: str, keys: Mapping[str, Any]) -> Config:
    """The config with what the store set in one part. Raises ConfigError, naming the key."""
    known = SHARED.get(part, ())
    if odd := sorted(set(keys) - set(known)):
        raise ConfigError(f"{part}.{odd[0]}: a store sets no such thing.")
    section = getattr(config, part)
    needed = {"id": config.cart.id} if part == "cart" else {}
    try:
        parsed = parse(type(section), {**keys, **needed}, part, ConfigError)
        return replace(config, **{part: replace(section, **{key: getattr(parsed, key) for key in keys})})
    except CodeError as error:
        raise ConfigError(f"{part}: {error}") from error


def applied(config: Config, settings: StoreSettings) -> Config:
    """The config with all parts that can be used."""
    for part, keys in settings.parts.items():
        try:
            config = with_part(config, part, keys)
        except ConfigError as error:
            log.warning("a setting of the store is not taken: %s", error)
    return config


class SettingsFile:
    """What this cart has taken of its store's settings, in a file. `config`: its own, to try them on.

    `untaken`: why a part of the newest was not taken, in words; `newer`: there is more than this start began with.
    """

    def __init__(self, path: Path, store_key: VerifyKey, config: Config) -> None:
        self._path, self._store_key, self._config = path, store_key, config
        self.taken = load(path)
        self.untaken, self.newer = "", False

    def renew(self, message: bytes) -> None:
        """Takes what the store sent. Raises TokenError where it is not the store's; older settings are left."""
        sent = read(message, self._store_key)
        if sent.number <= self.taken.number:
            return
        good, faults = self._sifted(sent.parts)
        taken = StoreSettings(sent.number, good)
        write_atomically(self._path, json.dumps(asdict(taken), ensure_ascii=False).encode())
        self.newer = self.newer or good != self.taken.parts
        self.taken, self.untaken = taken, " ".join(faults)

    def _sifted(self, parts: Parts) -> tuple[Parts, list[str]]:
        """Each part as it is sent, else as it last was good."""
        good, faults = {}, []
        for part, keys in parts.items():
            try:
                with_part(self._config, part, keys)
                good[part] = keys
            except ConfigError as error:
                faults.append(str(error))
                if part in self.taken.parts:
                    good[part] = self.taken.parts[part]
        return good, faults


def load(path: Path) -> StoreSettings:
    """What was taken; a file that cannot be read is as none: the store sends it again."""
    try:
        return parse(StoreSettings, json.loads(path.read_bytes()), "settings")
    except FileNotFoundError:
        return StoreSettings()
    except (OSError, ValueError, RecursionError, BadInput) as error:
        log.warning("the store's settings cannot be read: %s", error)
        return StoreSettings()
