"""The staff page and the receipt page: what they show, to whom, and that names from a feed stay text."""

import re
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp

from cart.facts import WeightChanged
from cart.handover.links import page_token
from cart.handover.money import money
from cart.identity import enrolment
from cart.identity.enrolment import LONG, PRINT, read_code
from cart.identity.keys import to_text
from cart.pricing.model import Receipt
from cart.store import staff
from cart.store.salebook import Verdict
from cart.sync.adoption import read
from cart.sync.wire import document, pack
from cart.trip.lessons import Lesson
from cart.trip.view import LineView, SavingView, Totals
from tests.support.exits import SID, PlainOutcome, item, key, plain_replay, session, trip
from tests.support.stores import STAFF, Desk

EVIL = '<script>alert("1")</script><img src=x onerror=alert(2)>'
PAGE = f"/r/{page_token(SID)}"


def test_the_receipt_shows_the_carts_lines_and_total(desk):
    assert desk.put().json()["page"] == PAGE
    text = desk.web.get(PAGE).text
    for part in ("Rye bread", "$4.25", "Milk", "$1.89", "$6.14", "Not paid yet"):
        assert part in text


def test_a_paid_receipt_has_its_number(desk):
    desk.put()
    desk.settle()
    text = desk.web.get(PAGE).text
    assert "4-000001" in text
    assert "Paid" in text


def test_a_tender_that_the_page_has_no_word_for_is_shown_as_it_is(desk):
    desk.put()
    desk.settle(tender="voucher <1>")
    assert "voucher &lt;1&gt;" in desk.web.get(PAGE).text


def test_an_unknown_receipt_says_when_to_come_back(desk):
    answer = desk.web.get("/r/" + "0" * 32)
    assert (answer.status_code, "again in a minute" in answer.text) == (404, True)


@pytest.mark.parametrize("page", [PAGE, "/staff"])
def test_a_products_name_is_never_markup(desk, page):
    desk.put(pack(session(item(EVIL, 100))))
    text = desk.web.get(page, auth=STAFF).text
    assert "<script>" not in text
    assert "<img" not in text
    assert ("&lt;script&gt;" in text) == (page == PAGE)


@pytest.mark.parametrize("page", [PAGE, "/staff"])
def test_pages_run_no_script_and_are_not_kept(desk, page):
    desk.put()
    headers = desk.web.get(page, auth=STAFF).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "same-origin")


@pytest.mark.parametrize("auth", [None, ("staff", ""), ("staff", "wrong"), ("staff", "é")])
def test_staff_pages_are_for_staff(desk, auth):
    assert desk.web.get("/staff", auth=auth).status_code == 401
    assert desk.web.post("/staff/codes", auth=auth).status_code == 401


def test_staff_see_devices_sessions_and_totals(desk):
    desk.put()
    desk.put(sid="second-trip")
    desk.settle()
    text = desk.staff()
    for part in ("<b>2</b> sessions", "<b>1</b> paid", "<b>$6.14</b> taken", "cart-1", "lane-5", SID[:8], "waiting"):
        assert part in text


def test_staff_see_a_changed_pack_and_have_it_learnt_anew(desk):
    for n in range(4):
        desk.shop.weights.take(f"s{n}", [Lesson("<bread>", 650_000, 300, 750_000)], now=n, cart=f"cart-{n}")
    text = desk.staff()
    assert "&lt;bread&gt;" in text and "750.0 g" in text and "650.0 g" in text and "of 4 carts" in text
    desk.web.post("/staff/relearn", data={"product": "<bread>"}, auth=STAFF)
    assert "bread" not in desk.staff()


def test_staff_accept_what_a_pack_weighs_of_late(desk):
    for n in range(3):
        desk.shop.weights.take(f"s{n}", [Lesson("bread", 650_000, 300, 750_000)], now=n, cart=f"cart-{n}")
    desk.web.post("/staff/accept", data={"product": "bread"}, auth=STAFF)
    assert desk.shop.weights.learnt()["bread"].mean_mg == 650_000
    assert "look at the pack" not in desk.staff()


def test_only_a_paid_trip_teaches_and_staff_take_its_lessons_back(desk):
    start, scan, *rest = trip(item("Rye bread", 425))
    weighed = WeightChanged(at=2.5, trip=1, change=1, mg=612_000, sigma_mg=300)
    taught = document(SID, "cart-1", [start, scan, weighed, *rest])
    desk.put(pack(taught))
    assert desk.shop.weights.sessions() == frozenset()
    desk.settle(head=taught.head, cents=425)
    assert desk.shop.weights.sessions() == {SID} and "Take its weights back" in desk.staff()
    desk.web.post("/staff/unteach", data={"sid": SID}, auth=STAFF)
    assert desk.shop.weights.learnt() == {} and "Take its weights back" not in desk.staff()


