"""How a scale does: what is told, what is no longer believed, and what is no business of the health at all."""

import pytest

from cart.weighing.health import GAP_S, WINDOW_S, WORDS, Arrivals, Facts, Why, judged

E = 5.0


@pytest.mark.parametrize(
    ("facts", "ok", "why"),
    [
        (Facts(0.4), True, ""),
        (Facts(2.5, 20.0, 0.05), True, ""),
        (Facts(2.6), True, "noise"),
        (Facts(10.1), False, "noise"),
        (Facts(2.6, wrong=frozenset({"hum"})), True, "hum"),
        (Facts(0.4, wrong=frozenset({"hum"})), True, ""),
        (Facts(0.4, -21.0), True, "drift"),
        (Facts(0.4, 101.0), False, "drift"),
        (Facts(0.4, 0.0, 0.06), True, "missing"),
        (Facts(0.4, 0.0, 0.49), True, "missing"),
        (Facts(0.4, 0.0, 0.51), False, "missing"),
        (Facts(overload=True), False, "overload"),
        (Facts(2.6, 101.0, 0.06), False, "drift"),  # the worst is said
        (Facts(unsettled_s=29.0), True, ""),
        (Facts(unsettled_s=31.0), True, "unsettled"),
        (Facts(wrong=frozenset({"slow"})), True, "slow"),
        *((Facts(0.4, wrong=frozenset({why})), False, why) for why in ("rail", "stuck", "swapped", "below", "popcorn")),
        (Facts(0.4, 0.0, 0.9, wrong=frozenset({"stuck"})), False, "stuck"),  # the cause before what comes of it
    ],
)
def test_what_is_told_and_what_is_no_longer_believed(facts: Facts, ok: bool, why: Why) -> None:
    assert judged(facts, E) == (ok, why)
    assert bool(WORDS[why]) == bool(why)


def arrive(counted: Arrivals, since: float, until: float, of: int = 1, taken: int = 0) -> int:
    """Samples at 80 a second, of every `of` only the first; returns how many were taken."""
    for number in range(round((until - since) * 80)):
        taken += number % of == 0
        counted.push(since + number / 80, taken)
    return taken


def test_all_there_is_nothing_missing() -> None:
    counted = Arrivals()
    arrive(counted, 5.0, 9.0)
    assert counted.missing(1 / 80) == pytest.approx(0.0, abs=0.01)


def test_what_is_missing_is_forgotten_after_a_minute() -> None:
    counted = Arrivals()
    taken = arrive(counted, 0.0, 20.0, of=2)
    assert counted.missing(1 / 80) == pytest.approx(0.5, abs=0.01)
    arrive(counted, 20.0, 20.0 + 2 * WINDOW_S + 1.0, taken=taken)
    assert counted.missing(1 / 80) == pytest.approx(0.0, abs=0.01)


def test_trouble_after_hours_is_seen_within_a_minute() -> None:
    counted = Arrivals()
    taken = arrive(counted, 0.0, 600.0)
    arrive(counted, 600.0, 600.0 + 2 * WINDOW_S, of=3, taken=taken)
    assert counted.missing(1 / 80) > 0.5


def test_a_silence_is_no_missing_samples() -> None:
    """An unplugged scale has its own error; when it is back it starts afresh."""
    counted = Arrivals()
    taken = arrive(counted, 0.0, 40.0)
    arrive(counted, 40.0 + 600 * GAP_S, 644.0, taken=taken)
    assert counted.missing(1 / 80) == pytest.approx(0.0, abs=0.01)


def test_too_soon_to_tell() -> None:
    counted = Arrivals()
    arrive(counted, 0.0, 1.5, of=4)
    assert counted.missing(1 / 80) == 0.0
