import io
import zipfile

import pytest

from cart.errors import StoreError
from cart.identity.enrolment import Identity
from cart.store import catalog
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync.client import StoreClient
from cart.sync.http import Http
from tests.support.exits import CART, key, plain_replay


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "catalog.csv").write_text("gtin,name\n1,Bread\n")
    (folder / "offers.toml").write_text("[[offer]]\n")
    (folder / "notes.txt").write_text("not for carts")
    return folder


@pytest.fixture
def server(tmp_path, folder):
    with Server(Settings(tmp_path / "store", "t", catalog=folder, replay=plain_replay)) as server:
        yield server


def client(server, store_key=None):
    me = Identity("cart-1", CART, server.url, store_key or server.shop.key.verify_key)
    return StoreClient(me, Http(server.url, 5, lambda _: None))


def test_a_cart_gets_the_files_once_and_again_when_they_change(server, folder):
    cart = client(server)
    first = cart.catalog("")
    assert set(first.files) == {"catalog.csv", "offers.toml"}
    assert cart.catalog(first.version) is None
    (folder / "catalog.csv").write_text("gtin,name\n1,Rye bread\n")
    second = cart.catalog(first.version)
    assert second.version != first.version
    assert b"Rye" in second.files["catalog.csv"]
    cart.close()


def test_what_was_taught_goes_along_the_stores_own_before_that_of_the_folder(server, folder, tmp_path):
    cart = client(server)
    (folder / catalog.TAUGHT).write_bytes(b"as it began")
    first = cart.catalog("")
    assert first.files[catalog.TAUGHT] == b"as it began"
    (tmp_path / "store" / catalog.TAUGHT).write_bytes(b"as staff taught it")
    assert cart.catalog(first.version).files[catalog.TAUGHT] == b"as staff taught it"
    cart.close()


def test_a_catalog_of_another_store_is_refused(server):
    cart = client(server, key(9).verify_key)
    with pytest.raises(StoreError, match="not signed by the store"):
        cart.catalog("")
    cart.close()


def test_the_same_files_give_the_same_bytes(folder):
    first = catalog.archive(catalog.files_of(folder))
    (folder / "catalog.csv").touch()
    assert catalog.archive(catalog.files_of(folder)) == first
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == ["catalog.csv", "offers.toml"]


def test_a_name_counts_as_well_as_a_content(folder):
    before = catalog.digest(catalog.files_of(folder))
    (folder / "offers.toml").rename(folder / "other.toml")
    assert catalog.digest(catalog.files_of(folder)) != before


def test_an_etag_is_answered_with_304(server):
    http = Http(server.url, 5, lambda _: None)
    tag = http.ask("GET", "/v1/catalog").headers["ETag"]
    answer = http.ask("GET", "/v1/catalog", headers={"If-None-Match": tag})
    assert (answer.status, answer.body) == (304, b"")
    http.close()


def test_a_version_rises_with_every_change_and_with_a_change_back(server, folder):
    cart, text = client(server), (folder / "catalog.csv").read_text()
    first = cart.catalog("")
    (folder / "catalog.csv").write_text("gtin,name\n1,Rye bread\n")
    second = cart.catalog(first.version)
    (folder / "catalog.csv").write_text(text)
    third = cart.catalog(second.version)
    assert [int(one.version.split("-")[0]) for one in (first, second, third)] == [1, 2, 3]
    assert third.files == first.files
    cart.close()


def test_a_store_without_a_catalog_is_no_fault(desk):
    assert desk.web.get("/v1/catalog").status_code == 404
