"""From counts to grams: the line, and the file that keeps it."""

from pathlib import Path

import pytest

from cart.errors import CalibrationRefused
from cart.weighing.calibration import Calibration, Point, through

PER_GRAM, ZERO = 107.4, 26_019.0
LOADS = [2_000.0, 5_000.0, 10_000.0]


def counts(grams: float) -> float:
    return ZERO + PER_GRAM * grams


def test_a_straight_line_is_found() -> None:
    line = through([Point(g, counts(g)) for g in (0.0, *LOADS)], 5.0, 40_000.0)
    assert line.counts_per_gram == pytest.approx(PER_GRAM)
    assert line.grams(counts(777.0)) == pytest.approx(777.0)


@pytest.mark.parametrize("points", [[], [Point(0.0, 1.0)], [Point(0.0, 1.0), Point(0.0, 2.0)]])
def test_one_load_is_not_enough(points: list[Point]) -> None:
    with pytest.raises(CalibrationRefused, match="known weight"):
        through(points, 5.0, 40_000.0)


@pytest.mark.parametrize("loaded", [0.0, -5_000.0])
def test_swapped_wires_are_named(loaded: float) -> None:
    with pytest.raises(CalibrationRefused, match="wires"):
        through([Point(0.0, 0.0), Point(1_000.0, loaded)], 5.0, 40_000.0)


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


@pytest.mark.parametrize("figures", [(0.0, 0.0), (-1.0, 0.0), (float("nan"), 0.0), (1.0, float("inf"))])
def test_a_line_that_no_scale_has_is_refused(figures: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="finite|above 0"):
        Calibration(*figures).checked()


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CalibrationRefused, match="dashcart calibrate"):
        Calibration.load(tmp_path / "none.json")
