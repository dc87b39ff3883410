"""The store is the authority for prices: a trip is held against what the store published, and worked out again."""

import html
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from cart.catalog.folder import open_files
from cart.codes.code import Code
from cart.errors import TokenError
from cart.facts import (
    CheckoutAsked,
    HandedOver,
    ItemScanned,
    ItemSeen,
    MemberKnown,
    Named,
    ProduceAdded,
    ProducePicked,
    WeightChanged,
)
from cart.facts.seen import Seen
from cart.handover.basket import Signer, lane_code
from cart.handover.book import Book
from cart.handover.lane import Lane, Till
from cart.store.catalog import files_of
from cart.store.prices import look
from cart.sync import wire
from cart.trip.replay import replay
from tests.support.exits import CART, KEYS, NOW
from tests.support.stores import STAFF, Desk
from tests.support.trips import Shopper

DEMO = Path(__file__).parents[3] / "assets" / "demo"
TABLE = open_files(DEMO)
PRODUCTS = {one.name: one for one in TABLE.products()}
BREAD, MILK, BEER = (PRODUCTS[name] for name in ("Rye bread 750 g", "Whole milk 1 L", "Lager beer, 6 bottles"))
BANANAS = PRODUCTS["Bananas"]
OFFERS = TABLE.terms.offers
SID = "s" * 32


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DEMO, tmp_path / "catalog")
    return tmp_path / "catalog"


@pytest.fixture
def desk(tmp_path, folder):
    desk = Desk(tmp_path / "store", replay=replay, catalog=folder)
    yield desk
    desk.close()


def trip(*goods, terms=TABLE.terms, more=(), produce=None, tare_g=None):
    """A trip of these goods to lane 4, with more facts before the checkout."""
    shopper = Shopper(terms)
    for one in goods:
        shopper.scan(one).weigh((one.mass_mg or 0) / 1000)
    for kind, fields in more:
        shopper.do(kind, **fields)
    if produce is not None:
        shopper.do(ProducePicked, product=produce).weigh(1000)
        shopper.do(ProduceAdded, product=produce, gross_g=1000, tare_g=produce.tare_g if tare_g is None else tare_g)
    return shopper.do(CheckoutAsked).do(HandedOver, lane="4").facts


def put(desk, facts):
    document = wire.document(SID, "cart-1", facts)
    assert desk.put(wire.pack(document), sid=SID).status_code == 201, "a shopper is never blocked"
    return document


def put_as(desk, sid, facts):
    """The same trip under another sid."""
    started = replace(facts[0], sid=sid)
    assert desk.put(wire.pack(wire.document(sid, "cart-1", [started, *facts[1:]])), sid=sid).status_code == 201


def odd(desk):
    found = desk.shop.records.releases.odd(SID, "cart-1")
    return found.words if found else ""


def reprice(folder, product, cents):
    """Staff publish another price of a product."""
    path, row = folder / "catalog.csv", None
    lines = path.read_text().splitlines()
    for n, line in enumerate(lines):
        if product.name in line:
            row = n
            lines[n] = line.replace(f"{product.price_cents / 100:.2f}", f"{cents / 100:.2f}", 1)
    assert row is not None
    path.write_text("\n".join(lines) + "\n")


def lane(desk, folder):
    own = desk.lane("4")[1]
    return Lane(Till("4", own, Book(folder / "sales.db"), lambda: KEYS, lambda: NOW), desk.at_lane("4", own), replay)


def code(facts):
    head = bytes.fromhex(wire.document(SID, "cart-1", facts).head)
    return lane_code(replay(facts), head, Signer("cart-1", CART), NOW + 600)


def test_no_trip_from_the_published_catalog_is_odd(desk):
    """All 360 products, loose produce, a member card, offers: as the wire brings them."""
    pieces = [one for one in PRODUCTS.values() if not one.sold_by_weight]
    card = (MemberKnown, {"member": "1000017", "tiers": ("member",)})
    put(desk, trip(*pieces, produce=BANANAS, more=[card]))
    assert (odd(desk), desk.shop.records.device("cart-1").suspect) == ("", "")
    assert "not the store" not in desk.staff()
    assert desk.at_lane("4", desk.lane("4")[1]).doubts(SID, "cart-1").stop == ""


