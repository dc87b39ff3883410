"""Enrolment: a one-time code makes a device known to the store, and the store known to the device.

A code is a secret and the fingerprint of the store's public key in Crockford's base 32. The device proves that it holds
the secret without sending it (HMAC over its public key); by the 12 characters of the fingerprint nobody between the two
can put a key of their own in its place, even without TLS. A code that is typed has a secret of 8 characters: 40
bits are guessed in minutes from a proof that was overheard, so it lives no longer. One that cameras read has 26 (130).
"""

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from nacl.signing import SigningKey, VerifyKey

from cart.errors import TokenError
from cart.identity import keys
from cart.identity.files import write_atomically
from cart.tables import parse

Role = Literal["cart", "lane"]
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET, LONG, PRINT, PREFIX = 8, 26, 12, "DCE:"
KEY_FILE, CARD_FILE = "device.key", "enrolment.json"


@dataclass(frozen=True)
class OneTimeCode:
    """What staff hand to a device: a secret, and the fingerprint of the store's key."""

    secret: str
    fingerprint: str

    def __str__(self) -> str:
        text = self.secret + self.fingerprint
        return "-".join(text[i : i + 5] for i in range(0, len(text), 5))


@dataclass(frozen=True)
class Card:
    """What enrolment leaves on the device beside its private key: its id, and the store's address and public key."""

    id: str
    url: str
    store_key: str


@dataclass(frozen=True)
class Identity:
    """Who this device is: its id, its private key, and the store that it belongs to."""

    id: str
    key: SigningKey
    url: str
    store_key: VerifyKey


def new_code(store_key: VerifyKey, length: int = SECRET) -> OneTimeCode:
    """A new code for a device of the store with this public key; its secret has SECRET or LONG characters."""
    secret = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return OneTimeCode(secret, fingerprint(store_key))


def read_code(text: str) -> OneTimeCode:
    """The code that a person typed (case, spaces, hyphens, O for 0, I or L for 1 do not matter) or scanned ("DCE:")."""
    plain = re.sub(r"[\s-]", "", text.upper().removeprefix(PREFIX)).translate(str.maketrans("OIL", "011"))
    if len(plain) not in (SECRET + PRINT, LONG + PRINT) or set(plain) - set(ALPHABET):
        raise TokenError(f"{text[:60]!r} is no enrolment code (4 groups of 5). Ask staff for a new one.")
    return OneTimeCode(plain[:-PRINT], plain[-PRINT:])


def fingerprint(key: VerifyKey) -> str:
    """60 bits of the key's SHA-256 in 12 characters."""
    number = int.from_bytes(hashlib.sha256(bytes(key)).digest()[:8], "big") >> 4
    return "".join(ALPHABET[number >> shift & 31] for shift in range(55, -1, -5))


def proof(secret: str, role: str, name: str, public_key: str) -> str:
    """Shows that the device holds `secret`, bound to what it asks for: HMAC-SHA-256 as hex."""
    message = json.dumps(["dashcart enrolment", role, name, public_key]).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def own_key(folder: Path) -> SigningKey:
    """The device's private key in `folder`, made on the first call."""
    return keys.load_or_make(folder / KEY_FILE)


def save(folder: Path, card: Card) -> None:
    """Keeps the card beside the device's key."""
    write_atomically(folder / CARD_FILE, json.dumps(asdict(card), indent=1).encode())


def load(folder: Path) -> Identity | None:
    """The identity kept in `folder`, or None before enrolment. Raises TokenError: a file is damaged, or another's."""
    try:
        card = _card(folder / CARD_FILE)
        return Identity(card.id, own_key(folder), card.url, keys.from_text(card.store_key)) if card else None
    except PermissionError as error:
        raise TokenError(
            f"{error.filename} belongs to another user of this machine (was it made with sudo?). Give the folder to "
            f"whoever runs this: sudo chown -R cart: {folder}"
        ) from error


def _card(path: Path) -> Card | None:
    if not path.exists():
        return None
    try:
        return parse(Card, json.loads(path.read_text(encoding="utf-8")), str(path), TokenError)
    except (ValueError, AttributeError, TypeError) as error:
        raise TokenError(f"{path} is damaged. Delete it and enrol this device again.") from error
