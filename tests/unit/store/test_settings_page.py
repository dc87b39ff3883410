"""The page of what all carts go by: set by a person, numbered, signed, and told to carts by their beat."""

from cart.config import loads
from cart.store.fleetsettings import FleetSettings
from cart.sync.beat import Beat, Beats
from cart.sync.settings import SettingsFile
from cart.sync.worker import Ends, Local, Sync
from tests.support.exits import CART
from tests.support.stores import STAFF

FORM = {"cart.store_name": "Fresh", "screen.theme": "dark", "screen.languages": ["es", "en"], "trip.own_most": "4",
        "trip.left_ask_s": "300", "store.more_urls": "http://b:1\n\nhttp://c:2"}  # fmt: skip
CONFIG = loads('camera = { driver = "sim" }\nscale = { driver = "sim" }\n[cart]\nid = "cart-1"\n', "test")


def send(desk, **form):
    return desk.web.post("/staff/settings", data=FORM | form, auth=("Maria", STAFF[1]))


def test_what_a_person_sets_is_kept_shown_and_numbered(desk):
    shown = send(desk)
    assert "Number 1, set" in shown.text and "by Maria" in shown.text and 'value="Fresh"' in shown.text
    assert desk.shop.fleet_settings.kept.parts == {
        "cart": {"store_name": "Fresh"}, "screen": {"theme": "dark", "languages": ["es", "en"]},
        "trip": {"own_most": 4, "left_ask_s": 300.0}, "store": {"more_urls": ["http://b:1", "http://c:2"]},
    }  # fmt: skip
    send(desk)
    assert desk.shop.fleet_settings.kept.number == 1, "nothing has changed"
    again = FleetSettings(desk.shop.settings.data / "settings.json", desk.shop.key)
    assert again.kept == desk.shop.fleet_settings.kept


def test_what_no_cart_could_use_is_refused_with_its_reason(desk):
    for form, words in (({"trip.own_most": "many"}, "no whole number"), ({"screen.theme": "pink"}, "screen.theme")):
        assert words in send(desk, **form).text
    assert desk.shop.fleet_settings.kept.number == 0


def test_a_cart_hears_of_it_in_its_beat_and_takes_it(desk, tmp_path):
    send(desk)
    store = desk.shop.key.verify_key
    file = SettingsFile(tmp_path / "cart-settings.json", store, CONFIG)
    told = []
    beats = Beats(lambda: Beat("welcome", config=file.taken.number), lambda: 0.0)
    client = desk.at_cart("cart-1", CART)
    local = Local(outbox=Nothing(), keys=Nothing(), beats=beats, settings=file)
    sync = Sync(client, local, Ends(lambda *_, **__: told.append(1), told.append))
    sync.turn()
    assert (file.taken.number, file.taken.parts["screen"]["theme"], file.newer) == (1, "dark", True)
    sync.turn()
    assert desk.shop.fleet.heard()["cart-1"].beat.config == 1
    assert "do not go by it yet" not in desk.web.get("/staff/settings", auth=STAFF).text


class Nothing:
    """An outbox and a key list of a cart that has nothing to send."""

    busy = False

    def retry(self):
        pass

    def renew(self, message):
        assert message

    def waiting_sids(self):
        return []


def test_only_staff_see_and_set_it(desk):
    assert desk.web.get("/staff/settings").status_code == 401
    assert desk.web.post("/staff/settings", data=FORM).status_code == 401
    assert desk.web.get("/v1/settings").status_code == 200
