"""Targets: every parser that a scanned text reaches, and the decoder's answer that brings it."""

from datetime import date

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.codes.code import Code
from cart.codes.evidence import Evidence
from cart.codes.gs1 import Elements, digital_link, message
from cart.codes.labels import us_price_label
from cart.codes.own import own
from cart.codes.plain import LONGEST, plain
from cart.codes.retail import check_digit, expand_upce
from cart.codes.templates import REGIONS, US, Template, by_template
from cart.codes.understand import understand
from cart.errors import CodeError, TokenError
from cart.facts import Terms, decode, encode
from cart.handover import base45
from cart.identity.enrolment import read_code
from cart.inbox import Inbox
from cart.trip.intake import Intake
from drivers.decoding import decoded
from drivers.sim.clock import DrivenClock
from tests.fuzz.target import Target, refusing, text_of
from tests.support import badges

SYMBOLOGIES = ("EAN13", "EAN8", "UPCA", "UPCE", "ITF14", "CODE128", "DATABAR", "DATABAR_EXP", "QRCODE", "DATAMATRIX")
PLACES = [(symbology, region) for symbology in SYMBOLOGIES for region in sorted(REGIONS)]
LETTUCE = Product("00212345000007", "Lettuce", 199, "pantry", gtin="00212345000007", plu="4061")
SHELF = Snapshot.of_products([LETTUCE], Terms("1", "USD", {}, {"A": 0}))


def as_code(raw: bytes) -> None:
    """The first byte says which symbol, in which region."""
    symbology, region = PLACES[(raw or b"\0")[0] % len(PLACES)]
    with refusing(CodeError):
        check_code(understand(text_of(raw[1:]), symbology, REGIONS[region]))


def check_code(code: Code) -> None:
    for shown in (code.key, code.text, code.batch, code.serial):
        assert shown is None or (plain(shown) == shown.strip(" ") and len(shown) <= 2 * LONGEST), shown
    check_figures(code)


def check_figures(said: Code | Elements) -> None:
    for amount in (said.weight_g, said.price_cents):
        assert amount is None or (type(amount) is int and amount >= 0), amount
    assert said.expires is None or date.fromisoformat(said.expires).isoformat() == said.expires


def as_message(raw: bytes) -> None:
    if found := message(text_of(raw)):
        check_figures(found)


def as_link(raw: bytes) -> None:
    for start in ("", "https://id.gs1.org/01/", "https://id.gs1.org/01/09506000134352"):
        if found := digital_link(start + text_of(raw)):
            check_figures(found)


def as_coupon(raw: bytes) -> None:
    for identifier in ("8110", "8112"):
        with refusing(CodeError):
            code = understand(identifier + text_of(raw), "DATABAR_EXP")
            check_code(code)
            assert code.kind in ("coupon", "other", "gtin"), code


def as_label(raw: bytes) -> None:
    """The bytes' digits as a store label of each region, with the right check digit."""
    payload = "".join(str(byte % 10) for byte in raw[:12]).ljust(12, "0")
    for templates in REGIONS.values():
        with refusing(CodeError):
            if code := by_template(payload + check_digit(payload), "EAN13", templates):
                check_code(code)


def as_template(raw: bytes) -> None:
    """The first byte as the decimals, then a pattern, then the bytes behind a comma as the digits of a number."""
    pattern, _, number = raw[1:].partition(b",")
    digits = "".join(str(byte % 10) for byte in number[:13]).zfill(13)
    with refusing(CodeError):
        ours = Template("ours", text_of(pattern), (raw or b"\2")[0], "our own")
        if code := by_template(digits, "EAN13", [ours]):
            check_code(code)


def as_counter_label(raw: bytes) -> None:
    item = "002" + "".join(str(byte % 10) for byte in raw[2:7]).ljust(5, "0") + "000009"
    cents = int.from_bytes(raw[:2], "big")
    if 0 < cents <= 9999:
        assert understand(us_price_label(item, cents), "UPCA", US).price_cents == cents


def as_own(raw: bytes) -> None:
    for start in ("", "DCM:", "DCB:", "DCL:", "DCE:"):
        with refusing(CodeError):
            if code := own(start + text_of(raw), "QRCODE"):
                check_code(code)


def as_enrolment(raw: bytes) -> None:
    with refusing(TokenError):
        code = read_code(text_of(raw))
        assert read_code(str(code)) == code


