"""What the cart sends and what the store answers, byte for byte.

A session is JSON: its sid, the cart, the head of the hash chain and the trip's facts as canonical JSON strings, in
order, so that the store and the lane compute the total by the same function from the same facts as the cart.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import reduce
from itertools import accumulate, islice

from nacl.signing import SigningKey

from cart.errors import FactError
from cart.facts import Fact, decode, encode
from cart.identity import storeword
from cart.identity.keys import Keys
from cart.tables import parse
from cart.trip.journal import START, link

PURPOSE, NO_PURPOSE = b"dashcart session receipt", b"dashcart session refused"


@dataclass(frozen=True)
class SessionDocument:
    """One trip as it travels. `head` is hex; hash k = SHA-256(hash k-1 + bytes k), from 32 zero bytes."""

    sid: str
    cart: str
    head: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class StoreReceipt:
    """The store's word that it has a session: only this lets the cart forget it. `at` in seconds since 1970.

    `due` and `currency`: what it comes to, from a store that worked that out before it answered.
    """

    sid: str
    cart: str
    head: str
    due: int = 0
    currency: str = ""
    at: int = 0


@dataclass(frozen=True)
class StoreRefusal:
    """The store's word that it will never take this body (its SHA-256, hex) of a session, and why."""

    sid: str
    body: str
    words: str


def chain(bodies: Iterable[bytes]) -> bytes:
    """The head of the hash chain over the facts' canonical bytes."""
    return reduce(link, bodies, START)


def document(sid: str, cart: str, facts: Iterable[Fact]) -> SessionDocument:
    """The document of a trip's facts."""
    return from_bodies(sid, cart, [encode(fact) for fact in facts])


def from_bodies(sid: str, cart: str, bodies: Iterable[bytes]) -> SessionDocument:
    """The document of a trip's canonical bytes, as the journal holds them."""
    kept = list(bodies)
    return SessionDocument(sid, cart, chain(kept).hex(), tuple(body.decode() for body in kept))


def pack(session: SessionDocument) -> bytes:
    """The body of the request: equal documents give equal bytes."""
    return json.dumps(asdict(session), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def unpack(body: bytes) -> SessionDocument:
    """Reads `pack`'s bytes and checks the chain. Raises FactError: no document, or facts altered, missing or added."""
    try:
        session = parse(SessionDocument, json.loads(body), "session", FactError)
        head = chain(text.encode() for text in session.facts)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise FactError(f"This is no session document ({str(error)[:200]}). Was the cart updated?") from error
    if head.hex() != session.head:
        raise FactError("The session's hash chain does not fit: facts were altered, lost or added. Call staff.")
    return session


def heads(session: SessionDocument) -> Iterator[str]:
    """The head (hex) of each state that the session has been in, the first fact's first."""
    chained = accumulate((text.encode() for text in session.facts), link, initial=START)
    return (head.hex() for head in islice(chained, 1, None))


def facts_of(session: SessionDocument) -> tuple[Fact, ...]:
    """The facts, in order. Raises FactError for one that this version does not know."""
    try:
        return tuple(decode(text.encode()) for text in session.facts)
    except RecursionError as error:
        raise FactError("A fact of this session is nested too deep. Was the cart updated?") from error


def sign_receipt(receipt: StoreReceipt, key: SigningKey) -> bytes:
    """The receipt as the store sends it."""
    return storeword.sign(receipt, key, PURPOSE)


def read_receipt(message: bytes, keys: Keys) -> StoreReceipt:
    """The store's receipt in `message`. Raises TokenError where the store did not sign it."""
    return storeword.read(StoreReceipt, message, keys, PURPOSE)


def sign_refusal(refusal: StoreRefusal, key: SigningKey) -> bytes:
    """The refusal as the store sends it."""
    return storeword.sign(refusal, key, NO_PURPOSE)


def read_refusal(message: bytes, keys: Keys) -> StoreRefusal:
    """The store's refusal in `message`. Raises TokenError where the store did not sign it."""
    return storeword.read(StoreRefusal, message, keys, NO_PURPOSE)
