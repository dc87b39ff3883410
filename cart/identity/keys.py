"""Ed25519 keys (RFC 8032): one for each cart, each lane and the store, in a file that only its owner may read."""

from collections.abc import Mapping
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from cart.errors import TokenError
from cart.identity.files import write_atomically

Keys = Mapping[str, VerifyKey]
STORE = "store"


def load_or_make(path: Path) -> SigningKey:
    """The private key in `path`, made on the first call (32 bytes as hex, mode 0600). Raises TokenError: damaged."""
    if not path.exists():
        write_atomically(path, bytes(SigningKey.generate()).hex().encode())
    try:
        return SigningKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (ValueError, CryptoError) as error:
        raise TokenError(f"The key file {path} is damaged. Delete it and enrol this device again.") from error


def to_text(key: VerifyKey) -> str:
    """A public key as 64 hex digits."""
    return bytes(key).hex()


def from_text(text: str) -> VerifyKey:
    """The public key of 64 hex digits. Raises TokenError for anything else."""
    try:
        return VerifyKey(bytes.fromhex(text))
    except (ValueError, TypeError, CryptoError) as error:
        raise TokenError(f"{str(text)[:80]!r} is no public key (64 hex digits). Enrol this device again.") from error


def lane_id(lane: str) -> str:
    """The key id of a lane: "lane-" and its name."""
    return f"lane-{lane}"
