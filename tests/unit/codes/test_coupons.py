"""Coupons of North America: what all copies share, what is this copy's alone, and what is no coupon."""

import pytest

from cart.codes.coupons import coupon
from cart.codes.understand import understand
from cart.errors import CouponError

START = "1061414165432131501101" + "20"
"""Company 0614141, offer 654321, saves 1.50 on one of family 120."""


def test_two_copies_of_a_serialised_coupon_are_one_coupon():
    one, other = (understand("8112001234561234560" + serial, "DATABAR_EXP") for serial in ("123456", "654321"))
    assert one.key == other.key == "00123456123456"
    assert (one.serial, other.serial) == ("123456", "654321")


def test_the_dates_inside_a_coupon_are_read():
    code = understand("811020840243103274533001100001011000093210531", "DATABAR_EXP")
    assert (code.kind, code.expires) == ("coupon", "2021-05-31")


@pytest.mark.parametrize(
    ("more", "serial", "starts", "expires"),
    [
        ("", None, None, None),
        ("3301231", None, None, "2030-12-31"),
        ("33012314300101", None, "2030-01-01", "2030-12-31"),
        ("50123456", "123456", None, None),
        ("330123152" + "12345678", "12345678", None, "2030-12-31"),
        ("121101409", None, None, None),
        ("1211014012345678", None, None, None),
        ("21102561" + "0012666", None, None, None),
        ("61" + "1234567", None, None, None),
        ("91010", None, None, None),
    ],
)
def test_its_optional_fields(more, serial, starts, expires):
    found = coupon("8110", START + more)
    assert (found.serial, found.starts, found.expires) == (serial, starts, expires)
    assert found.key.startswith(START)
    assert serial is None or serial not in found.key


@pytest.mark.parametrize(
    ("identifier", "data"),
    [
        ("8110", ""),
        ("8110", "1"),
        ("8110", "7" + START[1:]),
        ("8110", START[:-1]),
        ("8110", START + "3"),
        ("8110", START + "3301332"),
        ("8110", START + "3300230"),
        ("8110", START + "33001014301231"),
        ("8110", START + "43001013301231"),
        ("8110", START + "7"),
        ("8110", START + "91310"),
        ("8110", START + "91012"),
        ("8110", START + "6A"),
        ("8112", "0"),
        ("8112", "2012345612345601234567"),
        ("8112", "00123456123456012345"),
        ("8112", "0012345612345601234567"),
    ],
)
def test_what_breaks_the_rules_is_refused_in_words(identifier, data):
    with pytest.raises(CouponError, match="ask for help"):
        coupon(identifier, data)
