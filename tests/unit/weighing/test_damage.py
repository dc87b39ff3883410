"""What a scale keeps on disk, damaged: a calibration that is no line, a trail that somebody changed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cart.errors import CalibrationRefused
from cart.weighing.audit import Entry, Trail
from cart.weighing.calibration import Calibration

GOOD = {"counts_per_gram": 107.4, "zero_counts": 26_019.0, "interval_g": 5.0, "max_g": 40_000.0, "event": 2}


def kept(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "calibration.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_calibration_is_read(tmp_path: Path) -> None:
    calibration = Calibration.load(kept(tmp_path, json.dumps(GOOD)))
    assert calibration.grams(26_019.0 + 107.4 * 250) == pytest.approx(250.0)
    assert calibration.event == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("counts_per_gram", "0"),
        ("counts_per_gram", "-107.4"),
        ("counts_per_gram", "NaN"),
        ("counts_per_gram", "Infinity"),
        ("zero_counts", "NaN"),
        ("zero_counts", "-Infinity"),
        ("interval_g", "0"),
        ("interval_g", "-5"),
        ("max_g", "0"),
        ("max_g", "Infinity"),
        ("event", "1.5"),
        ("zero_counts", "null"),
        ("colour", "1"),
    ],
)
def test_a_calibration_that_no_scale_can_have_is_refused(tmp_path: Path, field: str, value: str) -> None:
    rows = {name: json.dumps(figure) for name, figure in GOOD.items()} | {field: value}
    text = "{" + ", ".join(f'"{name}": {figure}' for name, figure in rows.items()) + "}"
    with pytest.raises(CalibrationRefused, match="dashcart calibrate"):
        Calibration.load(kept(tmp_path, text))


def test_bytes_that_are_no_text_are_no_calibration(tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(CalibrationRefused, match="dashcart calibrate"):
        Calibration.load(path)


def three(tmp_path: Path) -> Trail:
    trail = Trail(tmp_path / "trail.jsonl")
    for n in range(1, 4):
        trail.append(f"2026-05-0{n}T10:00:00", "Zoë", {"n": n - 1} if n > 1 else None, {"n": n})
    return trail


def test_each_row_holds_the_one_before(tmp_path: Path) -> None:
    rows = three(tmp_path).entries()
    assert [row.event for row in rows] == [1, 2, 3]
    assert [row.before for row in rows] == ["", rows[0].hash, rows[1].hash]
    assert [row.new["n"] for row in rows] == [1, 2, 3]
    assert len({row.hash for row in rows}) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: [rows[0].replace(b"10:00", b"11:00"), *rows[1:]],
        lambda rows: [rows[0], rows[1].replace(b'"n":2', b'"n":7'), rows[2]],
        lambda rows: [rows[0], rows[2]],
        lambda rows: rows[1:],
        lambda rows: [rows[1], rows[0], rows[2]],
        lambda rows: [*rows, rows[2]],
        lambda rows: [rows[0], b"", *rows[1:]],
        lambda rows: [rows[0], b"\xff\xfe", *rows[1:]],
        lambda rows: [rows[0], b"[]", *rows[1:]],
        lambda rows: [*rows, b'{"event": 4}'],
        lambda rows: [*rows[:2], rows[2][:-20]],
    ],
    ids=["when", "what", "one gone", "first gone", "swapped", "twice", "blank", "no text", "list", "short", "torn"],
)
def test_a_changed_trail_is_found_and_takes_no_more_rows(
    tmp_path: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    trail, path = three(tmp_path), tmp_path / "trail.jsonl"
    path.write_bytes(b"\n".join(change(path.read_bytes().splitlines())) + b"\n")
    before = path.read_bytes()
    with pytest.raises(CalibrationRefused, match="after it was written. Keep the file; call the service"):
        trail.entries()
    with pytest.raises(CalibrationRefused):
        trail.append("2026-05-04T10:00:00", "Zoë", None, {})
    assert path.read_bytes() == before


@pytest.mark.parametrize("who", ["", "  ", "\t"])
def test_nobody_calibrates_nameless(tmp_path: Path, who: str) -> None:
    trail = Trail(tmp_path / "trail.jsonl")
    with pytest.raises(CalibrationRefused, match="Say --who NAME"):
        trail.append("2026-05-01T10:00:00", who, None, {})
    assert trail.entries() == []


def test_a_rows_hash_is_of_all_that_it_says() -> None:
    base = Entry(1, "w", "me", None, {"a": 1}, "")
    others = [
        Entry(2, "w", "me", None, {"a": 1}, ""),
        Entry(1, "v", "me", None, {"a": 1}, ""),
        Entry(1, "w", "you", None, {"a": 1}, ""),
        Entry(1, "w", "me", {}, {"a": 1}, ""),
        Entry(1, "w", "me", None, {"a": 2}, ""),
        Entry(1, "w", "me", None, {"a": 1}, "x"),
    ]
    assert len({entry.hash for entry in [base, *others]}) == 7
    assert Entry(1, "w", "me", None, {"a": 1}, "").hash == base.hash


@pytest.mark.parametrize("who", ["Ann\u2028Lee", "Ann\x85Lee", "Ann\nLee", "Ann\x0bLee", "安"])
def test_no_name_breaks_a_row_in_two(tmp_path: Path, who: str) -> None:
    trail = Trail(tmp_path / "trail.jsonl")
    trail.append("2026-05-01T10:00:00", who, None, {"n": 1})
    trail.append("2026-05-02T10:00:00", who, {"n": 1}, {"n": 2})
    assert [row.who for row in trail.entries()] == [who, who]
