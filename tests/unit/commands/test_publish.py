"""`dashcart store publish`: what it tells, what it asks, and that carts get what was published and nothing else."""

from pathlib import Path

import pytest

from cart.commands.store import main
from cart.errors import CatalogError
from cart.store.desk.drafts import Drafts
from tests.support.shops import OFFERS, TERMS, gtin, row, table, text
from tests.support.stores import Desk

FEEDS = Path(__file__).resolve().parents[4] / "shared" / "data" / "feeds"


def publish(folder, *words):
    return main(["publish", *map(str, words), "--data", str(folder / "store"), "--who", "Maria"])


@pytest.fixture
def files(tmp_path):
    rows = [row(n) for n in range(1, 20)] + ["bad"]
    offers = text(tmp_path, "offers.toml", OFFERS % gtin(1).zfill(14))
    return text(tmp_path, "store.toml", TERMS), table(tmp_path, rows), offers


def test_it_tells_what_was_loaded_left_out_and_what_changes(tmp_path, files, capsys):
    assert publish(tmp_path, *files, "--yes") == 0
    said = capsys.readouterr().out
    for words in ("goods.csv: 19 products, 1 left out", "  line 21: There", "In all 19 products and 1 offer, in USD.",
                  "19 new", "and 7 more", "Offers new: 1 (two)", "Published"):  # fmt: skip
        assert words in said
    assert publish(tmp_path, table(tmp_path, [row(1, "9.00")]), "--changes", "--yes") == 0
    said = capsys.readouterr().out
    assert "  ! Item 1  $1.99 → $9.00" in said and "LOOK: 1 price by more than 30 %" in said
    publish(tmp_path, table(tmp_path, [row(1, "9.00")]), "--changes", "--yes")
    assert "Nothing changes." in capsys.readouterr().out


def test_without_a_person_who_says_yes_nothing_is_published(tmp_path, files, capsys):
    assert publish(tmp_path, *files) == 1
    assert "To publish it, say so: --yes." in capsys.readouterr().out
    assert Drafts(tmp_path / "store" / "releases").in_force is None
    assert list((tmp_path / "store" / "releases").iterdir()) == []


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CatalogError, match=r"no file .*gone\.csv"):
        publish(tmp_path, tmp_path / "gone.csv")


def test_a_store_gives_its_carts_what_was_published_while_it_runs(tmp_path, files):
    start = tmp_path / "start"
    start.mkdir()
    table(start, [row(50)], "catalog.csv")
    text(start, "store.toml", TERMS)
    desk = Desk(tmp_path / "store", catalog=start)
    try:
        assert desk.shop.releases.newest().version.startswith("1-")
        publish(tmp_path, *files, "--yes")
        assert desk.shop.releases.newest().version.startswith("2-")
        newest, first = desk.shop.records.releases.history(5)
        assert ((newest.serial, newest.who), (first.serial, first.who)) == ((2, "Maria"), (1, ""))
        assert newest.part == desk.shop.releases.desk.in_force.part
    finally:
        desk.close()


@pytest.mark.skipif(not FEEDS.is_dir(), reason="no real price feeds here")
def test_a_real_chains_feed_is_published_whole(tmp_path, capsys):
    feeds = sorted(FEEDS.glob("PriceFull*")) + sorted(FEEDS.glob("PromoFull*-013-*"))
    assert publish(tmp_path, *feeds, "--yes") == 0
    assert "In all 5,119 products" in capsys.readouterr().out
