"""The desk and the intake over a real journal: what is shown was durable before."""

from dataclasses import replace
from pathlib import Path

import pytest

from cart import facts
from cart.catalog.snapshot import Snapshot
from cart.codes.code import Code
from cart.codes.labels import us_price_label
from cart.commands import replay as replay_command
from cart.config import CartSection, Config
from cart.errors import StoreError, TokenError
from cart.facts import Fact, Terms
from cart.inbox import Inbox
from cart.trip.desk import Desk
from cart.trip.intake import Intake
from cart.trip.journal import Journal
from cart.trip.prompts import PlaceItem
from cart.trip.state import Trip
from cart.trip.story import SENTENCES
from tests.support import badges
from tests.support.exits import NOW
from tests.support.trips import product

TERMS = Terms("1", "USD", {}, {"A": 0})
CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
BREAD = replace(product("Rye bread", 750, 425), id="09520417000635", gtin="09520417000635")
APPLES = replace(product("Gala apples", None, 349, unit="kg", tare_g=5), id="PLU4135", plu="4135", gtin=None)
CATALOG = Snapshot.of_products([BREAD, APPLES], TERMS)


class StoppedClock:
    """A clock that a test moves."""

    def __init__(self, at: float) -> None:
        self.at = at

    def now(self) -> float:
        return self.at

    def wall(self) -> str:
        return "2026-11-22T10:00"

    def epoch(self) -> int:
        return NOW


class Room:
    """A desk with its journal, in a folder."""

    def __init__(self, folder: Path, at: float = 10.0, clock: StoppedClock | None = None) -> None:
        self.clock = clock or StoppedClock(at)
        self.inbox, self.journal = Inbox(self.clock), Journal(folder / "journal.db")
        self.desk = Desk(self.inbox, self.journal, CONFIG, self.clock)
        self.intake = Intake(self.inbox, lambda: CATALOG, self.clock)
        self.intake.admits = badges.gate(self.clock).admits
        self.intake.phase = lambda: self.desk.trip.phase
        self.heard: list[Fact] = []
        self.desk.listen(lambda before, fact, after: self.heard.append(fact))
        self.desk.recover()

    def go(self):
        self.desk.writer.step()
        return self.desk.pump()

    def last(self) -> Fact:
        self.go()
        return self.heard[-1]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    room = Room(tmp_path)
    room.desk.start_trip("en", TERMS)
    room.go()
    return room


def test_a_fact_is_shown_only_when_it_is_durable(room: Room):
    room.inbox.post(facts.BudgetSet, cents=6000)
    assert room.desk.pump().budget_cents == 0
    assert room.go().budget_cents == 6000
    assert room.heard[-1] in list(room.journal.facts(1))


def test_a_second_start_changes_nothing(room: Room):
    sid = room.desk.view.sid
    room.desk.start_trip("es", TERMS)
    assert room.go().sid == sid and room.journal.next_trip() == 2


class HurriedClock(StoppedClock):
    """Each look at it takes a moment, so that every frame's time is soon over."""

    def now(self) -> float:
        self.at += 0.02
        return self.at


def test_a_price_does_not_wait_for_hints(tmp_path: Path):
    milk = replace(BREAD, categories=("milk",), mass_mg=750_000)
    offers = [{"id": f"for-{n}", "kind": "n_for_price", "match": {"categories": ["milk"]}, "n": n, "price": 290 * n}
              for n in (2, 3, 4)]  # fmt: skip
    room = Room(tmp_path, clock=HurriedClock(10.0))
    room.desk.start_trip("en", replace(TERMS, offers=tuple(offers)))
    room.inbox.post(facts.ItemScanned, product=milk, code=Code("gtin", milk.id, milk.id))
    room.inbox.post(facts.WeightChanged, change=1, mg=750_000, sigma_mg=400)
    seen = [room.go() for _ in range(8)]
    assert [view.totals.due_cents for view in seen] == [milk.price_cents] * 8
    told = [view.lines[0].hint is not None for view in seen]
    assert told[0] is False and told[-1] is True and told == sorted(told)


def test_what_changes_no_basket_is_not_priced_anew(room: Room):
    put_in(room)
    room.go()
    before = room.desk.priced
    room.inbox.post(facts.StoreSeen, online=False)
    room.go()
    assert room.desk.priced is before and not room.desk.view.online


def test_after_a_crash_the_trip_is_there(room: Room, tmp_path: Path):
    room.intake.scanned("9520417000635", "EAN13")
    room.inbox.post(facts.WeightChanged, change=1, mg=751_000, sigma_mg=400)
    shown = room.go()
    room.journal.close()
    again = Room(tmp_path)
    assert again.desk.view == shown and again.inbox.trip == 1
    assert [line.name for line in again.desk.view.lines] == ["Rye bread"]


