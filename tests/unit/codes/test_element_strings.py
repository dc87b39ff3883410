"""GS1 element strings: each identifier the shop uses, FNC1 where it may stand, any order, and what is damaged."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.gs1 import message
from cart.codes.understand import understand

GTIN = "0109506000134352"
GS = "\x1d"


def fields(text: str) -> dict[str, object] | None:
    """What a message says, without its printed form and what it does not say."""
    found = message(text)
    return found and {name: value for name, value in vars(found).items() if value is not None and name != "hri"}


def with_gtin(**more: object) -> dict[str, object]:
    return {"gtin14": "09506000134352"} | more


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (GTIN, {}),
        (GS + GTIN, {}),
        (GTIN + GS, {}),
        (GTIN + GS + "10AB", {"batch": "AB"}),
        (GTIN + "10AB" + GS, {"batch": "AB"}),
        (GTIN + "10AB" + GS + GS + "21C", {"batch": "AB", "serial": "C"}),
        ("10AB" + GS + GTIN, {"batch": "AB"}),
        (GTIN + "10AB" + GS + "17300131", {"batch": "AB", "expires": "2030-01-31"}),
        (GTIN + "17300131" + GS + "10AB", {"batch": "AB", "expires": "2030-01-31"}),
        (GTIN + "17300131" + "10AB", {"batch": "AB", "expires": "2030-01-31"}),
        (GTIN + "10AB17300131", {"batch": "AB17300131"}),
        (GTIN + "392212" + GS + "10X", {"price_cents": 12, "batch": "X"}),
    ],
)
def test_fnc1_ends_what_has_no_fixed_length_and_is_needless_after_what_has(text, more):
    assert fields(text) == with_gtin(**more)


PARTS = (GTIN, "3103001250", "17301231", "10AB" + GS, "21S-1" + GS)


@pytest.mark.parametrize("order", list(permutations(range(len(PARTS))))[::5])
def test_the_order_of_identifiers_means_nothing(order):
    said = fields("".join(PARTS[place] for place in order))
    assert said == with_gtin(weight_g=1250, expires="2030-12-31", batch="AB", serial="S-1")


@pytest.mark.parametrize("symbology", ["DATABAR_EXP", "DATAMATRIX"])
@pytest.mark.parametrize("start", ["17301231", "10AB" + GS, "3103001250"])
def test_a_symbol_that_is_always_gs1_may_begin_with_any_identifier(symbology, start):
    assert understand(start + GTIN, symbology).key == "09506000134352"


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("300101", "2030-01-01"),
        ("301231", "2030-12-31"),
        ("300100", "2030-01-31"),
        ("300400", "2030-04-30"),
        ("300200", "2030-02-28"),
        ("280200", "2028-02-29"),
        ("280229", "2028-02-29"),
        ("301200", "2030-12-31"),
    ],
)
@pytest.mark.parametrize("ai", ["15", "17"])
def test_a_day_of_00_is_the_months_last(ai, date, day):
    assert fields(GTIN + ai + date) == with_gtin(expires=day)


@pytest.mark.parametrize(
    "date", ["290229", "300230", "301301", "300001", "300132", "000000", "30013", "3001O1", "30-1-1"]
)
@pytest.mark.parametrize("ai", ["11", "15", "17"])
def test_a_day_that_no_calendar_has_spoils_the_message(ai, date):
    assert message(GTIN + ai + date) is None


def test_use_by_goes_before_best_before_wherever_it_stands():
    assert fields(GTIN + "15300101" + "17300202") == with_gtin(expires="2030-02-02")
    assert fields(GTIN + "17300202" + "15300101") == with_gtin(expires="2030-02-02")


def test_the_day_of_making_and_of_packing_are_no_expiry():
    assert fields(GTIN + "11250101" + "13250102") == with_gtin()


KILOGRAMS = [(0, 123456000), (1, 12345600), (2, 1234560), (3, 123456), (4, 12346), (5, 1235)]
POUNDS = [(0, 559733), (1, 55973), (2, 5597), (3, 560), (4, 56), (5, 6)]
"""1234, 123.4, 12.34 ... pounds of 453.59237 g, to the gram: 1234 pounds are 559,732.98 g."""


@pytest.mark.parametrize(("decimals", "grams"), KILOGRAMS)
def test_net_kilograms_at_every_decimal_place(decimals, grams):
    assert fields(f"{GTIN}310{decimals}123456") == with_gtin(weight_g=grams)


@pytest.mark.parametrize(("decimals", "grams"), POUNDS)
def test_net_pounds_at_every_decimal_place(decimals, grams):
    assert fields(f"{GTIN}320{decimals}001234") == with_gtin(weight_g=grams)


@pytest.mark.parametrize("decimals", "6789")
@pytest.mark.parametrize("start", ["310", "320"])
def test_there_are_no_more_than_five_decimal_places(start, decimals):
    assert message(f"{GTIN}{start}{decimals}000001") is None


def test_half_a_gram_is_rounded_up():
    assert fields(GTIN + "3104000005") == with_gtin(weight_g=1)
    assert fields(GTIN + "3104000004") == with_gtin(weight_g=0)
    assert fields(GTIN + "3104000015") == with_gtin(weight_g=2)


def test_kilograms_go_before_pounds():
    assert fields(GTIN + "3201000100" + "3103000500") == with_gtin(weight_g=500)


@pytest.mark.parametrize("digits", ["", "1", "00050", "0005000", "00O500", "-00500", "0.0500"])
def test_a_weight_of_another_length_or_with_letters_spoils_the_message(digits):
    assert message(GTIN + "3103" + digits) is None


@pytest.mark.parametrize(
    ("ai", "value", "cents"),
    [
        ("3920", "5", 500),
        ("3921", "125", 1250),
        ("3922", "499", 499),
        ("3922", "000499", 499),
        ("3923", "499", 50),
        ("3923", "494", 49),
        ("3922", "5", 5),
        ("3922", "50", 50),
        ("3923", "5", 1),
        ("3932", "9785", 5),
        ("3922", "9" * 15, int("9" * 15)),
        ("3930", "8405", 500),
        ("3932", "978499", 499),
        ("3932", "978" + "9" * 15, int("9" * 15)),
    ],
)
def test_prices_at_their_decimal_places(ai, value, cents):
    assert fields(GTIN + ai + value) == with_gtin(price_cents=cents)


@pytest.mark.parametrize("value", ["", "9" * 16, "4.99", "4,99", "x"])
def test_a_price_too_long_empty_or_with_a_point_spoils_the_message(value):
    assert message(GTIN + "3922" + value) is None


@pytest.mark.parametrize(("ai", "field"), [("10", "batch"), ("21", "serial")])
class TestBatchAndSerial:
    def test_one_to_twenty_characters(self, ai, field):
        for length in (1, 19, 20):
            assert fields(GTIN + ai + "Z" * length) == with_gtin(**{field: "Z" * length})

    @pytest.mark.parametrize("value", ["", "Z" * 21, "Z" * 60, "A B", "Ä", "A\tB", "A^B"])
    def test_other_lengths_and_characters_spoil_the_message(self, ai, field, value):
        assert message(GTIN + ai + value) is None

    def test_the_signs_of_the_standards_set_are_kept(self, ai, field):
        assert fields(GTIN + ai + "!%&'()*+,-./:;<=>?_") == with_gtin(**{field: "!%&'()*+,-./:;<=>?_"})


def test_a_coupon_beside_a_product_is_a_coupon():
    code = understand(GTIN + "8110106141416543213150110120", "DATABAR_EXP")
    assert (code.kind, code.key) == ("coupon", "106141416543213150110120")


@pytest.mark.parametrize("more", ["55123456", "89ABC", "0", "1", "3", "39", "310", "(10)AB"])
def test_an_identifier_that_nobody_knows_spoils_the_message(more):
    assert message(GTIN + more) is None


@pytest.mark.parametrize("more", ["240ABC", "90ABC", "98X", "37" + "12", "422" + "840", "7003" + "3001011200"])
def test_an_identifier_that_the_shop_has_no_use_for_is_passed_over(more):
    assert fields(GTIN + more) == with_gtin()


@pytest.mark.parametrize(
    "text", ["00106141412345678908", "02095060001343523710", "10AB" + GS + "21C", "4101234567890128"]
)
def test_a_message_without_a_product_is_of_no_use(text):
    found = message(text)
    assert found is not None and found.gtin14 is None
    assert understand(text, "DATABAR_EXP").kind == "other"


@given(st.integers(0, 13), st.integers(1, 9))
def test_any_wrong_digit_in_the_gtin_spoils_the_message(place, step):
    number = GTIN[2:]
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert message("01" + wrong) is None
    assert message("01" + wrong + "3103000500") is None


@pytest.mark.parametrize("cut", range(1, 16))
def test_a_gtin_that_is_cut_short_spoils_the_message(cut):
    assert message(GTIN[:-cut]) is None


@given(st.integers(0, 999999), st.integers(0, 5), st.integers(0, 99999), st.integers(0, 2))
def test_any_weight_and_price_come_out_whole(weight, decimals, price, places):
    said = message(f"{GTIN}310{decimals}{weight:06d}392{places}{price}")
    assert said is not None and said.price_cents == price * 10 ** (2 - places)
    grams = weight * 1000 / 10**decimals
    assert said.weight_g is not None and abs(said.weight_g - grams) <= 0.5


def test_the_printed_form_has_brackets_and_no_separators():
    code = understand(GTIN + "10AB" + GS + "21C", "DATABAR_EXP")
    assert code.text == "(01)09506000134352(10)AB(21)C"
