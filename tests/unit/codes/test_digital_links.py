"""GS1 Digital Links: any domain and path, qualifiers, query, percent signs; and addresses that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.gs1 import digital_link
from cart.codes.understand import understand

TAIL = "/01/09506000134352"
GTIN = "09506000134352"


def said(link: str) -> dict[str, object]:
    found = digital_link(link)
    assert found is not None
    return {name: value for name, value in vars(found).items() if value is not None and name != "hri"}


@pytest.mark.parametrize(
    "start",
    [
        "https://id.gs1.org",
        "http://id.gs1.org",
        "HTTPS://ID.GS1.ORG",
        "https://brand.example",
        "https://brand.example:8443",
        "https://www.brand.example/products",
        "https://brand.example/a/b/c",
        "https://user:word@brand.example/x",
        "https://bücher.example",
        "https://192.0.2.7",
    ],
)
def test_any_domain_may_carry_a_product(start):
    assert said(start + TAIL) == {"gtin14": GTIN}


@pytest.mark.parametrize(
    ("number", "gtin"),
    [
        ("09506000134352", GTIN),
        ("9506000134352", GTIN),
        ("614141123452", "00614141123452"),
        ("00614141123452", "00614141123452"),
        ("96385074", "00000096385074"),
    ],
)
def test_a_shorter_gtin_is_filled_with_zeros(number, gtin):
    assert said(f"https://id.gs1.org/01/{number}") == {"gtin14": gtin}


@pytest.mark.parametrize(
    "number",
    ["", "1", "0950600013435", "95060001343520", "09506000134353", "095060001343522", "0950600013435x", "GTIN"],
)
def test_a_number_of_another_length_or_check_digit_is_no_product(number):
    assert digital_link(f"https://id.gs1.org/01/{number}") is None


@pytest.mark.parametrize(
    ("rest", "more"),
    [
        ("/10/AB", {"batch": "AB"}),
        ("/21/S1", {"serial": "S1"}),
        ("/22/2A/10/AB/21/S1", {"batch": "AB", "serial": "S1"}),
        ("?10=AB&21=S1", {"batch": "AB", "serial": "S1"}),
        ("/10/A%2FB", {"batch": "A/B"}),
        ("/21/S%252", {"serial": "S%2"}),
        ("/10/AB?17=301231", {"batch": "AB", "expires": "2030-12-31"}),
        ("?17=301200", {"expires": "2030-12-31"}),
        ("?15=300600&3922=0499", {"expires": "2030-06-30", "price_cents": 499}),
        ("?3103=000750", {"weight_g": 750}),
        ("?3201=000010", {"weight_g": 454}),
        ("#story", {}),
        ("?17=301231#story", {"expires": "2030-12-31"}),
    ],
)
def test_what_stands_behind_the_product(rest, more):
    assert said("https://id.gs1.org" + TAIL + rest) == {"gtin14": GTIN} | more


@pytest.mark.parametrize("query", ["utm_source=leaflet", "linkType=gs1:pip", "a=1&b=2", "x", "=", "&&", "utm=17"])
def test_a_query_for_other_machines_is_passed_over(query):
    assert said(f"https://id.gs1.org{TAIL}?{query}") == {"gtin14": GTIN}
    assert said(f"https://id.gs1.org{TAIL}?{query}&17=300131")["expires"] == "2030-01-31"


@pytest.mark.parametrize(
    "query", ["17=bad", "17=309931", "17=300230", "3103=1", "10=" + "A" * 21, "3922=4.99", "10=%1D"]
)
def test_damaged_data_in_the_query_makes_it_no_link(query):
    assert digital_link(f"https://id.gs1.org{TAIL}?{query}") is None


@pytest.mark.parametrize(
    "text",
    [
        "https://brand.example/",
        "https://brand.example/win-a-car",
        "https://brand.example/recipes/01/pancakes",
        "https://brand.example/2030/01/31/news",
        "https://brand.example/2030/01/",
        "https://brand.example/2030/01/17",
        "https://brand.example/2030/01/24?utm_source=leaflet",
        "https://brand.example/2030/01/31",
        "https://brand.example/01/0000000",
        "https://brand.example/promo?01=09506000134352",
        "https://brand.example/gtin/09506000134353",
        "https://brand.example/gtin/more",
        "https://brand.example/x/01/09506000134352/more",
        "https://brand.example#/01/09506000134352",
        "https://",
        "https:///",
        "https://[broken/01/09506000134352",
        "mailto:a@b.example",
        "WIFI:S:shop;T:WPA;P:secret;;",
        "tel:+15550100",
        "ftp://id.gs1.org/01/09506000134352",
        "javascript:alert(1)//01/09506000134352",
        "//id.gs1.org/01/09506000134352",
        "id.gs1.org/01/09506000134352",
    ],
)
def test_marketing_is_ignored_in_silence(text):
    assert digital_link(text) is None
    code = understand(text, "QRCODE")
    assert (code.kind, code.key) == ("other", text)


@pytest.mark.parametrize("rest", ["/00/106141412345678908", "/414/9506000134352", "/8006/095060001343520102"])
def test_a_link_to_another_thing_than_a_product_is_of_no_use(rest):
    assert understand("https://id.gs1.org" + rest, "QRCODE").kind == "other"


@pytest.mark.parametrize("symbology", ["QRCODE", "DATAMATRIX"])
def test_a_link_means_the_same_in_either_symbol_and_keeps_its_text(symbology):
    link = "https://id.gs1.org" + TAIL + "/10/AB?17=301231&3103=000500"
    code = understand(link, symbology)
    assert (code.kind, code.key, code.text) == ("gtin", GTIN, link)
    assert (code.batch, code.expires, code.weight_g) == ("AB", "2030-12-31", 500)


def test_a_link_to_a_store_label_is_read_by_the_stores_template():
    code = understand("https://shop.example/01/00212345804995", "QRCODE")
    assert (code.key, code.price_cents) == ("00212345000007", 499)


@given(st.text(max_size=60))
def test_no_address_breaks_the_parser(text):
    for start in ("https://id.gs1.org/01/", "https://", f"https://id.gs1.org{TAIL}?"):
        found = digital_link(start + text)
        assert found is None or found.gtin14 is None or len(found.gtin14) == 14
