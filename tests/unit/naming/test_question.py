"""The bytes of a question and its answer. An answer is believed as far as it is what was agreed, and no further."""

import json

import pytest

from cart.errors import CodeError
from cart.naming.evidence import Candidate, Gain, Naming
from drivers.naming.question import decode, decode_gain, encode, encode_gain

NAMED = Naming((Candidate("milk", 12.5), Candidate("PLU4011", -3.25)), -9.0, True)


def test_they_come_back_as_they_were():
    gain = Gain(885.25, 1.5, ("milk", "milk2"), frozenset({"a", "b"}))
    again, before = decode_gain(encode_gain(gain, 2))
    assert (again.grams, again.sigma_g, tuple(again.basket), again.nearby, before) == (
        885.25,
        1.5,
        gain.basket,
        gain.nearby,
        2,
    )
    assert decode(encode(NAMED)) == NAMED and decode(encode(Naming())) == Naming()


def table(**changes: object) -> bytes:
    return json.dumps(json.loads(encode(NAMED)) | changes).encode()


ONE = {"product": "milk", "decibans": 1.0}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"null", b"[]", b"{" * 9000, table(vector=[0.1] * 1280), table(candidates=[ONE, ONE]),
        table(candidates=[ONE | {"product": f"p{n}"} for n in range(7)]), table(candidates=[ONE | {"product": ""}]),
        table(candidates=[ONE | {"product": "x" * 65}]), table(candidates=[ONE | {"product": "a\x00b"}]),
        table(candidates=[ONE | {"decibans": 1e9}]), table(candidates=[ONE | {"decibans": "9"}]),
        table(candidates=[ONE | {"picture": "AAAA"}]), table(none_db=41), table(sure=1),
        encode(NAMED).replace(b"-9.0", b"NaN"), encode(NAMED).replace(b"-9.0", b"1e999"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(data: bytes):
    with pytest.raises(CodeError):
        decode(data)
