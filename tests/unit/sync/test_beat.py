"""A cart's beat: when it is told, what it may hold, and that a newer release is fetched at once."""

import json
from dataclasses import replace

import pytest

from cart.errors import BadInput
from cart.sync.beat import EVERY_S, Beat, Beats, Board, Newest, Scale, Trouble, pack, read, read_newest

FULL = Beat("shopping", 12, 3, "4", 7, (Trouble("scale", "unfit"),), Scale(430, -20, "drift", 1_700_000_000),
            Board(900, 51, -2, 80, True), 1, 2, "0.1.0", "7-abc-def", 3, "line 2: no price")  # fmt: skip


class Cart:
    def __init__(self):
        self.now, self.beat, self.told = 0.0, Beat("welcome"), []
        self.beats = Beats(lambda: self.beat, lambda: self.now)

    def turn(self, at=None, untaken=""):
        self.now = self.now if at is None else at
        return self.beats.turn(self.tell, untaken)

    def tell(self, beat):
        self.told.append(beat)
        return Newest("2-x")


def test_a_beat_comes_back_as_it_went():
    assert read(pack(FULL)) == FULL
    assert read_newest(pack(Newest("7-a", 2))) == Newest("7-a", 2)
    assert read(b'{"phase": "welcome"}') == Beat("welcome")


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"phase": 1}', b"[" * 9999, pack(replace(FULL, untaken="x" * 301)), b'{"phase": "x", "a": 1}',
     pack(replace(FULL, lines=1 << 50)), pack(replace(FULL, troubles=(Trouble("a"),) * 21)),
     json.dumps({"phase": "x", "scale": {"noise_mg": float("inf")}}).encode()],
)  # fmt: skip
def test_what_is_no_beat_is_refused(body):
    with pytest.raises(BadInput):
        read(body)


def test_it_is_told_twice_a_minute_and_at_once_where_something_changes():
    cart = Cart()
    assert cart.turn(0.0) == Newest("2-x")
    cart.beat = Beat("welcome", since_s=5, board=Board(celsius=50))
    assert (cart.turn(5.0), len(cart.told)) == (None, 1)
    cart.beat = replace(cart.beat, phase="shopping")
    cart.turn(6.0)
    cart.beat = replace(cart.beat, help_s=0)
    cart.turn(7.0)
    cart.beat = replace(cart.beat, help_s=1)
    cart.turn(8.0)
    cart.turn(9.0, untaken="line 2")
    assert [(one.phase, one.help_s, one.untaken) for one in cart.told] == [
        ("welcome", None, ""), ("shopping", None, ""), ("shopping", 0, ""), ("shopping", 1, "line 2")
    ]  # fmt: skip
    cart.turn(9.0 + EVERY_S, untaken="line 2")
    assert len(cart.told) == 5


def test_a_store_that_did_not_hear_is_told_again():
    cart = Cart()

    def lost(_):
        raise OSError

    with pytest.raises(OSError):
        cart.beats.turn(lost, "")
    assert cart.turn() == Newest("2-x")
