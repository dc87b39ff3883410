"""Claim and settle: one lane, once, however often it is said."""

import pytest

from cart.handover import paid
from cart.identity.keys import from_text, to_text
from cart.sync.wire import pack
from tests.support.exits import CART, NOW, SID, session


def test_one_lane_claims_and_claims_again(desk):
    desk.put()
    assert [desk.claim().status_code, desk.claim().status_code] == [200, 200]


def test_the_lane_that_the_cart_named_is_the_only_one(desk):
    desk.put()
    answer = desk.claim("5")
    assert (answer.status_code, "lane 4" in answer.json()["detail"]) == (409, True)


def test_a_session_bound_to_no_lane_goes_to_the_first_that_claims(desk):
    document = session(lane="")
    desk.put(pack(document))
    assert [desk.claim(lane, document.head).status_code for lane in ("5", "4", "5")] == [200, 409, 200]


def test_a_claim_that_led_to_nothing_can_be_had_by_another(desk):
    document = session(lane="")
    desk.put(pack(document))
    desk.claim("5", document.head)
    desk.now += 301
    assert desk.claim("4", document.head).status_code == 200


def test_a_claim_of_an_older_basket_is_refused(desk):
    desk.put()
    assert desk.claim(head="00" * 32).status_code == 409


def test_a_cart_may_not_claim_or_settle(desk):
    desk.put()
    for path in ("claim", "settlement"):
        assert desk.ask(("cart-1", CART), "POST", f"/v1/sessions/{SID}/{path}", b"{}").status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"head": 7}', b"<html>"])
def test_a_claim_of_another_shape_is_refused_in_words(desk, body):
    desk.put()
    answer = desk.ask(desk.lane("4"), "POST", f"/v1/sessions/{SID}/claim", body)
    assert (answer.status_code, bool(answer.json()["detail"])) == (422, True)


def test_settling_is_once_however_often_it_is_said(desk):
    desk.put()
    assert [desk.settle().status_code for _ in range(3)] == [201, 200, 200]
    assert (desk.paid().receipt, desk.told()) == ("4-000001", [])


def test_a_paid_session_cannot_be_claimed_again(desk):
    desk.put()
    desk.settle()
    answer = desk.claim()
    assert (answer.status_code, "4-000001" in answer.json()["detail"]) == (409, True)


def test_a_double_sale_is_refused_and_shown_to_staff(desk):
    desk.put()
    desk.settle("4")
    answers = [desk.settle("5") for _ in range(2)]
    assert [(one.status_code, "lane 4" in one.json()["detail"]) for one in answers] == [(409, True)] * 2
    assert desk.told() == [("5", "lane")]
    assert "if it took money, give it back" in desk.staff()


def test_a_receipt_number_is_used_once(desk):
    desk.settle()
    assert desk.settle(sid="second-trip").status_code == 409
    assert [row["sid"] for row in desk.shop.records.sales.conflicts()] == ["second-trip"]
    assert "look into its book" in desk.staff()


def test_an_offline_sale_may_arrive_before_the_session(desk):
    assert desk.settle().status_code == 201
    assert "on its way" in desk.staff()
    assert desk.put().status_code == 201
    assert "on its way" not in desk.staff()


def test_a_sale_of_another_basket_is_shown_to_staff(desk):
    desk.put()
    desk.settle(head="00" * 32)
    assert "for another basket" in desk.staff()


@pytest.mark.parametrize(
    ("tender", "cents", "words"),
    [
        ("card", 614, ""),
        ("cash", 615, ""),
        ("card", 615, "not what was due: check"),
        ("cash", 600, "due: $6.15: check"),
    ],
)
def test_a_sale_for_another_sum_is_shown_to_staff(desk, tender, cents, words):
    """Due are 6.14, in cash 6.15."""
    desk.put()
    desk.settle(tender=tender, cents=cents)
    assert words in desk.staff() and (": check" in desk.staff()) == bool(words)


def test_the_cart_hears_that_it_is_paid_in_the_stores_signed_words(desk):
    desk.put()
    assert desk.status().json()["paid"] == ""
    desk.settle()
    store = from_text(to_text(desk.shop.key.verify_key))
    word = paid.verify(desk.status().json()["paid"], {"store": store}, SID, session().head)
    assert (word.lane, word.cents, word.tender, word.receipt) == ("4", 614, "card", "4-000001")


@pytest.mark.parametrize(
    "changes",
    [{"cents": "614"}, {"cents": 6.5}, {"at": None}, {"tender": 7}, {"cents": -1}, {"cents": 10**20}, {"at": 10**20}],
)
def test_a_settlement_of_another_shape_is_refused(desk, changes):
    assert desk.settle(**changes).status_code == 422


def test_the_time_of_a_sale_is_the_lanes(desk):
    desk.put()
    desk.settle(at=NOW - 500)
    assert desk.paid().at == NOW - 500
