"""The catalog that the cart sells from: opened from files, renewed by the store, and never worse than before."""

import shutil

import pytest

from cart.catalog.table import CatalogTable
from cart.errors import BadInput, CatalogError
from cart.sync.client import CatalogFiles
from ui.catalogs import Shelf, newest, open_folder
from ui.places import DEMO_STORE, SOUNDS

FEW = 40


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """The demo store with its first products only."""
    folder = tmp_path_factory.mktemp("few")
    for name in ("store.toml", "plan.toml", "offers.toml"):
        shutil.copy(DEMO_STORE / name, folder)
    lines = (DEMO_STORE / "catalog.csv").read_text().splitlines(keepends=True)
    (folder / "catalog.csv").write_text("".join(lines[: FEW + 1]))
    return folder


@pytest.fixture
def kept(few, tmp_path):
    """The cart's own copy."""
    folder = tmp_path / "catalog"
    shutil.copytree(few, folder)
    return folder


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def news(folder, **changed):
    files = {**files_of(folder), **{name.replace("_", "."): data for name, data in changed.items()}}
    return CatalogFiles("2", files)


def one_less(folder):
    """The catalog without its last product."""
    return b"".join((folder / "catalog.csv").read_bytes().splitlines(keepends=True)[:-1])


def test_a_folder_is_opened_whole(kept):
    table = open_folder(kept)
    assert len(list(table.products())) == FEW
    assert table.terms.currency == "USD"
    assert table.plan is not None


def test_a_good_folder_has_nothing_to_say(kept):
    said = []
    open_folder(kept, said.append)
    assert said == []


def test_a_bad_offer_is_named_and_left_out(kept):
    path = kept / "offers.toml"
    before = len(open_folder(kept).terms.offers)
    path.write_text(path.read_text() + '\n[[offer]]\nid = "odd"\nkind = "no such kind"\n')
    said = []
    table = open_folder(kept, said.append)
    assert len(table.terms.offers) == before
    assert len(said) == 1
    assert "left out" in said[0]


@pytest.mark.parametrize("name", ["catalog.csv", "store.toml", "plan.toml"])
def test_a_missing_file_is_an_error_that_names_it(kept, name):
    (kept / name).unlink()
    with pytest.raises((CatalogError, OSError), match=name):
        open_folder(kept)


def test_a_new_catalog_is_sold_from_at_once(kept):
    shelf = Shelf(open_folder(kept), kept)
    first = shelf.snapshot()
    shelf.renew(news(kept, catalog_csv=one_less(kept)))
    assert len(shelf.snapshot().products) == FEW - 1
    assert shelf.snapshot().version != first.version
    assert len(first.products) == FEW, "a trip keeps the snapshot that it has"


def test_a_new_catalog_is_there_after_a_restart(kept):
    Shelf(open_folder(kept), kept).renew(news(kept, catalog_csv=one_less(kept)))
    assert len(list(open_folder(kept).products())) == FEW - 1


def test_the_same_catalog_again_changes_nothing(kept):
    shelf = Shelf(open_folder(kept), kept)
    before = shelf.snapshot().version
    shelf.renew(news(kept))
    assert shelf.snapshot().version == before


BAD = [
    ("catalog_csv", b"id,name\n1,2\n"),
    ("catalog_csv", b""),
    ("store_toml", b"not toml ]["),
    ("store_toml", b""),
    ("plan_toml", b"width = 'x'"),
    ("offers_toml", b"[[offers]]\nid = 'a table of another name'\n"),
]


@pytest.mark.parametrize(("name", "data"), BAD)
def test_a_catalog_that_is_wrong_leaves_the_old_one(kept, name, data):
    shelf = Shelf(open_folder(kept), kept)
    before = shelf.snapshot()
    with pytest.raises(BadInput):
        shelf.renew(news(kept, **{name: data}))
    assert shelf.snapshot() is before


@pytest.mark.parametrize(("name", "data"), BAD)
def test_a_catalog_that_is_wrong_does_not_keep_the_cart_from_starting_again(kept, name, data):
    before = files_of(kept)
    with pytest.raises(BadInput):
        Shelf(open_folder(kept), kept).renew(news(kept, **{name: data}))
    assert files_of(kept) == before
    assert len(list(open_folder(kept).products())) == FEW


def test_nothing_is_left_lying_beside_the_catalog(kept):
    shelf = Shelf(open_folder(kept), kept)
    shelf.renew(news(kept, catalog_csv=one_less(kept)))
    with pytest.raises(CatalogError):
        shelf.renew(news(kept, store_toml=b"]["))
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_first_catalog_makes_its_folder(kept, tmp_path):
    fresh = tmp_path / "new" / "catalog"
    shelf = Shelf(open_folder(kept), fresh)
    shelf.renew(news(kept, catalog_csv=one_less(kept)))
    assert sorted(files_of(newest(fresh))) == sorted(files_of(kept))


def test_a_cart_without_a_folder_keeps_what_it_has(kept):
    shelf = Shelf(open_folder(kept))
    before = shelf.snapshot()
    shelf.renew(news(kept, catalog_csv=one_less(kept)))
    assert shelf.snapshot() is before


def test_a_table_without_terms_cannot_be_sold_from():
    with pytest.raises(CatalogError):
        Shelf(CatalogTable(":memory:"))


@pytest.mark.parametrize("name", ["added", "removed", "question", "help", "done"])
def test_each_chime_has_its_sound(name):
    assert (SOUNDS / f"{name}.wav").read_bytes()[:4] == b"RIFF"
