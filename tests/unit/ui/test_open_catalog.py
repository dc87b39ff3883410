"""The catalog that the cart sells from: opened from files, renewed by the store, and never worse than before."""

import shutil

import pytest

from cart.catalog.table import CatalogTable
from cart.errors import CatalogError
from cart.sync.client import CatalogFiles
from ui.catalogs import Shelf, open_folder
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


def test_a_good_folder_has_nothing_to_say():
    said = []
    open_folder(DEMO_STORE, said.append)
    assert said == []


def test_offers_on_goods_that_are_not_there_are_told_with_their_line(kept):
    said = []
    table = open_folder(kept, said.append)
    assert "An offer: offers.toml, line 7: offer 'frozen-vegetables-15': no product has the category" in said[0]
    assert "frozen-vegetables-15" not in {offer["id"] for offer in table.terms.offers}


def test_a_store_without_a_plan_sells_all_the_same(kept):
    (kept / "plan.toml").unlink()
    table = open_folder(kept)
    assert table.plan is None and len(list(table.products())) == FEW


@pytest.mark.parametrize("name", ["catalog.csv", "store.toml"])
def test_a_missing_file_is_an_error_that_names_it(kept, name):
    (kept / name).unlink()
    with pytest.raises((CatalogError, OSError), match=name):
        open_folder(kept)


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


def test_nothing_is_left_lying_beside_the_catalog(kept):
    shelf = Shelf(open_folder(kept), kept)
    shelf.renew(news(kept, catalog_csv=one_less(kept)))
    with pytest.raises(CatalogError):
        shelf.renew(news(kept, store_toml=b"]["))
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_table_without_terms_cannot_be_sold_from():
    with pytest.raises(CatalogError):
        Shelf(CatalogTable(":memory:"))


@pytest.mark.parametrize("name", ["added", "removed", "question", "help", "done"])
def test_each_chime_has_its_sound(name):
    assert (SOUNDS / f"{name}.wav").read_bytes()[:4] == b"RIFF"
