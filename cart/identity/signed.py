"""Signed requests: who asks, shown by a signature over the method, the path and the body.

No date and no nonce: every signed request here may be repeated without changing anything. RFC 9421 would do the same
with a grammar of its own; this needs three lines.
"""

import base64
import hashlib

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from cart.errors import TokenError
from cart.identity.keys import Keys

DEVICE, SIGNATURE, DIGEST = "DashCart-Device", "DashCart-Signature", "DashCart-Digest"


def headers(device: str, key: SigningKey, method: str, path: str, body: bytes) -> dict[str, str]:
    """The headers that sign a request: who, the signature, and the body's digest (SHA-256, hex) that it covers."""
    digest = digest_of(body)
    signature = key.sign(_to_be_signed(device, method, path, digest)).signature
    return {DEVICE: device, SIGNATURE: base64.b64encode(signature).decode(), DIGEST: digest}


def digest_of(body: bytes) -> str:
    """A body's SHA-256 as hex."""
    return hashlib.sha256(body).hexdigest()


def check(claimed: tuple[str, str], keys: Keys, method: str, path: str, body: bytes) -> str:
    """The id of the device that signed. `claimed` is the first two headers' values. Raises TokenError."""
    return check_digest(claimed, keys, method, path, digest_of(body))


def check_digest(claimed: tuple[str, str], keys: Keys, method: str, path: str, digest: str) -> str:
    """The id of the device that signed for a body of this `digest`, which may still be on its way.

    `claimed` is the first two headers' values. Raises TokenError.
    """
    device, text = claimed
    try:
        keys[device].verify(_to_be_signed(device, method, path, digest), base64.b64decode(text, validate=True))
    except (KeyError, BadSignatureError, ValueError) as error:
        raise TokenError(f"The signature of {device[:40]!r} does not fit. Enrol this device again.") from error
    return device


def _to_be_signed(device: str, method: str, path: str, digest: str) -> bytes:
    lines = ("dashcart request", device, method, path, digest)
    return "\n".join(lines).encode()
