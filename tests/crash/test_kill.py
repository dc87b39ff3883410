"""Kills at random instants of a whole trip: no line that was shown is lost, and the trip goes on from there."""

import json
import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cart.trip.journal import Journal
from cart.trip.replay import replay

ROOT = Path(__file__).parents[2]
KILLS, NIGHTLY = 10, 200


def killed(folder: Path, chance: random.Random) -> list[bytes]:
    """What a cart had shown when it was killed: after some views, and some milliseconds."""
    command = [sys.executable, "-m", "tests.crash.child", str(folder), str(chance.randrange(1000))]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert child.stdout is not None
    out = child.stdout
    printed = [out.readline() for _ in range(chance.randrange(1, 20))]
    select.select([], [], [], chance.uniform(0.0, 0.1))
    child.send_signal(signal.SIGKILL)
    child.wait()
    printed += out.readlines()
    out.close()
    return [line for line in printed if line.endswith(b"\n")]


@pytest.mark.timeout(240)
@pytest.mark.parametrize("half", [0, 1])
def test_nothing_that_was_shown_is_lost(tmp_path: Path, half: int):
    kill(tmp_path, KILLS // 2, random.Random(20261122 + half))


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_nothing_that_was_shown_is_lost_in_two_hundred_kills(tmp_path: Path):
    kill(tmp_path, NIGHTLY, random.Random(20261128))


def kill(tmp_path: Path, kills: int, chance: random.Random) -> None:
    lost, seen = [], 0
    for number in range(kills):
        folder = tmp_path / str(number)
        printed = killed(folder, chance)
        count, lines, due = json.loads(printed[-1])
        journal = Journal(folder / "journal.db")
        facts = list(journal.facts(1))
        journal.close()
        view = replay(facts[:count]).view
        seen += len(lines)
        if len(facts) < count or [[row.name, row.quantity, row.net_cents] for row in view.lines] != lines:
            lost.append((number, count, len(facts), lines))
        assert view.totals.due_cents == due
    assert lost == []
    assert seen > 0, "every kill came before the first line"
