"""What people at a lane said reaches the store with the settlement, is kept, shown, and counted in what was due."""

import json

import pytest

from cart.facts import LaneAnswer
from cart.handover import paid
from cart.handover.book import Said, Sold
from cart.handover.links import page_token
from cart.handover.sale import said_at
from cart.identity.keys import from_text, to_text
from cart.store.api import Answer
from cart.sync import wire
from cart.sync.lane import LaneClient
from cart.trip.replay import replay
from tests.support.counters import BREAD, SID, WINE, trip
from tests.support.exits import NOW
from tests.support.stores import STAFF, Desk

FACTS = trip(WINE, BREAD, produce_g=(1235,)).facts
DOCUMENT = wire.document(SID, "cart-1", FACTS)
REFUSED = {"check": "age:21", "said": "refused", "gross_g": 0, "who": "Maria", "at": NOW}
WEIGHED = {"check": "weight:3", "said": "weighed", "gross_g": 1255, "who": "", "at": NOW}


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path, replay=replay)
    yield desk
    desk.close()


def due(*answers: dict) -> int:
    told = [LaneAnswer(one["check"], one["said"], one["gross_g"]) for one in answers]
    return replay(said_at(FACTS, "4", told)).receipt.due


def settle(desk: Desk, *answers: dict, cents: int, **more):
    body = {"answers": list(answers)} if answers else {}
    return desk.settle(sid=SID, head=DOCUMENT.head, cents=cents, **body, **more)


def put(desk: Desk):
    return desk.put(wire.pack(DOCUMENT), sid=SID)


@pytest.mark.parametrize("first", ["session", "settlement"])
def test_the_sum_after_the_answers_is_what_was_due(desk, first):
    steps = [lambda: put(desk), lambda: settle(desk, REFUSED, WEIGHED, cents=due(REFUSED, WEIGHED))]
    for step in steps if first == "session" else steps[::-1]:
        assert step().status_code == 201
    text = desk.staff()
    for part in ("age:21 refused (Maria)", "weight:3 weighed 1255 g"):
        assert part in text
    assert "check</td>" not in text and "not what was due" not in text


def test_the_sum_before_the_answers_is_not(desk):
    put(desk)
    settle(desk, REFUSED, WEIGHED, cents=due())
    assert "not what was due: check" in desk.staff()


@pytest.mark.parametrize("answers", [(), (WEIGHED,)])
def test_a_check_that_nobody_answered_stands_out(desk, answers):
    """An older lane asks nothing and sends nothing: its body is taken, and a person is told."""
    put(desk)
    assert settle(desk, *answers, cents=due(*answers)).status_code == 201
    assert "sold with nobody&#39;s answer to age:21" in desk.staff()


def test_the_receipt_is_of_what_was_sold(desk):
    put(desk)
    page = f"/r/{page_token(SID)}"
    assert "Red wine" in desk.web.get(page).text
    settle(desk, REFUSED, WEIGHED, cents=due(REFUSED, WEIGHED))
    text = desk.web.get(page).text
    assert "Red wine" not in text and "1.250 kg" in text and f"${due(REFUSED, WEIGHED) / 100:.2f}" in text


def test_the_cart_hears_the_answers_in_the_stores_signed_word(desk):
    put(desk)
    settle(desk, REFUSED, {**REFUSED, "said": "seen"}, WEIGHED, cents=due({**REFUSED, "said": "seen"}, WEIGHED))
    store = from_text(to_text(desk.shop.key.verify_key))
    word = paid.verify(desk.status(SID).json()["paid"], {"store": store}, SID, DOCUMENT.head)
    assert word.answers == (LaneAnswer("age:21", "seen"), LaneAnswer("weight:3", "weighed", 1255))


def test_the_same_again_is_the_same_and_another_answer_is_another_sale(desk):
    cents = due(REFUSED)
    assert [settle(desk, REFUSED, cents=cents).status_code for _ in range(2)] == [201, 200]
    assert settle(desk, {**REFUSED, "said": "seen"}, cents=cents).status_code == 409


@pytest.mark.parametrize(
    "changes",
    [{"check": "age"}, {"check": "age:x"}, {"check": "face:1"}, {"said": "liked"}, {"gross_g": -1}, {"gross_g": 1.5},
     {"who": "x" * 101}, {"at": "now"}],
)  # fmt: skip
def test_an_answer_of_another_shape_is_refused(desk, changes):
    assert settle(desk, REFUSED | changes, cents=1).status_code == 422


def test_answers_go_with_what_was_bought(desk):
    settle(desk, REFUSED, cents=due(REFUSED))
    put(desk)
    desk.shop.records.forget_before(NOW + 1)
    assert desk.paid(SID).answers == ()


class Wire:
    """Takes what a lane sends."""

    def signed(self, identity, method, path, body=b""):
        self.body = json.loads(body)
        return self

    status, headers, body = 201, {}, b""


def test_a_lane_sends_them_only_where_it_was_asked():
    http = Wire()
    sold = Sold(1, SID, "ab", "cart-1", "card", 614, "USD", NOW)
    LaneClient(None, http).settle(sold, "4-000001")
    assert "answers" not in http.body
    said = Said(LaneAnswer("weight:3", "weighed", 1255), "Maria", NOW)
    LaneClient(None, http).settle(Sold(1, SID, "ab", "cart-1", "card", 614, "USD", NOW, (said,)), "4-000001")
    assert [Answer.model_validate(one).told() for one in http.body["answers"]] == [said]


def test_staff_pages_show_an_answer_as_text(desk):
    put(desk)
    settle(desk, REFUSED | {"who": "<b>"}, cents=due(REFUSED))
    assert "&lt;b&gt;" in desk.web.get("/staff", auth=STAFF).text
