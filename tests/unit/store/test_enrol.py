"""One-time codes and what they open."""

import pytest

from cart.errors import StoreError, TokenError
from cart.identity import enrolment
from cart.identity.keys import to_text
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.store.shop import Asked, Refused
from cart.sync import clock
from cart.sync.enrol import enrol
from tests.support.exits import key, plain_replay
from tests.support.webs import PORTAL, Said, Web, as_json


def asked(code, role="cart", name="", own=7):
    public = to_text(key(own).verify_key)
    return Asked(role, name, public, enrolment.proof(code.secret, role, name, public))


@pytest.fixture
def server(tmp_path):
    with Server(Settings(tmp_path / "store", "t", replay=plain_replay)) as server:
        yield server


def test_a_cart_enrols_over_the_wire_and_keeps_who_it_is(server, tmp_path):
    code = server.shop.new_code("cart")
    me = enrol(server.url, str(code), tmp_path / "cart", name="cart-17")
    assert me.id == "cart-17"
    assert me.store_key == server.shop.key.verify_key
    kept = enrolment.load(tmp_path / "cart")
    assert (kept.id, kept.url) == ("cart-17", server.url)


def test_a_code_works_once(server, tmp_path):
    code = str(server.shop.new_code("cart"))
    enrol(server.url, code, tmp_path / "one")
    with pytest.raises(TokenError, match="used or too old"):
        enrol(server.url, code, tmp_path / "two")
    assert enrolment.load(tmp_path / "two") is None


def test_a_store_that_did_not_make_the_code_is_not_believed(server, tmp_path):
    """Somebody between cart and store answers with a key of their own."""
    code = server.shop.new_code("cart")
    stranger = as_json(201, id="cart-1", url="", store_key=to_text(key(9).verify_key))
    with Web(lambda asked: stranger) as web, pytest.raises(TokenError, match="not the store that made the code"):
        enrol(web.url, str(code), tmp_path / "cart")
    assert enrolment.load(tmp_path / "cart") is None


@pytest.mark.parametrize("said", [PORTAL, Said(201, b"<html>"), Said(201, b"[]")])
def test_a_portal_enrols_nobody(server, tmp_path, said):
    with Web(lambda asked: said) as web, pytest.raises(StoreError):
        enrol(web.url, str(server.shop.new_code("cart")), tmp_path / "cart")


def test_what_is_no_code_is_refused_before_anything_is_sent(tmp_path):
    with pytest.raises(TokenError, match="no enrolment code"):
        enrol("http://127.0.0.1:9", "letmein", tmp_path)


def test_a_carts_code_enrols_no_lane(desk):
    with pytest.raises(Refused, match="wrong, used or too old"):
        desk.shop.enrol(asked(desk.shop.new_code("cart"), "lane", "6"))


def test_a_code_dies_with_the_day(desk):
    code = desk.shop.new_code("cart")
    desk.now += 86_401
    with pytest.raises(Refused, match="too old"):
        desk.shop.enrol(asked(code))


def test_names_are_not_shared_by_two_carts(desk):
    names = [desk.shop.enrol(asked(desk.shop.new_code("cart"), name="cart-1", own=n)).id for n in (20, 21)]
    assert names == ["cart-1-2", "cart-1-3"]
    assert desk.shop.enrol(asked(desk.shop.new_code("cart"))).id == "cart-2"


def test_no_cart_speaks_for_the_store_or_for_a_lane(desk):
    assert desk.shop.enrol(asked(desk.shop.new_code("cart"), name="store")).id == "store-2"
    with pytest.raises(Refused, match="does not begin with 'lane-'"):
        desk.shop.enrol(asked(desk.shop.new_code("cart"), name="lane-4", own=8))


def test_a_cart_that_enrols_again_keeps_its_id(desk):
    """The store's answer was lost, or the card file was: the key is the same, so the cart is."""
    ids = [desk.shop.enrol(asked(desk.shop.new_code("cart"), name="cart-17")).id for _ in range(2)]
    assert ids == ["cart-17", "cart-17"]


@pytest.mark.parametrize("name", ["<b>", "a b", "x" * 32, "../x", "é"])
def test_a_name_of_another_shape_is_refused(desk, name):
    with pytest.raises(Refused, match="letters, digits and hyphens"):
        desk.shop.enrol(asked(desk.shop.new_code("cart"), name=name))


def test_a_lane_with_a_new_key_replaces_the_old(desk):
    assert desk.shop.enrol(asked(desk.shop.new_code("lane"), "lane", "4")).id == "lane-4"
    assert desk.shop.records.key_list().devices["lane-4"] == to_text(key(7).verify_key)


@pytest.mark.parametrize("table", [{}, {"role": "boss"}, {"role": "cart", "name": "", "public_key": "x", "proof": ""}])
def test_what_is_no_request_is_refused(desk, table):
    assert desk.web.post("/v1/enrolments", json=table).status_code == 422


def test_the_time_is_signed_for_the_question(desk):
    nonce = "0f" * 16
    answer = desk.web.get(f"/v1/time/{nonce}")
    word = clock.read(answer.content, {"store": desk.shop.key.verify_key}, nonce)
    assert word.at == desk.now
    assert desk.web.get("/v1/time/short").status_code == 422
