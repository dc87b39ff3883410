"""A cart served at a lane: no money before the answers, whatever the order of commands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.errors import StoreError, TokenError
from cart.facts import LaneAnswer
from cart.handover import paid
from cart.handover.sale import said_at
from cart.sync import wire
from cart.trip.checks import in_force
from cart.trip.replay import replay
from tests.support.counters import BANANAS, BEER, BREAD, SID, WINE, Counter, trip
from tests.support.exits import KEYS


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def test_with_nothing_to_check_it_is_ready_at_once(counter):
    assert counter.serving.step == "waiting"
    assert counter.serving.read(counter.handed(trip(BREAD).facts)) == "ready"
    assert counter.serving.pay("card").startswith("DCP:") and counter.serving.step == "paid"


@pytest.mark.parametrize("known", [True, False])
def test_no_money_before_each_answer(counter, known):
    serving = counter.serving
    assert serving.read(counter.handed(trip(BEER, WINE, produce_g=(1235,)).facts, known=known)) == "asking"
    assert [check.key for check in serving.open] == ["age:21", "age:18", "weight:3"]
    with pytest.raises(TokenError, match="Take no money yet: Check the age: 21"):
        serving.pay("card")
    assert serving.seen("age:21") == "asking" and [check.key for check in serving.open] == ["weight:3"]
    with pytest.raises(TokenError, match="Weigh .*1230 g net"):
        serving.pay("cash")
    assert serving.waived("weight:3") == "ready" and serving.changes == ()
    word = paid.read(serving.pay("card"), KEYS)
    assert word.cents == replay(trip(BEER, WINE, produce_g=(1235,)).facts).receipt.due
    assert word.answers == (LaneAnswer("age:21", "seen"), LaneAnswer("weight:3", "waived"))


def test_the_lanes_weight_sets_the_price_and_says_so(counter):
    serving, facts = counter.serving, trip(BREAD, produce_g=(1235,)).facts
    serving.read(counter.handed(facts))
    assert serving.weighed("weight:2", 1255) == "ready"
    assert serving.changes == (
        "Bananas: 1.230 kg is 1.250 kg, $2.45 is $2.49.", "The total was $7.24 and is $7.28.",
    )  # fmt: skip
    answers = [LaneAnswer("weight:2", "weighed", 1255)]
    assert serving.sale.due == replay(said_at(facts, "4", answers)).receipt.due == 728
    assert paid.read(serving.pay("card"), KEYS).cents == 728
    (sold, _), *_ = counter.store.sales
    assert [(one.answer, one.who, one.at) for one in sold.answers] == [(answers[0], "Maria", counter.now)]


def test_what_is_refused_is_not_sold_and_the_rest_is(counter):
    serving = counter.serving
    serving.read(counter.handed(trip(WINE, BREAD, BEER).facts))
    assert serving.refused("age:21") == "asking"
    assert serving.changes == (
        "Red wine is not sold: $9.59 off. Keep it here.", "Light beer: $5.41 is $6.49.",
        "The total was $20.79 and is $11.60.",
    )  # fmt: skip
    assert serving.seen("age:18") == "ready"
    assert paid.read(serving.pay("card"), KEYS).cents == 1160


def test_with_everything_refused_nothing_is_sold(counter):
    serving = counter.serving
    serving.read(counter.handed(trip(WINE).facts))
    assert serving.refused("age:21") == "stopped" and "Nothing is left" in serving.sale.stop
    with pytest.raises(TokenError, match="Nothing is left"):
        serving.pay("card")
    assert serving.seen("age:21") == "ready", "a slip is corrected"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (LaneAnswer("age:21", "refused"), "take it out"),
        (LaneAnswer("weight:2", "weighed", 1300), "sell it on this till"),
    ],
)  # fmt: skip
def test_a_lane_alone_sells_nothing_whose_total_it_cannot_work_out(counter, answer, words):
    """Without the store's copy only the cart has the offers: the sale stops, and says what to do."""
    serving = counter.serving
    serving.read(counter.handed(trip(WINE, produce_g=(1235,)).facts, known=False))
    serving.seen("age:21")
    serving.waived("weight:2")
    serving._answer(answer)
    assert serving.step == "stopped" and words in serving.sale.stop
    with pytest.raises(TokenError, match="On the cart touch Keep shopping"):
        serving.pay("card")


