"""What a hand does to the reader, told on the whole cart: real frames, virtual time, and the words on the screen."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cart.trip.prompts import NotSold, PlaceItem, ScanNext
from drivers.decoding import bystanders
from drivers.decoding.inline import InlineDecoder
from drivers.ports import Frame
from tests.support.driven import WIDE, DrivenCart

YOGURT = "Strawberry yogurt 150 g"


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path, config=WIDE)
    cart.run(0.5)
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    yield cart
    cart.close()


def shown(cart: DrivenCart, text: str, symbology: str, seconds: float = 1.5):
    cart.world.show(text, symbology)
    cart.run(seconds)
    return cart.view.prompt


@pytest.mark.parametrize(
    ("text", "symbology"),
    [("070429", "ITF14"), ("LOT A1234", "CODE128"), (bystanders.LINK, "QRCODE"), ("4011", "QRCODE")],
    ids=["an ITF of six on a box", "a maker's lot", "a maker's link", "a leaflet's number"],
)
def test_what_a_shop_has_no_use_for_says_nothing(cart: DrivenCart, text: str, symbology: str):
    if symbology == "ITF14":
        cart.parts.intake.scanned(text, "ITF")
        cart.run(0.2)
    else:
        shown(cart, text, symbology)
    assert isinstance(cart.view.prompt, ScanNext)


def test_a_case_label_with_its_weight_first_is_understood_and_named(cart: DrivenCart):
    prompt = shown(cart, "(3103)000500(01)09520123456788", "GS1-128")
    assert isinstance(prompt, NotSold)
    assert (prompt.why, prompt.code.key, prompt.code.weight_g) == ("unknown", "09520123456788", 500)


def test_a_coupon_that_is_past_its_date_is_refused_in_words(cart: DrivenCart):
    prompt = shown(cart, "(8110)20840243103274533001100001011000093210531", "DATABAREXP")
    assert isinstance(prompt, NotSold) and prompt.why == "coupon_expired"


class Beside(InlineDecoder):
    """A camera out of focus, in whose corner another label lies."""

    def __init__(self, label) -> None:
        super().__init__()
        self._label = label

    def submit(self, frame: Frame) -> None:
        grey = np.asarray(cv2.GaussianBlur(frame.grey, (0, 0), 1.2), np.uint8)
        high, wide = self._label.shape
        grey[-high - 8 : -8, -wide - 8 : -8] = self._label
        super().submit(Frame(frame.at, grey))


@pytest.mark.parametrize("label", [bystanders.qr(), bystanders.pack(), bystanders.shelf()], ids=["qr", "pack", "shelf"])
def test_a_held_product_is_asked_into_the_basket_whatever_lies_beside_it(tmp_path: Path, label):
    cart = DrivenCart(tmp_path, config=WIDE, decoder=Beside(label))
    cart.run(1.5)
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    cart.hand.show(cart.hand.product(YOGURT))
    cart.run(2.0)
    named = [line.name for line in cart.view.lines] if cart.view.lines else []
    assert isinstance(cart.view.prompt, PlaceItem) and cart.view.prompt.name == YOGURT, (cart.view.prompt, named)
    cart.close()
