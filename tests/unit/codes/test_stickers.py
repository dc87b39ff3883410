"""Stickers put over a maker's code: longer than an EAN, with that code and the new price in them, as a store's data."""

import numpy as np
import pytest
import zxingcpp

from cart.codes.evidence import Evidence
from cart.codes.retail import check_digit
from cart.codes.templates import REGIONS, Template, by_sticker, told_apart
from cart.codes.understand import understand
from cart.config import loads
from cart.errors import CodeError, ConfigError
from drivers.decoding.ladder import Ladder
from drivers.ports import Frame

YOGURT = "7613269123458"
REDUCED = Template("Reduced", "eeeeeeeeeeeeeppppp", 2, "a store")
CHECKED = Template("Checked", "eeeeeeeeeeeeeooooppppx", 2, "a store")
TWO_PRICES = Template("Two prices", "91eeeeeeeeeeeeeooooopppp", 2, "a store")


def with_check(payload: str) -> str:
    return payload + check_digit(payload)


def number(payload: str) -> str:
    return payload[:12] + check_digit(payload[:12])


GTIN = number(YOGURT)


@pytest.mark.parametrize(
    ("template", "text", "symbology", "cents"),
    [
        (REDUCED, GTIN + "00499", "CODE128", 499),
        (REDUCED, GTIN + "00499", "ITF", 499),
        (CHECKED, with_check(GTIN + "0599" + "0249"), "ITF", 249),
        (CHECKED, with_check(GTIN + "0599" + "0249"), "CODE128", 249),
        (TWO_PRICES, "91" + GTIN + "00599" + "0249", "CODE128", 249),
    ],
)
def test_a_sticker_is_its_product_at_the_new_price(template, text, symbology, cents):
    code = understand(text, symbology, [template])
    assert (code.kind, code.key, code.price_cents) == ("gtin", GTIN.zfill(14), cents)


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        (GTIN + "0599" + "02490", "ITF"),
        (with_check(GTIN + "0599" + "0249")[:-1] + "x", "CODE128"),
        (with_check(GTIN[:-1] + str((int(GTIN[-1]) + 1) % 10) + "0599" + "0249"), "ITF"),
        (with_check(GTIN + "0599" + "0249"), "QRCODE"),
        (with_check(GTIN + "0599" + "0249")[2:], "ITF"),
    ],
)
def test_what_does_not_check_or_is_cut_off_is_no_sticker(text, symbology):
    assert by_sticker(text, symbology, [CHECKED]) is None


@pytest.mark.parametrize("pattern", ["eeeeeeeeeeeee", "eeeeeeeeeeeppppp", "eeeeeeeeeeeeeoooooo", "eeeeeeeeeeeeepppppxx",
                                     "e" * 13 + "p" * 40, "eeeeeeeeeeeeewwwww"])  # fmt: skip
def test_a_layout_that_is_none_is_refused_in_words(pattern):
    with pytest.raises(CodeError, match="needs 14 to 48 places"):
        Template("Bad", pattern, 2, "a store")


def test_layouts_that_could_be_mistaken_for_each_other_are_refused():
    other = Template("Other", "eeeeeeeeeeeeeppppo", 2, "a store")
    with pytest.raises(CodeError, match="'Reduced'.* and 'Other'.* could be one label"):
        told_apart([REDUCED, other])
    told_apart([REDUCED, CHECKED, TWO_PRICES])


def test_the_narrower_of_two_layouts_may_stand_first():
    broad = Template("All", "02iiiiicppppx", 2, "a store")
    narrow = Template("Deli", "0212iiiwwwwwx", 3, "a store")
    told_apart([narrow, broad])
    with pytest.raises(CodeError, match="could be one label"):
        told_apart([broad, narrow])


@pytest.mark.parametrize("region", sorted(REGIONS))
def test_each_regions_own_layouts_are_told_apart(region):
    told_apart(REGIONS[region])


def test_a_cart_does_not_start_with_two_regions_that_read_one_label_in_two_ways():
    config = '[cart]\nid = "7"\n[camera]\ndriver = "sim"\n[scale]\ndriver = "sim"\n[store]\nlabels = ["nordic", "dk"]\n'
    with pytest.raises(ConfigError, match="could be one label"):
        loads(config, "cart.toml")


def test_a_sticker_is_read_and_known_by_what_it_names():
    text = with_check(GTIN + "0599" + "0249")
    drawn = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.ITF).to_image(scale=3))
    frame = np.pad(drawn, 60, constant_values=255)
    evidence, decoder = Evidence({GTIN.zfill(14)}.__contains__, [CHECKED]), Ladder()
    shown = [evidence.see(decoder.read(Frame(at / 15, frame)).sightings, at / 15) for at in range(6)]
    assert [one.text for accepted in shown for one in accepted] == [text]
