"""Pictures of goods: given by the store under their names, signed; fetched by a cart, a few at a time."""

import base64
from dataclasses import replace

import pytest

from cart.errors import StoreError
from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyFile
from cart.store import pictures as given
from cart.sync.client import StoreClient
from cart.sync.http import Http
from cart.sync.outbox import Outbox
from cart.sync.pictures import A_TURN, MOST_BYTES, PURPOSE, Pictures
from cart.sync.worker import Ends, Local, Sync
from tests.support.exits import CART, STORE
from tests.support.stores import Cable, Desk
from tests.support.webs import Said, Web, good

PEAR = "pear-1a2b3c4d.png"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "shop" / "pictures").mkdir(parents=True)
    (tmp_path / "shop" / "pictures" / PEAR).write_bytes(b"a pear")
    desk = Desk(tmp_path / "store", catalog=tmp_path / "shop")
    yield desk
    desk.close()


class Spoiled(Cable):
    """A network that puts its own in place of what comes."""

    def ask(self, method, path, body=b"", headers=None):
        return replace(super().ask(method, path, body, headers), body=b"an ad")


def test_a_picture_is_given_under_its_name_signed_and_for_ever(desk):
    said = desk.web.get(f"/v1/pictures/{PEAR}")
    assert said.content == b"a pear" and "immutable" in said.headers["Cache-Control"]
    assert desk.at_cart().picture(PEAR) == b"a pear"


def test_one_put_into_the_stores_own_folder_is_given_too(desk, tmp_path):
    (tmp_path / "store" / "pictures").mkdir()
    (tmp_path / "store" / "pictures" / "plum-00000000.webp").write_bytes(b"a plum")
    assert desk.at_cart().picture("plum-00000000.webp") == b"a plum"


@pytest.mark.parametrize("name", ["none.png", "..%2Fstore.key", "store.key", ".png", "pear", "a" * 200 + ".png"])
def test_what_is_no_picture_is_not_there(desk, name):
    assert desk.web.get(f"/v1/pictures/{name}").status_code in (404, 422)
    assert desk.at_cart().picture("none.png") is None


def test_a_file_beyond_the_limit_is_no_picture(desk, tmp_path):
    (tmp_path / "shop" / "pictures" / "big.png").write_bytes(bytes(MOST_BYTES + 1))
    assert given.find("big.png", (tmp_path / "shop",)) is None


def test_a_picture_of_somebody_else_is_refused(desk):
    with pytest.raises(StoreError, match=f"picture {PEAR} is not signed by the store"):
        StoreClient(Identity("cart-1", CART, "http://store", desk.shop.key.verify_key), Spoiled(desk)).picture(PEAR)


def test_a_few_are_fetched_a_turn_and_each_once(tmp_path):
    names = {f"good-{n:02}.png" for n in range(A_TURN + 3)} | {"../key.png"}
    shelf = Pictures(tmp_path / "pictures", lambda: names)
    first = shelf.missing("1-a")
    assert len(first) == A_TURN and first == sorted(first)
    for name in first:
        shelf.keep(name, b"x")
    assert len(shelf.missing("1-a")) == 3 and len(list((tmp_path / "pictures").iterdir())) == A_TURN


def test_what_the_store_does_not_have_is_asked_for_again_with_another_catalog(tmp_path):
    shelf = Pictures(tmp_path / "pictures", lambda: {PEAR})
    shelf.keep(shelf.missing("1-a")[0], None)
    assert shelf.missing("1-a") == [] and shelf.missing("2-b") == [PEAR]


def test_a_turn_brings_them_and_a_strangers_is_no_reason_to_call_the_store_away(tmp_path):
    def answer(asked):
        name = asked.path.removeprefix("/v1/pictures/")
        if name == asked.path:
            return good(asked)
        signature = STORE.sign(PURPOSE + name.encode() + b" " + b"a picture").signature
        body = b"an ad" if name == "plum-5e6f7a8b.png" else b"a picture"
        return Said(200, body, {"DashCart-Signature": base64.b64encode(signature).decode()})

    told = []
    with Web(answer) as web:
        me = Identity("cart-1", CART, web.url, STORE.verify_key)
        client, outbox = StoreClient(me, Http(web.url, 2.0, lambda _: None)), Outbox(tmp_path / "outbox.db")
        shelf = Pictures(tmp_path / "pictures", lambda: {PEAR, "plum-5e6f7a8b.png"})
        local = Local(outbox, KeyFile(tmp_path / "keys", STORE.verify_key), pictures=shelf)
        sync = Sync(client, local, Ends(lambda kind, **fields: told.append(fields), lambda _: None, None))
        sync.turn()
        sync.turn()
        client.close()
        outbox.close()
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == [PEAR]
    assert told == [{"online": True}]
    assert sum(asked.path.startswith("/v1/pictures/") for asked in web.asked) == 2
