"""What a source's words tell of it: its step, stuck or not, on a rail, how fast."""

import pytest

from cart.weighing.source import HELD, STUCK, Source, true_rate_hz


def fed(source: Source, words: list[int], rate_hz: float = 80.0) -> Source:
    for n, word in enumerate(words):
        source.push(n / rate_hz, word)
    return source


@pytest.mark.parametrize(("words", "step"), [([0, 500, 1_505], 5), ([0, 500, 502], 2), ([0, 8, 511], 1), ([5, -3], 1)])
def test_the_step_of_a_scale_that_prints_weights_is_seen(words: list[int], step: int) -> None:
    assert fed(Source(1.0), words).step == step


def test_a_converters_step_is_one_count() -> None:
    source = fed(Source(107.0), [26_010, 26_020, 26_030])
    assert source.step == 1
    assert source.floor_g == 0.05


def test_rounding_is_the_least_noise() -> None:
    assert fed(Source(1.0), [7]).floor_g == pytest.approx(0.289, abs=0.001)
    assert fed(Source(1.0), [5]).floor_g == pytest.approx(1.443, abs=0.001)


def test_one_word_for_ever_is_stuck_where_words_are_noisy() -> None:
    source = fed(Source(107.0), [1, 2, *[3] * (HELD + 1)])
    assert source.holds(0.4) and not source.stuck(0.4)
    source = fed(Source(107.0), [1, 2, *[3] * 5 * STUCK])
    assert source.stuck(0.4)


def test_whole_grams_that_stay_are_a_basket_at_rest() -> None:
    source = fed(Source(1.0), [500] * 10 * STUCK)
    assert not source.holds(0.29) and not source.stuck(0.29)


def test_a_rail_is_told_and_a_single_such_word_is_not() -> None:
    assert not fed(Source(107.0), [5, (1 << 23) - 1]).on_a_rail
    assert fed(Source(107.0), [5, *[(1 << 23) - 1] * 10]).on_a_rail


def test_the_true_rate_is_seen_in_even_stamps_only() -> None:
    assert true_rate_hz([n / 10.0 for n in range(24)], 80.0) == pytest.approx(10.0)
    assert true_rate_hz([n / 78.0 for n in range(24)], 80.0) == 80.0
    assert true_rate_hz([n / 80.0 for n in range(80) if n % 7 in (0, 1, 5)][:24], 80.0) == 80.0


def test_bursts_of_a_starved_reader_are_no_slow_source() -> None:
    """A reader that gets its turn ten times a second takes eight samples at once."""
    at_once = [0.1 * (n // 8) + 0.0005 * (n % 8) for n in range(24)]
    now_and_then = [0.0125 * n + (1.5 if n > 12 else 0.0) for n in range(24)]
    for stamps in (at_once, now_and_then):
        assert true_rate_hz(stamps, 80.0) == 80.0
