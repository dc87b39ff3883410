"""Transactions within transactions, and statements of many threads in one commit."""

import sqlite3
import threading

import pytest

from cart.errors import StoreError
from cart.handover.durable import Durable

SCHEMA = "create table kept (n integer primary key)"
NEW = "insert into kept values (?) on conflict do nothing"


@pytest.fixture
def file(tmp_path):
    made = Durable(tmp_path / "some.db", SCHEMA)
    yield made
    made.close()


def kept(file):
    return [row["n"] for row in file.rows("select n from kept order by n")]


def test_a_part_of_a_transaction_is_undone_alone(file):
    with file.writing():
        file.write("insert into kept values (1)")
        with pytest.raises(sqlite3.IntegrityError), file.writing() as conn:
            conn.execute("insert into kept values (2)")
            conn.execute("insert into kept values (1)")
        file.write("insert into kept values (3)")
    assert kept(file) == [1, 3]


def test_what_holds_it_takes_its_parts_with_it(file):
    with pytest.raises(KeyError), file.writing():
        file.write("insert into kept values (1)")
        with pytest.raises(sqlite3.IntegrityError):
            file.write("insert into kept values (1)")
        raise KeyError
    assert kept(file) == []


def together(file, *values):
    """Each value from a thread of its own, while the file is busy: how many rows each changed, or why not."""
    said = {}

    def ask(key, value):
        try:
            said[key] = file.write_grouped((NEW, [value]))
        except (StoreError, sqlite3.Error) as error:
            said[key] = type(error)

    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(values)]
    with file.writing():
        for thread in threads:
            thread.start()
        while len(file._waiting) < len(values):
            pass
    for thread in threads:
        thread.join()
    return [said[key] for key in range(len(values))]


def test_statements_of_many_threads_are_one_commit(file):
    commits = []
    file._conn.set_trace_callback(lambda sql: commits.append(sql) if sql == "commit" else None)
    assert sorted(together(file, 1, 2, 3, 4, 4)) == [0, 1, 1, 1, 1]
    assert kept(file) == [1, 2, 3, 4]
    assert len(commits) == 2, "one that kept the file busy, one for all five"


def test_where_one_fails_nobody_is_told_that_his_is_written(file):
    said = together(file, 1, "no number", 2)
    assert set(said) == {sqlite3.IntegrityError, StoreError} or set(said) == {StoreError}
    assert kept(file) == []
    assert file.write_grouped((NEW, [5])) == 1
