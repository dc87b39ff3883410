"""A device that works less than wholly is told to staff in words, in the journal too, and stops no trip."""

from dataclasses import replace
from pathlib import Path

import pytest

from cart.facts import DeviceBack, DeviceFailed
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.sandbox import Locked
from tests.support.driven import DrivenCart
from ui.presenter.frame import Frame
from ui.presenter.staff import health
from ui.presenter.steps import out_of_service

UNCAGED = Locked(True, False, False).words


class Uncaged(InlineDecoder):
    remark = UNCAGED


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path, decoder=Uncaged())
    cart.step()
    cart.step()
    yield cart
    cart.close()


def told(cart: DrivenCart) -> dict[str, str]:
    return {device.device: device.words for device in cart.view.devices}


def test_a_reader_without_a_cage_is_told_to_staff_and_the_cart_goes_on(cart: DrivenCart):
    assert told(cart) == {"reader": UNCAGED}
    assert cart.view.phase == "welcome"
    rows = {name: (words, ok) for _, name, words, ok in health(Frame(cart.view))}
    assert rows["barcode reader"] == ("reads without its guard: the system needs an update", False)
    assert rows["camera"][1] and rows["scale"][1]


def test_it_stands_in_the_journal_with_its_end(cart: DrivenCart):
    cart.parts.devices.decoder.remark = ""
    cart.step()
    cart.step()
    facts = [fact for fact in cart.parts.journal.facts(0) if isinstance(fact, DeviceFailed | DeviceBack)]
    assert [(type(fact), fact.device) for fact in facts] == [(DeviceFailed, "reader"), (DeviceBack, "reader")]
    assert told(cart) == {}


def test_a_light_that_fails_is_told_too(cart: DrivenCart):
    cart.parts.devices.light.trouble = "The light is gone. Check its cable."
    cart.step()
    cart.step()
    assert told(cart)["light"] == "The light is gone. Check its cable."


def test_a_cart_out_of_service_tells_a_shopper_nothing_of_its_devices(cart: DrivenCart):
    cart.parts._failed("scale", "The scale is gone. Check its cable.")
    cart.step()
    cart.step()
    assert cart.view.phase == "out_of_service"
    model = out_of_service(Frame(cart.view))
    assert "scale" not in model.title + model.text and UNCAGED not in model.text
    assert out_of_service(Frame(replace(cart.view, devices=()))).ways == model.ways
