"""Codes as standards and their keepers print them, each with where it stands."""

import pytest

from cart.codes.templates import REGIONS
from cart.codes.understand import understand

GS = "\x1d"
LINK = "https://id.gs1.org/01/09520123456788"
MESSAGES = {
    "ISO/IEC 24724, figure 11": ("01900123456789083103001750", "90012345678908", {"weight_g": 1750}),
    "GS1 General Specifications, figure 5.5.2.3.1-1": (
        "01906141410000153202000150", "90614141000015", {"weight_g": 680},
    ),
    "GS1 Digital Link, a serial number": (f"{LINK}/21/12345", "09520123456788", {"serial": "12345"}),
    "GS1 Digital Link, a batch, a serial number and an expiry": (
        f"{LINK}/10/ABC1/21/12345?17=180426", "09520123456788",
        {"batch": "ABC1", "serial": "12345", "expires": "2018-04-26"},
    ),
    "GS1 Digital Link, a net weight": (f"{LINK}?3103=000195", "09520123456788", {"weight_g": 195}),
    "GS1 Digital Link, a net weight, a price and an expiry": (
        "https://example.com/01/9520123456788?3103=000195&3922=0299&17=201225", "09520123456788",
        {"weight_g": 195, "price_cents": 299, "expires": "2020-12-25"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", MESSAGES)
def test_messages(source):
    text, key, carried = MESSAGES[source]
    code = understand(text, "QRCODE" if text.startswith("http") else "DATABAR_EXP")
    assert (code.kind, code.key) == ("gtin", key)
    assert {name: getattr(code, name) for name in carried} == carried


LABELS = {
    "GS1 Germany, SAN-4 3071 (early potatoes) for 2.39": ("de", "2330714002396", 239, None),
    "GS1 Germany, SAN-4 3071, 6.870 kg": ("de", "2930711068700", None, 6870),
    "GS1 Finland, 1.155 kg": ("nordic", "2312341211556", None, 1155),
    "GS1 Finland, 11.55 kg": ("nordic", "2412341211553", None, 11550),
    "GS1 Finland, 115.5 kg": ("nordic", "2512341211550", None, 115500),
    "GS1 Sweden, SEK 12,34": ("nordic", "2012341212347", 1234, None),
    "GS1 Sweden, SEK 123,4": ("nordic", "2112341212344", 12340, None),
    "GS1 Sweden, SEK 1234": ("nordic", "2212341212341", 123400, None),
    "GS1 Denmark, kr. 39,75": ("dk", "2112340039751", 3975, None),
    "GS1 Denmark, 1.505 gram": ("dk", "2612340015057", None, 1505),
    "GS1 UK, 28 XXX RR V PPPP C": ("uk", "2812345804995", 499, None),
}
"""The German numbers as they are printed; elsewhere 1234 and 12 stand where the keeper prints letters."""


@pytest.mark.parametrize("source", LABELS)
def test_labels(source):
    region, number, cents, grams = LABELS[source]
    code = understand(number, "EAN13", REGIONS[region])
    assert (code.kind, code.price_cents, code.weight_g) == ("gtin", cents, grams)


def test_a_german_number_of_pieces_is_no_label_here():
    """12 pieces (SAN-4): a line of the basket is one piece, so the number stays as it is and is not sold for one."""
    code = understand("2630719000121", "EAN13", REGIONS["de"])
    assert (code.key, code.price_cents, code.weight_g) == ("02630719000121", None, None)


COUPONS = {
    "North American coupon guideline, appendix C, example 1": "1061414165432131501101201211014092110256100126663101231",
    "GS1 barcode syntax dictionary": "106141410222223100110222111101231023456721104561045678991201",
    "BWIPP": "106141416543213500110000310123196000",
}


@pytest.mark.parametrize("source", COUPONS)
def test_coupons_of_north_america(source):
    code = understand("8110" + COUPONS[source], "DATABAR_EXP")
    serial = f"51{code.serial}" if code.serial else ""
    assert (code.kind, code.key) == ("coupon", COUPONS[source].replace(serial, ""))


@pytest.mark.parametrize("text", ["4011", "94011", "3283"])
@pytest.mark.parametrize("symbology", ["CODE128", "typed"])
def test_a_price_look_up_number_is_no_consignment_number(text, symbology):
    """4011 (yellow bananas) begins like AI 401; 3283 like AI 32."""
    code = understand(text, symbology)
    assert (code.kind, code.key) == ("plu", text)
