"""A new cart before the store's code: its camera reads it, and what starts next is a whole cart of that store."""

import pytest

from cart.config import loads
from cart.errors import DeviceSilent
from cart.identity import enrolment
from cart.sync.adoption import Invitation
from drivers.decoding.inline import InlineDecoder
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World
from tests.support.driven import CONFIG
from ui.catalogs import filled, open_folder
from ui.commands.adopting import Newcomer
from ui.commands.cart import embedded_store
from ui.commands.run import as_known


class New:
    """A cart fresh from its box in virtual time."""

    def __init__(self, folder):
        self.folder, self.clock = folder / "cart", DrivenClock(10.0)
        self.world = World(self.clock)
        self.config = loads(CONFIG.format(data=self.folder), "test")
        self.cart = Newcomer(self.config, self.clock, self.world, InlineDecoder())

    @property
    def step(self):
        return self.cart.adopter.standing.step

    @property
    def tests(self):
        return {test.device: (test.ok, test.figure, test.why) for test in self.cart.adopting().tests}

    def show(self, text, wanted, most_frames=60):
        """Holds a code before the camera until it is believed."""
        self.world.show(text, "QRCODE")
        for _ in range(most_frames):
            self.cart.eye.step()
            if self.step == wanted:
                return
        raise AssertionError(f"{self.step}, not {wanted}, after {most_frames} frames")


@pytest.fixture
def new(tmp_path):
    new = New(tmp_path)
    yield new
    new.cart.stop()


def test_the_stores_code_before_the_camera_makes_a_whole_cart(new, tmp_path):
    data = new.folder
    assert new.tests["camera"] == (False, "", "") and new.tests["store"] == (False, "", "")
    assert not filled(data / "catalog")
    with embedded_store(tmp_path / "store") as store:
        new.show(str(Invitation(str(store.shop.new_code("cart")), store.url)), "asking")
        assert new.tests["camera"] == (True, "640 × 480", "")
        new.cart.adopter.turn()
        assert new.step == "ready" and new.tests["store"][1] == store.url.removeprefix("http://")
        assert filled(data / "catalog") and len(open_folder(data / "catalog").products()) > 300
        config, me = as_known(new.config, enrolment.load(data))
        assert (config.cart.id, me.url) == (enrolment.load(data).id, store.url)


def test_a_product_before_the_camera_says_what_to_show_instead(new):
    new.world.show("4006381333931", "EAN13")
    for _ in range(30):
        new.cart.eye.step()
    assert new.cart.adopter.standing.trouble == "no_code" and new.step == "code"


def test_the_scale_is_shown_to_weigh_and_a_silent_one_is_named(new):
    new.cart._weigh()
    assert new.tests["scale"] == (True, "80", "")
    new.cart._trouble("scale", DeviceSilent("Nothing comes."))
    assert new.tests["scale"] == (False, "80", "silent")
    new.cart._well("scale")
    assert new.tests["scale"][0] and new.tests["calibration"] == (False, "", "")


def test_an_unadopted_cart_is_what_its_config_says_until_then(new):
    assert as_known(new.config, None) == (new.config, None)
    assert new.cart.shop.settings.cart_id == "17"
