"""What is in force and how it came to be: the trail and the file, also when the power goes between two bytes."""

import json
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cart.errors import CalibrationRefused
from cart.weighing.audit import Trail
from cart.weighing.calibration import Calibration
from cart.weighing.judgement import Scheme, Verdict, judge
from cart.weighing.logbook import Logbook
from tests.unit.weighing.walks import PER_GRAM, ZERO, Cell, good, off, walked

WALL = "2026-02-03T09:30"


def verdict(cell: Cell = good) -> Verdict:
    found = walked(cell).verdict
    assert found is not None
    return found


def logbook(folder: Path, accepted: int = 0) -> Logbook:
    book = Logbook(folder)
    for who in ("Ana", "Bo", "Cy")[:accepted]:
        book.accept(verdict(), who, WALL)
    return book


# --- the trail


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
        "turned round": [lines[0], lines[2], lines[1]],
    }[how]


@pytest.mark.parametrize("how", ["changed", "missing", "no row", "turned round"])
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


# --- the logbook


def test_what_is_accepted_is_in_force_and_on_record(tmp_path: Path) -> None:
    book = logbook(tmp_path, 2)
    assert book.in_force() == Calibration.load(tmp_path / "calibration.json")
    assert book.in_force().event == 2
    assert book.in_force().counts_per_gram == pytest.approx(PER_GRAM)
    first, second = book.trail.entries()
    assert (first.who, first.wall, first.old) == ("Ana", WALL, None)
    assert second.old is not None
    assert second.old["event"] == 1
    assert second.new["zero_counts"] == pytest.approx(ZERO)
    assert second.new["checked_g"] == 10_000.0
    assert len(second.new["residuals_g"]) == 12
    assert book.last() == second


def test_what_is_out_is_not_accepted(tmp_path: Path) -> None:
    book = logbook(tmp_path, 1)
    before = book.in_force()
    with pytest.raises(CalibrationRefused, match="outside its tolerances"):
        book.accept(verdict(off(5, 30.0)), "Bo", WALL)
    assert (book.in_force(), len(book.trail.entries())) == (before, 1)


def test_a_cart_that_came_calibrated_has_no_row_and_is_believed(tmp_path: Path) -> None:
    Calibration(107.0, 5.0).save(tmp_path / "calibration.json")
    book = logbook(tmp_path)
    assert (book.in_force(), book.last()) == (Calibration(107.0, 5.0), None)
    book.accept(verdict(), "Ana", WALL)
    (row,) = book.trail.entries()
    assert row.old is not None
    assert row.old["counts_per_gram"] == 107.0


def test_a_cart_without_a_calibration_says_so(tmp_path: Path) -> None:
    with pytest.raises(CalibrationRefused, match="holds no calibration"):
        logbook(tmp_path).in_force()


def test_rows_taken_out_of_the_trail_are_missed(tmp_path: Path) -> None:
    """The counter is never reset: with the last row, or the whole file, gone, the number in force is too high."""
    path = tmp_path / "calibrations.jsonl"
    book = logbook(tmp_path, 2)
    path.write_text(path.read_text().splitlines()[0] + "\n")
    with pytest.raises(CalibrationRefused, match="Calibration 2 is in force, and its trail ends at row 1"):
        book.in_force()
    with pytest.raises(CalibrationRefused, match="rows were taken out"):
        book.accept(verdict(), "Cy", WALL)
    path.unlink()
    with pytest.raises(CalibrationRefused, match="its trail ends at row 0"):
        book.in_force()


