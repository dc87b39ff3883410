"""What the lane reads from the cart's screen: `SC1:` + Base45(COSE_Sign1), signed by the cart, bound to one lane.

Two forms. The reference form names the session and its hash: the lane fetches it from the store. The whole form carries
the lines as well, for when the store cannot be asked. The payload is a CBOR array; a whole basket's is deflated.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cbor2
from nacl.signing import SigningKey

from cart.errors import TokenError
from cart.handover import base45
from cart.identity import cose
from cart.identity.keys import Keys
from cart.trip.view import Check

PREFIX, PURPOSE = "SC1:", b"dashcart lane token"
MOST_TEXT, MOST_PAYLOAD, MOST_LINES = 4_296, 16_384, 200
PLU = "PLU"


@dataclass(frozen=True)
class TokenLine:
    """One row: `key` is a GTIN-14 or "PLU" + number; either pieces (`quantity`) or net `grams`; `net` in cents."""

    key: str
    quantity: int = 0
    grams: int = 0
    net: int = 0


@dataclass(frozen=True)
class Sums:
    """What the lines come to, in cents. `tax` is (rate id, cents); `cash_due` is `due` rounded as cash is; `open_cents`
    is how much less `due` might be at the most, where the lowest total is not proven.
    """

    tax: tuple[tuple[str, int], ...] = ()
    deposit: int = 0
    cash_due: int = 0
    open_cents: int = 0


@dataclass(frozen=True)
class Watch:
    """What a lane is to look at: the age to check (0: none), and the trip's trust (cart.trip.trust), with reasons.

    `checks`: what must be answered there before money, named by the lines' keys; only the whole form carries it.
    `grams`: the balance of basket and list by reason (cart.trip.balance).
    """

    age: int = 0
    trust: int = 100
    reasons: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    grams: tuple[tuple[str, int], ...] = ()


CODE_LIFE_S = 1800
"""How long a cart lets its code live; it makes a new one when it is shown again."""


@dataclass(frozen=True)
class LaneToken:
    """One session at one lane. `head` is the hash of its last fact; `expires` in seconds since 1970.

    `watch` is what the lane is to look at. `lines` and `sums` are None in the reference form.
    """

    sid: str
    cart: str
    lane: str
    head: bytes
    due: int
    currency: str
    expires: int
    watch: Watch = Watch()
    lines: tuple[TokenLine, ...] | None = None
    sums: Sums | None = None


def make(token: LaneToken, key: SigningKey) -> str:
    """The text of the QR code. Raises TokenError when the basket is too big for one code."""
    text = PREFIX + base45.encode(cose.sign(_pack(token), key, token.cart, PURPOSE))
    if len(text) > MOST_TEXT or len(token.lines or ()) > MOST_LINES:
        raise TokenError("This basket is too big for one code. Hand it over through the store, or ask staff.")
    return text


def read(text: str, keys: Keys) -> LaneToken:
    """The token in `text`, signed by a cart in `keys`. Raises TokenError with what to do."""
    if not text.startswith(PREFIX) or len(text) > MOST_TEXT:
        raise TokenError("This is no cart's lane code. Show the code on the cart's checkout screen.")
    cart, payload = cose.verify(base45.decode(text[len(PREFIX) :]), keys, PURPOSE)
    try:
        return _token(cart, cose.decode(_inflate(payload)))
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise TokenError(f"The lane code of {cart!r} is not as agreed. Update the cart or the lane.") from error


def _pack(token: LaneToken) -> bytes:
    watch = _watched(token.watch)
    head = [token.sid, token.lane, token.head, token.due, token.currency, token.expires, watch]
    if token.lines is None or token.sums is None:
        return cbor2.dumps(head)
    sums: list[Any] = [[list(pair) for pair in token.sums.tax], token.sums.deposit, token.sums.cash_due]
    sums += [token.sums.open_cents] if token.sums.open_cents else []
    return zlib.compress(cbor2.dumps([*head, *_columns(token.lines), sums]), 9, wbits=-15)


def _watched(watch: Watch) -> list[Any]:
    """Who has nothing to check and nothing in the balance sends what every lane has always read."""
    plain = [watch.age, watch.trust, list(watch.reasons)]
    checks, grams = [_asked(check) for check in watch.checks], [list(pair) for pair in watch.grams]
    if grams:
        return [*plain, checks, grams]
    return [*plain, checks] if checks else plain


def _asked(check: Check) -> list[Any]:
    """An age with its products, or a line's number with its product and its grams."""
    keys = b"".join(map(_key_bytes, check.names))
    if check.age:
        return [check.age, keys]
    return [int(check.key.partition(":")[2]), keys, check.net_g, check.tare_g]


