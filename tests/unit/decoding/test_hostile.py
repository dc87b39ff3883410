"""Hostile symbols through the real decoder process: it stays up, and what comes out is harmless."""

import sys
from pathlib import Path

import pytest

from cart.codes.plain import plain
from cart.codes.understand import understand
from cart.errors import CodeError
from drivers.decoding.process import Decoder
from drivers.ports import Frame

sys.path.insert(0, str(Path(__file__).parent))
from hostile import F, drawn, symbols, within

PATIENT_S = 30.0


def survivors(count: int) -> int:
    """How many of the pictures gave a text; fails where a text that is let through could do harm."""
    read = 0
    with Decoder() as decoder:
        for at, picture in enumerate(symbols(count)):
            decoder.submit(Frame(float(at), picture))
            decoded = decoder.poll(PATIENT_S)
            assert decoded is not None and decoded.at == at
            for one in decoded.sightings:
                read += 1
                check_harmless(one.text, one.symbology)
        assert decoder.restarts == 0
    return read


def check_harmless(text: str, symbology: str) -> None:
    try:
        code = understand(text, symbology)
    except CodeError as error:
        assert str(error).isprintable()
        return
    for shown in (code.text, code.key, code.batch or "x", code.serial or "x"):
        assert plain(shown) and len(shown) <= 512


def test_a_hundred_hostile_symbols():
    assert survivors(100) > 50


@pytest.mark.nightly
def test_two_thousand_hostile_symbols():
    assert survivors(2000) > 1000


def test_the_largest_qr_code_is_refused_with_words():
    with Decoder() as decoder:
        decoder.submit(Frame(0.0, drawn("A" * 2900, F.QRCode, 4)))
        decoded = decoder.poll(PATIENT_S)
    assert decoded is not None and len(decoded.sightings) == 1
    with pytest.raises(CodeError, match="too long"):
        understand(decoded.sightings[0].text, "QRCODE")


def test_a_symbol_in_a_symbol_is_two_texts_or_one_and_never_a_third():
    with Decoder() as decoder:
        decoder.submit(Frame(0.0, within(drawn("DCL:4", F.QRCode, 12), drawn("96385074", F.EAN8, 1))))
        decoded = decoder.poll(PATIENT_S)
    assert decoded is not None
    assert {one.text for one in decoded.sightings} <= {"DCL:4", "96385074"}
