"""`dashcart lane` asks before it takes money: by its options, or at the keyboard."""

import argparse
import io
import sys
from dataclasses import replace

import pytest

from cart.errors import TokenError
from drivers.commands import lane, lane_look
from tests.support.counters import BEER, BREAD, WINE, Counter, trip


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def options(*args: str) -> argparse.Namespace:
    return lane._parser().parse_args(["--lane", "4", *args])


def served(counter: Counter, *args: str) -> bool:
    text = counter.handed(trip(BREAD, WINE, produce_g=(1235,)).facts)
    return lane.serve(counter.serving, text, options(*args))


def test_wine_is_not_sold_in_the_breath_that_asks_for_the_age(counter, capsys):
    assert not served(counter, "--pay", "card")
    out = capsys.readouterr().out
    for part in ("Check the age: 21 years (Red wine).  --age seen | refused", "Weigh Bananas: the cart says 1230 g net",
                 "--weigh 3=GRAMS | --waive", "Take no money yet."):  # fmt: skip
        assert part in out
    assert "Paid" not in out


def test_the_options_answer(counter, capsys):
    assert served(counter, "--pay", "card", "--age", "refused", "--weigh", "3=1255", "--by", "Maria")
    out = capsys.readouterr().out
    for part in ("Red wine is not sold", "1.230 kg is 1.250 kg", "The total was $19.65 and is $7.28.", "Paid by card."):
        assert part in out


def test_an_age_alone_does_not_weigh(counter, capsys):
    assert not served(counter, "--pay", "card", "--age", "seen")
    assert "Weigh Bananas" in capsys.readouterr().out


@pytest.mark.parametrize("weigh", ["3", "3=", "=5", "3=1.2", "3=1kg", "x=5", "3=٣"])
def test_a_weight_is_a_lines_number_and_whole_grams(counter, weigh):
    with pytest.raises(TokenError, match="--weigh 12=1250"):
        served(counter, "--pay", "card", "--weigh", weigh)


class Keyboard(io.StringIO):
    """A person who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed():
    kept = sys.stdin

    def types(text: str) -> None:
        sys.stdin = Keyboard(text)

    yield types
    sys.stdin = kept


def test_a_person_is_asked_until_all_is_answered(counter, typed, capsys):
    typed("\nx\ns\nheavy\n2\nw\n")
    assert served(counter, "--pay", "cash")
    out = capsys.readouterr().out
    assert (
        out.count("Check the age") == 3 and "Whole grams, or w." in out and "cannot be" in out and "Paid by cash" in out
    )


def test_nobody_is_asked_who_only_looks(counter, typed, capsys):
    typed("s\nw\n")
    assert served(counter)
    assert "Not paid: add --pay" in capsys.readouterr().out


def test_one_answer_may_settle_two_checks(counter):
    """The option is not asked to answer what it has answered."""
    args = options("--pay", "card", "--age", "seen")
    beer = trip(WINE, BEER).facts
    counter.serving.read(counter.handed(beer))
    lane_look.answered(counter.serving, args)
    assert counter.serving.step == "ready" and len(counter.serving.sale.answers) == 1


@pytest.mark.parametrize(("cents", "told"), [(0, False), (12, True)])
def test_the_lane_says_what_a_total_leaves_open(counter, cents, told):
    counter.serving.read(counter.handed(trip(BEER).facts))
    shown = replace(counter.serving.sale, open_cents=cents)
    assert any("Might be less" in row and "0.12" in row for row in lane.receipt(shown)) == told
