"""Many threads post; one thread writes; the main thread reads. Order is kept, nothing is lost, nothing is doubled."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart import facts
from cart.clock import SystemClock
from cart.errors import JournalError
from cart.facts import BudgetSet, Fact, HelpAsked, Ticked, TripEnded, TripStarted, encode
from cart.inbox import Inbox
from cart.trip.journal import START, Journal, link, read_only
from cart.trip.writer import JournalWriter
from drivers.sim.clock import DrivenClock
from tests.support.trips import TERMS

POSTERS, EACH = 6, 120


def post_all(inbox: Inbox, posters: int = POSTERS, each: int = EACH) -> None:
    """So many threads, each posting its name with 0, 1, 2, ..., started together."""
    gate = threading.Barrier(posters)

    def work(name: int) -> None:
        gate.wait(10)
        for n in range(each):
            inbox.post(HelpAsked, reason=f"{name}:{n}")

    threads = [threading.Thread(target=work, args=(name,)) for name in range(posters)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def by_poster(found: list[Fact]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for fact in found:
        assert isinstance(fact, HelpAsked)
        name, n = fact.reason.split(":")
        numbers.setdefault(name, []).append(int(n))
    return numbers


WANTED = {str(name): list(range(EACH)) for name in range(POSTERS)}


def test_many_posters_keep_each_its_order():
    inbox = Inbox(SystemClock())
    post_all(inbox)
    assert by_poster(inbox.take(0.0, most=POSTERS * EACH)) == WANTED
    assert inbox.take(0.0) == []


def test_the_writer_makes_all_of_them_durable_in_the_order_in_which_they_are_handed_on(tmp_path: Path):
    inbox, journal = Inbox(SystemClock()), Journal(tmp_path / "journal.db")
    inbox.trip = 1
    writer = JournalWriter(inbox, journal)
    writer.start()
    post_all(inbox)
    writer.stop()
    handed_on = writer.durable()
    assert by_poster(handed_on) == WANTED and handed_on == list(journal.facts(1))
    assert writer.durable() == [] and writer.failure is None


def test_what_is_handed_on_while_others_post_is_durable_already(tmp_path: Path):
    inbox, journal = Inbox(SystemClock()), Journal(tmp_path / "journal.db")
    inbox.trip = 1
    writer = JournalWriter(inbox, journal)
    writer.start()
    poster = threading.Thread(target=post_all, args=(inbox, 3, 60))
    poster.start()
    seen: list[Fact] = []
    while poster.is_alive() or len(seen) < 180:
        seen += writer.durable()
        assert seen == list(journal.facts(1))[: len(seen)]
    writer.stop()
    assert len(seen) == 180


def test_a_writer_that_is_stopped_before_it_started_has_nothing_to_wait_for(tmp_path: Path):
    writer = JournalWriter(Inbox(SystemClock()), Journal(tmp_path / "journal.db"))
    writer.stop()
    assert writer.durable() == []


def test_a_failed_writer_keeps_the_good_prefix_and_takes_no_more(tmp_path: Path):
    inbox, journal = Inbox(SystemClock()), Journal(tmp_path / "journal.db")
    inbox.trip = 1
    writer = JournalWriter(inbox, journal)
    inbox.post(BudgetSet, cents=1)
    writer.step()
    journal._db.execute("create trigger full before insert on facts begin select raise(abort, 'disk full'); end")
    inbox.post(BudgetSet, cents=2)
    writer.start()
    writer.stop()
    assert isinstance(writer.failure, JournalError) and "disk full" in str(writer.failure)
    assert [fact.cents for fact in writer.durable()] == [1]  # type: ignore[attr-defined]
    assert len(list(journal.facts(1))) == 1


# --- the inbox


def test_facts_are_stamped_with_the_time_and_the_running_trip():
    clock = DrivenClock(5.0)
    inbox = Inbox(clock)
    early = inbox.post(Ticked)
    clock.advance(2.0)
    start = inbox.begin(3, sid="s", wall="2026-11-22T10:00", cart="17", language="en", terms=TERMS)
    clock.advance(1.0)
    late = inbox.post(Ticked)
    assert [(fact.at, fact.trip) for fact in (early, start, late)] == [(5.0, 0), (7.0, 3), (8.0, 3)]
    assert isinstance(start, TripStarted) and inbox.take(0.0) == [early, start, late]


def test_after_the_end_nothing_belongs_to_the_trip():
    inbox = Inbox(SystemClock())
    inbox.trip = 3
    assert inbox.post(TripEnded, how="paid").trip == 3
    assert inbox.post(Ticked).trip == 0


@pytest.mark.parametrize(
    ("waiting", "most", "sizes"), [(5, 2, [2, 2, 1, 0]), (3, 3, [3, 0]), (0, 4, [0]), (4, 1, [1] * 4)]
)
def test_facts_are_taken_in_batches(waiting: int, most: int, sizes: list[int]):
    inbox = Inbox(SystemClock())
    posted = [inbox.post(BudgetSet, cents=n) for n in range(waiting)]
    batches = [inbox.take(0.0, most) for _ in sizes]
    assert [len(batch) for batch in batches] == sizes
    assert [fact for batch in batches for fact in batch] == posted


def test_a_taker_that_waits_is_woken_by_a_fact():
    inbox = Inbox(SystemClock())
    taken: list[list[Fact]] = []
    taker = threading.Thread(target=lambda: taken.append(inbox.take(20.0)))
    taker.start()
    fact = inbox.post(Ticked)
    taker.join(10)
    assert taken == [[fact]]


# --- the journal


KINDS = st.one_of(
    st.builds(BudgetSet, at=st.floats(0, 1e6), trip=st.integers(1, 3), cents=st.integers(0, 10**6)),
    st.builds(HelpAsked, at=st.floats(0, 1e6), trip=st.integers(1, 3), reason=st.text(max_size=30)),
    st.builds(
        facts.WeightChanged, at=st.floats(0, 1e6), trip=st.integers(1, 3), change=st.integers(1, 99),
        mg=st.integers(-(10**8), 10**8), sigma_mg=st.integers(0, 10**6), revises=st.none() | st.integers(1, 99),
    ),
    st.builds(facts.MemberKnown, at=st.floats(0, 1e6), trip=st.integers(1, 3), member=st.text(max_size=9),
              tiers=st.lists(st.text(max_size=5), max_size=3).map(tuple)),
)  # fmt: skip
BATCHES = st.lists(st.lists(KINDS, max_size=5), max_size=5)


@settings(max_examples=25, deadline=None)
@given(BATCHES)
def test_any_facts_in_any_batches_are_read_back_equal(batches: list[list[Fact]]):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        journal = Journal(path)
        for batch in batches:
            journal.append(batch)
        heads = {trip: journal.head(trip) for trip in journal.trips()}
        journal.close()
        again = read_only(path)
        everything = [fact for batch in batches for fact in batch]
        assert again.trips() == sorted({fact.trip for fact in everything})
        for trip, head in heads.items():
            mine = [fact for fact in everything if fact.trip == trip]
            assert list(again.facts(trip)) == mine and again.head(trip) == head == chain(mine)
        again.close()


def chain(some: list[Fact]) -> bytes:
    head = START
    for fact in some:
        head = link(head, encode(fact))
    return head


def test_the_head_does_not_depend_on_the_batches(tmp_path: Path):
    some = [BudgetSet(at=float(n), trip=1, cents=n) for n in range(6)]
    heads = set()
    for size in (1, 2, 3, 6):
        journal = Journal(tmp_path / f"{size}.db")
        for start in range(0, 6, size):
            journal.append(some[start : start + size])
        heads.add(journal.head(1))
        journal.close()
    assert heads == {chain(some)}


HARM = {
    "a changed byte": "update facts set body = cast(replace(body, '\"cents\":', '\"cents\":1') as blob) where n = {n}",
    "another type": "update facts set body = cast(body as text) where n = {n}",
    "nothing": "update facts set body = null, hash = null where n = {n}",
    "a changed hash": "update facts set hash = zeroblob(32) where n = {n}",
    "a lost fact": "delete from facts where n = {n}",
    "another number": "update facts set n = n + 100 where n = {n}",
    "an empty body": "update facts set body = x'' where n = {n}",
    "of another trip": "update facts set trip = 2 where n = {n}",
}


@pytest.mark.parametrize("n", [1, 3, 4])
@pytest.mark.parametrize("harm", HARM)
def test_damage_anywhere_is_found(tmp_path: Path, harm: str, n: int):
    """Before the last fact; what comes after it cannot hide it."""
    path = tmp_path / "journal.db"
    journal = Journal(path)
    some = [BudgetSet(at=float(k), trip=1, cents=k) for k in range(1, 6)]
    journal.append(some)
    journal.close()
    with closing(sqlite3.connect(path)) as conn, conn:
        assert conn.execute(HARM[harm].format(n=n)).rowcount == 1
    sound: list[Fact] = []
    with pytest.raises(JournalError, match=f"fact {n} of trip 1 is damaged"):
        for fact in read_only(path).facts(1):
            sound.append(fact)
    assert sound == some[: n - 1]


def test_a_byte_that_flips_anywhere_in_the_file_is_found_or_changes_nothing(tmp_path: Path):
    """A trip is read back whole, or the error names the file; nothing else, and never another fact."""
    path = tmp_path / "journal.db"
    journal = Journal(path)
    some = [HelpAsked(at=float(k), trip=1, reason="canary" * 20) for k in range(30)]
    journal.append(some)
    journal.close()
    good, found = path.read_bytes(), 0
    for at in range(16, len(good), len(good) // 60):
        path.write_bytes(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
        found += read_or_error(path, some)
    assert found >= 10


def read_or_error(path: Path, some: list[Fact]) -> bool:
    try:
        journal = Journal(path)
    except JournalError:
        return True
    try:
        assert list(journal.facts(1)) in (some, [])
        return False
    except JournalError as error:
        assert str(path) in str(error)
        return True
    finally:
        journal.close()


def test_two_facts_that_changed_places_are_found(tmp_path: Path):
    path = tmp_path / "journal.db"
    journal = Journal(path)
    journal.append([BudgetSet(at=float(k), trip=1, cents=k) for k in range(1, 4)])
    journal.close()
    with closing(sqlite3.connect(path)) as conn, conn:
        for old, new in ((1, 9), (2, 1), (9, 2)):
            conn.execute("update facts set n = ? where n = ?", [new, old])
    with pytest.raises(JournalError, match="fact 1 of trip 1"):
        list(read_only(path).facts(1))


def test_a_batch_that_fails_leaves_nothing_of_itself(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.append([BudgetSet(at=1.0, trip=1, cents=1)])
    head = journal.head(1)
    journal._db.execute(
        "create trigger third before insert on facts when new.n = 3 begin select raise(abort, 'disk full'); end"
    )
    with pytest.raises(JournalError, match="Take the cart to staff"):
        journal.append([BudgetSet(at=2.0, trip=1, cents=2), BudgetSet(at=3.0, trip=1, cents=3)])
    assert journal.head(1) == head and len(list(journal.facts(1))) == 1


def test_numbers_are_given_out_once_to_many_who_ask(tmp_path: Path):
    journal, given_out = Journal(tmp_path / "journal.db"), list[int]()
    threads = [threading.Thread(target=lambda: given_out.append(journal.next_trip())) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(given_out) == list(range(1, 13)) and journal.next_trip() == 13


def test_one_trip_is_forgotten_while_another_goes_on(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.append([BudgetSet(at=1.0, trip=1, cents=1), BudgetSet(at=2.0, trip=2, cents=2)])
    journal.forget(1)
    journal.append([BudgetSet(at=3.0, trip=2, cents=3)])
    assert journal.trips() == [2] and journal.head(1) == START
    assert [fact.cents for fact in journal.facts(2)] == [2, 3]  # type: ignore[attr-defined]
    journal.forget(1)
    assert list(journal.facts(1)) == []


def test_what_is_appended_while_its_trip_is_forgotten_breaks_no_chain(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    writing = threading.Thread(
        target=lambda: [journal.append([BudgetSet(at=float(n), trip=1, cents=n)]) for n in range(300)]
    )
    writing.start()
    while writing.is_alive():
        journal.forget(1)
    writing.join()
    assert all(isinstance(fact, BudgetSet) for fact in journal.facts(1))
    journal.close()
    assert len(list(read_only(tmp_path / "journal.db").facts(1))) <= 300