def test_after_a_crash_the_lane_is_told_that_no_scale_looked_for_a_while(room: Room, tmp_path: Path):
    put_in(room)
    assert room.go().trust == 100
    room.journal.close()
    view = Room(tmp_path).go()
    assert view.trust_reasons == ("not_weighed:1",) and view.weight_checked


def test_a_crash_at_the_lane_changes_nothing_that_was_handed_over(room: Room, tmp_path: Path):
    put_in(room)
    room.inbox.post(facts.HandedOver, lane="4")
    shown = room.go()
    room.journal.close()
    assert Room(tmp_path).go() == shown


def test_time_passes_only_while_something_waits(room: Room):
    room.clock.at += 5
    room.go()
    assert not isinstance(room.heard[-1], facts.Ticked)
    room.intake.scanned("9520417000635", "EAN13")
    room.go()
    room.clock.at += 9
    room.desk.pump()
    assert isinstance(room.last(), facts.Ticked)
    assert room.desk.view.prompt.slow  # type: ignore[union-attr]


def put_in(room: Room) -> None:
    room.intake.scanned("9520417000635", "EAN13")
    room.inbox.post(facts.WeightChanged, change=1, mg=751_000, sigma_mg=400)


@pytest.mark.parametrize("restarted_at", [2.0, 500.0])
def test_time_goes_on_after_a_reboot_that_began_the_clock_anew(room: Room, tmp_path: Path, restarted_at: float):
    room.clock.at = 400.0
    room.intake.scanned("9520417000635", "EAN13")
    room.go()
    room.journal.close()
    again = Room(tmp_path, restarted_at)
    again.clock.at += CONFIG.trip.place_within_s
    again.desk.pump()
    assert again.last().at >= 400.0 + CONFIG.trip.place_within_s
    assert again.desk.view.prompt.slow  # type: ignore[union-attr]


def test_what_is_known_of_an_earlier_trip_does_not_touch_the_next(room: Room):
    """The store's word of payment may come late: it names its own trip."""
    room.inbox.post(facts.TripEnded, how="paid")
    room.go()
    room.desk.start_trip("en", TERMS)
    put_in(room)
    room.inbox.post(facts.HandedOver, lane="4")
    room.inbox.post(facts.Paid, trip=1, tender="card", cents=1, receipt="R")
    assert (room.go().phase, room.desk.view.trip) == ("at_lane", 2)


def test_the_thanks_do_not_stay_for_ever(room: Room):
    put_in(room)
    room.inbox.post(facts.HandedOver, lane="4")
    room.inbox.post(facts.Paid, tender="card", cents=1, receipt="R")
    assert room.go().phase == "thanks"
    for _ in range(round(CONFIG.trip.thanks_s / 0.5)):
        assert room.desk.view.phase == "thanks"
        room.clock.at += 0.5
        room.desk.pump()
    room.clock.at += 0.5
    room.desk.pump()
    assert room.go().phase == "welcome" and room.inbox.trip == 0


def test_a_cart_without_time_still_shows_its_thanks(room: Room):
    """What was not shown while the computer did something else was not shown."""
    put_in(room)
    room.inbox.post(facts.HandedOver, lane="4")
    room.inbox.post(facts.Paid, tender="card", cents=1, receipt="R")
    assert room.go().phase == "thanks"
    for _ in range(5):
        room.clock.at += 10 * CONFIG.trip.thanks_s
        assert room.go().phase == "thanks"


def test_a_trip_that_cannot_be_numbered_is_no_crash(tmp_path: Path):
    room = Room(tmp_path)
    room.journal.close()
    room.desk.start_trip("en", TERMS)
    assert room.go().phase == "out_of_service" and room.inbox.trip == 0


def test_a_full_disk_at_the_lane_is_no_crash(room: Room):
    """The outbox cannot keep the session: the cart says so, and the trip stays in the journal."""

    def full(before: Trip, fact: Fact, after: Trip) -> None:
        raise StoreError("outbox.db cannot be used (disk full). Free disk space or call staff; nothing was lost.")

    room.desk.listen(full)
    put_in(room)
    view = room.go()
    assert view.phase == "out_of_service" and "call staff" in view.devices[0].words
    assert len(list(room.journal.facts(1))) == 3


def test_a_journal_that_fails_is_seen(room: Room):
    room.journal.close()
    room.inbox.post(facts.BudgetSet, cents=1)
    view = room.go()
    assert (view.budget_cents, view.phase) == (0, "out_of_service")
    assert "Take the cart to staff" in view.devices[0].words


