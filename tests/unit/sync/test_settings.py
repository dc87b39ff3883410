"""What a store sets for its carts: signed, numbered, by part; what does not parse is told, the last good stays."""

import pytest

from cart.config import loads
from cart.errors import ConfigError, TokenError
from cart.sync.settings import SettingsFile, StoreSettings, applied, load, sign, with_part
from tests.support.exits import CART, STORE

CONFIG = loads('camera = { driver = "sim" }\nscale = { driver = "sim" }\n[cart]\nid = "cart-1"\ndata = "own"\n', "test")
GOOD = {"screen": {"theme": "dark", "languages": ["es"]}, "store": {"labels": ["uk"]}, "cart": {"store_name": "Fresh"},
        "trip": {"own_most": 3, "thanks_s": 9.0}}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    return SettingsFile(tmp_path / "settings.json", STORE.verify_key, CONFIG)


def sent(number, parts, key=STORE):
    return sign(StoreSettings(number, parts), key)


def test_what_a_store_sets_goes_before_the_carts_own_file_and_the_rest_stays(file, tmp_path):
    file.renew(sent(1, GOOD))
    config = applied(CONFIG, load(tmp_path / "settings.json"))
    assert (config.screen.theme, config.screen.languages, config.store.labels) == ("dark", ("es",), ("uk",))
    assert (config.trip.own_most, config.trip.own_g, config.cart.store_name) == (3, CONFIG.trip.own_g, "Fresh")
    assert (config.cart.id, config.cart.data, config.camera) == ("cart-1", "own", CONFIG.camera)
    assert (file.newer, file.untaken) == (True, "")


@pytest.mark.parametrize(
    ("part", "keys", "words"),
    [
        ("screen", {"theme": "pink"}, "screen.theme"), ("screen", {"width": 10}, "screen.width"),
        ("camera", {"driver": "none"}, "camera.driver"), ("cart", {"data": "/"}, "cart.data"),
        ("cart", {"id": "cart-2"}, "cart.id"), ("trip", {"own_most": "three"}, "trip.own_most"),
        ("store", {"labels": ["mars"]}, "store.labels"), ("weighing", {"certified": True}, "weighing.certified"),
        ("store", {"own_labels": [{"name": "a", "pattern": "28iiiiiwwwwwx", "decimals": 3, "source": "x"},
                                  {"name": "b", "pattern": "28iiiiipppppx", "decimals": 2, "source": "x"}]}, "store"),
    ],
)  # fmt: skip
def test_a_part_that_no_cart_could_use_leaves_the_last_good_one_and_is_told(file, part, keys, words):
    file.renew(sent(1, GOOD))
    file.renew(sent(2, {**GOOD, part: keys, "trip": {"own_most": 5} if part != "trip" else keys}))
    assert words in file.untaken and file.taken.number == 2
    config = applied(CONFIG, file.taken)
    assert config.trip.own_most == (3 if part == "trip" else 5), "the other parts are taken"
    assert (config.screen.theme, config.store.labels, config.weighing.certified) == ("dark", ("uk",), False)
    with pytest.raises(ConfigError):
        with_part(CONFIG, part, keys)


def test_older_settings_and_another_stores_change_nothing(file):
    file.renew(sent(5, GOOD))
    file.renew(sent(4, {}))
    with pytest.raises(TokenError):
        file.renew(sent(6, {}, CART))
    assert (file.taken.number, file.taken.parts["trip"]) == (5, GOOD["trip"])


def test_a_new_number_of_the_same_parts_asks_for_no_new_start(tmp_path, file):
    file.renew(sent(1, GOOD))
    again = SettingsFile(tmp_path / "settings.json", STORE.verify_key, CONFIG)
    again.renew(sent(2, GOOD))
    assert (again.taken.number, again.newer) == (2, False)


@pytest.mark.parametrize("text", ["", "[]", '{"number": "x"}', "{"])
def test_a_damaged_file_is_as_none(tmp_path, text):
    (tmp_path / "settings.json").write_text(text)
    assert load(tmp_path / "settings.json") == StoreSettings()
    assert applied(CONFIG, StoreSettings(1, {"screen": {"theme": "pink"}})) == CONFIG
