"""A copy of a store that serves, read through, and a store again."""

import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from cart.commands import restore
from cart.errors import StoreError
from cart.store import backup
from tests.support.exits import DUE
from tests.support.stores import Desk


@pytest.fixture
def serving(tmp_path):
    desk = Desk(tmp_path / "store", backup=tmp_path / "copies")
    desk.put()
    desk.settle()
    yield desk
    desk.close()


def test_a_copy_of_a_store_that_serves_is_whole_and_becomes_a_store_again(serving, tmp_path, capsys):
    serving.shop.fleet_settings.set({"screen": {"theme": "dark"}}, "Maria", 1)
    serving.shop.backups.make()
    assert restore.main([str(tmp_path / "copies"), "--data", str(tmp_path / "new")]) == 0
    assert "1 sessions, 1 sales" in capsys.readouterr().out
    again = Desk(tmp_path / "new")
    assert (again.put().status_code, again.paid().cents) == (200, DUE)
    assert again.shop.key == serving.shop.key
    assert again.shop.fleet_settings.kept == serving.shop.fleet_settings.kept
    again.close()


def test_while_trips_come_in_each_that_was_signed_for_before_is_in_the_copy(serving, tmp_path):
    signed, stop = [], threading.Event()

    def bring():
        while not stop.is_set():
            sid = f"trip-number-{len(signed)}"
            assert serving.bring(sid=sid).status_code == 201
            signed.append(sid)

    cart = threading.Thread(target=bring)
    cart.start()
    for _ in range(3):
        before = set(signed)
        copy = serving.shop.backups.make()
        found = backup.check(copy)
        with closing(sqlite3.connect(copy / "store.db")) as conn:
            assert before <= {sid for (sid,) in conn.execute("select sid from sessions")}
        assert found.wrong == ()
    stop.set()
    cart.join()


def altered(copy):
    with closing(sqlite3.connect(copy / "store.db")) as conn:
        conn.execute("update sessions set body = replace(body, '425', '125')")
        conn.commit()


def another_store(copy):
    (copy / "store.key").unlink()


def torn(copy):
    path = copy / "store.db"
    path.write_bytes(path.read_bytes()[:-8192])


@pytest.mark.parametrize("damage", [altered, torn])
def test_a_damaged_copy_is_told_and_nothing_is_written(serving, tmp_path, capsys, damage):
    damage(serving.shop.backups.make())
    assert restore.main([str(tmp_path / "copies"), "--data", str(tmp_path / "new")]) == 1
    assert "damaged" in capsys.readouterr().out and not (tmp_path / "new").exists()


def test_a_copy_is_no_stores_without_its_key_and_overwrites_none(serving, tmp_path):
    copy = serving.shop.backups.make()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "store.db").touch()
    with pytest.raises(StoreError, match="not empty"):
        restore.main([str(copy), "--data", str(tmp_path / "full")])
    another_store(copy)
    with pytest.raises(StoreError, match="no copy of a store"):
        restore.main([str(copy), "--check"])


def test_a_copy_that_was_cut_short_is_none_and_the_oldest_go(serving, tmp_path):
    (tmp_path / "copies" / backup.UNDER_WAY).mkdir(parents=True)
    with pytest.raises(StoreError, match="no copy"):
        restore.main([str(tmp_path / "copies"), "--check"])
    first = serving.shop.backups.make()
    for n in range(backup.KEPT):
        shutil.copytree(first, tmp_path / "copies" / f"9{n:03d}")
    serving.shop.backups.make()
    assert len(backup.copies(tmp_path / "copies")) == backup.KEPT and not first.exists()
