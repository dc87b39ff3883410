"""The store's labels reach what the cart sells: by camera and by wand, at the price that they carry."""

from pathlib import Path

import pytest

from cart.facts import CodeRefused, ItemScanned
from tests.support.driven import CONFIG, DrivenCart

DELI = 'store = { labels = ["uk"], own_labels = [' + (
    '{ name = "Deli", pattern = "21iiiiiwwwwwx", decimals = 3, source = "our scales" }] }\n'
)


@pytest.fixture
def cart(tmp_path: Path):
    config = DELI.replace("{", "{{").replace("}", "}}") + CONFIG
    cart = DrivenCart(tmp_path, config=config)
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    yield cart
    cart.close()


def posted(cart: DrivenCart, text: str):
    """The fact that a typed number becomes."""
    cart.parts.intake.typed(text)
    return cart.parts.inbox.take(0.0)[-1]


def test_the_same_number_is_what_the_stores_layout_says(cart: DrivenCart):
    by_weight, by_price = posted(cart, "2112345007502"), posted(cart, "2012345804999")
    assert isinstance(by_weight, CodeRefused) and by_weight.code.weight_g == 750
    assert isinstance(by_price, CodeRefused) and by_price.code.price_cents == 499
    american = posted(cart, "212345804995")
    assert isinstance(american, CodeRefused) and american.code.price_cents is None


def test_an_add_on_that_a_wand_types_does_not_hide_the_product(cart: DrivenCart):
    gtin = next(product.gtin for product in cart.catalog.snapshot().products if product.gtin and product.gtin[0] == "0")
    plain, beside = posted(cart, gtin[1:]), posted(cart, gtin[1:] + "05")
    assert isinstance(plain, ItemScanned) and isinstance(beside, ItemScanned)
    assert plain.product == beside.product
