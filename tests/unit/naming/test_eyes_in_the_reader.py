"""The reader's process names what went in, and reads as before; what it does not survive costs a suggestion."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from cart.naming.evidence import Gain, Naming
from drivers.decoding.process import READ_FIRST, Decoder
from drivers.decoding.warmup import ean13
from drivers.naming.eyes import Eyes, Given
from drivers.naming.question import Answer, Question
from drivers.ports import Frame
from tests.support import basket
from tests.support.basket import GRAMS, view
from tests.support.readers import reader

PATIENT_S = 100.0
BLANK = np.full((60, 80), 120, np.uint8)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return basket.given(tmp_path_factory.mktemp("taught"))


@pytest.fixture(scope="module")
def decoder(given: Given) -> Iterator[Decoder]:
    with Decoder(given=given) as decoder:
        yield decoder


def question(kind: str, change: int = 1, grams: float = 0.0) -> Question:
    lying = [("coffee", 120, 120), ("tomato", 520, 250)]
    after = tuple(view([*lying, (kind, 320, 190)], light) for light in (0.95, 1.0, 1.05))
    return Question(4, change, Gain(grams or GRAMS[kind], 2.0), (view(lying),) * 3, after)


def answered(decoder: Decoder, *asked: Question) -> list[Answer]:
    for one in asked:
        decoder.ask(one)
    heard: list[Answer] = []
    for n in range(10):
        decoder.submit(Frame(float(n), BLANK))
        assert decoder.poll(PATIENT_S) is not None
        decoder.poll(PATIENT_S)
        heard += decoder.answers()
    return heard


def test_it_names_what_went_in_as_the_eyes_would_here(decoder: Decoder, given: Given):
    asked = [question("lemon"), question("milk", 2)]
    heard = answered(decoder, *asked)
    assert [(one.trip, one.change, one.naming.candidates[0].product) for one in heard] == [
        (4, 1, "lemon"),
        (4, 2, "milk"),
    ]
    eyes = Eyes(given)
    assert [one.naming for one in heard] == [eyes.name(one) for one in asked]
    assert decoder.restarts == 0


def test_where_nothing_is_new_nothing_is_named(decoder: Decoder):
    same = (view(),) * 3
    (heard,) = answered(decoder, Question(1, 9, Gain(500.0, 2.0), same, same))
    assert heard.naming == Naming()


def test_reading_goes_first(decoder: Decoder):
    """A code in view is read a few times before a question; and no question waits for ever.

    The reader is up, one frame is with it and the next one waits: where none waits, a question may go at once.
    """
    symbol = np.pad(ean13("590123412345"), 40, constant_values=255)
    decoder.submit(Frame(49.9, symbol))
    assert decoder.poll(PATIENT_S) is not None
    decoder.submit(Frame(50.0, symbol))
    decoder.ask(question("plum", 7))
    heard_at = []
    for n in range(1, READ_FIRST + 4):
        decoder.submit(Frame(50.0 + n / 15, symbol))
        decoded = decoder.poll(PATIENT_S)
        assert decoded is not None and decoded.sightings
        heard_at += [n for _ in decoder.answers()]
    assert len(heard_at) == 1 and heard_at[0] >= READ_FIRST - 1


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV], ids=lambda how: how.name)
def test_a_crash_costs_a_suggestion_and_no_scan(decoder: Decoder, how: signal.Signals):
    answered(decoder)
    restarts = decoder.restarts
    os.kill(decoder.pid, how)
    decoder.ask(question("lemon", 3))
    while not (decoded := decoder.poll(PATIENT_S)):
        decoder.submit(Frame(80.0, np.pad(ean13("590123412345"), 40, constant_values=255)))
    assert {one.text for one in decoded.sightings} == {"5901234123457"} and decoder.restarts == restarts + 1
    (heard,) = answered(decoder, question("soap", 4))
    assert heard.change == 4 and heard.naming.candidates[0].product == "soap"


def test_eyes_that_answer_otherwise_than_agreed_are_replaced(given: Given):
    """A vector instead of an answer goes nowhere."""
    liar = reader(
        "link.recv_bytes(); link.recv_bytes(); link.send_bytes(NUMBER.pack(1) + b'[0.25]'); link.recv_bytes()"
    )
    with Decoder(liar, given=given) as decoder:
        decoder.ask(question("lemon"))
        assert decoder.poll(PATIENT_S) is None
        assert decoder.restarts == 1 and decoder.answers() == []


def test_eyes_that_have_nothing_to_look_with_still_read(given: Given, tmp_path: Path):
    with Decoder(given=Given(given.goods, str(tmp_path / "none.npz"))) as decoder:
        (heard,) = answered(decoder, question("lemon"))
        assert heard.naming == Naming() and decoder.restarts == 0


def test_only_so_many_questions_wait(decoder: Decoder):
    heard = answered(decoder, *(question("lemon", n) for n in range(5)))
    assert [one.change for one in heard] == [0, 3, 4], "the first is asked at once, of the others the newest wait"
