"""How a scale does: what is told, what is no longer believed, and what is no business of the health at all."""

import pytest

from cart.weighing.health import GAP_S, WINDOW_S, Arrivals, judged

E = 5.0


@pytest.mark.parametrize(
    ("facts", "ok", "words"),
    [
        ((0.4, 0.0, 0.0, False), True, ""),
        ((2.5, 20.0, 0.05, False), True, ""),
        ((2.6, 0.0, 0.0, False), True, "noisy"),
        ((10.1, 0.0, 0.0, False), False, "noisy"),
        ((0.4, -21.0, 0.0, False), True, "calibrate"),
        ((0.4, 101.0, 0.0, False), False, "calibrate"),
        ((0.4, 0.0, 0.06, False), True, "misses samples"),
        ((0.4, 0.0, 0.49, False), True, "misses samples"),
        ((0.4, 0.0, 0.51, False), False, "misses samples"),
        ((0.4, 0.0, 0.0, True), False, "too heavy"),
        ((2.6, 101.0, 0.06, False), False, "calibrate"),  # the worst is said
    ],
)
def test_what_is_told_and_what_is_no_longer_believed(
    facts: tuple[float, float, float, bool], ok: bool, words: str
) -> None:
    health = judged(*facts, E)
    assert health.ok == ok
    assert words in health.words and bool(words) == bool(health.words)
    assert (health.noise_g, health.drift_g, health.missing, health.overload) == facts


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