SEEN = [
    (WeightChanged, {"change": 9, "mg": 850_000, "sigma_mg": 500}),
    (ItemSeen, {"change": 9, "candidates": (Seen(replace(BREAD, price_cents=1), 30.0),), "sure": True}),
    (Named, {"change": 9, "product": BREAD.id}),
]
ALTERED = [
    (trip(MILK, more=SEEN), f"{BREAD.name}: $0.01 in the cart"),
    (trip(replace(BREAD, price_cents=1)), f"{BREAD.name}: $0.01 in the cart"),
    (trip(replace(BREAD, price_cents=9900)), f"{BREAD.name}: $99.00 in the cart"),
    (trip(replace(BREAD, member_price_cents=1)), "another record"),
    (trip(replace(BEER, min_age=0)), "another record"),
    (trip(replace(BEER, deposit_cents=0)), "another record"),
    (trip(replace(BEER, tax="F")), "another record"),
    (trip(replace(BREAD, mass_mg=2 * (BREAD.mass_mg or 1))), "another record"),
    (trip(replace(BREAD, categories=("wine",), no_discount=not BREAD.no_discount)), "another record"),
    (trip(replace(BREAD, id="00000000000017", gtin="00000000000017")), "not in this store's catalog"),
    (trip(BREAD, terms=replace(TABLE.terms, tax_rates=dict.fromkeys(TABLE.terms.tax_rates, 0))), "never published"),
    (trip(BREAD, terms=replace(TABLE.terms, offers=(*OFFERS, {**OFFERS[0], "id": "again"}))), "never published"),
    (trip(BREAD, terms=replace(TABLE.terms, offers=OFFERS[1:])), "never published"),
    (trip(BREAD, terms=replace(TABLE.terms, rules={**TABLE.terms.rules, "tax_mode": "inclusive"})), "never published"),
    (trip(BREAD, terms=replace(TABLE.terms, release="7-SOMEWHERE-else")), "never gave"),
    (trip(BREAD, more=[(MemberKnown, {"member": "1000017", "tiers": ("member", "staff")})]), "not entitled to"),
    (trip(BREAD, more=[(MemberKnown, {"member": "4", "tiers": ("member",)})]), "not entitled to"),
    (trip(produce=BANANAS, tare_g=990), "990 g taken off for its bag"),
    (trip(produce=replace(BANANAS, price_cents=1)), f"{BANANAS.name}: $0.01 in the cart"),
]


@pytest.mark.parametrize(("facts", "words"), ALTERED)
def test_what_the_store_never_published_is_told_to_lane_and_staff(desk, facts, words, tmp_path):
    document = put(desk, facts)
    assert words in odd(desk)
    page = html.unescape(desk.staff())
    assert words in page and "cart-1: suspect" in page
    at = lane(desk, tmp_path)
    shown = at.read(code(facts))
    assert words in shown.stop and "its shopper did nothing wrong" in shown.stop
    with pytest.raises(TokenError, match="Count this basket"):
        at.pay(SID, "card")
    answer = desk.claim(head=document.head, sid=SID)
    assert (answer.status_code, words in answer.json()["detail"]) == (409, True)


def test_a_price_that_no_label_can_carry_is_told(desk):
    scan = ItemScanned(at=1.0, trip=1, product=BREAD, code=Code("gtin", BREAD.id, BREAD.id[1:], "EAN13", price_cents=1))
    facts = trip(BREAD)
    put(desk, [facts[0], replace(scan, at=facts[1].at), *facts[2:]])
    assert "that its code cannot carry" in odd(desk)
    assert desk.shop.records.releases.odd(SID, "cart-1").due > 300


def test_what_an_altered_trip_comes_to_is_worked_out_from_the_stores_own_records(desk):
    """Five goods at one cent: what the store asks is due, and less is not "paid", whatever a lane was shown."""
    goods = [one for one in PRODUCTS.values() if not one.sold_by_weight][:5]
    facts = trip(*(replace(one, price_cents=1) for one in goods))
    document = put(desk, facts)
    found = desk.shop.records.releases.odd(SID, "cart-1")
    assert found.due == replay(trip(*goods)).receipt.due > found.said
    told = desk.settle(sid=SID, head=document.head, cents=found.said)
    assert (told.status_code, "not what was due" in told.json()["detail"]) == (409, True)
    assert desk.status(SID).json()["paid"] == ""
    assert desk.settle(sid=SID, head=document.head, cents=found.said).status_code == 409


def test_counted_at_the_till_for_what_the_store_asks_it_is_paid(desk):
    document = put(desk, trip(replace(BREAD, price_cents=1)))
    due = replay(trip(BREAD)).receipt.due
    assert desk.settle(sid=SID, head=document.head, cents=due).json()["state"] == "paid"


def test_a_published_price_stands_though_it_is_old(desk, folder):
    """The cart was away; the shopper has seen the lower price."""
    reprice(folder, BREAD, BREAD.price_cents + 100)
    desk.web.get("/v1/catalog")
    put(desk, trip(BREAD))
    assert odd(desk) == ""


def test_a_price_that_was_lowered_is_fine_as_soon_as_it_stands_in_the_folder(desk, folder):
    """Nobody asked for the catalog yet: the store looks itself."""
    reprice(folder, BREAD, 99)
    put(desk, trip(replace(BREAD, price_cents=99)))
    assert odd(desk) == ""


