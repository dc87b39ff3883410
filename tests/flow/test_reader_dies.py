"""A symbol that kills or hangs the reader costs a frame: the trip goes on as if nothing had been."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.decoding.process import Decoder
from drivers.decoding.pulse import Limits
from tests.support.driven import DrivenCart
from tests.support.patient import PatientDecoder
from ui.shopper.trips import buy

DOZES = Limits(asleep_s=0.5, asleep_looks=10)
"""Half a second of sleep is taken for a hang: the test need not lie still for the ten of a shop."""
GOODS = ["Rye bread 750 g", "Eggs, 12 large", "Olive oil 500 ml"]


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    with Decoder(limits=DOZES) as decoder:
        yield decoder


@pytest.fixture
def cart(tmp_path: Path, decoder: Decoder) -> Iterator[DrivenCart]:
    cart = DrivenCart(tmp_path, decoder=PatientDecoder(decoder))
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    yield cart
    cart.close()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP], ids=lambda how: how.name)
def test_the_trip_is_untouched(cart: DrivenCart, decoder: Decoder, how: signal.Signals):
    sid, last = cart.view.sid, decoder.restarts
    for name in GOODS:
        cart.play(buy(cart.hand, cart.hand.product(name)))
        os.kill(decoder.pid, how)
    assert [line.name for line in cart.view.lines] == GOODS[::-1]
    assert (cart.view.sid, cart.view.phase, cart.view.devices) == (sid, "shopping", ())
    assert decoder.restarts >= last + len(GOODS) - 1
