"""Power pulled at every write: what was told is on every disk that may be left. The long form: -m nightly."""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash.power.disk import Disk, Image
from tests.crash.power.pull import Pulled, check_all, lay_out, pull, states
from tests.crash.power.recording import Op, record
from tests.crash.power.workloads import WORKLOADS

Told = Callable[[str, object], None]
CHILD = "tests.crash.power.child"
CHANCES = {"trips": 4, "first start": 8, "keys": 20, "calibration": 20}
"""How many torn images an operation, in the ordinary suite."""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """Where states are laid out: in memory where there is such a place, since syncs are many."""
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else tmp_path))
    yield folder / "disk"
    shutil.rmtree(folder)


def recorded(workload: str, tmp_path: Path, *more: str) -> list[Op]:
    home = tmp_path / "home"
    home.mkdir()
    return record([CHILD, workload, str(home), *more], home)


@pytest.mark.parametrize("workload", WORKLOADS)
def test_what_was_told_is_on_every_disk_that_may_be_left(
    workload: str, tmp_path: Path, memory: Path, record_property: Told
):
    ops = recorded(workload, tmp_path)
    assert [op for op in ops if op.kind == "ack"] and [op for op in ops if op.kind == "sync"]
    pulled = pull(workload, ops, memory, CHANCES.get(workload, 3))
    record_property("states", pulled.states)
    assert pulled.bad == []
    assert pulled.states > 10


@pytest.mark.parametrize(
    ("mutant", "workload"),
    [
        ("synchronous=NORMAL", "trips"),
        ("synchronous=NORMAL", "lane"),
        ("shown before durable", "trips"),
        ("rename without fsync", "keys"),
        ("rename without fsync", "calibration"),
    ],
)
def test_each_way_to_be_wrong_is_caught(mutant: str, workload: str, tmp_path: Path, memory: Path):
    assert pull(workload, recorded(workload, tmp_path, "run", mutant), memory, 2).bad


@pytest.mark.parametrize("workload", ["first start", "trips", "lane"])
def test_power_pulled_again_while_it_recovers(workload: str, tmp_path: Path, memory: Path):
    pulled = again(workload, recorded(workload, tmp_path), tmp_path, memory, times=2)
    assert pulled.bad == [] and pulled.states > 5


def again(workload: str, ops: list[Op], tmp_path: Path, memory: Path, times: int) -> Pulled:
    """Some of the states are recovered under strace, and the power is pulled at each operation of that."""
    chance, whole = random.Random(7), Pulled()
    found = list(states(ops, chance, 2))
    for number, (image, told) in enumerate(chance.sample(found, times)):
        home = tmp_path / f"again-{number}"
        lay_out(image, home)
        recovering = record([CHILD, workload, str(home), "recover"], home)
        second = ((left, told) for left, _ in states(recovering, chance, 2, start=image))
        pulled = check_all(workload, second, memory)
        whole.states, whole.bad = whole.states + pulled.states, whole.bad + pulled.bad
    return whole


@pytest.mark.nightly
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("workload", WORKLOADS)
def test_a_million_pulls_of_all_workloads_together(workload: str, tmp_path: Path, memory: Path, record_property: Told):
    ops = recorded(workload, tmp_path)
    looked = 0
    for seed in range(10_000):
        pulled = pull(workload, ops, memory, 40, seed)
        assert pulled.bad == []
        looked += pulled.states
        if looked > 150_000:
            break
    record_property("states", looked)
    assert again(workload, ops, tmp_path, memory, times=20).bad == []


# --- the disk itself


def image_after(ops: list[Op], **named) -> list[Image]:
    disk = Disk()
    for op in ops:
        disk.apply(op)
    return list(disk.images(random.Random(1), named.get("count", 0)))


def test_what_was_not_synced_may_be_there_or_not():
    nothing, all_, names = image_after([Op("make", "a"), Op("write", "a", data=b"xy")])
    assert (nothing, all_, names) == ({}, {"a": b"xy"}, {"a": b""})


def test_a_sync_of_the_file_keeps_its_bytes_and_one_of_the_folder_its_name():
    ops = [Op("make", "a"), Op("write", "a", data=b"xy"), Op("sync", "a")]
    assert image_after(ops)[0] == {}
    assert image_after([*ops, Op("sync", ".")]) == [{"a": b"xy"}] * 3


def test_a_renamed_file_is_the_old_or_the_new_one():
    old = [Op("make", "a"), Op("write", "a", data=b"old"), Op("sync", "a"), Op("sync", ".")]
    new = [Op("make", "b"), Op("write", "b", data=b"new"), Op("sync", "b"), Op("rename", "b", "a")]
    nothing, all_, names = image_after(old + new)
    assert (nothing, all_, names) == ({"a": b"old"}, {"a": b"new"}, {"a": b"new"})


def test_a_long_write_is_torn_at_its_sectors():
    torn = image_after([Op("make", "a"), Op("sync", "."), Op("write", "a", at=500, data=b"z" * 1000)], count=60)
    sizes = {len(image["a"] or b"") for image in torn}
    assert sizes == {0, 512, 1024, 1500}
    assert {(image["a"] or b"").strip(b"\0").count(b"\0") % 512 for image in torn} == {0}


def test_a_removed_file_may_still_be_there():
    ops = [Op("make", "a"), Op("sync", "."), Op("remove", "a")]
    assert image_after(ops) == [{"a": b""}, {}, {}]
