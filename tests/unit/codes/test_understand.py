import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.codes.code import Code
from cart.codes.plain import LONGEST, plain
from cart.codes.retail import check_digit
from cart.codes.templates import REGIONS, Template
from cart.codes.understand import is_plu, understand
from cart.errors import CodeError

GS = "\x1d"


def checked(payload: str) -> str:
    return payload + check_digit(payload)


@pytest.mark.parametrize(
    ("text", "symbology", "key"),
    [
        ("5901234123457", "EAN13", "05901234123457"),
        ("96385074", "EAN8", "00000096385074"),
        ("012345678905", "UPCA", "00012345678905"),
        ("15400141288763", "ITF14", "15400141288763"),
        ("0100012345678905", "DATABAR", "00012345678905"),
        ("00012345678905", "DATABAR", "00012345678905"),
        ("https://id.gs1.org/01/09506000134352", "QRCODE", "09506000134352"),
        ("HTTPS://shop.example/some/path/01/9506000134352?x=y", "QRCODE", "09506000134352"),
    ],
)
def test_a_packaged_product_is_its_gtin(text, symbology, key):
    code = understand(text, symbology)
    assert (code.kind, code.key, code.symbology) == ("gtin", key, symbology)


def test_an_element_string_carries_weight_price_expiry_batch_and_serial():
    text = f"0190012345678908310300125017301231{'3922'}0499{GS}10AB-7{GS}21XY"
    code = understand(text, "DATABAR_EXP")
    assert code.key == "90012345678908"
    assert (code.weight_g, code.price_cents) == (1250, 499)
    assert (code.expires, code.batch, code.serial) == ("2030-12-31", "AB-7", "XY")
    assert GS not in code.text


@pytest.mark.parametrize(
    ("ai", "grams"), [("3103001250", 1250), ("3100000002", 2000), ("3202000150", 680), ("3105123456", 1235)]
)
def test_net_weight_in_kilograms_or_pounds(ai, grams):
    assert understand("0190012345678908" + ai, "DATABAR_EXP").weight_g == grams


def test_best_before_stands_in_where_there_is_no_expiry():
    assert understand("019001234567890815300600", "DATABAR_EXP").expires == "2030-06-30"


def test_a_digital_link_carries_batch_and_expiry():
    code = understand("https://id.gs1.org/01/09506000134352/10/AB?17=291225&3103=000500", "QRCODE")
    assert (code.batch, code.expires, code.weight_g) == ("AB", "2029-12-25", 500)


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("http://www.example.com/win-a-car", "QRCODE"),
        ("MECARD:N:Sean;;", "QRCODE"),
        ("https://id.gs1.org/01/09506000134351", "QRCODE"),
        ("https://[broken/01/09506000134352", "QRCODE"),
        ("420957479499907123456123456781", "CODE128"),
        ("1012A", "DATABAR_EXP"),
    ],
)
def test_what_a_shop_has_no_use_for_is_other(text, symbology):
    assert understand(text, symbology).kind == "other"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("DCM:1234567", "member"), ("DCB:77", "badge"), ("DCL:4", "lane"), ("DCE:K7QF-29XA", "enrolment")],
)
def test_our_own_texts(text, kind):
    code = understand(text, "QRCODE")
    assert (code.kind, code.key) == (kind, text[4:])


@pytest.mark.parametrize("text", ["DCM:", "DCB:7 7", "DCL:" + "x" * 300, "DCM:<b>"])
def test_our_own_texts_damaged(text):
    with pytest.raises(CodeError, match="damaged: ask for a new one"):
        understand(text, "QRCODE")


@pytest.mark.parametrize(
    ("text", "yes"),
    [("4011", True), ("94011", True), ("84011", False), ("3000", True), ("2999", False), ("5000", False),
     ("85011", False), ("74011", False)],
)  # fmt: skip
def test_price_look_up_numbers(text, yes):
    assert is_plu(text) is yes
    assert (understand(text, "CODE128").kind == "plu") is yes


@pytest.mark.parametrize("data", ["8110106141416543213150110120"])
def test_coupons_are_recognised(data):
    code = understand(data, "DATABAR_EXP")
    assert (code.kind, code.key) == ("coupon", data[4:])


@pytest.mark.parametrize(
    ("region", "number", "price", "weight", "item"),
    [
        ("us", checked("21234580499"), 499, None, checked("021234500000").zfill(14)),
        ("nordic", checked("201234560499"), 499, None, checked("201234560000").zfill(14)),
        ("nordic", checked("211234560499"), 4990, None, checked("211234560000").zfill(14)),
        ("nordic", checked("221234560049"), 4900, None, checked("221234560000").zfill(14)),
        ("nordic", checked("231234560499"), None, 499, checked("231234560000").zfill(14)),
        ("nordic", checked("241234560499"), None, 4990, checked("241234560000").zfill(14)),
        ("nordic", checked("251234560049"), None, 4900, checked("251234560000").zfill(14)),
        ("de", checked("281234614685"), None, 14685, checked("281234000000").zfill(14)),
        ("de", checked("221234614685"), 14685, None, checked("221234000000").zfill(14)),
        ("uk", checked("201234592875"), 2875, None, checked("201234500000").zfill(14)),
        ("il", checked("291234500750"), None, 750, checked("291234500000").zfill(14)),
    ],
)
def test_store_labels_by_region(region, number, price, weight, item):
    code = understand(number, "EAN13" if len(number) == 13 else "UPCA", REGIONS[region])
    assert (code.kind, code.price_cents, code.weight_g) == ("gtin", price, weight)
    assert code.key == item


def test_a_wrong_inner_check_digit_is_refused_with_words():
    with pytest.raises(CodeError, match="price or weight in this label does not check"):
        understand(checked("281234514685"), "EAN13", REGIONS["de"])


def test_a_store_number_without_a_template_is_a_plain_number():
    assert understand(checked("291234500750"), "EAN13", ()).price_cents is None


@pytest.mark.parametrize("pattern", ["02iiiiicppppx0", "02iiiiicppppp", "02iiiizcppppx"])
def test_a_template_with_a_wrong_pattern_is_refused(pattern):
    with pytest.raises(CodeError, match="13 places"):
        Template("mine", pattern, 2, "our own scales")


@pytest.mark.parametrize(
    "text", ["", "   ", "\x1d\x1d", "a" * (LONGEST + 1), "ab\x00cd", "\u202eevil", "a\u200bb", "x\u2028y", "\ud800"]
)
def test_dangerous_text_is_refused_with_words(text):
    with pytest.raises(CodeError, match="This code"):
        plain(text)


@given(
    st.text(max_size=600),
    st.sampled_from(["EAN13", "CODE128", "QRCODE", "DATABAR", "DATABAR_EXP", "ITF14", "DATAMATRIX", ""]),
)
def test_any_text_is_understood_or_refused(text, symbology):
    try:
        code = understand(text, symbology)
    except CodeError:
        return
    assert isinstance(code, Code)
    assert len(code.text) <= 2 * LONGEST and plain(code.text) == code.text.strip(" ")
