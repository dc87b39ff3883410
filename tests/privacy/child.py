"""A cart whose camera sees canaries: it reads a barcode, puts the item in, hands the trip to a lane and the store."""

import sys
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from cart.facts import CheckoutAsked, HandedOver
from drivers.decoding.process import Decoder
from drivers.ports import Frame, FrameSource
from tests.privacy.marks import CANARY
from tests.support.driven import DrivenCart
from tests.support.patient import PatientDecoder
from ui.catalogs import Shelf, open_folder
from ui.commands.cart import Network, embedded_store, exit_of, known_to
from ui.places import DEMO_STORE
from ui.shopper.trips import buy


class CanaryCamera:
    """The simulated camera, with a canary in the corner of every frame."""

    def __init__(self, camera: FrameSource) -> None:
        self._camera = camera

    def read(self) -> Frame:
        frame = self._camera.read()
        frame.grey[-40:, : len(CANARY)] = np.frombuffer(CANARY, np.uint8)
        return frame

    def close(self) -> None:
        self._camera.close()


def main(folder: Path) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(embedded_store(folder / "store"))
        cart = DrivenCart(folder / "cart", decoder=PatientDecoder(stack.enter_context(Decoder())))
        cart.parts.eye._camera = CanaryCamera(cart.parts.eye._camera)
        identity = known_to(server, folder / "cart", "17")
        settings, shelf = cart.settings_of(identity), Shelf(open_folder(DEMO_STORE))
        stack.enter_context(exit_of(cart.parts, identity, shelf, Network(), settings))
        stack.callback(cart.close)
        cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
        cart.play(buy(cart.hand, cart.hand.product("Rye bread 750 g")))
        cart.until("goes", lambda: cart.touch(CheckoutAsked), lambda view: view.phase == "find_lane")
        cart.until("is there", lambda: cart.touch(HandedOver, lane="4"), lambda view: view.phase == "at_lane")
        while server.shop.records.session(cart.view.sid) is None:
            cart.step()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
