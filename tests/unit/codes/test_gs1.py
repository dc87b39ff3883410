"""GS1 element strings and Digital Links, one identifier at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.gs1 import digital_link, message
from cart.codes.retail import check_digit

GTIN = "0109506000134352"
GS = "\x1d"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (GTIN, "gtin14", "09506000134352"),
        (GTIN + "10AB-12", "batch", "AB-12"),
        (GTIN + "21S1" + GS + "10B", "serial", "S1"),
        (GTIN + "21S1" + GS + "10B", "batch", "B"),
        (GTIN + "17300131", "expires", "2030-01-31"),
        (GTIN + "17300200", "expires", "2030-02-28"),
        (GTIN + "15290615", "expires", "2029-06-15"),
        (GTIN + "1529061517300101", "expires", "2030-01-01"),
        (GTIN + "3103000999", "weight_g", 999),
        (GTIN + "3101000012", "weight_g", 1200),
        (GTIN + "3201000010", "weight_g", 454),
        (GTIN + "39220499", "price_cents", 499),
        (GTIN + "39201250", "price_cents", 125000),
        (GTIN + "39319780499", "price_cents", 4990),
    ],
)
def test_one_identifier(text, field, value):
    found = message(text)
    assert found is not None and getattr(found, field) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01",
        "0109506000134353",
        GTIN + "17301341",
        GTIN + "17300230",
        "99",
        "hello",
        GTIN + "3109000001x",
        "(01)09506000134352",
    ],
)
def test_what_is_no_message_or_has_a_wrong_check_digit_is_none(text):
    assert message(text) is None


@pytest.mark.parametrize(
    ("link", "gtin"),
    [
        ("https://id.gs1.org/01/09506000134352", "09506000134352"),
        ("http://brand.example/products/01/9506000134352/21/ABC", "09506000134352"),
        ("https://id.gs1.org/8006/095060001343520102", None),
    ],
)
def test_digital_links(link, gtin):
    found = digital_link(link)
    assert (found.gtin14 if found else None) == gtin


@pytest.mark.parametrize(
    "link", ["ftp://id.gs1.org/01/09506000134352", "01/09506000134352", "https://a.example/01/1", "https://"]
)
def test_other_addresses_are_none(link):
    assert digital_link(link) is None


@given(st.text("0123456789", min_size=13, max_size=13))
def test_any_gtin_round_trips_through_both_forms(payload):
    gtin = payload + check_digit(payload)
    by_message, by_link = message("01" + gtin), digital_link(f"https://id.gs1.org/01/{gtin}")
    assert by_message is not None and by_link is not None
    assert by_message.gtin14 == by_link.gtin14 == gtin
