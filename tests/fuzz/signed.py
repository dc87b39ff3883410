"""Targets: what comes over the wire or in a signed code; what a signature covers is fuzzed under a good one."""

import ast
import base64
import io
import zipfile
import zlib
from dataclasses import replace

import cbor2
from nacl.signing import SigningKey

from cart.errors import FactError, StoreError, TokenError
from cart.facts import Fact, decode
from cart.handover import base45, paid, token
from cart.handover.paid import PaidWord
from cart.handover.token import LaneToken, Sums, TokenLine
from cart.identity import cose, keylist, signed
from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyList
from cart.sync import wire
from cart.sync.client import CATALOG_PURPOSE, StoreClient
from cart.sync.http import Answer
from cart.sync.wire import StoreReceipt
from tests.fuzz.target import Target, refusing, text_of

KEY = SigningKey(bytes(range(32)))
PUBLIC = KEY.verify_key
KEYS = {"cart-1": PUBLIC, "lane-4": PUBLIC, "store": PUBLIC}
SID = "s" * 32
LINES = (TokenLine("04006381333931", quantity=3, net=425), TokenLine("PLU4011", grams=742, net=189))
REFERENCE = LaneToken(SID, "cart-1", "4", bytes(32), 614, "USD", 1_790_000_000)
WHOLE = replace(REFERENCE, lines=LINES, sums=Sums((("A", 31),), 25, 615))
WORD = PaidWord(SID, "00" * 32, "4", "card", 614, "4-000001")
FACTS = (
    b'{"fact":"DeviceBack","at":2.0,"trip":1,"device":"scale"}',
    b'{"fact":"HandedOver","at":3.5,"trip":1,"lane":"4"}',
    b'{"fact":"Paid","at":4.0,"trip":1,"tender":"card","cents":614,"receipt":"4-000001"}',
)


def cbor_of(raw: bytes) -> bytes:
    """The CBOR of the Python literal that the bytes spell, since random bytes hardly ever are CBOR; else the bytes."""
    try:
        return cbor2.dumps(ast.literal_eval(text_of(raw)), canonical=True)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError, OverflowError, cbor2.CBORError):
        return raw


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9, wbits=-15)


def as_lane_code(raw: bytes) -> None:
    for text in (text_of(raw), token.PREFIX + text_of(raw), token.PREFIX + base45.encode(raw)):
        with refusing(TokenError):
            token.read(text, KEYS)


def as_signed_lane_code(raw: bytes) -> None:
    """As a cart whose key was stolen would write it."""
    for payload in (cbor_of(raw), deflated(cbor_of(raw))):
        with refusing(TokenError):
            read = token.read(token.PREFIX + base45.encode(cose.sign(payload, KEY, "cart-1", token.PURPOSE)), KEYS)
            for line in read.lines or ():
                assert {type(line.quantity), type(line.grams), type(line.net)} == {int}
                assert line.quantity >= 0 and line.grams >= 0


def as_paid_word(raw: bytes) -> None:
    for text in (text_of(raw), paid.PREFIX + text_of(raw), paid.PREFIX + base45.encode(raw)):
        with refusing(TokenError):
            paid.read(text, KEYS)


def as_signed_paid_word(raw: bytes) -> None:
    with refusing(TokenError):
        word = paid.read(paid.PREFIX + base45.encode(cose.sign(cbor_of(raw), KEY, "lane-4", paid.PURPOSE)), KEYS)
        assert type(word.cents) is int and word.lane == "4"


def as_envelope(raw: bytes) -> None:
    with refusing(TokenError):
        cose.verify(cbor_of(raw), KEYS, b"anything")


def as_fact(raw: bytes) -> None:
    with refusing(FactError):
        assert isinstance(decode(raw), Fact)


def as_document(raw: bytes) -> None:
    """As it is, and as the facts of a document whose chain is right."""
    with refusing(FactError):
        wire.facts_of(wire.unpack(raw))
    bodies = [text_of(line).encode("utf-8", "replace") for line in raw.split(b"\n")]
    with refusing(FactError):
        session = wire.unpack(wire.pack(wire.from_bodies(SID, "cart-1", bodies)))
        assert [text.encode() for text in session.facts] == bodies
        assert all(isinstance(fact, Fact) for fact in wire.facts_of(session))


