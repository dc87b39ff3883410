"""Calls at the store: who calls, where, for how long; seen, coming, done; and that what is over stays over."""

import base64
import json

import pytest

from cart.identity.keys import from_text, to_text
from cart.sync import calls
from cart.sync.calls import Call, pack
from tests.support.exits import CART
from tests.support.stores import STAFF

CALL = Call("c" * 32, True, "left", "Rye bread", "7", 65)


def tell(desk, call=CALL, who=("cart-1", CART)):
    return desk.ask(who, "PUT", "/v1/call", pack(call))


def answer(desk, call=CALL) -> tuple[str, str]:
    message = base64.b64decode(tell(desk, call).json()["answer"])
    said = calls.read(message, {"store": from_text(to_text(desk.shop.key.verify_key))})
    return said.said, said.who


def press(desk, said: str, call: str = CALL.call, name: str = "Maria", **more):
    data = {"call": call, "said": said}
    return desk.web.post("/staff/calls", data=data, auth=(name, STAFF[1]), **more)


def shown(desk) -> str:
    return desk.web.get("/staff/calls", auth=STAFF).text


def test_a_call_is_on_top_of_the_staff_page_with_all_that_one_needs(desk):
    assert "No shopper calls." in desk.staff()
    tell(desk)
    text = desk.staff()
    for part in ("Cart cart-1", "cannot name", "aisle 7, Rye bread", ">1:05</time>", "nobody has answered"):
        assert part in text
    assert text.index("Shoppers who call") < text.index("The newest sessions")


def test_it_is_seen_then_somebody_comes_then_it_is_done(desk):
    assert answer(desk) == ("told", "")
    press(desk, "seen")
    assert answer(desk) == ("seen", "Maria") and "seen by Maria" in shown(desk)
    press(desk, "coming", name="Ana")
    assert answer(desk) == ("coming", "Ana") and "Ana is coming" in shown(desk)
    press(desk, "done")
    assert answer(desk) == ("done", "") and "No shopper calls." in shown(desk)


def test_the_clock_runs_from_when_it_was_made(desk):
    tell(desk)
    desk.now += 60
    tell(desk, Call(CALL.call, True, "price", age_s=125))
    assert ">2:05</time>" in shown(desk) and "a price" in shown(desk)


def test_the_shopper_ends_it(desk):
    tell(desk)
    tell(desk, Call(CALL.call, open=False))
    assert "No shopper calls." in shown(desk)
    assert answer(desk) == ("done", ""), "what is over never opens again, however often it is told"
    press(desk, "coming")
    assert answer(desk) == ("done", "")


def test_the_end_of_a_call_that_nobody_knew_is_nothing(desk):
    assert answer(desk, Call("d" * 32, open=False)) == ("done", "")


def test_a_cart_has_one_call(desk):
    tell(desk)
    tell(desk, Call("d" * 32, reason="price"))
    assert shown(desk).count("<b>Cart cart-1</b>") == 1 and "a price" in shown(desk)


def test_who_waits_longest_comes_first(desk):
    desk.enrol("cart", "cart-2", CART.__class__(b"\x09" * 32))
    tell(desk, Call("d" * 32, age_s=5))
    tell(desk, Call("e" * 32, age_s=500), who=("cart-2", CART.__class__(b"\x09" * 32)))
    text = shown(desk)
    assert text.index("cart-2") < text.index("cart-1")


def test_a_cart_that_went_silent_is_told_apart(desk):
    tell(desk)
    assert "no word from the cart" not in shown(desk)
    desk.now += 31
    assert "no word from the cart" in shown(desk)


def test_calls_are_kept_over_a_restart_and_a_day(desk, tmp_path):
    tell(desk)
    desk.now += 86_401
    tell(desk, Call("d" * 32), who=("cart-1", CART))
    assert [one.call for one in desk.shop.calls.open()] == ["d" * 32]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"<html>", pack(Call("short")), pack(Call("c" * 32, reason="x" * 201)),
     pack(Call("c" * 32, age_s=-1)), pack(Call("c" * 32, age_s=86_400)), json.dumps({"call": 7}).encode()],
)  # fmt: skip
def test_what_is_no_call_is_refused_in_words(desk, body):
    reply = desk.ask(("cart-1", CART), "PUT", "/v1/call", body)
    assert reply.status_code == 422 and reply.json()["detail"]


def test_only_carts_call(desk):
    assert tell(desk, who=desk.lane("4")).status_code == 403
    assert desk.web.put("/v1/call", content=pack(CALL)).status_code == 401


def test_only_staff_see_and_answer(desk):
    tell(desk)
    assert desk.web.get("/staff/calls").status_code == 401
    assert desk.web.post("/staff/calls", data={"call": CALL.call, "said": "seen"}).status_code == 401
    assert press(desk, "seen", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert press(desk, "liked").status_code == 422
    assert answer(desk) == ("told", "")


@pytest.mark.parametrize(("name", "who"), [("", "Staff"), ("  ", "Staff"), ("M" * 50, "M" * 40)])
def test_the_name_is_the_one_signed_in_with(desk, name, who):
    tell(desk)
    press(desk, "coming", name=name)
    assert answer(desk) == ("coming", who)


def test_a_name_is_never_markup(desk):
    tell(desk, Call("c" * 32, reason="<b>x", near="<img>", aisle="<i>"))
    press(desk, "coming", name="<script>")
    assert "<img>" not in shown(desk) and "<b>x" not in shown(desk) and "&lt;script&gt; is coming" in shown(desk)


def test_the_page_renews_itself_with_the_stores_own_script_alone(desk):
    page = desk.web.get("/staff", auth=STAFF)
    assert page.headers["Content-Security-Policy"].endswith("script-src 'self'; connect-src 'self'; font-src 'self'")
    assert page.text.count("<script") == 1 and "//" not in page.text
    script = desk.web.get("/staff.js")
    assert script.headers["Content-Type"].startswith("text/javascript") and "dataset.renew" in script.text
    assert 'data-renew="/staff/calls"' in page.text
