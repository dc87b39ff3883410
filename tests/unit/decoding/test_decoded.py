import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.sighting import Glimpse, Sighting
from cart.errors import CodeError
from drivers.decoding.decoded import MOST_SIGHTINGS, DecodedFrame, decode, encode

BOX = ((0.0, 1.0), (2.0, 1.0), (2.0, 3.0), (0.0, 3.0))
FRAME = DecodedFrame(
    1.5,
    (Sighting("5901234123457", "EAN13", "template", "crop", BOX, 0.75), Sighting("DCL:4\u202e", "QRCODE", "zxing")),
    Glimpse(True, 120.0, 0.5, 0.1),
    3.25,
)


def test_a_frame_comes_back_as_it_was():
    assert decode(encode(FRAME)) == FRAME


def test_no_more_than_so_many_sightings_are_sent():
    many = DecodedFrame(0.0, (Sighting("DCL:4", "QRCODE", "zxing"),) * 100)
    assert len(decode(encode(many)).sightings) == MOST_SIGHTINGS


@pytest.mark.parametrize(
    "change",
    [
        {"at": "now"},
        {"sightings": [{"text": "1", "symbology": "EAN13", "family": "zxing"}]},
        {"sightings": [{"text": "x", "symbology": "QRCODE", "family": "mine"}]},
        {"sightings": [{"text": 5, "symbology": "QRCODE", "family": "zxing"}]},
        {"sightings": [{"text": "x", "symbology": "QRCODE", "family": "zxing"}] * 33},
        {"extra": 1},
    ],
)
def test_any_other_message_is_refused(change):
    table = json.loads(encode(FRAME)) | change
    with pytest.raises(CodeError):
        decode(json.dumps(table).encode())


@given(st.binary(max_size=200))
def test_noise_is_refused(data):
    with pytest.raises(CodeError):
        decode(data)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=9), inner),
    )
)
def test_any_json_is_refused(value):
    with pytest.raises(CodeError):
        decode(json.dumps(value).encode())
