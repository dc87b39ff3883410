import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cart.errors import StoreError
from cart.sync.outbox import Outbox
from cart.sync.wire import pack
from tests.support.exits import SID, item, session


@pytest.fixture
def outbox(tmp_path):
    outbox = Outbox(tmp_path / "outbox.db")
    outbox.put(session(), 7)
    yield outbox
    outbox.close()


def test_a_session_waits_until_the_store_has_it(outbox):
    (entry,) = outbox.waiting()
    assert (entry.sid, entry.trip, entry.body) == (SID, 7, pack(session()))
    assert outbox.awaited() == []


def test_a_delivered_session_is_awaited_but_its_facts_are_gone(outbox, tmp_path):
    outbox.delivered(SID, session().head)
    assert outbox.waiting() == []
    assert [entry.body for entry in outbox.awaited()] == [None]
    assert b"Rye bread" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_paid_and_delivered_session_leaves_nothing(outbox):
    outbox.delivered(SID, session().head)
    outbox.forget(SID)
    assert outbox.entry(SID) is None


def test_a_session_paid_offline_is_still_delivered(outbox):
    outbox.forget(SID)
    assert [entry.awaited for entry in outbox.waiting()] == [False]
    outbox.delivered(SID, session().head)
    assert outbox.entry(SID) is None


def test_putting_the_same_session_again_changes_nothing(outbox):
    outbox.delivered(SID, session().head)
    outbox.put(session(), 7)
    assert outbox.waiting() == []


def test_a_session_that_went_on_is_sent_again(outbox):
    longer = session(item("Gum", 99))
    outbox.delivered(SID, session().head)
    outbox.put(longer, 7)
    assert [entry.head for entry in outbox.waiting()] == [longer.head]


def test_a_receipt_for_an_earlier_state_purges_nothing(outbox):
    outbox.delivered(SID, "00" * 32)
    assert len(outbox.waiting()) == 1


def test_a_refused_session_is_kept_for_staff_and_for_a_newer_store(outbox):
    outbox.refuse(SID, "cannot be computed")
    assert outbox.waiting() == []
    assert [entry.refused for entry in outbox.refused()] == ["cannot be computed"]
    outbox.retry()
    assert len(outbox.waiting()) == 1


def test_a_disk_that_does_not_write_is_said_and_what_was_kept_stays(outbox, tmp_path):
    """No file of this process may grow: SQLite's write fails, which it calls an I/O error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(p.stat().st_size for p in tmp_path.iterdir()), hard))
    try:
        with pytest.raises(StoreError, match="Nothing was lost. .* change its card"):
            outbox.put(session(*(item("Jam", 299, n) for n in range(300)), sid="second-trip"), 8)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [entry.sid for entry in outbox.waiting()] == [SID]
    outbox.put(session(sid="second-trip"), 8)
    assert [entry.sid for entry in outbox.waiting()] == [SID, "second-trip"]


def test_a_session_put_before_a_kill_is_there_after_it(tmp_path):
    """The program dies by SIGKILL at once after `put` has returned, without closing anything."""
    program = (
        "import os, signal, sys; from pathlib import Path; from cart.sync.outbox import Outbox;"
        "from tests.support.exits import session;"
        "box = Outbox(Path(sys.argv[1])); box.put(session(), 7); os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "outbox.db")], cwd=root, env=os.environ | {"PYTHONPATH": "."}
    )
    assert ran.returncode == -signal.SIGKILL
    after = Outbox(tmp_path / "outbox.db")
    assert [entry.body for entry in after.waiting()] == [pack(session())]
    after.close()
