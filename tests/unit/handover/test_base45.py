import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.errors import TokenError
from cart.handover import base45

# RFC 9285 sections 4.3 and 4.4.
VECTORS = [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")]


@pytest.mark.parametrize(("data", "text"), VECTORS)
def test_the_rfcs_examples(data, text):
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=300))
def test_all_bytes_come_back(data):
    assert base45.decode(base45.encode(data)) == data


@pytest.mark.parametrize("text", ["A", "AAAA", "GGW", "::", "abc", "AB\n", "ÄÄÄ"])
def test_what_is_no_base45_is_refused(text):
    with pytest.raises(TokenError, match="code"):
        base45.decode(text)
