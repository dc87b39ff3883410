"""What a running cart tells its store of itself: its state, devices and board; of the shopper nothing."""

from dataclasses import asdict

import pytest

from cart.facts import HelpAsked
from cart.sync.outbox import Outbox
from cart.sync.settings import SettingsFile
from tests.support.driven import CONFIG, DrivenCart
from tests.support.exits import STORE
from ui.catalogs import Shelf, open_folder
from ui.places import DEMO_STORE
from ui.telling import Telling

WITH_BATTERY = CONFIG.replace("[cart]", 'battery = {{ driver = "sim" }}\n[cart]', 1)


@pytest.fixture
def cart(tmp_path):
    made = DrivenCart(tmp_path, config=WITH_BATTERY)
    yield made
    made.close()


@pytest.fixture
def telling(cart, tmp_path):
    outbox = Outbox(tmp_path / "outbox.db")
    settings = SettingsFile(tmp_path / "settings.json", STORE.verify_key, cart.config)
    yield Telling(cart.parts, outbox, Shelf(open_folder(DEMO_STORE)), settings)
    outbox.close()


def test_it_tells_what_the_cart_does_and_since_when(cart, telling):
    cart.step()
    assert (telling.now().phase, telling.now().help_s, telling.now().troubles) == ("welcome", None, ())
    cart.begin()
    cart.step()
    cart.parts.inbox.post(HelpAsked, reason="left")
    cart.step()
    cart.step()
    told = telling.now()
    assert (told.phase, told.help_s is not None, told.version != "") == ("shopping", True, True)
    assert told.board.disk_mb > 0


def test_it_tells_of_its_devices_by_kind(cart, telling):
    cart.parts._failed("camera", "/dev/video0 is gone", "missing")
    cart.world.charge(12, False)
    next(poller for poller in cart.parts.pollers if poller.name == "battery")._turn()
    cart.step()
    told = telling.now()
    assert [(one.device, one.why) for one in told.troubles] == [("battery", "low"), ("camera", "missing")]
    assert (told.board.battery, told.board.charging) == (12, False)
    assert "/dev/video0" not in str(asdict(told)), "no path of the machine"
