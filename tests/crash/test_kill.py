"""Kills at random instants of a whole trip: no line that was shown is lost, and the trip goes on from there."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cart.trip.journal import Journal
from cart.trip.replay import replay
from tests.crash.victims import Nursery

KILLS, NIGHTLY = 10, 200
Told = Callable[[str, object], None]


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    nursery = Nursery("tests.crash.child", tmp_path)
    yield nursery
    nursery.close()


def killed(nursery: Nursery, folder: Path, chance: random.Random) -> list[bytes]:
    """What a cart had shown when it was killed: after some views, and some milliseconds."""
    with nursery.bear(str(folder), str(chance.randrange(1000))) as cart:
        printed = [cart.out.readline() for _ in range(chance.randrange(1, 20))]
        return printed + cart.kill(after_s=chance.uniform(0.0, 0.1))


@pytest.mark.timeout(240)
@pytest.mark.parametrize("half", [0, 1])
def test_nothing_that_was_shown_is_lost(nursery: Nursery, tmp_path: Path, half: int, record_property: Told):
    record_property("kills", KILLS // 2)
    kill(nursery, tmp_path, KILLS // 2, random.Random(20261122 + half))


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_nothing_that_was_shown_is_lost_in_two_hundred_kills(nursery: Nursery, tmp_path: Path, record_property: Told):
    record_property("kills", NIGHTLY)
    kill(nursery, tmp_path, NIGHTLY, random.Random(20261128))


def kill(nursery: Nursery, tmp_path: Path, kills: int, chance: random.Random) -> None:
    lost, seen = [], 0
    for number in range(kills):
        folder = tmp_path / str(number)
        printed = killed(nursery, folder, chance)
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
