import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.errors import TokenError
from cart.identity import enrolment
from cart.identity.enrolment import Card
from cart.identity.keys import to_text
from tests.support.exits import CART, LANE, STORE

ROOT = Path(__file__).parents[3]
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


OTHERS = """
import os, sys
from pathlib import Path
from cart.errors import TokenError
from cart.identity import enrolment
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    enrolment.load(Path(sys.argv[1]))
except TokenError as error:
    print(error)
"""


@pytest.mark.parametrize("name", [enrolment.CARD_FILE, enrolment.KEY_FILE])
def test_files_that_another_user_made_say_whose_they_are(name):
    """What sudo leaves behind, read by the cart's own user."""
    with TemporaryDirectory(dir="/tmp") as folder:
        place = Path(folder)
        place.chmod(0o755)
        enrolment.own_key(place)
        enrolment.save(place, Card("17", "http://store", to_text(STORE.verify_key)))
        for file in place.iterdir():
            file.chmod(0o000 if file.name == name else 0o644)
        done = subprocess.run([sys.executable, "-c", OTHERS, folder], capture_output=True, text=True, cwd=ROOT)
    assert f"{name} belongs to another user" in done.stdout and "sudo chown -R cart: " in done.stdout
