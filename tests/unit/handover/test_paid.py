import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.errors import TokenError
from cart.handover import base45, paid
from cart.handover.paid import PaidWord
from cart.identity import cose
from tests.support.exits import CART, KEYS, LANE, SID, STORE, key

HEAD = "ab" * 32
WORD = PaidWord(SID, HEAD, "4", "card", 614, "4-000017")
TEXT = paid.make(WORD, LANE, "lane-4")


@pytest.mark.parametrize(("signer", "name"), [(LANE, "lane-4"), (STORE, "store")])
def test_the_lane_and_the_store_may_say_that_a_trip_is_paid(signer, name):
    assert paid.verify(paid.make(WORD, signer, name), KEYS, SID, HEAD) == WORD


def test_a_cart_may_not():
    with pytest.raises(TokenError, match="may not say"):
        paid.verify(paid.make(WORD, CART, "cart-1"), KEYS, SID, HEAD)


def test_nor_may_another_lane():
    keys = KEYS | {"lane-5": key(5).verify_key}
    with pytest.raises(TokenError, match="may not say"):
        paid.verify(paid.make(WORD, key(5), "lane-5"), keys, SID, HEAD)


def test_a_paid_code_of_another_trip_is_refused():
    with pytest.raises(TokenError, match="another trip"):
        paid.verify(TEXT, KEYS, "another", HEAD)


def test_what_was_added_after_paying_is_not_paid():
    with pytest.raises(TokenError, match="changed since it was paid"):
        paid.verify(TEXT, KEYS, SID, "cd" * 32)


@pytest.mark.parametrize("text", ["", "SC1:AB", "DCP:", "DCP:AB", "DCP:" + "A" * 2000])
def test_what_is_no_paid_code_is_refused(text):
    with pytest.raises(TokenError):
        paid.verify(text, KEYS, SID, HEAD)


@given(st.integers(0, len(TEXT) - 1))
def test_a_paid_code_cut_short_is_refused(length):
    with pytest.raises(TokenError):
        paid.verify(TEXT[:length], KEYS, SID, HEAD)


@pytest.mark.parametrize("item", [{}, [SID], [SID, HEAD, "4", "card", 614, "r"], [SID, b"", "4", "card", "6", "r"]])
def test_another_shape_is_refused(item):
    text = paid.PREFIX + base45.encode(cose.sign(cbor2.dumps(item), LANE, "lane-4", paid.PURPOSE))
    with pytest.raises(TokenError, match="not as agreed"):
        paid.verify(text, KEYS, SID, HEAD)
