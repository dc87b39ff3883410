"""The catalog as prior: a store knows its product by the number in any symbol. Weight is the last witness."""

import pytest

from cart.codes.evidence import Evidence
from cart.codes.retail import check_digit
from cart.codes.sighting import Sighting
from cart.codes.templates import REGIONS
from tests.support.trips import Shopper, product

GS = "\x1d"
GTIN, LABEL = "09506000134352", "00212345000007"
CARRIERS = [
    ("9506000134352", "EAN13", GTIN),
    ("19506000134359", "ITF14", "19506000134359"),
    ("0109506000134352", "DATABAR", GTIN),
    ("09506000134352", "DATABAR", GTIN),
    ("01095060001343523103000750", "DATABAR_EXP", GTIN),
    ("17301231" + "10AB" + GS + "0109506000134352", "DATABAR_EXP", GTIN),
    ("212345804995", "UPCA", LABEL),
    ("0212345804995", "EAN13", LABEL),
    ("4011", "CODE128", "4011"),
]


def zbar_frames(text: str, symbology: str, *sold: str, **more) -> int:
    """After how many frames of zbar alone the text is believed (10: not within nine)."""
    evidence = Evidence(set(sold).__contains__, **more)
    one = Sighting(text, symbology, "zbar")
    return next((n for n in range(1, 10) if evidence.see([one], n / 10)), 10)


@pytest.mark.parametrize(("text", "symbology", "key"), CARRIERS)
def test_a_store_knows_its_product_in_any_symbol(text, symbology, key):
    assert zbar_frames(text, symbology, key) < zbar_frames(text, symbology, "00000096385074")


@pytest.mark.parametrize(
    ("text", "symbology"),
    [("DCM:" + GTIN, "QRCODE"), ("8110106141416543213150110120", "DATABAR_EXP"), ("0109506000134353", "DATABAR_EXP"),
     ("21234570499" + check_digit("21234570499"), "UPCA"), ("\u202e" + GTIN, "CODE128")],
)  # fmt: skip
def test_what_is_no_product_of_the_store_is_helped_by_no_number_in_it(text, symbology):
    asked: list[str] = []
    evidence = Evidence(lambda key: bool(asked.append(key)) or True)
    evidence.see([Sighting(text, symbology, "zbar")], 0.0)
    assert asked == []


def test_a_label_is_known_by_the_stores_own_template():
    text, item = "2912345007508", "02912345000004"
    assert zbar_frames(text, "EAN13", item, templates=REGIONS["il"]) == 3
    assert zbar_frames(text, "EAN13", item, templates=REGIONS["uk"]) == 4


def test_no_two_numbers_that_check_differ_in_one_digit_alone():
    """So the nearest pair differs in two: the digit and the check digit, or two digits that undo each other."""
    number = "5901234123457"
    for place in range(13):
        for digit in set("0123456789") - {number[place]}:
            with pytest.raises(ValueError, match="no GTIN"):
                Sighting(number[:place] + digit + number[place + 1 :], "EAN13", "zbar")


BREAD, JAM = product("Rye bread", 750, 425), product("Cherry jam", 340, 299)


def test_a_number_that_was_misread_all_the_same_is_charged_only_if_its_weight_fits():
    shopper = Shopper().scan(JAM).weigh(750).wait(1.5)
    assert shopper.names == [] and [change.mg for change in shopper.trip.open_changes] == [750_000]
    assert Shopper().scan(JAM).weigh(340).names == ["Cherry jam"]
