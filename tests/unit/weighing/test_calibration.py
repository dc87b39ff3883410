"""Calibration: the line, its tolerances, the file, the audit trail, the procedure."""

import json
from pathlib import Path

import pytest

from cart.errors import CalibrationRefused
from cart.weighing.audit import Trail
from cart.weighing.calibration import Calibration, Point, fit
from cart.weighing.procedure import Scheme, Step, conclude, numbered, residuals, steps

PER_GRAM, ZERO = 107.4, 26_019.0
LOADS = [2_000.0, 5_000.0, 10_000.0]


def counts(grams: float) -> float:
    return ZERO + PER_GRAM * grams


def test_a_straight_line_is_found() -> None:
    line = fit([Point(g, counts(g)) for g in (0.0, *LOADS)], 5.0, 40_000.0)
    assert line.counts_per_gram == pytest.approx(PER_GRAM)
    assert line.grams(counts(777.0)) == pytest.approx(777.0)


def test_a_bent_line_is_refused_with_the_load_and_the_clause() -> None:
    points = [Point(0.0, counts(0.0)), Point(5_000.0, counts(5_060.0)), Point(10_000.0, counts(10_000.0))]
    with pytest.raises(CalibrationRefused, match=r"At 0 g the scale is off by -20.0 g; 5.0 g are allowed .OIML R 76-1"):
        fit(points, 5.0, 40_000.0)


def test_one_load_is_not_enough() -> None:
    with pytest.raises(CalibrationRefused, match="known weight"):
        fit([Point(0.0, 1.0), Point(0.0, 2.0)], 5.0, 40_000.0)


def test_swapped_wires_are_named() -> None:
    with pytest.raises(CalibrationRefused, match="wires"):
        fit([Point(0.0, 0.0), Point(1_000.0, -5_000.0)], 5.0, 40_000.0)


def test_it_is_saved_whole_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "var" / "calibration.json"
    line = Calibration(PER_GRAM, ZERO, 5.0, 40_000.0, 3)
    line.save(path)
    line.save(path)
    assert Calibration.load(path) == line
    assert [file.name for file in path.parent.iterdir()] == ["calibration.json"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"zero_counts": 1.0}', '{"counts_per_gram": "x", "zero_counts": 0}'])
def test_a_damaged_file_says_what_to_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(text)
    with pytest.raises(CalibrationRefused, match="dashcart calibrate"):
        Calibration.load(path)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CalibrationRefused, match="dashcart calibrate"):
        Calibration.load(tmp_path / "none.json")


def test_the_trail_counts_and_chains(tmp_path: Path) -> None:
    trail = Trail(tmp_path / "trail.jsonl")
    assert trail.entries() == []
    first = trail.append("2026-01-02T10:00", "Ana", None, {"counts_per_gram": 1.0})
    second = trail.append("2026-03-02T10:00", "Bo", {"counts_per_gram": 1.0}, {"counts_per_gram": 1.1})
    assert (first.event, second.event) == (1, 2)
    assert second.before == first.hash
    assert Trail(tmp_path / "trail.jsonl").entries() == [first, second]


def damaged(lines: list[str], how: str) -> list[str]:
    return {
        "changed": [lines[0].replace("Ana", "Eve"), *lines[1:]],
        "missing": lines[1:],
        "no row": ["?", *lines[1:]],
    }[how]


@pytest.mark.parametrize("how", ["changed", "missing", "no row"])
def test_a_trail_that_was_touched_is_told(tmp_path: Path, how: str) -> None:
    path = tmp_path / "trail.jsonl"
    for who in ("Ana", "Bo", "Cy"):
        Trail(path).append("2026-01-02T10:00", who, None, {"counts_per_gram": 1.0})
    path.write_text("\n".join(damaged(path.read_text().splitlines(), how)) + "\n")
    with pytest.raises(CalibrationRefused, match="was changed"):
        Trail(path).entries()
    with pytest.raises(CalibrationRefused, match="was changed"):
        Trail(path).append("2026-01-02T10:00", "Di", None, {})


def test_a_calibration_has_a_name_on_it(tmp_path: Path) -> None:
    with pytest.raises(CalibrationRefused, match="--who"):
        Trail(tmp_path / "trail.jsonl").append("2026-01-02T10:00", " ", None, {})


def test_the_walk_has_zero_line_corners_and_repeats() -> None:
    names = [step.name.split()[0] for step in steps(LOADS)]
    assert names == ["zero"] + 3 * ["line"] + 4 * ["corner"] + 3 * ["repeat"]


@pytest.mark.parametrize(
    "loads", [[], [1_000.0, 2_000.0], [3_000.0, 2_000.0, 1_000.0], [0.0, 1.0, 2.0], [5.0, 5.0, 6.0]]
)
def test_three_rising_weights_are_needed(loads: list[float]) -> None:
    with pytest.raises(CalibrationRefused, match="--loads"):
        steps(loads)


def walked(**off_g: float) -> tuple[tuple[Step, ...], list[float]]:
    """What each step gives when the named ones are off by some grams."""
    todo = steps(LOADS)
    means = [counts(step.load_g + off_g.get(f"s{number}", 0.0)) for number, step in enumerate(todo)]
    return todo, means


def test_a_good_scale_is_calibrated() -> None:
    todo, means = walked(s4=3.0, s9=2.0)
    line = conclude(todo, means, Scheme())
    assert line.counts_per_gram == pytest.approx(PER_GRAM)
    assert (line.interval_g, line.max_g) == (5.0, 40_000.0)
    assert numbered(line, 7).event == 7
    left = residuals(line, todo, means)
    assert len(left) == len(todo)
    assert left["5 corner front left 2000 g"] == pytest.approx(3.0, abs=0.05)
    json.dumps(left)


def test_a_bad_corner_is_refused_by_name() -> None:
    with pytest.raises(CalibrationRefused, match="back right .* 3.6.2"):
        conclude(*walked(s6=-9.0), Scheme())


def test_readings_that_do_not_repeat_are_refused() -> None:
    with pytest.raises(CalibrationRefused, match="apart"):
        conclude(*walked(s8=-3.0, s10=4.0), Scheme())


def test_first_verification_is_stricter_than_service() -> None:
    todo, means = walked(s4=4.0)
    conclude(todo, means, Scheme(rule="r76-service"))
    with pytest.raises(CalibrationRefused):
        conclude(todo, means, Scheme(rule="r76-initial"))
