import pytest

from cart.errors import TokenError
from cart.identity import signed
from tests.support.exits import CART, KEYS

ASKED = ("PUT", "/v1/sessions/x", b"body")


def claimed(**changes):
    headers = signed.headers("cart-1", CART, *ASKED) | changes
    return headers["DashCart-Device"], headers["DashCart-Signature"]


def test_the_signer_is_known_by_its_signature():
    assert signed.check(claimed(), KEYS, *ASKED) == "cart-1"


@pytest.mark.parametrize(
    "asked",
    [("POST", *ASKED[1:]), ("PUT", "/v1/sessions/y", b"body"), (*ASKED[:2], b"bodY")],
)
def test_method_path_and_body_are_all_signed(asked):
    with pytest.raises(TokenError, match="does not fit"):
        signed.check(claimed(), KEYS, *asked)


@pytest.mark.parametrize("device", ["", "lane-4", "cart-2"])
def test_another_name_does_not_pass(device):
    with pytest.raises(TokenError):
        signed.check(claimed(**{"DashCart-Device": device}), KEYS, *ASKED)


@pytest.mark.parametrize("signature", ["", "AAAA", "é", "not base64!"])
def test_what_is_no_signature_does_not_pass(signature):
    with pytest.raises(TokenError):
        signed.check(claimed(**{"DashCart-Signature": signature}), KEYS, *ASKED)
