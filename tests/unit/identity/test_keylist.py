import pytest

from cart.errors import TokenError
from cart.identity import keylist
from cart.identity.keylist import KeyFile, KeyList
from cart.identity.keys import to_text
from tests.support.exits import CART, LANE, STORE

OLD = KeyList(1, {"cart-1": to_text(CART.verify_key)})
NEW = KeyList(2, {"lane-4": to_text(LANE.verify_key)})


def test_the_list_is_the_stores_word():
    assert keylist.verify(keylist.sign(OLD, STORE), STORE.verify_key) == OLD


def test_a_list_signed_by_another_is_refused():
    with pytest.raises(TokenError):
        keylist.verify(keylist.sign(OLD, CART), STORE.verify_key)


def test_a_new_device_knows_only_the_store(tmp_path):
    assert KeyFile(tmp_path / "keys", STORE.verify_key).keys() == {"store": STORE.verify_key}


def test_the_newest_list_survives_and_a_device_left_out_is_no_longer_believed(tmp_path):
    file = KeyFile(tmp_path / "keys", STORE.verify_key)
    file.renew(keylist.sign(OLD, STORE))
    assert set(file.keys()) == {"store", "cart-1"}
    file.renew(keylist.sign(NEW, STORE))
    assert set(KeyFile(tmp_path / "keys", STORE.verify_key).keys()) == {"store", "lane-4"}


def test_an_old_list_sent_again_does_not_bring_a_device_back(tmp_path):
    file = KeyFile(tmp_path / "keys", STORE.verify_key)
    file.renew(keylist.sign(NEW, STORE))
    file.renew(keylist.sign(OLD, STORE))
    assert set(file.keys()) == {"store", "lane-4"}


def test_a_forged_list_changes_nothing(tmp_path):
    file = KeyFile(tmp_path / "keys", STORE.verify_key)
    with pytest.raises(TokenError):
        file.renew(b"<html>Welcome to our Wi-Fi</html>")
    assert not (tmp_path / "keys").exists()


def test_a_device_may_not_call_itself_the_store():
    listing = KeyList(3, {"store": to_text(CART.verify_key)})
    assert listing.trusted(STORE.verify_key) == {"store": STORE.verify_key}