def test_a_trip_is_held_against_the_release_that_it_names_and_later_ones(desk, folder):
    first = desk.shop.releases.newest().version
    reprice(folder, BREAD, BREAD.price_cents + 100)
    second = desk.shop.releases.newest().version
    new = replace(BREAD, price_cents=BREAD.price_cents + 100)
    for release, product, wrong in (
        (first, BREAD, ""),
        (first, new, ""),
        (second, new, ""),
        (second, BREAD, "in the cart"),
    ):
        facts = trip(product, terms=replace(TABLE.terms, release=release))
        found = look(facts, desk.shop.records.releases)
        assert wrong in "".join(found.odd) and bool(wrong) == bool(found.odd)


def test_a_worker_process_asks_the_store_for_what_it_published(tmp_path, folder):
    """Over one pipe: a price of the cart's own, the store's, and the same after a newer release."""
    desk = Desk(tmp_path / "store", replay=replay, catalog=folder, workers=1)
    release = desk.shop.releases.newest().version
    new = replace(BREAD, price_cents=BREAD.price_cents + 100)
    put(desk, trip(new, terms=replace(TABLE.terms, release=release)))
    assert "in the cart" in odd(desk)
    put_as(desk, "t" * 32, trip(BREAD))
    assert desk.shop.records.releases.odd("t" * 32, "cart-1") is None
    reprice(folder, BREAD, new.price_cents)
    put_as(desk, "u" * 32, trip(new))
    assert desk.shop.records.releases.odd("u" * 32, "cart-1") is None
    desk.close()


def test_releases_are_numbered_and_kept_over_a_restart_and_cost_only_what_changed(desk, folder, tmp_path):
    before = len(desk.shop.records.releases._file.rows("select 1 from published"))
    reprice(folder, BREAD, 99)
    version = desk.shop.releases.newest().version
    desk.close()
    again = Desk(tmp_path / "store", replay=replay, catalog=folder)
    book = again.shop.records.releases
    assert (book.newest, book.serial(version), again.shop.releases.newest().version) == (2, 2, version)
    assert len(book._file.rows("select 1 from published")) == before + 1
    assert [json.loads(one)["price_cents"] for one in book.records("product:" + BREAD.id)] == [99, BREAD.price_cents]
    again.close()


def test_a_bad_row_of_the_folder_is_left_out_and_staff_read_which(desk, folder):
    with (folder / "catalog.csv").open("a") as file:
        file.write("4006381333930,Broken,1.00\n")
    assert desk.web.get("/v1/catalog").status_code == 200
    again = [desk.shop.releases.look().version for _ in range(2)]
    assert (again[0] == again[1], desk.shop.records.releases.newest) == (True, 2)
    assert "left out" in desk.staff() and "catalog.csv: line" in desk.staff()
    put(desk, trip(BREAD))
    assert odd(desk) == ""


@pytest.mark.parametrize("name", ["store.toml", "offers.toml"])
def test_a_catalog_that_cannot_be_sold_from_is_no_release_and_staff_read_why(desk, folder, name):
    (folder / name).write_text("currency = ")
    assert desk.web.get("/v1/catalog").status_code == 200
    assert desk.shop.records.releases.newest == 1
    assert f"{name} is not valid TOML" in desk.staff()
    put(desk, trip(BREAD))
    assert odd(desk) == ""


def test_a_folder_that_has_gone_takes_no_trip_down(desk, folder):
    shutil.rmtree(folder)
    put(desk, trip(BREAD))
    assert (odd(desk), "cannot be read" in desk.staff()) == ("", True)


def test_the_next_trips_of_a_suspect_cart_are_sold_and_looked_at_until_a_person_did(desk, tmp_path):
    put(desk, trip(replace(BREAD, price_cents=1)))
    clean, sid = trip(MILK), "another-trip-of-the-cart"
    clean[0] = replace(clean[0], sid=sid)
    document = wire.document(sid, "cart-1", clean)
    desk.put(wire.pack(document), sid=sid)
    at = lane(desk, tmp_path)
    outcome = replay(clean)
    text = lane_code(outcome, bytes.fromhex(document.head), Signer("cart-1", CART), NOW + 600)
    shown = at.read(text)
    assert (shown.stop, shown.watch.reasons[-1], shown.watch.trust <= 70) == ("", "cart_suspect:1", True)
    desk.web.post("/staff/looked", data={"device": "cart-1"}, auth=STAFF)
    assert ("suspect" in desk.staff(), at.read(text).watch.reasons) == (False, outcome.view.trust_reasons)


def test_a_store_without_a_catalog_has_nothing_to_hold_a_trip_against(tmp_path):
    desk = Desk(tmp_path, replay=replay)
    put(desk, trip(replace(BREAD, price_cents=1)))
    assert odd(desk) == ""
    desk.close()


def test_learnt_weights_are_published_too(desk, folder):
    """A trip that knows the weight from before they were learnt is as good."""
    (folder / "weights.csv").write_text(f"id,mass_mg,mass_sd_mg\n{BREAD.id},755000,4000\n")
    assert "weights.csv" in files_of(folder)
    put(desk, trip(BREAD, replace(BREAD, mass_mg=755_000, mass_sd_mg=4_000)))
    assert odd(desk) == ""
