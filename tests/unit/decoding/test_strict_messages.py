"""The decoder's messages, one wrong thing at a time: a process that a symbol has taken over may send anything."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.sighting import Glimpse, Sighting
from cart.errors import CodeError
from drivers.decoding.decoded import MOST_SIGHTINGS, DecodedFrame, decode, encode

ONE = '{"text": "DCL:4", "symbology": "QRCODE", "family": "zxing"'


def message(**changes: object) -> bytes:
    return json.dumps({"at": 1.0} | changes).encode()


def with_sighting(rest: str) -> bytes:
    return ('{"at": 1.0, "sightings": [' + ONE + rest + "}]}").encode()


def test_the_least_message_is_an_empty_frame():
    assert decode(b'{"at": 2}') == DecodedFrame(2.0)


@pytest.mark.parametrize("sightings", [5, None, True, "QRCODE", {"text": "x"}, 0.5])
def test_sightings_that_are_no_list_are_refused(sightings):
    with pytest.raises(CodeError, match="another message than agreed"):
        decode(message(sightings=sightings))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1" + "0" * 400, "9" * 16])
@pytest.mark.parametrize("key", ["at", "cpu_ms"])
def test_numbers_that_no_frame_has_are_refused(key, number):
    text = f'{{"at": 1.0, "{key}": {number}}}'
    with pytest.raises(CodeError, match="no JSON"):
        decode(text.encode())


@pytest.mark.parametrize(
    "rest",
    [
        ', "margin": NaN',
        ', "corners": [[NaN, 1.0]]',
        ', "corners": [[1e999, 1.0]]',
        ', "corners": [[1.0]]',
        ', "corners": [[1.0, 2.0, 3.0]]',
        ', "corners": [["1", "2"]]',
        ', "corners": 7',
        ', "margin": "0.9"',
        ', "margin": true',
        ', "by": null',
        ', "key": "05901234123457"',
        ', "family": ["zxing"]',
        ', "family": "quirc"',
        ', "text": null',
        ', "symbology": 13',
    ],
)
def test_a_sighting_with_one_wrong_part_is_refused(rest):
    with pytest.raises(CodeError):
        decode(with_sighting(rest))


def test_the_same_sighting_without_it_is_taken():
    assert decode(with_sighting(', "margin": 0.5, "corners": [[1, 2.5]]')).sightings == (
        Sighting("DCL:4", "QRCODE", "zxing", "", ((1.0, 2.5),), 0.5),
    )


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("5901234123458", "EAN13"),
        ("٥٩٠١٢٣٤١٢٣٤٥٧", "EAN13"),
        ("590123412345", "UPCA"),
        ("", "EAN8"),
        ("-9638507", "EAN8"),
    ],
)
def test_a_retail_number_that_does_not_check_is_refused_with_the_frame(text, symbology):
    table = {"text": text, "symbology": symbology, "family": "zbar"}
    with pytest.raises(CodeError, match="no GTIN"):
        decode(message(sightings=[table]))


@pytest.mark.parametrize(
    "glimpse",
    [None, [], {"bars": 1}, {"bars": "yes"}, {"width_px": None}, {"sharpness": False}, {"colour": 1}],
)
def test_a_glimpse_of_another_shape_is_refused(glimpse):
    with pytest.raises(CodeError):
        decode(message(glimpse=glimpse))


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b'"at"', b"{}", b"{", b'{"at": 1.0}x', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_object_with_a_time_is_refused(data):
    with pytest.raises(CodeError, match="restart it|'at' is missing"):
        decode(data)


def test_one_more_sighting_than_agreed_is_refused_and_as_many_are_taken():
    table = json.loads(ONE + "}")
    assert len(decode(message(sightings=[table] * MOST_SIGHTINGS)).sightings) == MOST_SIGHTINGS
    with pytest.raises(CodeError, match="than agreed"):
        decode(message(sightings=[table] * (MOST_SIGHTINGS + 1)))


NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)
SIGHTINGS = st.builds(
    Sighting,
    text=st.text(max_size=20),
    symbology=st.sampled_from(["QRCODE", "CODE128", "DATABAR_EXP"]),
    family=st.sampled_from(["zbar", "zxing", "template"]),
    by=st.text(max_size=8),
    corners=st.lists(st.tuples(NUMBERS, NUMBERS), max_size=4).map(tuple),
    margin=st.none() | NUMBERS,
)
GLIMPSES = st.builds(Glimpse, bars=st.booleans(), width_px=NUMBERS, sharpness=NUMBERS, glare=NUMBERS)


@given(
    st.builds(
        DecodedFrame,
        at=NUMBERS,
        sightings=st.lists(SIGHTINGS, max_size=4).map(tuple),
        glimpse=GLIMPSES,
        cpu_ms=NUMBERS,
    )
)
def test_whatever_a_ladder_says_comes_back_as_it_was(frame):
    assert decode(encode(frame)) == frame


@given(st.sampled_from(["at", "sightings", "glimpse", "cpu_ms"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "bars", "by"]), inner),
    max_leaves=6,
))  # fmt: skip
def test_any_value_under_a_known_key_is_taken_or_refused_with_words(key, value):
    try:
        taken = decode(message(**{key: value}))
    except CodeError as error:
        assert str(error)
        return
    assert isinstance(taken, DecodedFrame) and taken.at == taken.at
