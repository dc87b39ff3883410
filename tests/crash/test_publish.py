"""A store killed before each line of publishing: the next one serves the old release or the new, whole."""

import json
import subprocess
import sys
from pathlib import Path

from cart.store.desk.drafts import Drafts
from cart.store.desk.reading import How
from tests.crash.victims import ROOT
from tests.support.shops import TERMS, row, table, text


def test_a_store_killed_while_it_publishes_has_the_old_release_or_the_new(tmp_path: Path):
    desk = Drafts(tmp_path / "releases")
    terms = text(tmp_path, "store.toml", TERMS)
    desk.publish(desk.draft([terms, table(tmp_path, [row(1, "1.00")])], How(), "Maria", 1), "Maria", 1)
    new = desk.draft([table(tmp_path, [row(1, "2.00")])], How(), "Maria", 2)
    command = [sys.executable, "-m", "tests.crash.publishing", str(tmp_path / "releases"), new]
    seen = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    changed = seen.index(200)
    assert seen == [100] * changed + [200] * (len(seen) - changed)
    assert changed > 20, "nothing counts before its last step"
