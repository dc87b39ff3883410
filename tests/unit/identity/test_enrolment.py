from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.errors import TokenError
from cart.identity import enrolment
from cart.identity.enrolment import Card
from cart.identity.keys import to_text
from tests.support.exits import CART, LANE, STORE

CODE = enrolment.new_code(STORE.verify_key)


def test_a_code_is_four_groups_that_a_person_can_type():
    groups = str(CODE).split("-")
    assert [len(group) for group in groups] == [5, 5, 5, 5]
    assert not set("".join(groups)) & set("ILOU")


def test_a_code_is_read_however_it_is_typed():
    typed = str(CODE).lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert enrolment.read_code(typed) == CODE


def test_a_code_is_read_from_a_qr_code():
    assert enrolment.read_code(f"DCE:{CODE}") == CODE


def test_a_code_holds_the_stores_fingerprint():
    assert enrolment.read_code(str(CODE)).fingerprint == enrolment.fingerprint(STORE.verify_key)
    assert enrolment.fingerprint(LANE.verify_key) != enrolment.fingerprint(STORE.verify_key)


def test_two_codes_differ():
    assert enrolment.new_code(STORE.verify_key).secret != CODE.secret


@given(st.text(max_size=40).filter(lambda text: sum(char.isalnum() for char in text) != 20))
def test_what_is_no_code_is_refused(text):
    with pytest.raises(TokenError, match="Ask staff"):
        enrolment.read_code(text)


def test_a_proof_is_bound_to_what_is_asked_for():
    public = to_text(CART.verify_key)
    asked = [("S1", "cart", "a", public), ("S2", "cart", "a", public), ("S1", "lane", "a", public),
             ("S1", "cart", "b", public), ("S1", "cart", "a", to_text(LANE.verify_key))]  # fmt: skip
    assert len({enrolment.proof(*one) for one in asked}) == len(asked)


def test_an_identity_is_kept(tmp_path):
    assert enrolment.load(tmp_path) is None
    own = enrolment.own_key(tmp_path)
    enrolment.save(tmp_path, Card("cart-1", "http://store", to_text(STORE.verify_key)))
    me = enrolment.load(tmp_path)
    assert me is not None
    assert (me.id, me.url, me.store_key, bytes(me.key)) == ("cart-1", "http://store", STORE.verify_key, bytes(own))


@pytest.mark.parametrize("text", ["", "[]", "{}", "<html>", '{"id": "c", "url": "u", "store_key": "zz"}'])
def test_a_damaged_card_says_to_enrol_again(tmp_path, text):
    (tmp_path / enrolment.CARD_FILE).write_text(text)
    with pytest.raises(TokenError):
        enrolment.load(tmp_path)


@pytest.mark.parametrize("name", [enrolment.CARD_FILE, enrolment.KEY_FILE])
def test_files_that_root_made_say_whose_they_are(tmp_path, monkeypatch, name):
    enrolment.own_key(tmp_path)
    enrolment.save(tmp_path, enrolment.Card("17", "http://store", to_text(STORE.verify_key)))
    whole = Path.read_text

    def read_text(path, *args, **kwargs):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path, *args, **kwargs)

    monkeypatch.setattr(Path, "read_text", read_text)
    with pytest.raises(TokenError, match=f"{name} belongs to another user .* sudo chown -R cart: "):
        enrolment.load(tmp_path)
