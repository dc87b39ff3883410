"""The bench: who begins, what is shown, what is accepted; what goes wrong changes nothing."""

from pathlib import Path

import pytest

from cart.weighing.bench import Accept, Begin, Bench, Leave, Standing
from cart.weighing.calibration import Calibration
from cart.weighing.judgement import Scheme
from cart.weighing.logbook import Logbook
from cart.weighing.procedure import Again, Back, Chosen, Weigh
from tests.unit.weighing.walks import LOADS, MOVING, Cell, good, off, still

OLD = Calibration(99.0, 7_000.0)


class Used(list[Calibration]):
    """What was put in force."""


def bench(folder: Path, used: Used | None = None) -> Bench:
    OLD.save(folder / "calibration.json")
    return Bench(Logbook(folder), Scheme(), (used if used is not None else Used()).append, lambda: "2026-02-03T09:30")


def walk_through(one: Bench, cell: Cell = good) -> Bench:
    one.do(Begin("77"))
    while one.standing.walk and one.standing.walk.step is not None:
        walk = one.standing.walk
        if walk.chooses:
            one.do(Chosen(LOADS[walk.number - 2]))
        assert one.standing.walk.step is not None
        for order in (MOVING, Weigh(), still(cell(one.standing.walk.step))):
            one.do(order)
    return one


def test_nobody_calibrates_at_first(tmp_path: Path) -> None:
    assert bench(tmp_path).standing == Standing(OLD)
    assert bench(tmp_path).standing.grams is None


def test_what_is_accepted_is_used_at_once(tmp_path: Path) -> None:
    used = Used()
    one = walk_through(bench(tmp_path, used))
    assert used == [] and one.standing.force == OLD
    one.do(Accept())
    (new,) = used
    assert new.counts_per_gram == pytest.approx(100.0)
    kept = one.standing.kept
    assert kept is not None
    assert (kept.event, kept.who, kept.wall) == (1, "77", "2026-02-03T09:30")
    assert (one.standing.force, one.standing.last) == (new, kept)
    one.do(Leave())
    assert one.standing == Standing(new, last=kept)


def test_accepting_twice_is_one_calibration(tmp_path: Path) -> None:
    used = Used()
    one = walk_through(bench(tmp_path, used))
    for _ in range(3):
        one.do(Accept())
    one.do(Back())
    assert (len(used), len(Logbook(tmp_path).trail.entries())) == (1, 1)
    assert one.standing.kept is not None and one.standing.walk is not None and one.standing.walk.step is None


def test_the_reading_is_by_the_calibration_in_force(tmp_path: Path) -> None:
    one = bench(tmp_path)
    one.do(Begin("77"))
    assert one.standing.grams is None
    one.do(still(990.0))
    assert one.standing.grams == pytest.approx(1_000.0)


def test_a_cart_without_a_calibration_can_be_given_one(tmp_path: Path) -> None:
    used = Used()
    one = Bench(Logbook(tmp_path), Scheme(), used.append, lambda: "2026-02-03T09:30")
    assert one.standing.force is None and "holds no calibration" in one.standing.unfit
    walk_through(one).do(Accept())
    assert one.standing.force == used[0] and one.standing.unfit == one.standing.trouble == ""


@pytest.mark.parametrize("order", [Accept(), Weigh(), Back(), Again(), Chosen(2_000.0), still(5.0), Leave()])
def test_while_nobody_calibrates_nothing_is_carried_out(tmp_path: Path, order: object) -> None:
    one = bench(tmp_path)
    one.do(order)  # type: ignore[arg-type]
    assert one.standing == Standing(OLD)


def test_a_walk_that_is_under_way_goes_on(tmp_path: Path) -> None:
    one = bench(tmp_path)
    for order in (Begin("77"), MOVING, Weigh(), still(0.0), Begin("78")):
        one.do(order)
    assert one.standing.walk is not None
    assert (one.standing.walk.number, one.standing.who) == (2, "77")


def test_nobody_cannot_calibrate(tmp_path: Path) -> None:
    one = bench(tmp_path)
    one.do(Begin(" "))
    assert one.standing.walk is None and "needs the name" in one.standing.trouble
    one.do(Begin("77"))
    assert one.standing.walk is not None and one.standing.trouble == ""


@pytest.mark.parametrize("end", [Leave(), Again()])
def test_what_is_left_changes_nothing(tmp_path: Path, end: object) -> None:
    one = walk_through(bench(tmp_path))
    one.do(end)  # type: ignore[arg-type]
    assert Logbook(tmp_path).in_force() == OLD
    assert Logbook(tmp_path).trail.entries() == []


def test_what_is_out_of_tolerance_is_not_accepted_and_says_so(tmp_path: Path) -> None:
    used = Used()
    one = walk_through(bench(tmp_path, used), off(6, 30.0))
    one.do(Accept())
    assert used == [] and one.standing.kept is None
    assert "outside its tolerances" in one.standing.trouble
    one.do(still(0.0))
    assert one.standing.trouble, "what was said stays until the next order"
    one.do(Again())
    assert one.standing.trouble == ""


def test_a_trail_that_was_touched_is_said_and_nothing_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "calibrations.jsonl").write_text("?\n")
    used = Used()
    one = walk_through(bench(tmp_path, used))
    one.do(Accept())
    assert used == [] and "was changed" in one.standing.trouble


def test_a_full_disk_is_said_and_the_old_one_stays(tmp_path: Path) -> None:
    used = Used()
    one = walk_through(bench(tmp_path, used))
    (tmp_path / "calibrations.jsonl").mkdir()
    one.do(Accept())
    assert used == [] and one.standing.trouble != "" and one.standing.force == OLD
