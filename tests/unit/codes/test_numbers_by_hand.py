"""PLUs at their edges, UPC-E by its last digit, and what check digits catch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.retail import check_digit, checks, expand_upce, gtin14
from cart.codes.sighting import Sighting
from cart.codes.understand import is_plu, understand
from cart.errors import CodeError
from drivers.decoding.engines import sighting

DIGITS = "0123456789"
SIZES = st.sampled_from([7, 11, 12, 13])


@pytest.mark.parametrize(
    ("number", "yes"),
    [
        ("2999", False),
        ("3000", True),
        ("3999", True),
        ("4000", True),
        ("4011", True),
        ("4999", True),
        ("5000", False),
        ("92999", False),
        ("93000", True),
        ("94011", True),
        ("94999", True),
        ("95000", False),
        ("84011", False),
        ("83000", False),
        ("04011", False),
        ("9401", False),
        ("994011", False),
        ("940110", False),
        ("401", False),
        ("40111", False),
        ("9", False),
        ("", False),
        ("4o11", False),
        ("4 11", False),
        ("-4011", False),
        ("٤٠١١", False),
        ("³000", False),
    ],
)
def test_where_plus_begin_and_end(number, yes):
    assert is_plu(number) is yes


@pytest.mark.parametrize("symbology", ["CODE128", "typed"])
def test_a_plu_is_one_where_a_store_prints_or_a_hand_keys_it(symbology):
    code = understand("94011", symbology)
    assert (code.kind, code.key, code.text) == ("plu", "94011", "94011")


@pytest.mark.parametrize(
    "symbology", ["QRCODE", "GS1_QRCODE", "GS1_128", "DATABAR", "DATABAR_EXP", "DATAMATRIX", "ITF"]
)
def test_four_digits_in_another_symbol_are_no_plu(symbology):
    assert understand("4011", symbology).kind == "other"


@pytest.mark.parametrize("symbology", ["EAN13", "EAN8", "UPCA", "UPCE", "ITF14"])
def test_a_retail_symbol_never_holds_a_plu(symbology):
    with pytest.raises(CodeError, match="no GTIN"):
        understand("4011", symbology)


UPCE = [
    # six digits as printed, the eleven they stand for, and the check digit that these have
    ("012340", "00100000234", "6"),
    ("012341", "00110000234", "5"),
    ("012342", "00120000234", "4"),
    ("678903", "06780000090", "6"),
    ("567894", "05678000009", "9"),
    ("123455", "01234500005", "8"),
    ("123456", "01234500006", "5"),
    ("123457", "01234500007", "2"),
    ("123458", "01234500008", "9"),
    ("123459", "01234500009", "6"),
]


@pytest.mark.parametrize(("body", "long", "check"), UPCE)
def test_each_last_digit_puts_the_zeros_elsewhere(body, long, check):
    assert expand_upce("0" + body + check) == long + check
    assert checks(long + check)


@pytest.mark.parametrize(("body", "long", "check"), UPCE)
def test_a_upce_and_the_upca_it_stands_for_are_one_product(body, long, check):
    short, full = sighting("0" + body + check, "UPCE", "zbar", ""), Sighting(long + check, "UPCA", "zxing")
    assert short is not None and short.key == full.key == (long + check).zfill(14)


@pytest.mark.parametrize(("body", "long", "check"), UPCE)
@pytest.mark.parametrize("step", [1, 5, 9])
def test_a_upce_with_another_check_digit_is_not_seen(body, long, check, step):
    wrong = str((int(check) + step) % 10)
    assert sighting("0" + body + wrong, "UPCE", "zbar", "") is None


@given(st.text(DIGITS, min_size=6, max_size=6), st.sampled_from(DIGITS))
def test_a_upce_keeps_its_system_and_check_digit_and_all_its_digits(body, check):
    long = expand_upce("0" + body + check)
    assert len(long) == 12 and long[0] == "0" and long[-1] == check
    kept = body[:5] if body[5] in "34" else body
    assert sorted(long.replace("0", "")) == sorted((kept + check).replace("0", ""))


@pytest.mark.parametrize(
    ("payload", "check"),
    [
        ("9638507", "4"),
        ("01234567890", "5"),
        ("590123412345", "7"),
        ("400638133393", "1"),
        ("1540014128876", "3"),
        ("0000000", "0"),
        ("9999999", "5"),
        ("99999999999", "3"),
    ],
)
def test_check_digits_by_hand(payload, check):
    """Seven nines: from the right 3, 1, 3, 1, 3, 1, 3 times 9 are 135, and 5 are missing to 140."""
    assert check_digit(payload) == check


@given(SIZES.flatmap(lambda size: st.text(DIGITS, min_size=size, max_size=size)), st.data())
def test_any_one_wrong_digit_is_caught(payload, data):
    number = payload + check_digit(payload)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = str((int(number[place]) + data.draw(st.integers(1, 9))) % 10)
    assert not checks(number[:place] + wrong + number[place + 1 :])


@given(SIZES.flatmap(lambda size: st.text(DIGITS, min_size=size, max_size=size)), st.data())
def test_neighbours_that_change_places_are_caught_unless_they_are_five_apart(payload, data):
    number = payload + check_digit(payload)
    place = data.draw(st.integers(0, len(number) - 2))
    one, other = number[place], number[place + 1]
    swapped = number[:place] + other + one + number[place + 2 :]
    assert checks(swapped) is (abs(int(one) - int(other)) in (0, 5))


def test_eight_of_nine_swaps_of_different_neighbours_are_caught():
    pairs = [(a, b) for a in range(10) for b in range(10) if a != b]
    caught = sum(not checks(f"{b}{a}00000" + check_digit(f"{a}{b}00000")) for a, b in pairs)
    assert (caught, len(pairs)) == (80, 90)


@pytest.mark.parametrize("length", [0, 1, 7, 9, 10, 11, 15, 16])
def test_a_number_of_another_length_is_no_gtin_even_if_it_checks(length):
    number = ("1" * (length - 1) + check_digit("1" * (length - 1))) if length else ""
    with pytest.raises(CodeError, match="no GTIN"):
        gtin14(number)


@pytest.mark.parametrize("number", ["5901234123457", "96385074", "012345678905", "15400141288763"])
def test_zeros_before_a_number_change_nothing(number):
    assert gtin14(number) == gtin14(number.zfill(14)) == number.zfill(14)
    assert checks(number.zfill(20))


def test_a_long_stranger_is_cut_short_in_the_words():
    with pytest.raises(CodeError) as refused:
        gtin14("7" * 500)
    assert "7" * 20 in str(refused.value) and "7" * 21 not in str(refused.value)
