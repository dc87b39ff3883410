from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from cart.config import load, loads
from cart.errors import BadInput, ConfigError
from cart.tables import parse

GOOD = """
camera = { driver = "sim" }
scale = { driver = "sim" }
[cart]
id = "17"
"""
EXAMPLE = Path(__file__).parents[2] / "assets" / "cart.example.toml"


def test_the_least_config_has_sensible_defaults():
    config = loads(GOOD, "c")
    assert (config.screen.width, config.screen.height, config.store.url) == (1280, 800, "")


LABELS = """
[store]
labels = ["de", "us"]
own_labels = [{ name = "Deli", pattern = "28iiiiiwwwwwx", decimals = 3, source = "our scales" }]
"""


def test_a_stores_own_labels_go_before_the_published_ones():
    assert [one.name for one in loads(GOOD, "c").store.templates] == ["US price"]
    names = [one.name for one in loads(GOOD + LABELS, "c").store.templates]
    assert names[0] == "Deli" and names[1].startswith("German") and names[-1].startswith("US")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('"us', '"fr'), r"store\.labels\[1\]: 'fr' is not one of 'us', 'uk', 'de', 'nordic', 'dk', 'il'"),
        (("28iiiiiwwwwwx", "28iiiiiwwwwx"), r"own_labels: Template 'Deli': '28iiiiiwwwwx' is not 13 places"),
        (("decimals = 3", "decimals = 4"), r"own_labels: Template 'Deli': .* a weight 0 to 3"),
        (("pattern =", "patern ="), r"own_labels\[0\]: unknown key 'patern'\. Did you mean 'pattern'"),
    ],
)
def test_a_wrong_label_is_named(change: tuple[str, str], words: str):
    with pytest.raises(ConfigError, match=words):
        loads(GOOD + LABELS.replace(*change), "c")


def test_the_example_is_a_config():
    assert load(EXAMPLE).cart.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "[screen]\nwidht = 800", r"c\.screen: unknown key 'widht'\. Did you mean 'width'\?"),
        (GOOD + "[zzz]\na = 1", r"c: unknown key 'zzz'\. Known keys: battery, camera, cart,"),
        (GOOD + "[screen]\ntheme = 'blue'", r"c\.screen\.theme: 'blue' is not one of 'light', 'dark'"),
        (GOOD + "[screen]\nwidth = 'wide'", r"c\.screen\.width: int is needed, 'wide' is given"),
        (GOOD + "[screen]\nwidth = true", r"c\.screen\.width: int is needed, True is given"),
        ("[cart]\nid = '17'", r"c: the key 'camera' is missing"),
        (GOOD + "[cart", r"c is not valid TOML"),
        (GOOD + "[weighing]\nmax_g = 2000", r"c\.weighing: a scale of class III .* Change interval_g or max_g"),
    ],
)
def test_a_wrong_config_says_which_key_and_what_to_do(text: str, words: str):
    with pytest.raises(ConfigError, match=words):
        loads(text, "c")


def test_a_missing_file_says_what_to_copy(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"Copy assets/cart\.example\.toml there"):
        load(tmp_path / "cart.toml")


def test_a_file_that_is_no_text(tmp_path: Path):
    (tmp_path / "cart.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"cart\.toml cannot be read"):
        load(tmp_path / "cart.toml")


@pytest.mark.parametrize(
    ("part", "simulated"),
    [
        ('camera = { driver = "sim" }\nscale = { driver = "iio" }', True),
        ('camera = { driver = "opencv" }\nscale = { driver = "hx711", pins = "sim" }', True),
        ('camera = { driver = "opencv" }\nscale = { driver = "iio" }', False),
    ],
)
def test_a_run_with_any_simulated_device_says_so(part: str, simulated: bool):
    assert loads(part + '\n[cart]\nid = "1"', "c").simulated is simulated


@dataclass(frozen=True)
class Inner:
    n: int = 0


@dataclass(frozen=True)
class Outer:
    name: str
    pair: tuple[int, str] = (0, "")
    many: tuple[Inner, ...] = ()
    maybe: int | None = None
    kind: Literal["a", "b"] = "a"
    share: float = 0.0


def test_tables_become_dataclasses_all_the_way_down():
    table = {"name": "x", "pair": [1, "y"], "many": [{"n": 1}, {"n": 2}], "maybe": None, "kind": "b", "share": 1}
    assert parse(Outer, table, "t") == Outer("x", (1, "y"), (Inner(1), Inner(2)), None, "b", 1.0)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"name": "x", "pair": [1]}, r"t\.pair: 2 values are needed, 1 are given"),
        ({"name": "x", "many": [{"m": 1}]}, r"t\.many\[0\]: unknown key 'm'"),
        ({"name": "x", "maybe": "three"}, r"t\.maybe: int is needed"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(table: dict[str, object], words: str):
    with pytest.raises(BadInput, match=words):
        parse(Outer, table, "t")


@pytest.mark.parametrize("value", [0, None, [1], "text", 10**5000], ids=["0", "None", "list", "text", "endless"])
def test_what_is_no_table_is_refused_in_words(value: object):
    with pytest.raises(ConfigError, match="here: a table of keys and values is needed"):
        parse(Outer, value, "here", ConfigError)


@pytest.mark.parametrize("value", ["x" * 9000, 10**5000, [10**5000]], ids=["long", "endless", "in a list"])
@pytest.mark.parametrize("key", ["share", "kind", "pair", "k" * 900])
def test_words_about_a_value_stay_short(key: str, value: object):
    with pytest.raises(ConfigError) as refused:
        parse(Outer, {"name": "x"} | {key: value}, "here", ConfigError)
    assert len(str(refused.value)) < 200


def test_a_key_that_is_no_text_is_unknown():
    with pytest.raises(ConfigError, match="unknown key 7"):
        parse(Outer, {7: "x"}, "here", ConfigError)
