"""Books and magazines: an add-on of 2 or 5 digits beside the bars is no text of its own and spoils none."""

import numpy as np
import pytest

from cart.codes.weights import ENOUGH_DB
from drivers.decoding.ladder import Ladder, believed
from drivers.decoding.patterns import SET_A, SET_B
from drivers.decoding.warmup import ean13
from drivers.ports import Frame, Grey

FIVE = ("BBAAA", "BABAA", "BAABA", "BAAAB", "ABBAA", "AABBA", "AAABB", "ABABA", "ABAAB", "AABAB")
TWO = ("AA", "AB", "BA", "BB")
MODULE, PAD = 3, 30


def add_on(digits: str) -> str:
    """The bars of an add-on (GS1 General Specifications, 5.2.2.6): its sets tell its check value."""
    weighted = 3 * sum(map(int, digits[::2])) + 9 * sum(map(int, digits[1::2]))
    sets = FIVE[weighted % 10] if len(digits) == 5 else TWO[int(digits) % 4]
    parts = ((SET_A if kind == "A" else SET_B)[int(digit)] for kind, digit in zip(sets, digits, strict=True))
    return "1011" + "01".join(parts)


def with_add_on(payload: str, digits: str) -> Grey:
    """The symbol with its add-on 9 modules to the right, a little shorter, as printed on covers."""
    main = ean13(payload, MODULE)[:, : -PAD - 11 * MODULE]
    row = np.repeat([0 if bit == "1" else 255 for bit in "0" * 9 + add_on(digits) + "0" * 15], MODULE)
    side = np.full((main.shape[0], row.size), 255, np.uint8)
    side[PAD + 20 : -PAD] = row
    return np.hstack([main, side])


@pytest.mark.parametrize("digits", ["05", "52495"])
@pytest.mark.parametrize("payload", ["978020137962", "977147396801", "007447084599"])
@pytest.mark.parametrize("strict", [False, True], ids=["until enough", "every pass"])
def test_only_the_number_itself_is_read(payload, digits, strict):
    ladder = Ladder(1e9 if strict else ENOUGH_DB, budget_s=60.0)
    sightings = ladder.read(Frame(0.0, with_add_on(payload, digits))).sightings
    assert {one.key[1:-1] for one in sightings} == {payload}
    assert len(believed(sightings)) == 1
