import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.clock import SystemClock
from cart.errors import FactError, JournalError
from cart.facts import BudgetSet, HelpAsked, Ticked, decode, encode
from cart.inbox import Inbox
from cart.trip.journal import START, Journal, link, read_only
from cart.trip.writer import JournalWriter
from tests.support.trips import Shopper, product


def facts_of_a_trip():
    shopper = Shopper()
    shopper.put(product("Rye bread", 750)).put(product("Butter", 250)).weigh(-250)
    return shopper.facts


def test_what_was_appended_is_read_back_in_order(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.append(facts_of_a_trip()[:2])
    journal.append(facts_of_a_trip()[2:])
    journal.close()
    assert list(Journal(tmp_path / "journal.db").facts(1)) == facts_of_a_trip()


def test_the_settings_are_those_that_lose_nothing(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    values = {
        name: journal._db.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete")
    }
    journal.close()
    assert values == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


def test_the_chain_links_each_fact_to_the_one_before(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.append(facts_of_a_trip())
    head = START
    for body in journal.bodies(1):
        head = link(head, body)
    assert journal.head(1) == head != START


@pytest.mark.parametrize("harm", ["update facts set body = x'7b7d' where n = 3", "delete from facts where n = 3"])
def test_damage_is_found_and_all_before_it_is_read(tmp_path: Path, harm: str):
    journal = Journal(tmp_path / "journal.db")
    journal.append(facts_of_a_trip())
    journal.close()
    with closing(sqlite3.connect(tmp_path / "journal.db")) as conn, conn:
        conn.execute(harm)
    conn.close()
    sound = []
    with pytest.raises(JournalError, match="fact 3 of trip 1 is damaged; all before it is sound"):
        for fact in read_only(tmp_path / "journal.db").facts(1):
            sound.append(fact)
    assert sound == facts_of_a_trip()[:2]


def test_a_forgotten_trip_leaves_no_byte(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.append([HelpAsked(at=1.0, trip=1, reason="canary-words")])
    journal.append([HelpAsked(at=1.0, trip=2, reason="other")])
    journal.forget(1)
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"canary-words" not in files and b"other" in files
    assert journal.trips() == [2]


def test_trip_numbers_are_given_out_once(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    first = journal.next_trip()
    journal.forget(first)
    journal.close()
    assert Journal(tmp_path / "journal.db").next_trip() == first + 1


def test_a_full_disk_says_what_to_do_and_keeps_the_good_prefix(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.append(facts_of_a_trip()[:1])
    journal._db.execute("pragma max_page_count = 1").fetchall()
    big = [HelpAsked(at=1.0, trip=1, reason="x" * 9000)] * 50
    with pytest.raises(JournalError, match="The disk is full. Take the cart to staff: free disk space"):
        journal.append(big)
    assert len(list(journal.facts(1))) == 1
    journal.append(facts_of_a_trip()[1:2])
    assert len(list(journal.facts(1))) == 2


def test_a_missing_or_foreign_file_is_named(tmp_path: Path):
    with pytest.raises(JournalError, match="There is no journal"):
        read_only(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("not a database, but long enough to be looked at" * 50)
    with pytest.raises(JournalError, match=r"text\.db cannot be used"):
        Journal(tmp_path / "text.db")


HALVES = {
    "an empty file": [],
    "the facts without the counter": [
        "create table facts (trip integer, n integer, body blob, hash blob, primary key (trip, n))"
    ],
    "the counter without its row": [
        "create table facts (trip integer, n integer, body blob, hash blob, primary key (trip, n))",
        "create table counter (value integer)",
    ],
}


@pytest.mark.parametrize("half", HALVES)
def test_whatever_a_pulled_battery_left_of_a_first_start_the_next_one_heals(tmp_path: Path, half: str):
    with closing(sqlite3.connect(tmp_path / "journal.db")) as conn, conn:
        for statement in HALVES[half]:
            conn.execute(statement)
    conn.close()
    journal = Journal(tmp_path / "journal.db")
    assert [journal.next_trip(), journal.next_trip()] == [1, 2]
    journal.append(facts_of_a_trip())
    assert list(journal.facts(1)) == facts_of_a_trip()


def test_a_second_cart_on_the_same_journal_is_told_so(tmp_path: Path):
    first = Journal(tmp_path / "journal.db")
    with pytest.raises(JournalError, match="in use by another program. Stop that one first"):
        Journal(tmp_path / "journal.db")
    first.close()


def test_the_writer_hands_on_only_what_is_durable(tmp_path: Path):
    inbox, journal = Inbox(SystemClock()), Journal(tmp_path / "journal.db")
    writer = JournalWriter(inbox, journal)
    writer.start()
    inbox.trip = 1
    posted = [inbox.post(BudgetSet, cents=cents) for cents in range(300)]
    writer.stop()
    assert writer.durable() == posted == list(journal.facts(1))


def test_the_writer_stops_at_an_error_and_hands_nothing_on(tmp_path: Path):
    inbox, journal = Inbox(SystemClock()), Journal(tmp_path / "journal.db")
    writer = JournalWriter(inbox, journal)
    journal.close()
    inbox.post(Ticked)
    writer.step()
    assert isinstance(writer.failure, JournalError) and writer.durable() == []


def test_facts_have_canonical_bytes():
    for fact in facts_of_a_trip():
        assert decode(encode(fact)) == fact
        assert encode(decode(encode(fact))) == encode(fact)


@settings(max_examples=60)
@given(st.binary(max_size=80) | st.text(max_size=60).map(str.encode))
def test_bytes_that_are_no_fact_are_refused_in_words(data: bytes):
    with pytest.raises(FactError):
        decode(data)


def test_an_unknown_key_in_a_fact_is_named():
    with pytest.raises(FactError, match="unknown key 'cent'. Did you mean 'cents'"):
        decode(b'{"at":1.0,"trip":1,"fact":"BudgetSet","cent":5}')


@pytest.mark.parametrize(
    "body",
    [
        b'{"at":1.0,"trip":1,"fact":"QuantitySaid","line":"1","quantity":1000000000}',
        b'{"at":1.0,"trip":1,"fact":"BudgetSet","cents":-9000000000}',
        b'{"at":NaN,"trip":1,"fact":"Ticked"}',
        b'{"at":1e999,"trip":1,"fact":"Ticked"}',
        b'{"at":1.0,"trip":90071992547409930,"fact":"Ticked"}',
        b'{"at":1.0,"trip":1,"fact":"HelpAsked","reason":"%s"}' % (b"x" * 10_001),
    ],
)
def test_a_fact_out_of_bounds_is_refused_by_name(body: bytes):
    with pytest.raises(FactError, match=r"\w+\.(quantity|cents|at|trip|reason): .*at most"):
        decode(body)