def as_base45(raw: bytes) -> None:
    assert base45.decode(base45.encode(raw)) == raw
    with refusing(TokenError):
        text = text_of(raw)
        assert base45.encode(base45.decode(text)) == text


def as_upce(raw: bytes) -> None:
    with refusing(CodeError):
        assert len(expand_upce(text_of(raw))) == 12


def as_scan(raw: bytes) -> None:
    """Through the cart's own door, by camera and by wand: it never raises, and what it posts can be journaled."""
    clock = DrivenClock()
    inbox = Inbox(clock)
    intake = Intake(inbox, lambda: SHELF, clock)
    intake.admits = badges.gate(clock).admits
    text = text_of(raw)
    intake.typed(text)
    for symbology in ("EAN13", "CODE128", "QRCODE", "DATABAR_EXP"):
        intake.scanned(text, symbology)
    for fact in inbox.take(0.0):
        assert decode(encode(fact)) == fact


def as_answer(raw: bytes) -> None:
    with refusing(CodeError):
        frame = decoded.decode(raw)
        assert decoded.decode(decoded.encode(frame)) == frame
        evidence = Evidence(lambda key: True)
        for at in range(3):
            believed = evidence.see(frame.sightings, float(at), frame.glimpse)
            assert {one.text for one in believed} <= {one.text for one in frame.sightings}


GTIN = b"0109506000134352"
LINK = b"https://id.gs1.org/01/09506000134352/10/AB?17=301231&3103=000500"
MESSAGES = (GTIN, GTIN + b"3103001250392204991730123110AB-7\x1d21XY", GTIN + b"320200015015290600", b"10AB\x1d" + GTIN)
COUPONS = (b"106141416543213150110120", b"1061414165432131501101201211014092110256100126663101231")
TEXTS = (
    b"5901234123457", b"96385074", b"012345678905", b"212345804995", b"2012345804999", b"2812341012349", b"04210000526",
    b"4011", b"94011", b"DCM:1000017", b"DCB:77", b"DCL:4", b"DCE:K7QF2-9XA00-11111-22222", b"8110" + COUPONS[0], LINK,
    b"https://brand.example/win-a-car", b"DCP:6BFOXN", b"SC1:6BFOXN", b"WIFI:S:shop;T:WPA;P:secret;;", *MESSAGES,
)  # fmt: skip
ANSWERS = (
    b'{"at": 1.5, "sightings": [{"text": "5901234123457", "symbology": "EAN13", "family": "zxing", "by": "whole",'
    b' "corners": [[1.0, 2.0], [3.0, 2.0]], "margin": null}], "glimpse": {"bars": true, "width_px": 80.5,'
    b' "sharpness": 0.5, "glare": 0.0}, "cpu_ms": 4.25}',
    b'{"at": 2}',
    b'{"at": 3, "sightings": [{"text": "96385074", "symbology": "EAN8", "family": "template", "margin": -1e308},'
    b' {"text": "5901234123457", "symbology": "EAN13", "family": "zbar", "corners": [[1e308, 1e308]]}]}',
)
TARGETS = {
    "any code": Target(as_code, tuple(bytes([place]) + text for text in TEXTS for place in (0, 31, 36, 41))),
    "element string": Target(as_message, MESSAGES),
    "digital link": Target(as_link, (LINK, b"09506000134352/21/S%2F1", b"/22/2A/10/AB?15=300600&3922=0499#x")),
    "coupon": Target(as_coupon, COUPONS),
    "store label": Target(as_label, (b"021234580499", b"281234101234", b"291234500750")),
    "store template": Target(as_template, (b"\x0202iiiiicppppx,0212345804995", b"\x0027iiiiiinnnnx,2712345600123")),
    "counter's label": Target(as_counter_label, (b"\x01\xf3\x02\x03\x00\x01\x00",)),
    "our own": Target(as_own, (b"1000017", b"77", b"4", b"DCE:K7QF2-9XA00-11111-22222")),
    "enrolment code": Target(as_enrolment, (b"K7QF2-9XA00-11111-22222", b"dce:k7qf2 9xaoo iiiii lllll")),
    "base45": Target(as_base45, (b"BB8", b"%69 VD92EX0", b"UJCLQE7W581")),
    "UPC-E": Target(as_upce, (b"04252614", b"01234505")),
    "scan": Target(as_scan, TEXTS),
    "decoder's answer": Target(as_answer, ANSWERS),
}
