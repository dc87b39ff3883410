"""COSE_Sign1 with Ed25519: the one envelope for all that is signed here (RFC 9052 section 4.2, RFC 9053 section 2.2).

Each use has a purpose of its own as external additional data, so that a signature made for one thing never passes for
another. The key id stands in the protected header.
"""

from collections.abc import Mapping
from typing import Any

import cbor2
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from cart.errors import TokenError
from cart.identity.keys import Keys

TAG, ALG, KID, EDDSA = 18, 1, 4, -8
MAX_BYTES = 1 << 20


def sign(payload: bytes, key: SigningKey, kid: str, purpose: bytes) -> bytes:
    """The tagged COSE_Sign1 of `payload`, signed by `key`, whose id is `kid`, for `purpose`."""
    return sign1(payload, key, {ALG: EDDSA, KID: kid.encode()}, {}, purpose)


def sign1(
    payload: bytes, key: SigningKey, protected: Mapping[int, Any], unprotected: Mapping[int, Any], aad: bytes
) -> bytes:
    """RFC 9052 section 4.4, with all headers given."""
    header = cbor2.dumps(dict(protected))
    signature = key.sign(_to_be_signed(header, aad, payload)).signature
    return cbor2.dumps(cbor2.CBORTag(TAG, [header, dict(unprotected), payload, signature]))


def verify(message: bytes, keys: Keys, purpose: bytes) -> tuple[str, bytes]:
    """The signer's key id and the payload. Raises TokenError: not COSE_Sign1, unknown key, or a wrong signature."""
    header, fields, payload, signature = _parts(message)
    kid = _kid(header, fields)
    if kid not in keys:
        raise TokenError(f"Signed by {kid!r}, which is not enrolled here. Connect to the store, or enrol it.")
    try:
        keys[kid].verify(_to_be_signed(header, purpose, payload), signature)
    except (BadSignatureError, ValueError) as error:
        raise TokenError(f"The signature of {kid!r} does not fit: altered or forged. Ask for a new code.") from error
    return kid, payload


def _to_be_signed(header: bytes, aad: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", header, aad, payload])


def _parts(message: bytes) -> tuple[bytes, Mapping[Any, Any], bytes, bytes]:
    tagged = decode(message)
    parts = tagged.value if isinstance(tagged, cbor2.CBORTag) and tagged.tag == TAG else ()
    match list(parts) if isinstance(parts, list | tuple) else []:
        case [bytes(header), Mapping() as fields, bytes(payload), bytes(signature)]:
            return header, fields, payload, signature
    raise TokenError("This is no signed code of a cart, lane or store. Show the code again.")


def _kid(header: bytes, fields: Mapping[Any, Any]) -> str:
    protected = decode(header)
    if not isinstance(protected, dict) or protected.get(ALG) != EDDSA:
        raise TokenError("This code is signed in a way that is not accepted (Ed25519 is needed).")
    kid = protected.get(KID, fields.get(KID))
    if not isinstance(kid, bytes):
        raise TokenError("This code does not say who signed it. Show the code again.")
    return kid.decode("utf-8", "replace")


def decode(data: bytes) -> Any:
    """Strict CBOR (RFC 8949): one item of bounded size and depth, nothing after it. Raises TokenError."""
    try:
        if len(data) > MAX_BYTES:
            raise ValueError(f"{len(data)} bytes")
        item = cbor2.loads(data, max_depth=8, allow_indefinite=False, allow_duplicate_keys=False)
        if cbor2.dumps(item) != data:
            raise ValueError("not in its shortest form")
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise TokenError(f"The code is damaged or cut short ({error}). Show the code again.") from error
    return item
