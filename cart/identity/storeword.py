"""A word of the store's: a small record, signed for one purpose. What another signed is none."""

from dataclasses import asdict, is_dataclass
from typing import Any, TypeVar

import cbor2
from nacl.signing import SigningKey

from cart.errors import TokenError
from cart.identity import cose
from cart.identity.keys import STORE, Keys
from cart.tables import parse

T = TypeVar("T")


def sign(word: Any, key: SigningKey, purpose: bytes) -> bytes:
    """A dataclass as the store sends it: COSE_Sign1 over canonical CBOR."""
    assert is_dataclass(word) and not isinstance(word, type)
    return cose.sign(cbor2.dumps(asdict(word), canonical=True), key, STORE, purpose)


def read(kind: type[T], message: bytes, keys: Keys, purpose: bytes) -> T:
    """The `kind` in `message`. Raises TokenError where the store did not sign it for this purpose, or it is no such."""
    signer, payload = cose.verify(message, keys, purpose)
    if signer != STORE:
        raise TokenError(f"{signer!r} may not sign for the store.")
    return parse(kind, cose.decode(payload), kind.__name__, TokenError)
