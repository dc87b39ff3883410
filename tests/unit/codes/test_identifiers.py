"""The symbology identifier travels: what a symbol says of its data decides how they are read."""

import numpy as np
import pytest
import zxingcpp

from cart.codes.understand import understand
from drivers.decoding.engines import sighting, zbar, zxing

F = zxingcpp.BarcodeFormat
GTIN, GS = "09520123456788", "\x1d"


def seen(text, kind, **options):
    drawn = np.array(zxingcpp.create_barcode(text, kind, **options).to_image(scale=3))
    return zxing(np.pad(drawn, 40, constant_values=255))[0]


@pytest.mark.parametrize(
    ("kind", "options", "symbology"),
    [
        (F.Code128, {"gs1": True}, "GS1_128"),
        (F.QRCode, {"gs1": True}, "GS1_QRCODE"),
        (F.DataMatrix, {"gs1": True}, "DATAMATRIX"),
        (F.DataBarExp, {}, "DATABAR_EXP"),
    ],
)
@pytest.mark.parametrize("first", ["(3103)000500", "(17)301130", "(10)AB"])
def test_a_message_that_does_not_begin_with_its_product_is_understood(kind, options, symbology, first):
    one = seen(f"{first}(01){GTIN}", kind, **options)
    code = understand(one.text, one.symbology)
    assert (one.symbology, code.kind, code.key) == (symbology, "gtin", GTIN)
    assert {"(3103)000500": code.weight_g, "(17)301130": code.expires, "(10)AB": code.batch}[first] is not None


@pytest.mark.parametrize(("kind", "symbology"), [(F.Code128, "CODE128"), (F.QRCode, "QRCODE")])
def test_a_symbol_without_the_mark_says_so(kind, symbology):
    assert seen("LOT A1234", kind).symbology == symbology


def test_zbar_and_zxing_name_one_text():
    drawn = np.array(zxingcpp.create_barcode(f"(10)AB(01){GTIN}", F.Code128, gs1=True).to_image(scale=3))
    picture = np.pad(drawn, 40, constant_values=255)
    assert zbar(picture)[0].key == zxing(picture)[0].key


@pytest.mark.parametrize("symbology", ["CODE128", "QRCODE", "GS1_128"])
def test_a_whole_message_that_names_a_product_is_one_whoever_says_so(symbology):
    assert understand("3103000500" + "01" + GTIN, symbology).weight_g == 500


@pytest.mark.parametrize("text", ["3103000500", "10AB", "LOT A1234", "4011", "171130", "01" + GTIN + "9X5"])
def test_what_does_not_say_so_and_names_no_product_is_another_matter(text):
    assert understand(text, "QRCODE").kind == "other"


@pytest.mark.parametrize("tail", ["05012345", "17301341", "10", "21" + "Z" * 21])
def test_one_damaged_element_behind_a_product_does_not_lose_it(tail):
    code = understand("01" + GTIN + "10AB" + GS + tail, "GS1_128")
    assert (code.key, code.batch) == (GTIN, "AB")


@pytest.mark.parametrize("tail", ["17301341", "153001", "10" + GS + "17301201", "05012345"])
def test_a_date_that_may_be_among_what_is_damaged_is_not_known(tail):
    code = understand("01" + GTIN + tail, "GS1_128")
    assert (code.key, code.expires, code.undated) == (GTIN, None, True)


@pytest.mark.parametrize(("tail", "expires"), [("", None), ("10AB", None), ("17301231" + "10", "2030-12-31")])
def test_a_date_that_is_read_or_is_not_there_is_no_riddle(tail, expires):
    code = understand("01" + GTIN + tail, "GS1_128")
    assert (code.key, code.expires, code.undated) == (GTIN, expires, False)


@pytest.mark.parametrize("tail", ["310300050", "3922", "3203X", "8110"])
def test_a_damaged_measure_does(tail):
    assert understand("01" + GTIN + tail, "GS1_128").kind == "other"


@pytest.mark.parametrize(
    ("text", "symbology", "normal"),
    [
        ("15400141288763", "ITF14", "ITF14"),
        ("15400141288764", "ITF14", "ITF"),
        ("070429", "ITF14", "ITF"),
        ("96385074", "ITF14", "ITF"),
        ("7613269123456004990016", "ITF14", "ITF"),
    ],
)
def test_an_itf_that_is_no_gtin14_is_not_taken_for_one(text, symbology, normal):
    one = sighting(text, symbology, "zxing", "whole")
    assert one is not None and one.symbology == normal
    assert understand(text, normal).kind == ("gtin" if normal == "ITF14" else "other")


@pytest.mark.parametrize(
    ("link", "field", "value"),
    [
        (f"https://a.example/gtin/{GTIN}", "key", GTIN),
        ("https://a.example/gtin/054123450013/lot/ABC", "batch", "ABC"),
        (f"https://a.example/GTIN/{GTIN}/cpv/2A/lot/ABC/ser/12", "serial", "12"),
        (f"https://a.example/gtin/{GTIN}?exp=301130", "expires", "2030-11-30"),
        (f"https://a.example/8004/9520614141234567?01={GTIN}", "key", GTIN),
        ("https://a.example/8004/9520614141234567?01=02345673", "key", "00000002345673"),
    ],
)
def test_links_in_words_and_of_an_asset(link, field, value):
    assert getattr(understand(link, "QRCODE"), field) == value