@pytest.mark.parametrize(
    ("text", "symbology", "kind"),
    [
        ("9520417000635", "EAN13", facts.ItemScanned),
        ("4006381333931", "EAN13", facts.CodeRefused),
        ("9520417000636", "EAN13", facts.CodeRefused),
        ("4135", "CODE128", facts.ProducePicked),
        ("DCM:1000017", "QRCODE", facts.MemberKnown),
        ("DCB:77", "QRCODE", facts.CodeRefused),
        (badges.text(NOW), "QRCODE", facts.StaffCame),
        ("DCL:4", "QRCODE", facts.CheckoutAsked),
    ],
)
def test_what_a_code_means(room: Room, text: str, symbology: str, kind: type[Fact]):
    room.intake.scanned(text, symbology)
    assert isinstance(room.last(), kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("9520417000635", facts.ItemScanned), ("4135", facts.ProducePicked), ("DCM:1000017", facts.MemberKnown)],
)
def test_what_a_wand_types(room: Room, text: str, kind: type[Fact]):
    room.intake.typed(text)
    assert isinstance(room.last(), kind)


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("https://example.com/win", "QRCODE"),
        ("DCP:FORGED", "QRCODE"),
        ("4011", "QRCODE"),
        ("LOT A1234", "CODE128"),
        ("070429", "ITF"),
        ("3103000500", "GS1_128"),
        ("17301130", "GS1_QRCODE"),
    ],
)
def test_what_says_nothing(room: Room, text: str, symbology: str):
    before = len(room.heard)
    room.intake.scanned(text, symbology)
    room.go()
    assert len(room.heard) == before


def test_a_wand_that_types_what_nobody_sells_is_answered(room: Room):
    room.intake.typed("LOT A1234")
    fact = room.last()
    assert isinstance(fact, facts.CodeRefused) and fact.why == "unknown"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("811020840243103274533001100001011000093210531", "coupon_expired"),
        ("81120", "coupon"),
        ("8110" + "9" * 30, "coupon"),
    ],
)
def test_a_coupon_that_is_past_its_date_or_damaged_is_refused_in_words(room: Room, text: str, why: str):
    room.intake.scanned(text, "DATABAR_EXP")
    fact = room.last()
    assert isinstance(fact, facts.CodeRefused) and fact.why == why


def test_a_label_without_a_price_is_not_free(room: Room):
    room.intake.scanned(us_price_label("00230101000009", 1)[:6] + "000009", "UPCA")
    fact = room.last()
    assert isinstance(fact, facts.CodeRefused) and fact.code.price_cents == 0


def test_an_expired_item_is_refused_by_its_name(room: Room):
    room.intake.scanned("010952041700063517260101", "DATABAR_EXP")
    fact = room.last()
    assert isinstance(fact, facts.CodeRefused) and (fact.why, fact.name) == ("expired", "Rye bread")


def test_an_item_with_a_damaged_date_is_sold_and_told_of(room: Room):
    room.intake.scanned("010952041700063517261399", "DATABAR_EXP")
    fact = room.last()
    assert isinstance(fact, facts.ItemScanned) and fact.code.undated and fact.code.expires is None
    prompt = room.go().prompt
    assert isinstance(prompt, PlaceItem) and prompt.undated
    assert "its date could not be read" in SENTENCES[facts.ItemScanned](fact)


def test_a_hostile_text_becomes_a_harmless_notice(room: Room):
    room.intake.scanned("\x00\u202e<b>'; drop table facts;--" + "x" * 10_000, "CODE128")
    fact = room.last()
    assert isinstance(fact, facts.CodeRefused) and len(fact.code.text) <= 48 and fact.code.text.isprintable()


def test_a_paid_code_for_this_trip_ends_it(room: Room):
    put_in(room)
    room.inbox.post(facts.HandedOver, lane="4")
    room.go()
    room.intake.believe = lambda text: {"tender": "cash", "cents": 425, "receipt": text[4:]}
    room.intake.scanned("DCP:R9", "QRCODE")
    assert room.go().receipt == "R9"


def test_a_paid_code_for_another_trip_does_not(room: Room):
    def refuse(_: str) -> dict[str, object]:
        raise TokenError("another trip")

    room.intake.believe = refuse
    room.intake.scanned("DCP:R9", "QRCODE")
    assert room.go().phase == "shopping"


def test_products_picked_on_the_screen(room: Room):
    room.intake.picked(BREAD)
    assert isinstance(room.last(), facts.ItemScanned)
    room.intake.picked(APPLES)
    assert isinstance(room.last(), facts.ProducePicked)


def test_the_replay_command_tells_the_total(room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    room.intake.scanned("9520417000635", "EAN13")
    room.inbox.post(facts.WeightChanged, change=1, mg=751_000, sigma_mg=400)
    due = room.go().totals.due_cents
    room.journal.close()
    assert replay_command.main([str(tmp_path / "journal.db")]) == 0
    out = capsys.readouterr().out
    assert "Scanned Rye bread" in out and f"{due / 100:.2f}" in out.split("TOTAL USD")[1]
