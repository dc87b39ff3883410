"""From levels to changes: new, refined, corrected, taken back."""

import pytest

from cart.weighing.ledger import Ledger, Level


def level(at: float, grams: float, **more: float) -> Level:
    return Level(
        at,
        grams,
        more.get("sigma", 0.2),
        0.6,
        more.get("since", at - 0.3),
        more.get("gap_s", 0.3),
        bool(more.get("firm", False)),
    )


def test_a_step_is_a_change() -> None:
    (change,) = Ledger(100.0, 0.1).take(level(1.0, 350.0))
    assert (change.id, change.grams, change.revises, change.at) == (1, 250.0, None, 1.0)
    assert change.sigma_grams == pytest.approx(0.2236, abs=1e-3)


@pytest.mark.parametrize("grams", [100.0, 101.0, 98.6])
def test_too_little_is_none(grams: float) -> None:
    assert Ledger(100.0, 0.1).take(level(1.0, grams)) == []


def test_an_unsure_level_waits() -> None:
    ledger = Ledger(0.0, 0.1)
    assert ledger.take(level(1.0, 200.0, sigma=20.0)) == []
    assert ledger.take(level(1.2, 200.0))[0].grams == 200.0


def test_the_same_ringing_refines_only_what_differs() -> None:
    ledger = Ledger(0.0, 0.1)
    ledger.take(level(1.0, 200.0, since=0.7, sigma=0.6))
    assert ledger.take(level(1.1, 200.4, since=0.7)) == []
    (better,) = ledger.take(level(1.2, 203.0, since=0.7))
    assert (better.grams, better.revises) == (203.0, 1)


def test_a_hand_that_goes_takes_its_change_back() -> None:
    ledger = Ledger(0.0, 0.1)
    ledger.take(level(1.0, 800.0))
    (gone,) = ledger.take(level(2.0, 0.1))
    assert (gone.grams, gone.revises) == (0.0, 1)
    assert ledger.firm
    assert ledger.level == pytest.approx(0.1)


def test_a_hand_that_lets_go_corrects_its_change() -> None:
    ledger = Ledger(0.0, 0.1)
    ledger.take(level(1.0, 800.0))
    (right,) = ledger.take(level(1.6, 720.0))
    assert (right.grams, right.revises) == (720.0, 1)


def test_a_second_thing_is_a_second_change() -> None:
    ledger = Ledger(0.0, 0.1)
    ledger.take(level(1.0, 300.0))
    (second,) = ledger.take(level(1.8, 420.0))
    assert (second.grams, second.revises) == (120.0, None)


def test_a_firm_change_is_not_taken_back() -> None:
    ledger = Ledger(0.0, 0.1)
    ledger.take(level(1.0, 300.0, since=0.7))
    ledger.take(level(1.3, 300.0, since=0.7, firm=1.0))
    assert ledger.firm
    (out,) = ledger.take(level(2.0, 0.0))
    assert (out.grams, out.revises) == (-300.0, None)


def test_the_next_change_starts_from_the_rest_before_it() -> None:
    ledger = Ledger(0.0, 0.1)
    ledger.take(level(1.0, 300.0, since=0.7))
    ledger.take(level(1.3, 300.0, since=0.7, firm=1.0))
    ledger.rest(301.5, 0.1)
    (next_one,) = ledger.take(level(60.0, 401.5))
    assert next_one.grams == pytest.approx(100.0)


def test_a_slope_met_while_rolling_is_no_change_and_a_thing_is() -> None:
    ledger = Ledger(10_000.0, 0.1, slope_part=0.004)
    assert ledger.take(level(9.0, 9_960.0, gap_s=6.0)) == []
    assert ledger.base == 9_960.0
    assert ledger.take(level(19.0, 10_160.0, gap_s=6.0))[0].grams == 200.0
