import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey, VerifyKey

from cart.errors import TokenError
from cart.identity import cose
from tests.support.exits import CART, KEYS

# RFC 9052's companion examples, eddsa-sig-01: Ed25519 over "This is the content.", kid "11" unprotected.
SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
VECTOR = bytes.fromhex(
    "D28445A201270300A10442313154546869732069732074686520636F6E74656E742E58407142FD2FF96D56DB85BEE905A76BA1D0B7321A"
    "95C8C4D3607C5781932B7AFB8711497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D"
)
SIGNED = cose.sign(b"payload", CART, "cart-1", b"test")


def test_the_published_vector_is_made_byte_for_byte():
    made = cose.sign1(b"This is the content.", SigningKey(SECRET), {1: -8, 3: 0}, {4: b"11"}, b"")
    assert made == VECTOR


def test_the_published_vector_verifies():
    assert cose.verify(VECTOR, {"11": VerifyKey(PUBLIC)}, b"") == ("11", b"This is the content.")


def test_what_is_signed_comes_back_with_its_signer():
    assert cose.verify(SIGNED, KEYS, b"test") == ("cart-1", b"payload")


def test_a_signature_for_one_purpose_does_not_pass_for_another():
    with pytest.raises(TokenError, match="altered or forged"):
        cose.verify(SIGNED, KEYS, b"other")


def test_an_unknown_signer_is_named():
    with pytest.raises(TokenError, match="'cart-1', which is not enrolled"):
        cose.verify(SIGNED, {}, b"test")


def test_another_ones_key_id_does_not_help_a_forger():
    with pytest.raises(TokenError, match="altered or forged"):
        cose.verify(cose.sign(b"payload", CART, "lane-4", b"test"), KEYS, b"test")


@given(st.integers(0, len(SIGNED) * 8 - 1))
def test_every_flipped_bit_is_seen(bit):
    altered = bytearray(SIGNED)
    altered[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TokenError):
        cose.verify(bytes(altered), KEYS, b"test")


@given(st.integers(0, len(SIGNED) - 1))
def test_every_cut_is_seen(length):
    with pytest.raises(TokenError):
        cose.verify(SIGNED[:length], KEYS, b"test")


@given(st.binary(max_size=200))
def test_noise_is_refused_in_words(noise):
    with pytest.raises(TokenError):
        cose.verify(noise, KEYS, b"test")


@pytest.mark.parametrize(
    "header", [{1: -7, 4: b"cart-1"}, {1: -8}, {1: -8, 4: "cart-1"}, [1], {4: b"cart-1"}]
)  # fmt: skip
def test_other_algorithms_and_nameless_signers_are_refused(header):
    parts = [cbor2.dumps(header), {}, b"payload", bytes(64)]
    with pytest.raises(TokenError):
        cose.verify(cbor2.dumps(cbor2.CBORTag(18, parts)), KEYS, b"test")


def test_a_second_spelling_of_the_same_bytes_is_refused():
    with pytest.raises(TokenError, match="shortest"):
        cose.decode(b"\x18\x01")


def test_what_is_too_big_is_not_even_read():
    with pytest.raises(TokenError, match="bytes"):
        cose.decode(bytes(cose.MAX_BYTES + 1))