def test_a_lane_alone_sells_what_weighs_as_the_cart_said(counter):
    serving = counter.serving
    serving.read(counter.handed(trip(produce_g=(1235,)).facts, known=False))
    assert serving.weighed("weight:1", 1235) == "ready"
    assert serving.pay("card")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (LaneAnswer("age:18", "seen"), "Nobody asked"),
        (LaneAnswer("weight:1", "seen"), "Nobody asked"),
        (LaneAnswer("age:21", "waived"), "no answer here"),
        (LaneAnswer("weight:2", "seen"), "no answer here"),
        (LaneAnswer("weight:2", "weighed", 5), "cannot be"),
        (LaneAnswer("weight:2", "weighed", 100_001), "cannot be"),
    ],
)
def test_what_is_no_answer_is_not_taken(counter, answer, words):
    counter.serving.read(counter.handed(trip(WINE, produce_g=(1235,)).facts))
    with pytest.raises(TokenError, match=words):
        counter.serving._answer(answer)
    assert len(counter.serving.open) == 2 and counter.book.answers(SID, counter.serving.sale.head.hex()) == ()


def test_answers_outlive_the_lanes_program(counter):
    text = counter.handed(trip(WINE).facts)
    counter.serving.read(text)
    counter.serving.seen("age:21")
    counter.again()
    assert counter.serving.read(text) == "ready"


def test_another_basket_is_looked_at_anew(counter):
    counter.serving.read(counter.handed(trip(WINE).facts))
    counter.serving.seen("age:21")
    assert counter.serving.read(counter.handed(trip(WINE, BREAD).facts)) == "asking"


def test_a_trip_that_is_paid_gives_its_code_again(counter):
    text = counter.handed(trip(BREAD).facts)
    counter.serving.read(text)
    word = counter.serving.pay("card")
    counter.serving.leave()
    assert (counter.serving.read(text), counter.serving.again, counter.serving.paid_code) == ("paid", True, word)
    with pytest.raises(TokenError, match="already paid"):
        counter.serving.pay("cash")
    with pytest.raises(TokenError, match="no question"):
        counter.serving.seen("age:21")


@pytest.mark.parametrize("act", ["pay", "seen", "weighed"])
def test_without_a_cart_there_is_nothing_to_do(counter, act):
    with pytest.raises(TokenError, match="Read the cart's code first"):
        {"pay": lambda: counter.serving.pay("card"), "seen": lambda: counter.serving.seen("age:21"),
         "weighed": lambda: counter.serving.weighed("weight:1", 500)}[act]()  # fmt: skip


# --- any order of commands

BASKETS = (
    (trip(WINE, produce_g=(1235,)).facts, {"age:21", "weight:2"}),
    (trip(BEER, WINE, BREAD).facts, {"age:21", "age:18"}),
    (trip(BREAD, produce_g=(500, 640)).facts, {"weight:2", "weight:3"}),
    (trip(BREAD).facts, set()),
)
CHECKS = ("age:21", "age:18", "weight:1", "weight:2", "weight:3", "age:0", "nonsense")
COMMANDS = st.one_of(
    st.tuples(st.just("read"), st.integers(0, len(BASKETS) - 1), st.booleans()),
    st.tuples(st.sampled_from(["seen", "refused", "waived"]), st.sampled_from(CHECKS)),
    st.tuples(st.just("weighed"), st.sampled_from(CHECKS), st.sampled_from([3, 500, 505, 1235, 1300])),
    st.tuples(st.just("pay"), st.sampled_from(["card", "cash"])),
    st.tuples(st.sampled_from(["leave", "again", "store"])),
)


def does(counter: Counter, command: tuple) -> None:
    name, *given_ = command
    try:
        if name == "read":
            number, known = given_
            counter.serving.read(counter.handed(BASKETS[number][0], known=known))
        elif name == "again":
            counter.again()
        elif name == "store":
            counter.store.up = not counter.store.up
        else:
            getattr(counter.serving, name)(*given_)
    except (TokenError, StoreError):
        pass


@settings(max_examples=150, deadline=None)
@given(st.lists(COMMANDS, max_size=14))
def test_no_order_of_commands_takes_money_while_a_check_is_open(tmp_path_factory, commands):
    """What was sold is told by the book alone: each check of the very basket has its answer, and the sum is its own."""
    counter = Counter(tmp_path_factory.mktemp("lane"))
    for command in commands:
        does(counter, command)
        sold = counter.book.find(SID)
        if sold is not None:
            sold_right(sold)
            break
    counter.close()


def sold_right(sold) -> None:
    heads = {wire_head(facts): (facts, asked) for facts, asked in BASKETS}
    facts, asked = heads[sold.head]
    answers = in_force(said.answer for said in sold.answers)
    outcome = replay(said_at(facts, "4", answers))
    assert outcome.view.checks == () and outcome.view.lines
    assert {one.check for one in answers} <= asked
    assert sold.cents in (outcome.receipt.due, outcome.receipt.cash_due)


def wire_head(facts) -> str:
    return wire.document(SID, "cart-1", facts).head


def test_the_names_of_numbers_come_from_the_lanes_catalog(counter):
    counter.serving.names = {BANANAS.id: "Bananas", WINE.id: "Red wine"}
    counter.serving.read(counter.handed(trip(WINE, produce_g=(500,)).facts, known=False))
    assert [check.names for check in counter.serving.open] == [("Red wine",), ("Bananas",)]