def _inflate(payload: bytes) -> bytes:
    """A reference form begins with 0x87, "array of 7", which no deflate stream can (block type 3 is reserved)."""
    if payload[:1] == b"\x87":
        return payload
    stream = zlib.decompressobj(wbits=-15)
    try:
        data = stream.decompress(payload, MOST_PAYLOAD)
    except zlib.error as error:
        raise TokenError("The basket in this code is damaged. Show the code again.") from error
    if not stream.eof:
        raise TokenError("The basket in this code is damaged. Show the code again.")
    return data


def _columns(lines: Iterable[TokenLine]) -> list[Any]:
    """Keys as 6 bytes each; amounts as pieces, or grams below zero; nets in cents."""
    rows = tuple(lines)
    keys = b"".join(_key_bytes(row.key) for row in rows)
    return [keys, [row.quantity or -row.grams for row in rows], [row.net for row in rows]]


def _token(cart: str, item: Any) -> LaneToken:
    sid, lane, head, due, currency, expires, watch, *rest = item
    kinds = [type(part) for part in item[:7]]
    if kinds != [str, str, bytes, int, str, int, list]:
        raise TokenError(f"The lane code of {cart!r} is not as agreed. Update the cart or the lane.")
    lines, sums = _basket(rest) if rest else (None, None)
    return LaneToken(sid, cart, lane, head, due, currency, expires, _watch(watch), lines, sums)


def _watch(item: list[Any]) -> Watch:
    age, trust, reasons, *rest = item
    checks = tuple(_check(*one) for one in rest[0]) if rest else ()
    grams = tuple((str(what), _whole(weight)) for what, weight in rest[1]) if len(rest) > 1 else ()
    return Watch(_whole(age), _whole(trust), tuple(map(str, reasons)), checks, grams)


def _check(number: Any, keys: bytes, *grams: Any) -> Check:
    names = _key_texts(keys)
    if not grams:
        return Check(f"age:{_whole(number)}", names, number)
    net_g, tare_g = map(_whole, grams)
    return Check(f"weight:{_whole(number)}", names, net_g=net_g, tare_g=tare_g)


def _whole(value: Any) -> int:
    """A whole number. Raises TypeError for anything else: CBOR has floats, and an endless one."""
    if type(value) is not int:
        raise TypeError(f"{type(value).__name__} is no whole number")
    return value


def _basket(rest: list[Any]) -> tuple[tuple[TokenLine, ...], Sums]:
    keys, amounts, nets, (tax, deposit, cash_due, *more) = rest
    rows = zip(_key_texts(keys), amounts, nets, strict=True)
    lines = tuple(_line(*row) for row in rows)
    taxes = tuple((str(rate), _whole(cents)) for rate, cents in tax)
    return lines, Sums(taxes, _whole(deposit), _whole(cash_due), _whole(more[0]) if more else 0)


def _line(key: str, amount: Any, net: Any) -> TokenLine:
    return TokenLine(key, max(_whole(amount), 0), max(-amount, 0), _whole(net))


def _key_bytes(key: str) -> bytes:
    """47 bits of number, and one that says whether it is a PLU."""
    digits = key.removeprefix(PLU)
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 14 else 0
    data = (number * 2 + key.startswith(PLU)).to_bytes(6, "big")
    if _key_text(data) != key:
        raise TokenError(f"The product {key!r} has no number that fits a lane code. Hand over through the store.")
    return data


def _key_texts(keys: bytes) -> tuple[str, ...]:
    return tuple(_key_text(keys[i : i + 6]) for i in range(0, len(keys), 6))


def _key_text(data: bytes) -> str:
    number, is_plu = divmod(int.from_bytes(data, "big"), 2)
    return f"{PLU}{number}" if is_plu else f"{number:014d}"
