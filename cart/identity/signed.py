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

DEVICE, SIGNATURE = "DashCart-Device", "DashCart-Signature"


def headers(device: str, key: SigningKey, method: str, path: str, body: bytes) -> dict[str, str]:
    """The two headers that sign a request."""
    signature = key.sign(_to_be_signed(device, method, path, body)).signature
    return {DEVICE: device, SIGNATURE: base64.b64encode(signature).decode()}


def check(claimed: tuple[str, str], keys: Keys, method: str, path: str, body: bytes) -> str:
    """The id of the device that signed. `claimed` is the two headers' values. Raises TokenError."""
    device, text = claimed
    try:
        keys[device].verify(_to_be_signed(device, method, path, body), base64.b64decode(text, validate=True))
    except (KeyError, BadSignatureError, ValueError) as error:
        raise TokenError(f"The signature of {device[:40]!r} does not fit. Enrol this device again.") from error
    return device


def _to_be_signed(device: str, method: str, path: str, body: bytes) -> bytes:
    lines = ("dashcart request", device, method, path, hashlib.sha256(body).hexdigest())
    return "\n".join(lines).encode()
