"""A cart that belongs to nobody: shown a code it is a store's, then it has its goods; whatever is pulled in between."""

import threading

import pytest

from cart.errors import CatalogError, TokenError
from cart.identity import enrolment
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync.adoption import Adopter, Invitation, parts, read
from tests.support.exits import plain_replay
from ui.places import DEMO_STORE

CODE = "7K2QX-93FMA-0VDR1-T5CWH"
URL = "http://192.0.2.4:8080"


@pytest.mark.parametrize(
    "text",
    [
        f"DCE:{CODE}@{URL}", f"{CODE} 192.0.2.4:8080", "7k2qx 93fma ovdrl t5cwh 192.0.2.4:8080",
        "7k2qx93fma0vdr1t5cwh192.0.2.4:8080", f"{CODE}@{URL}/", str(Invitation(CODE, URL)),
    ],
)  # fmt: skip
def test_what_the_page_shows_and_what_a_person_types_is_the_same(text):
    assert read(text) == Invitation(CODE, URL)


def test_an_address_that_the_config_names_need_not_be_typed():
    assert read(CODE, URL) == Invitation(CODE, URL)
    assert read(f"{CODE}@https://store.example:443", URL).url == "https://store.example:443"


@pytest.mark.parametrize(
    "text",
    [
        "", "4006381333931", "DCE:", CODE, f"{CODE}@", f"{CODE}@ftp://x", f"{CODE}@http://", f"{CODE}@http://a:b@c",
        f"{CODE}@http://x:99999", f"{CODE}@http://" + "x" * 300, "https://example.com/01/04006381333931",
        f"{CODE}@http://a\x00b", "DCB:77", "U" * 20 + "@x",
    ],
)  # fmt: skip
def test_what_is_no_invitation_is_refused(text):
    with pytest.raises(TokenError):
        read(text)


def test_a_half_typed_text_falls_into_its_parts():
    assert parts("") == ("", "")
    assert parts("7k2q") == ("7k2q", "")
    assert parts("7k2qx93fma0vdr1t5cwh192.") == ("7k2qx93fma0vdr1t5cwh", "192.")


class Newcomer:
    """A new cart's folder, and what it does at a store."""

    def __init__(self, folder, url=""):
        self.folder, self.kept, self.refuse = folder, [], False
        self.url = url
        self.start()

    def start(self):
        """As after a pulled battery: only what is on disk is known."""
        self.adopter = Adopter(self.folder, "17", self.url, self.keep, threading.Event().wait)

    def keep(self, files):
        if self.refuse:
            raise CatalogError("Line 3: a price of 0.")
        self.kept.append(files.version)

    @property
    def now(self):
        return self.adopter.standing.step, self.adopter.standing.trouble


@pytest.fixture
def new(tmp_path):
    return Newcomer(tmp_path / "cart")


@pytest.fixture
def store(tmp_path):
    settings = Settings(tmp_path / "store", "t", catalog=DEMO_STORE, replay=plain_replay)
    with Server(settings) as server:
        yield server


def shown(store) -> str:
    return str(Invitation(str(store.shop.new_code("cart")), store.url))


def test_a_code_shown_makes_it_the_stores_with_its_goods(new, store):
    assert new.now == ("code", "") and not new.adopter.busy
    new.adopter.turn()
    assert new.adopter.show(shown(store)) and new.now == ("asking", "") and new.adopter.busy
    new.adopter.turn()
    assert new.now == ("ready", "") and len(new.kept) == 1
    assert enrolment.load(new.folder).id == "17" and enrolment.load(new.folder).url == store.url
    assert not new.adopter.show(shown(store)), "a cart that is the store's is shown no other"


def test_a_second_cart_of_that_name_is_called_otherwise(new, store, tmp_path):
    other = Newcomer(tmp_path / "other")
    for one in (other, new):
        one.adopter.show(shown(store))
        one.adopter.turn()
    assert enrolment.load(other.folder).id == "17" != enrolment.load(new.folder).id


def test_a_code_used_already_waits_for_another(new, store, tmp_path):
    text, first = shown(store), Newcomer(tmp_path / "first")
    for one in (first, new):
        one.adopter.show(text)
        one.adopter.turn()
    assert new.now == ("code", "used") and enrolment.load(new.folder) is None
    new.adopter.show(shown(store))
    new.adopter.turn()
    assert new.now == ("ready", "")


def test_another_store_than_the_codes_is_not_joined(new, store, tmp_path):
    with Server(Settings(tmp_path / "evil", "t", replay=plain_replay)) as evil:
        code = store.shop.new_code("cart")
        evil.shop.records.keep_code(code.secret, "cart", 1 << 40)
        new.adopter.show(str(Invitation(str(code), evil.url)))
        new.adopter.turn()
    assert new.now == ("code", "foreign") and enrolment.load(new.folder) is None


def test_a_product_before_the_camera_is_no_code(new):
    assert not new.adopter.show("4006381333931") and new.now == ("code", "no_code")


def test_a_store_that_does_not_answer_is_asked_again_with_the_same_code(new, store):
    code = str(store.shop.new_code("cart"))
    new.adopter.show(f"{code}@http://127.0.0.1:9")
    new.adopter.turn()
    assert new.now == ("asking", "away") and new.adopter.failures == 1
    new.adopter.show(f"{code}@{store.url}")
    new.adopter.turn()
    assert new.now == ("ready", "") and new.adopter.failures == 0


def test_pulled_after_the_enrolment_it_goes_on_with_the_goods(new, store):
    new.refuse = True
    new.adopter.show(shown(store))
    new.adopter.turn()
    assert new.now == ("goods", "bad_goods")
    new.start()
    assert new.now == ("goods", "")
    new.refuse = False
    new.adopter.turn()
    assert new.now == ("ready", "")


def test_a_store_without_goods_is_waited_for(new, tmp_path):
    with Server(Settings(tmp_path / "bare", "t", replay=plain_replay)) as bare:
        new.adopter.show(shown(bare))
        new.adopter.turn()
    assert new.now == ("goods", "no_goods")
