"""Store labels of every region, digit by digit.

The inner and outer check digits are worked out on paper by GS1's tables of weighted products (General
Specifications, 7.9): for 4 digits 2-, 2-, 3, 5- and times 3; for 5 digits 5+, 2-, 5-, 5+, 2-. The price 28.75 gives
4 + 5 + 1 + 3 = 13, times 3 is 39: 9. The weight 14.685 gives 5 + 8 + 7 + 4 + 9 = 33, up to 40 are 7 = 5- of 6: 6.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.retail import check_digit
from cart.codes.templates import GERMANY, NORDIC, REGIONS, US, Template, by_template
from cart.codes.understand import understand
from cart.errors import CodeError

LABELS = [
    # region, number, item in the catalog, price in cents, weight in grams
    ("us", "212345500019", "212345000007", 1, None),
    ("us", "212345804995", "212345000007", 499, None),
    ("us", "212345928752", "212345000007", 2875, None),
    ("us", "212345610008", "212345000007", 1000, None),
    ("us", "212345699997", "212345000007", 9999, None),
    ("us", "200417928755", "200417000000", 2875, None),
    ("us", "299999804991", "299999000003", 499, None),
    ("uk", "2012345500013", "2012345000001", 1, None),
    ("uk", "2012345804999", "2012345000001", 499, None),
    ("uk", "2012345928756", "2012345000001", 2875, None),
    ("uk", "2000417699994", "2000417000004", 9999, None),
    ("de", "2212344000013", "2212340000000", 1, None),
    ("de", "2212341012347", "2212340000000", 1234, None),
    ("de", "2212346146856", "2212340000000", 14685, None),
    ("de", "2312346146853", "2312340000007", 14685, None),
    ("de", "2312346999992", "2312340000007", 99999, None),
    ("de", "2812344000015", "2812340000002", None, 1),
    ("de", "2812341012349", "2812340000002", None, 1234),
    ("de", "2812346146858", "2812340000002", None, 14685),
    ("de", "2912346999994", "2912340000009", None, 99999),
    ("nordic", "2012345600010", "2012345600003", 1, None),
    ("nordic", "2012345699991", "2012345600003", 9999, None),
    ("nordic", "2112345600017", "2112345600000", 10, None),
    ("nordic", "2112345604992", "2112345600000", 4990, None),
    ("nordic", "2212345600014", "2212345600007", 100, None),
    ("nordic", "2212345699995", "2212345600007", 999900, None),
    ("nordic", "2312345604996", "2312345600004", None, 499),
    ("nordic", "2412345604993", "2412345600001", None, 4990),
    ("nordic", "2512345600015", "2512345600008", None, 100),
    ("nordic", "2512345699996", "2512345600008", None, 999900),
    ("il", "2912345000011", "2912345000004", None, 1),
    ("il", "2912345007508", "2912345000004", None, 750),
    ("il", "2912345999995", "2912345000004", None, 99999),
]


@pytest.mark.parametrize(("region", "number", "item", "cents", "grams"), LABELS)
def test_a_label_is_its_item_and_its_price_or_weight(region, number, item, cents, grams):
    code = understand(number, "UPCA" if len(number) == 12 else "EAN13", REGIONS[region])
    assert (code.kind, code.key) == ("gtin", item.zfill(14))
    assert (code.price_cents, code.weight_g) == (cents, grams)


def test_a_upca_read_as_an_ean13_is_the_same_label():
    short, long = (understand(text, kind, US) for text, kind in (("212345804995", "UPCA"), ("0212345804995", "EAN13")))
    assert (short.key, short.price_cents) == (long.key, long.price_cents) == ("00212345000007", 499)


@pytest.mark.parametrize(
    ("region", "start", "value", "right"),
    [("us", "212345", "0499", "8"), ("uk", "2012345", "2875", "9"), ("de", "221234", "14685", "6"),
     ("de", "281234", "01234", "1")],
)  # fmt: skip
@pytest.mark.parametrize("inner", "0123456789")
def test_of_ten_inner_check_digits_one_is_right(region, start, value, right, inner):
    payload = start + inner + value
    number = payload + check_digit(payload)
    kind = "UPCA" if len(number) == 12 else "EAN13"
    if inner == right:
        assert understand(number, kind, REGIONS[region]).kind == "gtin"
    else:
        with pytest.raises(CodeError, match="scan it again, or ask at the counter"):
            understand(number, kind, REGIONS[region])


@pytest.mark.parametrize(("region", "number"), [(row[0], row[1]) for row in LABELS])
def test_a_wrong_last_digit_is_refused_before_the_template_is_asked(region, number):
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    with pytest.raises(CodeError, match="no GTIN"):
        understand(wrong, "UPCA" if len(number) == 12 else "EAN13", REGIONS[region])


@pytest.mark.parametrize(
    ("region", "number"),
    [
        ("us", "2012345804999"),
        ("us", "2912345007508"),
        ("uk", "212345804995"),
        ("uk", "2112345604992"),
        ("de", "2012345804999"),
        ("de", "2412345604993"),
        ("nordic", "2812341012349"),
        ("nordic", "212345804995"),
        ("il", "2812341012349"),
        ("il", "2012345804999"),
    ],
)
def test_a_label_of_another_region_is_a_plain_number_here(region, number):
    code = understand(number, "UPCA" if len(number) == 12 else "EAN13", REGIONS[region])
    assert (code.key, code.price_cents, code.weight_g) == (number.zfill(14), None, None)


@pytest.mark.parametrize("region", sorted(REGIONS))
@pytest.mark.parametrize("number", ["5901234123457", "0012345678905", "4006381333931", "9780201379624", "96385074"])
def test_a_number_that_is_not_restricted_is_never_a_label(region, number):
    kind = "EAN8" if len(number) == 8 else "EAN13"
    assert understand(number, kind, REGIONS[region]).key == number.zfill(14)


def test_a_case_of_a_restricted_number_is_no_label():
    case = "1201234580499"
    number = case + check_digit(case)
    assert understand(number, "ITF14", REGIONS["uk"]).price_cents is None
    assert understand("01" + number, "DATABAR_EXP", REGIONS["uk"]).key == number


def test_a_databar_may_carry_a_label_and_its_own_weight_goes_first():
    label = understand("0102912345007508", "DATABAR", REGIONS["il"])
    assert (label.key, label.weight_g) == ("02912345000004", 750)
    weighed = understand("01029123450075083103000800", "DATABAR_EXP", REGIONS["il"])
    assert (weighed.key, weighed.weight_g) == ("02912345000004", 800)
    weightless = understand("01029123450075083103000000", "DATABAR_EXP", REGIONS["il"])
    assert weightless.weight_g == 0


def test_the_first_template_that_fits_decides():
    ours = Template("ours", "29iiiiiiiiiix", 0, "our own")
    assert understand("2912345007508", "EAN13", (ours, *REGIONS["il"])).weight_g is None
    assert understand("2912345007508", "EAN13", (*REGIONS["il"], ours)).weight_g == 750


def test_pieces_are_zeroed_in_the_item_and_not_sold_as_money():
    eggs = Template("pieces", "27iiiiiinnnnx", 0, "our own")
    payload = "271234560012"
    code = by_template(payload + check_digit(payload), "EAN13", (eggs,))
    assert code is not None and (code.price_cents, code.weight_g) == (None, None)
    assert code.key == ("271234560000" + check_digit("271234560000")).zfill(14)


@pytest.mark.parametrize(("decimals", "cents"), [(0, 49900), (1, 4990), (2, 499)])
def test_decimals_say_where_the_point_is(decimals, cents):
    template = Template("mine", "26iiiiiippppx", decimals, "our own")
    payload = "261234560499"
    code = by_template(payload + check_digit(payload), "EAN13", (template,))
    assert code is not None and code.price_cents == cents


@pytest.mark.parametrize(
    "pattern", ["", "x", "02iiiiicppppx0", "02iiiiicpppp0", "02iiiiicpppp ", "02IIIIICPPPPx", "02iiiiicpp-px", "i" * 14]
)
def test_a_pattern_of_another_shape_is_refused_with_its_name(pattern):
    with pytest.raises(CodeError, match="'mine'.*13 places"):
        Template("mine", pattern, 2, "our own")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("02iiiippwwwwx", "one value, price or weight"),
        ("02iiiiccppppx", "at most one inner check digit"),
        ("02iiiiicpppix", "values of 4 and 5 digits"),
        ("02ciiiiiiiiix", "values of 4 and 5 digits"),
        ("x2iiiiicppppx", "13 places"),
        ("iiiiiiicppppx", "13 places"),
        ("0200000000000x"[1:], "13 places"),
        ("02iiiiicpp5px", "13 places"),
    ],
)
def test_a_pattern_that_no_label_can_have_is_refused_before_anything_is_sold_by_it(pattern, words):
    with pytest.raises(CodeError, match=words):
        Template("mine", pattern, 2, "our own")


@pytest.mark.parametrize(
    ("pattern", "decimals"),
    [("02iiiiicppppx", 3), ("02iiiiicppppx", -1), ("29iiiiiwwwwwx", 4), ("27iiiiiinnnnx", 3)],
)
def test_more_decimals_than_cents_or_grams_are_refused(pattern, decimals):
    with pytest.raises(CodeError, match="0 to 2 decimals, a weight 0 to 3"):
        Template("mine", pattern, decimals, "our own")


def test_each_published_template_names_its_source_and_no_two_of_a_region_fit_one_number():
    for templates in REGIONS.values():
        assert all(one.source and one.name for one in templates)
        starts = [one.pattern[:2] for one in templates]
        assert len(set(starts)) == len(starts)


@given(st.sampled_from(GERMANY), st.integers(0, 9999), st.integers(0, 99999), st.integers(1, 9))
def test_one_wrong_digit_of_a_german_value_is_never_sold(template, item, value, step):
    """Each table of weighted products is one to one, so any single wrong digit shows."""
    good = next(
        payload for inner in "0123456789"
        if _sold(template, payload := f"{template.pattern[:2]}{item:04d}{inner}{value:05d}")
    )  # fmt: skip
    for place in range(7, 12):
        digit = str((int(good[place]) + step) % 10)
        assert not _sold(template, good[:place] + digit + good[place + 1 :])


def _sold(template: Template, payload: str) -> bool:
    try:
        return by_template(payload + check_digit(payload), "EAN13", (template,)) is not None
    except CodeError:
        return False


@given(st.sampled_from(NORDIC), st.integers(0, 999999), st.integers(0, 9999), st.integers(0, 9999))
def test_two_labels_of_one_item_have_one_key(template, item, one, other):
    keys = set()
    for value in (one, other):
        payload = f"{template.pattern[:2]}{item:06d}{value:04d}"
        code = by_template(payload + check_digit(payload), "EAN13", (template,))
        assert code is not None
        keys.add(code.key)
    assert len(keys) == 1 and understand(keys.pop()[1:], "EAN13", (template,)).price_cents in (0, None)
