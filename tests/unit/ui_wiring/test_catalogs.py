"""A new catalog from the store: opened at once, for new trips; a wrong one leaves the old, now and after a restart."""

import gzip
import threading
from pathlib import Path

import pytest

from cart.catalog import demo
from cart.clock import SystemClock
from cart.config import CartSection, Config
from cart.errors import BadInput, CatalogError, OfferError
from cart.facts import ItemScanned, TripEnded
from cart.inbox import Inbox
from cart.sync.client import CatalogFiles
from cart.trip.desk import Desk
from cart.trip.intake import Intake
from cart.trip.journal import Journal
from ui.catalogs import Shelf, newest, open_feed, open_folder
from ui.places import DEMO_STORE

CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
NAMES = ("catalog.csv", "store.toml", "plan.toml", "offers.toml")
APPLES = "PLU4133"


def files(**changes: bytes) -> dict[str, bytes]:
    """The demo store's files, with changes: catalog=... for catalog.csv and so on."""
    found = {name: (DEMO_STORE / name).read_bytes() for name in NAMES}
    return found | {next(name for name in NAMES if name.startswith(key)): data for key, data in changes.items()}


def dearer() -> bytes:
    """The catalog with Gala apples at 4.49 instead of 3.49."""
    text = (DEMO_STORE / "catalog.csv").read_text()
    assert text.count(",3.49,kg,2.99,") == 1
    return text.replace(",3.49,kg,2.99,", ",4.49,kg,2.99,").encode()


def terms(version: str) -> bytes:
    return (DEMO_STORE / "store.toml").read_text().replace('"demo-1"', f'"{version}"').encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog"
    folder.mkdir()
    for name, data in files().items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(open_folder(folder), folder)


def price(shelf: Shelf) -> int:
    found = shelf.snapshot().by_id(APPLES)
    assert found is not None
    return found.price_cents


WRONG = {
    "a row": ({"catalog": b"id,name,price\nX,Nameless,cheap\n"}, CatalogError),
    "no table": ({"catalog": b""}, CatalogError),
    "store": ({"store": b"name = "}, BadInput),
    "no rates": ({"store": b'name = "X"\n'}, BadInput),
    "plan": ({"plan": b"walls = 7"}, BadInput),
    "offers": ({"offers": b"[[offer"}, OfferError),
}


def test_a_new_catalog_is_the_catalog_of_the_moment(shelf: Shelf):
    before = shelf.snapshot()
    shelf.renew(CatalogFiles("2", files(catalog=dearer())))
    assert (before.by_id(APPLES).price_cents, price(shelf)) == (349, 449)  # type: ignore[union-attr]
    assert before.version != shelf.snapshot().version
    assert [one.price_cents for one in shelf.table.products() if one.id == APPLES] == [449]


def test_it_is_there_after_a_restart(shelf: Shelf, folder: Path):
    shelf.renew(CatalogFiles("2", files(catalog=dearer())))
    assert price(Shelf(open_folder(folder), folder)) == 449


def test_what_the_store_no_longer_sends_is_gone(shelf: Shelf):
    without = {name: data for name, data in files().items() if name != "offers.toml"}
    shelf.renew(CatalogFiles("2", without))
    assert shelf.snapshot().terms.offers == ()


def test_a_part_of_the_files_is_no_catalog(shelf: Shelf):
    with pytest.raises(CatalogError, match="store.toml cannot be read"):
        shelf.renew(CatalogFiles("2", {"catalog.csv": dearer()}))
    assert price(shelf) == 349


def test_the_version_of_what_is_kept_is_known_after_a_restart(shelf: Shelf, folder: Path):
    assert shelf.version == ""
    shelf.renew(CatalogFiles("7-ab-c0", files(catalog=dearer())))
    shelf.renew(CatalogFiles("8-ab-c1", files()))
    again = Shelf(open_folder(folder), folder)
    assert (again.version, price(again)) == ("8-ab-c1", 349)
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize("text", ["", "part-gone\n7\n", "../x\n7\n", ".\n7\n", "part-1"])
def test_a_name_that_leads_nowhere_leads_to_what_staff_filled_in(folder: Path, text: str):
    (folder / "current").write_text(text)
    assert newest(folder) == folder
    assert price(Shelf(open_folder(folder), folder)) == 349


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_one_leaves_the_old(shelf: Shelf, folder: Path, wrong: str):
    changes, error = WRONG[wrong]
    before, table = shelf.snapshot(), shelf.table
    with pytest.raises(error):
        shelf.renew(CatalogFiles("2", files(**changes)))
    assert shelf.snapshot() is before and shelf.table is table
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files()


@pytest.mark.parametrize("wrong", ["a row", "offers"])
def test_after_a_wrong_one_the_cart_starts_again_with_the_old(shelf: Shelf, folder: Path, wrong: str):
    changes, error = WRONG[wrong]
    with pytest.raises(error):
        shelf.renew(CatalogFiles("2", files(**changes)))
    assert price(Shelf(open_folder(folder), folder)) == 349
    assert [path.name for path in folder.parent.iterdir()] == ["catalog"]


