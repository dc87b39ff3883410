"""`dashcart check`: each device tried once, in words; 1 only where the cart would not start."""

import pytest

from cart.clock import SystemClock
from cart.sync.enrol import enrol
from drivers.sim.world import World
from ui import environment
from ui.commands import check
from ui.commands.cart import calibrate_simulated, embedded_store

CONFIG = """
camera = {{ driver = "sim" }}
scale = {{ driver = "sim" }}
light = {{ driver = "{light}" }}
sound = {{ driver = "sim" }}
voice = {{ driver = "none" }}
[cart]
id = "17"
data = "{data}"
"""

DESKTOP = {"DISPLAY": ":0", "COLUMNS": "200"}


@pytest.fixture
def checked(tmp_path, capsys):
    def run(data=tmp_path / "cart", light="sim", present=DESKTOP):
        path = tmp_path / "cart.toml"
        path.write_text(CONFIG.format(data=data, light=light))
        status = check.main(["--config", str(path)], present)
        rows = [
            line.strip().split(maxsplit=2) for line in capsys.readouterr().out.replace("not well", "NOT").splitlines()
        ]
        return status, {row[1]: (row[0] == "well", row[2]) for row in rows if len(row) == 3}

    return run


def test_a_new_cart_starts_and_is_told_what_is_left(checked):
    status, found = checked()
    assert status == 0
    assert {name for name, (well, _) in found.items() if not well} == {"calibration", "store", "goods"}
    assert "1280 × 720" in found["camera"][1] and "10 counts, 80 a second" in found["scale"][1]
    assert "asks for the code on the store's page" in found["store"][1]
    assert found["voice"] == (True, "none") and found["sound"] == (True, "sim")


def test_an_adopted_cart_is_well_all_over(checked, tmp_path):
    data = tmp_path / "cart"
    calibrate_simulated(data, World(SystemClock()))
    (data / "catalog").mkdir()
    (data / "catalog" / "catalog.csv").touch()
    with embedded_store(tmp_path / "store") as store:
        enrol(store.url, str(store.shop.new_code("cart")), data, "cart", "17")
        status, found = checked()
    assert status == 0 and all(well for well, _ in found.values())
    assert found["store"][1] == f"{store.url} knows this cart as 17"


def test_a_folder_that_cannot_be_written_stops_the_start(checked, tmp_path):
    (tmp_path / "file").touch()
    status, found = checked(tmp_path / "file" / "cart")
    assert status == 1 and not found["folder"][0]


@pytest.mark.skipif(environment.has_screen({}), reason="this machine has a graphics card of its own")
def test_no_display_stops_the_start(checked):
    status, found = checked(present={"COLUMNS": "200"})
    assert status == 1 and "connect a display" in found["screen"][1]


def test_a_lamp_that_is_not_there_is_told_and_stops_nothing(checked):
    status, found = checked(light="leds")
    assert status == 0 and not found["light"][0]