def test_the_list_is_of_the_newest_and_the_totals_are_of_all(desk):
    desk.put()
    desk.settle()
    records = desk.shop.records
    for number in range(205):
        old = replace(records.session(SID), sid=f"{number:032d}", page=str(number), received=desk.now + number)
        records.insert(old)
    text = desk.staff()
    assert "<b>206</b> sessions" in text
    assert text.count("/r/") == 200
    assert "on its way" not in text


def test_staff_make_a_code_for_a_lane(desk):
    text = desk.web.post("/staff/codes", auth=STAFF).text
    (secret,) = desk.shop.records.codes("lane", desk.now)
    assert secret[:5] in text
    assert "--lane NAME" in text


def read_from(page: str) -> str:
    """What a camera reads of the page's QR code, whose rows are drawn as strokes: M x y, h length, m dx dy."""
    side = int(re.search(r'<svg width="(\d+)"', page).group(1)) // 7
    strokes = re.search(r'class="qrline"[^>]* d="([^"]+)"', page).group(1)
    grey = np.full((side, side), 255, dtype=np.uint8)
    x = y = 0.0
    for move, one, other in re.findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", strokes):
        if move == "h":
            grey[int(y), int(x) : int(x + float(one))] = 0
            x += float(one)
        else:
            x, y = (0.0, 0.0) if move == "M" else (x, y)
            x, y = x + float(one), y + float(other)
    (found,) = zxingcpp.read_barcodes(np.kron(grey, np.ones((6, 6), dtype=np.uint8)))
    return found.text


@pytest.mark.parametrize("uses", [1, 10])
def test_the_page_shows_new_carts_a_code_that_so_many_may_use(desk, uses):
    text = desk.web.post("/staff/carts", data={"uses": uses}, auth=STAFF).text
    invitation = read(read_from(text))
    assert invitation.url == "http://store" and len(invitation.code.replace("-", "")) == LONG + PRINT
    assert "15 minutes" in text and ("10 new carts" in text) == (uses == 10)
    code = read_code(invitation.code)
    for number in range(uses):
        assert joined(desk, code, number) == 201
    assert joined(desk, code, 30) == 403
    typed = re.search(r'class="code">([-0-9A-Z]{23})<', text).group(1)
    assert [joined(desk, read_code(typed), number) for number in (40, 41)] == [201, 403]
    assert ">cart-2<" in desk.web.get("/staff/devices", auth=STAFF).text


def joined(desk, code, number: int) -> int:
    public = to_text(key(100 + number).verify_key)
    proof = enrolment.proof(code.secret, "cart", "", public)
    asked = {"role": "cart", "name": "", "public_key": public, "proof": proof}
    return desk.web.post("/v1/enrolments", json=asked).status_code


def test_a_code_on_the_page_is_soon_too_old(desk):
    code = read_code(read(read_from(desk.web.post("/staff/carts", data={"uses": 10}, auth=STAFF).text)).code)
    desk.now += 901
    assert joined(desk, code, 1) == 403


@pytest.mark.parametrize("uses", [0, 11, -1, "many"])
def test_no_more_than_ten_carts_a_code(desk, uses):
    assert desk.web.post("/staff/carts", data={"uses": uses}, auth=STAFF).status_code == 422


def test_staff_revoke_a_cart(desk):
    answer = desk.web.post("/staff/revoke", data={"device": "cart-1"}, auth=STAFF)
    assert "no longer believed" in answer.text
    assert desk.put().status_code == 401


def test_another_sites_form_presses_nothing(desk):
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = desk.web.post("/staff/revoke", data={"device": "cart-1"}, auth=STAFF, headers=headers)
    assert answer.status_code == 403
    assert desk.put().status_code == 201


def test_the_front_leads_to_staff_and_the_style_is_served(desk):
    assert desk.web.get("/", follow_redirects=False).headers["Location"] == "/staff"
    assert desk.web.get("/style.css").headers["Content-Type"].startswith("text/css")