def test_after_a_wrong_one_a_right_one_is_taken(shelf: Shelf):
    with pytest.raises(BadInput):
        shelf.renew(CatalogFiles("2", files(catalog=b"")))
    shelf.renew(CatalogFiles("3", files(catalog=dearer())))
    assert price(shelf) == 449


def test_a_shelf_without_a_folder_keeps_its_catalog():
    shelf = Shelf(demo.load(DEMO_STORE))
    shelf.renew(CatalogFiles("2", files(catalog=dearer())))
    assert price(shelf) == 349


def test_the_first_catalog_makes_the_folder(tmp_path: Path):
    shelf = Shelf(demo.load(DEMO_STORE), tmp_path / "new")
    shelf.renew(CatalogFiles("2", files(catalog=dearer())))
    assert price(shelf) == 449 and (newest(tmp_path / "new") / "catalog.csv").read_bytes() == dearer()


def test_whoever_looks_while_it_changes_sees_the_old_or_the_new(shelf: Shelf):
    seen, stop = set[int](), threading.Event()

    def look() -> None:
        while not stop.wait(0.002):
            seen.add(price(shelf))

    thread = threading.Thread(target=look)
    thread.start()
    for catalog in (dearer(), files()["catalog.csv"], dearer()):
        shelf.renew(CatalogFiles("n", files(catalog=catalog)))
    stop.set()
    thread.join(5)
    assert seen <= {349, 449} and price(shelf) == 449


class Room:
    """A desk that sells from a shelf."""

    def __init__(self, tmp_path: Path, shelf: Shelf) -> None:
        self.shelf, clock = shelf, SystemClock()
        self.inbox, self.journal = Inbox(clock), Journal(tmp_path / "journal.db")
        self.desk = Desk(self.inbox, self.journal, CONFIG, clock)
        self.intake = Intake(self.inbox, shelf.snapshot, clock)

    def go(self):
        self.desk.writer.step()
        return self.desk.pump()

    def begin(self) -> None:
        self.desk.start_trip("en", self.shelf.snapshot().terms)
        self.go()


def test_a_running_trip_keeps_its_terms_and_a_new_one_takes_the_new(tmp_path: Path, shelf: Shelf):
    room = Room(tmp_path, shelf)
    room.begin()
    shelf.renew(CatalogFiles("2", files(store=terms("demo-2"), offers=b"")))
    assert room.desk.trip.terms is not None and room.desk.trip.terms.version.startswith("demo-1-")
    assert room.desk.trip.terms.offers
    room.inbox.post(TripEnded, how="abandoned")
    room.go()
    room.begin()
    assert room.desk.trip.terms.version.startswith("demo-2") and not room.desk.trip.terms.offers


def test_what_was_scanned_before_keeps_its_price_and_what_comes_next_has_the_new(tmp_path: Path, shelf: Shelf):
    room = Room(tmp_path, shelf)
    room.begin()
    bread = next(one for one in shelf.snapshot().products if one.gtin and one.mass_mg)
    assert bread.gtin is not None
    text = (DEMO_STORE / "catalog.csv").read_text().splitlines()
    row = next(line for line in text if line.startswith(bread.id))
    old, new = f"{bread.price_cents / 100:.2f}", f"{(bread.price_cents + 100) / 100:.2f}"
    room.intake.scanned(bread.gtin.removeprefix("0"), "EAN13")
    changed = "\n".join(line.replace(f",{old},", f",{new},", 1) if line == row else line for line in text)
    shelf.renew(CatalogFiles("2", files(catalog=changed.encode())))
    room.intake.scanned(bread.gtin.removeprefix("0"), "EAN13")
    room.go()
    scanned = [fact.product.price_cents for fact in room.journal.facts(1) if isinstance(fact, ItemScanned)]
    assert scanned == [bread.price_cents, bread.price_cents + 100]


def test_a_bad_offer_is_named_and_left_out(folder: Path):
    said: list[str] = []
    bad = b'\n[[offer]]\nid = "odd"\nkind = "three for nothing"\n'
    (folder / "offers.toml").write_bytes(files()["offers.toml"] + bad)
    table = open_folder(folder, said.append)
    assert len(said) == 1 and said[0].startswith("An offer: ") and "odd" in said[0]
    assert "odd" not in {offer["id"] for offer in table.terms.offers}


FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<Root><ChainId>7290000000000</ChainId><StoreId>1</StoreId><Items>
<Item><ItemCode>7290000000008</ItemCode><ItemName>Milk 3% 1 L</ItemName><ItemPrice>6.20</ItemPrice>
<ItemType>1</ItemType><bIsWeighted>0</bIsWeighted><UnitQty>Unit</UnitQty><Quantity>1</Quantity></Item>
</Items></Root>"""


def test_a_chains_feed_is_a_catalog_with_its_tax_inside(tmp_path: Path):
    said: list[str] = []
    path = tmp_path / "PriceFull.gz"
    path.write_bytes(gzip.compress(FEED))
    table = open_feed(path, said.append)
    assert table.terms.currency == "ILS" and table.terms.rules["tax_mode"] == "inclusive"
    assert [one.price_cents for one in table.products()] == [620]
    assert said[-1] == "1 products from PriceFull.gz."