def test_a_calibration_changed_by_hand_is_told(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    book = logbook(tmp_path, 1)
    path.write_text(json.dumps({**json.loads(path.read_text()), "counts_per_gram": 90.0}))
    with pytest.raises(CalibrationRefused, match="is not what row 1 of its trail says"):
        book.in_force()


@pytest.mark.parametrize("new", [{}, {"counts_per_gram": "x"}, {"counts_per_gram": 0, "zero_counts": 1,
                                                                "interval_g": 5, "max_g": 6}])  # fmt: skip
def test_a_row_that_holds_no_calibration_is_told(tmp_path: Path, new: dict[str, object]) -> None:
    Trail(tmp_path / "calibrations.jsonl").append(WALL, "Ana", None, new)
    with pytest.raises(CalibrationRefused, match="Row 1 of the trail holds no calibration"):
        Logbook(tmp_path).in_force()


# --- power pulled


def cut(folder: Path, row: int) -> tuple[bytes, Path]:
    """A logbook whose last row is to be written anew: what stood in the trail, and the trail."""
    logbook(folder, row)
    path = folder / "calibrations.jsonl"
    return path.read_bytes(), path


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_power_pulled_while_the_row_is_written_leaves_the_old_calibration(tmp_path: Path, share: float) -> None:
    old = logbook(tmp_path, 1).in_force()
    whole, path = cut(tmp_path / "other", 2)
    last = whole.splitlines(keepends=True)[-1]
    trail = tmp_path / "calibrations.jsonl"
    trail.write_bytes(trail.read_bytes() + last[: int(share * (len(last) - 1))])
    book = Logbook(tmp_path)
    assert book.in_force() == old
    book.accept(verdict(), "Cy", WALL)
    assert [row.who for row in Logbook(tmp_path).trail.entries()] == ["Ana", "Cy"]
    assert path.exists()


def test_power_pulled_at_any_byte_leaves_the_old_or_the_new_calibration(tmp_path: Path) -> None:
    """Every state that the disk can be in between two writes: first the row grows, then the file is replaced whole."""
    old = logbook(tmp_path / "old", 1).in_force()
    book = logbook(tmp_path / "new", 1)
    book.accept(verdict(off(2, 1.0)), "Bo", WALL)
    new, trail = book.in_force(), (tmp_path / "new" / "calibrations.jsonl").read_bytes()
    before = (tmp_path / "old" / "calibrations.jsonl").stat().st_size
    for length in (*range(before, len(trail), 11), len(trail) - 1, len(trail)):
        folder = tmp_path / f"at-{length}"
        old.save(folder / "calibration.json")
        (folder / "calibrations.jsonl").write_bytes(trail[:length])
        (folder / ".calibration.json.left").write_text("{")
        assert Logbook(folder).in_force() == (new if length == len(trail) else old), length
        assert Logbook(folder).in_force() == Calibration.load(folder / "calibration.json")


@pytest.fixture
def little_room() -> Iterator[Callable[[int], None]]:
    """Lets no file grow beyond so many bytes, as a full disk does; afterwards again."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("room", [0, 1, 300])
def test_a_disk_without_room_keeps_the_old_calibration_and_a_whole_trail(
    tmp_path: Path, little_room: Callable[[int], None], room: int
) -> None:
    book, path = logbook(tmp_path, 1), tmp_path / "calibrations.jsonl"
    old, before = book.in_force(), path.read_bytes()
    little_room(len(before) + room)
    with pytest.raises(OSError, match="File too large|No space left"):
        book.accept(verdict(), "Bo", WALL)
    assert (path.read_bytes(), Logbook(tmp_path).in_force()) == (before, old)


def test_what_is_on_record_is_in_force_though_the_file_could_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "calibration.json").mkdir()
    calibration = logbook(tmp_path).accept(verdict(), "Ana", WALL)
    (tmp_path / "calibration.json").rmdir()
    assert Logbook(tmp_path).in_force() == calibration


@pytest.mark.parametrize("file", ["old", "gone", "torn"])
def test_power_pulled_between_the_row_and_the_file_is_made_good(tmp_path: Path, file: str) -> None:
    path = tmp_path / "calibration.json"
    book = logbook(tmp_path, 1)
    before = path.read_text()
    book.accept(verdict(off(2, 1.0)), "Bo", WALL)
    accepted = book.in_force()
    {"old": lambda: path.write_text(before), "gone": path.unlink, "torn": lambda: path.write_text(before[:20])}[file]()
    assert Logbook(tmp_path).in_force() == accepted
    assert Calibration.load(path) == accepted


def test_every_scheme_is_kept_with_the_line(tmp_path: Path) -> None:
    found = judge(walked(good).done, Scheme(2.0, 20_000.0))
    assert Logbook(tmp_path).accept(found, "Ana", WALL) == Calibration(
        found.line.counts_per_gram, found.line.zero_counts, 2.0, 20_000.0, 1
    )
