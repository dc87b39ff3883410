import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.retail import check_digit, checks, expand_upce, gtin14, is_digits, without_add_on
from cart.errors import CodeError

DIGITS = "0123456789"


@pytest.mark.parametrize("number", ["5901234123457", "96385074", "012345678905", "00012345678905"])
def test_published_numbers_check(number):
    assert checks(number)
    assert gtin14(number) == number.zfill(14)


@given(st.text(DIGITS, min_size=13, max_size=13), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_never_checks(body, place, step):
    number = body[:12] + check_digit(body[:12])
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not checks(wrong)


@pytest.mark.parametrize("number", ["", "1", "5901234123458", "123456789", "٥٩٠١٢٣٤١٢٣٤٥٧", "abc"])
def test_what_is_no_gtin_is_refused_with_words(number):
    with pytest.raises(CodeError, match="no GTIN: scan it again"):
        gtin14(number)


@pytest.mark.parametrize(
    ("upce", "upca"),
    [
        ("04252614", "042100005264"),
        ("01234505", "012000003455"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234565", "012345000065"),
    ],
)
def test_zero_suppressed_numbers_expand(upce, upca):
    assert expand_upce(upce) == upca


@pytest.mark.parametrize("number", ["", "425261", "0425261x"])
def test_a_damaged_upce_is_refused(number):
    with pytest.raises(CodeError, match="no UPC-E"):
        expand_upce(number)


def test_other_scripts_digits_are_no_digits():
    assert not is_digits("١٢٣") and is_digits("123") and not is_digits("")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("978020137962452495", "9780201379624"),
        ("977147396801205", "9771473968012"),
        ("07447084599752495", "074470845997"),
        ("07447084599705", "074470845997"),
        ("15400141288763", "15400141288763"),
        ("978020137962552495", "978020137962552495"),
        ("5901234123457", "5901234123457"),
        ("96385074", "96385074"),
        ("", ""),
        ("DCM:1234567890", "DCM:1234567890"),
        ("٩٧٨٠٢٠١٣٧٩٦٢٤٥٢٤٩٥", "٩٧٨٠٢٠١٣٧٩٦٢٤٥٢٤٩٥"),
    ],
)
def test_an_add_on_is_taken_off(typed, number):
    assert without_add_on(typed) == number