def rich(facts):
    """Spanish, with a weighed line, an offer, tax, a deposit and a coupon."""
    plain = plain_replay(facts)
    weighed = LineView(("8",), "PLU4011", "Plátanos", "fruit", None, 1, "kg", 199, 148, 148, net_g=742)
    three = LineView(("9",), "1", "Leche", "dairy", None, 3, "ea", 100, 300, 200, (SavingView("3 por 2", 100),))
    view = replace(plain.view, language="es", currency="EUR", lines=(weighed, three), totals=Totals(tax_included=True))
    return PlainOutcome(view, Receipt((), 448, 348, 100, 50, 150, (("A", 31), ("B", 0)), 25, 323, 325, 0, 0))


@pytest.mark.parametrize(("unit", "words"), [("kg", "0.742 kg × $1.99/kg"), ("lb", "1.64 lb × $1.99/lb")])
def test_a_weight_is_told_in_the_unit_that_prices_it(tmp_path, unit, words):
    def weighed(facts):
        plain = plain_replay(facts)
        line = LineView(("8",), "PLU4011", "Bananas", "fruit", None, 1, unit, 199, 148, 148, net_g=742)
        return PlainOutcome(replace(plain.view, lines=(line,)), plain.receipt)

    desk = Desk(tmp_path, replay=weighed)
    desk.put()
    assert words in desk.web.get(PAGE).text
    desk.close()


def test_the_receipt_speaks_the_trips_language_and_says_why(tmp_path):
    desk = Desk(tmp_path, replay=rich)
    desk.put()
    text = desk.web.get(PAGE).text.replace("\xa0", " ")
    for part in ('lang="es"', "0.742 kg × 1,99 €/kg", "3 × 1,00 €", "3 por 2 −1,00 €", "<s>3,00 €</s> 2,00 €",
                 "Impuestos (incluidos) A", "0,31 €", "Depósito", "Cupones", "-0,50 €", "3,23 €",
                 "Ha ahorrado 1,50 €"):  # fmt: skip
        assert part in text
    assert "(incluidos) B" not in text
    desk.close()


@pytest.mark.parametrize(
    ("cents", "currency", "text"), [(614, "USD", "$6.14"), (614, "JPY", "¥614"), (-5, "USD", "-$0.05")]
)
def test_amounts_are_written_as_the_currency_is(cents, currency, text):
    assert money(cents, currency) == text


def test_the_sums_are_kept_a_row_a_day_and_agree_with_the_sales(desk):
    """Sold, then not borne out any more (a correction of the lane's word), on two days, in the page's own words."""
    book, start = desk.shop.records.sales, desk.now
    for day in range(3):
        sid = f"trip-of-day-{day}"
        sold = session(item("Gum", 100 + day), sid=sid)
        desk.put(pack(sold), sid=sid)
        at = start + (day // 2) * 86_400
        desk.settle(sid=sid, head=sold.head, cents=100 + day, receipt=f"4-{day}", at=at)
    assert book.taken() == {"USD": (3, 303)} and "$3.03" in desk.staff()
    assert len(desk.shop.records._file.rows("select * from sums")) == 2
    (first,) = book.of("trip-of-day-0", "cart-1")
    for lacking in ("less", "less", "", ""):
        book.judge(first, Verdict(100, "", lacking))
        paid = [one.cents for one in book.all(paid=True)]
        assert book.taken() == {"USD": (len(paid), sum(paid))}
    assert book.told() == {}


MANY = """with recursive k(n) as (select {0} union all select n + 1 from k where n < {1}) insert into sessions
select 'trip-' || n, cart, head, body, receipt, 'p' || n, lane, due, currency, received + n, '', 0, 0, ''
from sessions, k where sid = '{2}'"""
SOLD = """with recursive k(n) as (select {0} union all select n + 1 from k where n < {1}) insert into sales
select 'trip-' || n, cart, key, head, lane, tender, cents, currency, 'r' || n, at, paid, due, '', '' from sales, k
where sid = '{2}'"""


def test_the_page_costs_no_more_where_there_are_many_trips(desk):
    """What the file has to do for it, counted in steps of SQLite's machine."""
    desk.put()
    desk.settle()
    file, steps = desk.shop.records._file, []
    for first, last in ((1, 400), (401, 6000)):
        file.write(MANY.format(first, last, SID))
        file.write(SOLD.format(first, last, SID))
        taken = [0]
        file._conn.set_progress_handler(lambda taken=taken: taken.__setitem__(0, taken[0] + 1), 100)
        staff.values(desk.shop)
        file._conn.set_progress_handler(None, 0)
        steps.append(taken[0])
    assert steps[1] < 1.2 * steps[0]
