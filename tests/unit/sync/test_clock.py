"""The store's time: believed when it is signed for the question, carried on while the machine is up, and kept."""

import threading
from itertools import pairwise

import pytest

from cart.errors import StoreError, TokenError
from cart.identity.enrolment import Identity
from cart.sync import clock
from cart.sync.client import StoreClient
from cart.sync.clock import SLOW_S, StoreClock, TimeWord
from cart.sync.http import Http
from tests.support.exits import CART, STORE
from tests.support.webs import PORTAL, Said, Web

NOON = 1_796_040_000  # 2026-11-30T12:00 UTC
TRUST = {"store": STORE.verify_key}
ASKED = "a" * 32


class Machine:
    """A board: its monotonic clock, and a clock of day that may say anything."""

    remark = ""

    def __init__(self, day: float, up: float = 10.0) -> None:
        self.day, self.up = day, up

    def now(self) -> float:
        return self.up

    def epoch(self) -> int:
        return int(self.day)

    def wall(self) -> str:
        return "the machine's"

    def passes(self, seconds: float) -> None:
        self.day, self.up = self.day + seconds, self.up + seconds


def heard(machine: Machine, folder, at=NOON, zone=-18_000, boot="one") -> StoreClock:
    made = StoreClock(machine, folder / "clock.json", boot)
    made.hear(TimeWord(ASKED, at, zone), machine.now(), machine.now())
    return made


@pytest.mark.parametrize("day", [0, NOON - 365 * 86_400, NOON + 365 * 86_400, NOON - 2400])
def test_the_stores_time_is_believed_whatever_the_machine_says(tmp_path, day):
    machine = Machine(day)
    told = heard(machine, tmp_path)
    machine.passes(90)
    assert told.epoch() == NOON + 90
    assert told.wall() == "2026-11-30T07:01"


def test_the_machines_day_may_be_set_meanwhile(tmp_path):
    machine = Machine(NOON)
    told = heard(machine, tmp_path)
    machine.day -= 7200
    assert told.epoch() == NOON


def test_before_the_store_has_spoken_the_machine_is_believed(tmp_path):
    told = StoreClock(Machine(NOON), tmp_path / "clock.json", "one")
    assert (told.epoch(), told.wall(), told.remark) == (NOON, "the machine's", "")


def test_a_restart_in_the_same_boot_knows_the_time_without_the_store(tmp_path):
    machine = Machine(0)
    heard(machine, tmp_path)
    machine.passes(3600)
    again = StoreClock(machine, tmp_path / "clock.json", "one")
    assert again.epoch() == NOON + 3600


def test_after_a_boot_the_machine_is_believed_but_never_before_the_stores_last_word(tmp_path):
    heard(Machine(NOON), tmp_path)
    for day, shown in ((NOON + 500, NOON + 500), (0, NOON)):
        machine = Machine(day, up=1.0)
        again = StoreClock(machine, tmp_path / "clock.json", "two")
        assert again.epoch() == shown
        machine.passes(30)
        assert again.epoch() == shown + 30


def test_without_a_boots_name_nothing_is_carried_over_it(tmp_path):
    heard(Machine(NOON), tmp_path, boot="")
    assert StoreClock(Machine(NOON + 9, up=900.0), tmp_path / "clock.json", "").epoch() == NOON + 9


def test_an_answer_that_took_long_says_too_little(tmp_path):
    told = StoreClock(Machine(5), tmp_path / "clock.json", "one")
    told.hear(TimeWord(ASKED, NOON, 0), 1.0, 1.0 + SLOW_S + 1)
    assert told.epoch() == 5
    told.hear(TimeWord(ASKED, NOON, 0), 6.0, 10.0)
    assert told.epoch() == NOON + 2


def test_it_is_written_seldom_and_when_it_matters(tmp_path):
    machine, path = Machine(NOON), tmp_path / "clock.json"
    told = heard(machine, tmp_path)
    written = [path.read_bytes()]
    for seconds, zone in ((60, -18_000), (60, -14_400), (601, -14_400)):
        machine.passes(seconds)
        told.hear(TimeWord(ASKED, machine.epoch(), zone), machine.now(), machine.now())
        written.append(path.read_bytes())
    assert [one == other for one, other in pairwise(written)] == [True, False, False]


def test_a_folder_that_cannot_be_written_costs_no_time(tmp_path):
    (tmp_path / "taken").write_text("")
    told = StoreClock(Machine(0), tmp_path / "taken" / "clock.json", "one")
    told.hear(TimeWord(ASKED, NOON, 0), 10.0, 10.0)
    assert told.epoch() == NOON


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": "x"}', "[" * 5000, '{"at": 1, "zone_s": 0, "now": 1}'])
def test_a_damaged_file_is_as_none(tmp_path, text):
    (tmp_path / "clock.json").write_text(text)
    assert StoreClock(Machine(7), tmp_path / "clock.json", "one").epoch() == 7


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (NOON, ""), (NOON + 59, ""), (NOON - 2400, "40 min behind"), (NOON + 10_000, "2 h ahead"),
        (NOON + 365 * 86_400, "365 days ahead"),
    ],
)  # fmt: skip
def test_staff_hear_of_a_machine_whose_clock_is_off(tmp_path, day, words):
    remark = heard(Machine(day), tmp_path).remark
    assert words in remark and bool(words) == bool(remark)


def test_staff_hear_of_a_machine_that_woke_in_the_past(tmp_path):
    heard(Machine(NOON), tmp_path)
    remark = StoreClock(Machine(0), tmp_path / "clock.json", "two").remark
    assert "behind: it is before the store's last word" in remark


def test_only_the_stores_answer_to_this_question_is_read():
    word = TimeWord(ASKED, NOON, 3600)
    assert clock.read(clock.sign(word, STORE), TRUST, ASKED) == word
    for message, nonce in (
        (clock.sign(word, STORE), "b" * 32), (clock.sign(word, CART), ASKED),
        (clock.sign(TimeWord(ASKED, -1, 0), STORE), ASKED), (clock.sign(TimeWord(ASKED, NOON, 1 << 40), STORE), ASKED),
    ):  # fmt: skip
        with pytest.raises(TokenError):
            clock.read(message, TRUST, nonce)


def asked_of(answer):
    with Web(answer) as web:
        client = StoreClient(
            Identity("cart-1", CART, web.url, STORE.verify_key), Http(web.url, 2.0, threading.Event().wait)
        )
        try:
            return client.time()
        finally:
            client.close()


def test_a_cart_asks_its_store():
    def store(asked):
        return Said(200, clock.sign(TimeWord(asked.path.rpartition("/")[2], NOON, 0), STORE))

    assert asked_of(store).at == NOON
    assert asked_of(lambda _: Said(404)) is None
    old = clock.sign(TimeWord(ASKED, NOON, 0), STORE)
    for said in (PORTAL, Said(200, old), Said(200)):
        with pytest.raises(StoreError, match="not signed by the store"):
            asked_of(lambda _, said=said: said)