def as_receipt(raw: bytes) -> None:
    with refusing(TokenError):
        assert isinstance(wire.read_receipt(cose.sign(cbor_of(raw), KEY, "store", wire.PURPOSE), KEYS), StoreReceipt)


def as_key_list(raw: bytes) -> None:
    with refusing(TokenError):
        keylist.verify(cose.sign(cbor_of(raw), KEY, "store", keylist.PURPOSE), PUBLIC).trusted(PUBLIC)


def as_request(raw: bytes) -> None:
    device, _, rest = text_of(raw).partition("\n")
    with refusing(TokenError):
        signed.check((device, rest), KEYS, "PUT", "/v1/sessions/" + SID, raw)


class Portal:
    """An address that answers every request alike, as the network's own page does; `signed` as the store would."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def ask(self, method: str, path: str, body: bytes = b"", headers: object = None) -> Answer:
        return self._answer

    def signed(self, identity: Identity, method: str, path: str, body: bytes = b"") -> Answer:
        return self._answer


def as_store_answer(raw: bytes) -> None:
    """The first byte chooses the status; the catalog is signed, since what is not is refused at once."""
    status = (200, 201, 304, 400, 401, 422, 500)[(raw or b"\0")[0] % 7]
    body = raw[1:]
    signature = base64.b64encode(KEY.sign(CATALOG_PURPOSE + b"v2 " + body).signature).decode()
    answer = Answer(status, {"ETag": '"v2"', "DashCart-Signature": signature}, body)
    client = StoreClient(Identity("cart-1", KEY, "http://store.example", PUBLIC), Portal(answer))
    for ask in (
        lambda: client.put(SID, b"{}"),
        lambda: client.paid(SID),
        client.key_list,
        lambda: client.catalog("v1"),
    ):
        with refusing(StoreError):
            ask()


def literal(payload: bytes) -> bytes:
    """What a signature covers, spelt as a Python literal."""
    plain = payload if payload[0] >> 5 in (4, 5) else zlib.decompress(payload, wbits=-15)
    return repr(cbor2.loads(plain)).encode()


def covered(text: str, purpose: bytes) -> bytes:
    """What the signature of a good code covers."""
    return cose.verify(base45.decode(text[4:]), KEYS, purpose)[1]


def archive() -> bytes:
    """A catalog as the store sends it."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("catalog.db", "products " * 9)
    return memory.getvalue()


CODES = (token.make(WHOLE, KEY), token.make(REFERENCE, KEY))
PAID_CODE = paid.make(WORD, KEY, "lane-4")
RECEIPT = StoreReceipt(SID, "cart-1", "00" * 32, 614, "USD", 1_790_000_000)
LISTING = KeyList(3, {"cart-1": bytes(PUBLIC).hex()})
ENVELOPE = cose.sign(b"x", KEY, "cart-1", b"anything")
SIGNED_PAID = (literal(covered(PAID_CODE, paid.PURPOSE)),)
SIGNED_LANE = tuple(literal(covered(text, token.PURPOSE)) for text in CODES)
ENDLESS = tuple(
    SIGNED_LANE[0].replace(old, new) for old, new in ((b"425", b"1e999"), (b"[0,", b"[0.5,"), (b"3, -", b"-"))
)
ANSWERS = (b'\0{"paid": "DCP:X"}', b'\5{"detail": "no"}', b'\1{"receipt": "eA=="}', b"\0" + archive())
TARGETS = {
    "lane code": Target(as_lane_code, tuple(text.encode() for text in CODES)),
    "signed lane code": Target(as_signed_lane_code, SIGNED_LANE + ENDLESS),
    "paid word": Target(as_paid_word, (PAID_CODE.encode(), base45.decode(PAID_CODE[4:]))),
    "signed paid word": Target(as_signed_paid_word, SIGNED_PAID),
    "envelope": Target(as_envelope, (ENVELOPE,)),
    "fact": Target(as_fact, FACTS),
    "session": Target(as_document, (wire.pack(wire.from_bodies(SID, "cart-1", FACTS)), b"\n".join(FACTS))),
    "store's receipt": Target(as_receipt, (repr(vars(RECEIPT)).encode(),)),
    "key list": Target(as_key_list, (repr(vars(LISTING)).encode(),)),
    "signed request": Target(as_request, (b"cart-1\n" + base64.b64encode(bytes(64)),)),
    "store's answer": Target(as_store_answer, ANSWERS),
}
