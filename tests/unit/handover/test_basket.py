from dataclasses import replace

from cart.handover import token as tokens
from cart.handover.basket import Signer, lane_code
from cart.handover.links import page_token, receipt_link
from cart.handover.token import TokenLine
from cart.trip.view import LineView
from tests.support.exits import CART, DUE, KEYS, NOW, SID, PlainOutcome, plain_replay, trip

SIGNER = Signer("cart-1", CART)
OUTCOME = plain_replay(trip())
HEAD = bytes(32)


def code(outcome: PlainOutcome, **more: bool) -> tokens.LaneToken:
    return tokens.read(lane_code(outcome, HEAD, SIGNER, NOW, **more), KEYS)


def with_row(row: LineView) -> PlainOutcome:
    return replace(OUTCOME, view=replace(OUTCOME.view, lines=(row, *OUTCOME.view.lines)))


def test_the_code_holds_the_whole_basket():
    token = code(OUTCOME)
    assert (token.sid, token.lane, token.due, token.expires) == (SID, "4", DUE, NOW)
    assert token.lines == (TokenLine("0" * 13 + "1", 1, 0, 425), TokenLine("0" * 13 + "2", 1, 0, 189))


def test_the_reference_form_is_on_request():
    assert code(OUTCOME, whole=False).lines is None


def test_a_weighed_row_says_its_net_grams():
    row = LineView(("9",), "PLU4011", "Bananas", "fruit", None, 1, "kg", 199, 148, 148, net_g=742)
    token = code(with_row(row))
    assert token.lines is not None
    assert token.lines[-1] == TokenLine("PLU4011", 0, 742, 148)


def test_a_basket_that_fits_no_code_is_handed_over_by_reference():
    row = LineView(("9",), "deli-ticket", "Deli", "deli", None, 1, "ea", 199, 148, 148)
    assert code(with_row(row)).lines is None


def test_the_receipts_link_is_known_without_the_store_and_tells_nothing_of_the_sid():
    assert receipt_link("http://store/", SID) == f"http://store/r/{page_token(SID)}"
    assert SID not in page_token(SID)
    assert page_token(SID) != page_token(SID[::-1])
