"""The paid word: `DCP:` + Base45(COSE_Sign1), signed by the lane or the store, read by the cart's camera or its sync.

One form for both ways, so that the cart has one check: who signed, for which session, and for which basket (an old
photograph of the cart's code cannot pay for what was added since).
"""

from dataclasses import dataclass

import cbor2
from nacl.signing import SigningKey

from cart.errors import TokenError
from cart.facts import LaneAnswer
from cart.handover import base45
from cart.identity import cose
from cart.identity.keys import STORE, Keys, lane_id
from cart.tables import parse

PREFIX, PURPOSE = "DCP:", b"dashcart paid"
MOST_TEXT = 4_000


@dataclass(frozen=True)
class PaidWord:
    """The trip `sid`, as it was at `head` (hex), is paid: `cents` by `tender` ("card", "cash"), at `lane`.

    `answers`: what was said at the lane; they are in `cents`.
    """

    sid: str
    head: str
    lane: str
    tender: str
    cents: int
    receipt: str
    answers: tuple[LaneAnswer, ...] = ()


def make(word: PaidWord, key: SigningKey, signer: str) -> str:
    """The text of the paid code. `signer` is the key's id: "store", or the lane's."""
    plain = [word.sid, bytes.fromhex(word.head), word.lane, word.tender, word.cents, word.receipt]
    answers = [[one.check, one.said, one.gross_g] for one in word.answers]
    payload = cbor2.dumps([*plain, answers] if answers else plain)
    return PREFIX + base45.encode(cose.sign(payload, key, signer, PURPOSE))


def verify(text: str, keys: Keys, sid: str, head: str) -> PaidWord:
    """The paid word for the trip `sid` at `head`. Raises TokenError: forged, altered, for another trip or basket."""
    word = read(text, keys)
    if word.sid != sid:
        raise TokenError("This paid code is for another trip. Show the code that the lane gave for this cart.")
    if word.head != head:
        raise TokenError("The basket has changed since it was paid. Show the cart's code at the lane, or call staff.")
    return word


def read(text: str, keys: Keys) -> PaidWord:
    """The paid word in `text`, whoever's it is; only the store, or the lane that it names, may have signed it."""
    if not text.startswith(PREFIX) or len(text) > MOST_TEXT:
        raise TokenError("This is no paid code. Show the code that the lane gave.")
    signer, payload = cose.verify(base45.decode(text[len(PREFIX) :]), keys, PURPOSE)
    word = _word(cose.decode(payload))
    if signer not in (STORE, lane_id(word.lane)):
        raise TokenError(f"{signer!r} may not say that a trip is paid. Go to the lane.")
    return word


def _word(item: object) -> PaidWord:
    """A lane that was asked nothing (or an older one) says nothing of answers."""
    if not isinstance(item, list) or [type(part) for part in item[:6]] != [str, bytes, str, str, int, str]:
        raise TokenError("This paid code is not as agreed. Update the cart or the lane.")
    sid, head, lane, tender, cents, receipt = item[:6]
    return PaidWord(sid, head.hex(), lane, tender, cents, receipt, tuple(map(_answer, _told(item[6:]))))


def _told(rest: list[object]) -> list[object]:
    """The answers' list, where there is one. Raises TokenError."""
    match rest:
        case []:
            return []
        case [list(answers)]:
            return answers
    raise TokenError("This paid code is not as agreed. Update the cart or the lane.")


def _answer(item: object) -> LaneAnswer:
    fields = dict(zip(("check", "said", "gross_g"), item, strict=False)) if isinstance(item, list) else {}
    return parse(LaneAnswer, fields, "paid code", TokenError)
