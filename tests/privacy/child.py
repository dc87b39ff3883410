"""A cart whose camera sees canaries: it reads a barcode, puts the item in, hands the trip to a lane and the store.

Its eyes are open too: a second item goes in unscanned, is cut out of the canaries' frames and named in the reader.
"""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from cart.facts import CheckoutAsked, HandedOver, ItemSeen
from drivers.decoding.process import Decoder
from drivers.ports import Frame, FrameSource
from tests.privacy.marks import CANARY
from tests.support.driven import DemoCatalog, DrivenCart
from tests.support.dropin import DropIn, given
from tests.support.patient import PatientDecoder
from ui.catalogs import Shelf, open_folder
from ui.commands.cart import Network, embedded_store, exit_of, known_to
from ui.places import DEMO_STORE
from ui.shopper.trips import buy


class CanaryCamera:
    """The simulated camera, with a canary in the corner of every frame, and all over its colours."""

    def __init__(self, camera: FrameSource) -> None:
        self._camera = camera

    def read(self) -> Frame:
        frame = self._camera.read()
        frame.grey[-40:, : len(CANARY)] = np.frombuffer(CANARY, np.uint8)
        return replace(frame, paint=partial(self._marked, frame.paint))

    @staticmethod
    def _marked(paint: Callable[[], np.ndarray]) -> np.ndarray:
        """Bands of canaries, wide enough to be whole where the picture is thinned, between what lies there."""
        picture = paint()
        flat = picture[::4].reshape(len(picture[::4]), -1)
        flat[:] = np.resize(np.frombuffer(CANARY, np.uint8), flat.shape[1])
        return picture

    def close(self) -> None:
        self._camera.close()


def main(folder: Path) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(embedded_store(folder / "store"))
        catalog = DemoCatalog()
        decoder = PatientDecoder(stack.enter_context(Decoder(given=given(catalog))))
        cart = DrivenCart(folder / "cart", catalog=catalog, decoder=decoder, namer=decoder)
        cart.parts.eye._camera = CanaryCamera(cart.parts.eye._camera)
        identity = known_to(server, folder / "cart", "17")
        settings, shelf = cart.settings_of(identity), Shelf(open_folder(DEMO_STORE))
        stack.enter_context(exit_of(cart.parts, identity, shelf, Network(), settings))
        stack.callback(cart.close)
        cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
        cart.play(buy(cart.hand, cart.hand.product("Rye bread 750 g")))
        shopper = DropIn(cart)
        cart.run(3.0)
        shopper.buy(cart.hand.product("Olive oil 500 ml"))
        assert any(isinstance(fact, ItemSeen) for fact in cart.parts.journal.facts(cart.view.trip)), "the eyes looked"
        cart.until("goes", lambda: cart.touch(CheckoutAsked), lambda view: view.phase == "find_lane")
        cart.until("is there", lambda: cart.touch(HandedOver, lane="4"), lambda view: view.phase == "at_lane")
        while server.shop.records.session(cart.view.sid) is None:
            cart.step()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
