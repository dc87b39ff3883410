import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.errors import FactError, TokenError
from cart.facts import encode
from cart.sync import wire
from cart.sync.wire import StoreReceipt
from tests.support.exits import CART, KEYS, SID, STORE, session, trip

BODY = wire.pack(session())
RECEIPT = StoreReceipt(SID, "cart-1", "ab" * 32, 614, "USD", 1)


def test_a_session_comes_back_with_its_facts():
    document = wire.unpack(BODY)
    assert document == session()
    assert list(wire.facts_of(document)) == trip()


def test_the_chain_is_the_journals():
    head = bytes(32)
    for fact in trip():
        head = hashlib.sha256(head + encode(fact)).digest()
    assert session().head == head.hex()
    assert wire.chain([]) == bytes(32)


def test_equal_documents_give_equal_bytes():
    assert wire.pack(wire.unpack(BODY)) == BODY


@pytest.mark.parametrize(
    "change",
    [lambda facts: facts[:-1], lambda facts: facts[::-1], lambda facts: [*facts, facts[-1]],
     lambda facts: [facts[0].replace("10:00", "11:00"), *facts[1:]]],
)  # fmt: skip
def test_facts_altered_lost_or_added_are_seen(change):
    table = json.loads(BODY)
    table["facts"] = change(table["facts"])
    with pytest.raises(FactError, match="hash chain"):
        wire.unpack(json.dumps(table).encode())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"<html>", b"\xff", b'{"sid":1,"cart":"c","head":"","facts":[]}', b"[" * 100_000]
)
def test_what_is_no_session_is_refused_in_words(body):
    with pytest.raises(FactError):
        wire.unpack(body)


@given(st.binary(max_size=100))
def test_noise_is_refused(noise):
    with pytest.raises(FactError):
        wire.unpack(noise)


def test_a_fact_of_a_newer_cart_is_refused_in_words():
    document = wire.from_bodies(SID, "cart-1", [b'{"fact":"Teleported"}'])
    with pytest.raises(FactError, match="newer cart"):
        wire.facts_of(wire.unpack(wire.pack(document)))


def test_a_fact_nested_without_end_is_refused_in_words():
    document = wire.from_bodies(SID, "cart-1", [b"[" * 100_000])
    with pytest.raises(FactError):
        wire.facts_of(document)


def test_a_receipt_is_the_stores_word():
    assert wire.read_receipt(wire.sign_receipt(RECEIPT, STORE), KEYS) == RECEIPT


def test_a_receipt_signed_by_a_cart_is_none():
    with pytest.raises(TokenError):
        wire.read_receipt(wire.sign_receipt(RECEIPT, CART), KEYS)
