import zlib
from dataclasses import replace

import cbor2
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.errors import TokenError
from cart.handover import base45, sale
from cart.handover import token as tokens
from cart.handover.token import LaneToken, Sums, TokenLine, Watch
from cart.identity import cose
from tests.support.exits import CART, KEYS, NOW, SID

REFERENCE = LaneToken(
    SID, "cart-1", "4", bytes(range(32)), 614, "USD", NOW, Watch(18, 85, ("own_things:1", "waiting:1"))
)
LINES = (TokenLine("04006381333931", quantity=3, net=425), TokenLine("PLU4011", grams=742, net=189))
WHOLE = replace(REFERENCE, lines=LINES, sums=Sums((("A", 31), ("B", 0)), 25, 615))
TEXT = tokens.make(WHOLE, CART)
NOTHING = [0, 100, []]

lines = st.builds(
    TokenLine,
    key=st.integers(0, 10**14 - 1).map("{:014d}".format) | st.integers(3000, 99999).map("PLU{}".format),
    quantity=st.integers(1, 99),
    net=st.integers(-10_000, 10_000_000),
)


def signed(item: object) -> str:
    return tokens.PREFIX + base45.encode(cose.sign(cbor2.dumps(item), CART, "cart-1", tokens.PURPOSE))


OPEN = replace(WHOLE, sums=replace(WHOLE.sums, open_cents=12))


@pytest.mark.parametrize("token", [REFERENCE, WHOLE])
def test_the_lane_reads_what_the_cart_says(token):
    assert tokens.read(tokens.make(token, CART), KEYS) == token


@given(st.lists(lines, max_size=60))
@settings(max_examples=30, deadline=None)
def test_any_basket_comes_back_line_by_line(rows):
    token = replace(WHOLE, lines=tuple(rows))
    assert tokens.read(tokens.make(token, CART), KEYS) == token


def test_a_lane_without_its_store_tells_what_is_not_proven():
    assert sale.from_code(OPEN).open_cents == 12
    assert sale.from_code(WHOLE).open_cents == 0


def test_a_code_uses_the_small_alphabet_of_qr():
    assert segno.make(TEXT).mode == "alphanumeric"


def test_sixty_lines_fit_a_code_that_a_camera_reads():
    rows = tuple(TokenLine(f"{4006381000000 + i * 7919:014d}", quantity=i % 3 + 1, net=199 + i * 37) for i in range(60))
    text = tokens.make(replace(WHOLE, lines=rows), CART)
    assert len(text) < 1_250
    assert segno.make(text, error="l", boost_error=False).version <= 20


def test_a_basket_too_big_for_one_code_says_what_to_do():
    rows = tuple(TokenLine(f"{i * 99_991:014d}", quantity=1, net=i) for i in range(300))
    with pytest.raises(TokenError, match="too big"):
        tokens.make(replace(WHOLE, lines=rows), CART)


@pytest.mark.parametrize("key", ["coupon-7", "", "1" * 15, "PLU", "٣٣"])
def test_a_product_without_a_number_cannot_ride_in_a_code(key):
    with pytest.raises(TokenError, match="through the store"):
        tokens.make(replace(WHOLE, lines=(TokenLine(key, 1, 0, 1),)), CART)


@given(st.integers(0, len(TEXT) - 1))
def test_a_code_cut_short_is_refused(length):
    with pytest.raises(TokenError):
        tokens.read(TEXT[:length], KEYS)


@given(st.integers(4, len(TEXT) - 1), st.sampled_from(base45.ALPHABET))
def test_a_code_with_a_wrong_character_is_refused(place, char):
    if TEXT[place] == char:
        return
    with pytest.raises(TokenError):
        tokens.read(TEXT[:place] + char + TEXT[place + 1 :], KEYS)


def test_a_cart_that_is_not_enrolled_is_named():
    with pytest.raises(TokenError, match="'cart-1', which is not enrolled"):
        tokens.read(TEXT, {})


@pytest.mark.parametrize("text", ["", "SC2:ABC", "https://example.org", "SC1:" + "A" * 5000])
def test_another_code_is_not_taken_for_a_lane_code(text):
    with pytest.raises(TokenError, match="no cart's lane code"):
        tokens.read(text, KEYS)


@pytest.mark.parametrize(
    "item",
    [
        [1] * 7,
        [SID, "4", b"", 614, "USD", NOW],
        [SID, "4", b"", "614", "USD", NOW, NOTHING],
        [SID, "4", b"", 614, "USD", NOW, 1],
        [SID, "4", b"", 614, "USD", NOW, [18]],
        [SID, "4", b"", 614, "USD", NOW, ["x", 100, []]],
    ],
)
def test_a_cart_that_speaks_another_dialect_is_refused_in_words(item):
    with pytest.raises(TokenError):
        tokens.read(signed(item), KEYS)


@pytest.mark.parametrize(
    "rest", [[], [b"", [], []], [b"123456", [], [], [[], 0, 0]], [b"", [], [], 7], ["x" * 6, [1], [1], [[], 0, 0]]]
)
def test_a_deflated_payload_of_another_shape_is_refused_in_words(rest):
    head = [SID, "4", bytes(32), 614, "USD", NOW, NOTHING]
    payload = zlib.compress(cbor2.dumps([*head, *rest, 0]), wbits=-15)
    text = tokens.PREFIX + base45.encode(cose.sign(payload, CART, "cart-1", tokens.PURPOSE))
    with pytest.raises(TokenError):
        tokens.read(text, KEYS)


@pytest.mark.parametrize("odd", [float("inf"), 0.5, True, None, "1", b"1"], ids=repr)
@pytest.mark.parametrize("place", range(6))
def test_every_amount_is_a_whole_number(place, odd):
    amounts = [18, 100, 1, 425, 0, 425]
    amounts[place] = odd
    age, trust, quantity, net, deposit, cash = amounts
    item = [SID, "4", bytes(32), 614, "USD", NOW, [age, trust, []], bytes(6), [quantity], [net], [[], deposit, cash]]
    payload = zlib.compress(cbor2.dumps(item), wbits=-15)
    text = tokens.PREFIX + base45.encode(cose.sign(payload, CART, "cart-1", tokens.PURPOSE))
    with pytest.raises(TokenError, match="not as agreed"):
        tokens.read(text, KEYS)


@pytest.mark.parametrize("payload", [b"", b"\xff\xff", zlib.compress(bytes(1 << 20), wbits=-15)])
def test_a_bomb_or_a_broken_stream_is_refused(payload):
    text = tokens.PREFIX + base45.encode(cose.sign(payload, CART, "cart-1", tokens.PURPOSE))
    with pytest.raises(TokenError):
        tokens.read(text, KEYS)


@pytest.mark.parametrize("token", [REFERENCE, WHOLE])
def test_the_balance_rides_in_grams_and_an_old_code_has_none(token):
    told = replace(token, watch=replace(token.watch, grams=(("own", 2830), ("came_back", 462))))
    assert tokens.read(tokens.make(told, CART), KEYS) == told
    assert tokens.read(tokens.make(token, CART), KEYS).watch.grams == ()
