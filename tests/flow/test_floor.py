"""The floor in a real Chromium: a call comes by itself, a person goes, the search leaves what it is about."""

import base64
from pathlib import Path

import pytest

from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync.beat import Beat
from cart.sync.calls import Call
from cart.sync.enrol import enrol
from tests.support.browser import Chromium

SHOWN = (
    "[...document.querySelectorAll('.tile')].filter(one => one.offsetParent).map(one => one.innerText.split('\\n')[0])"
)


@pytest.mark.nightly
def test_a_call_comes_by_itself_and_the_search_leaves_what_it_is_about(tmp_path: Path):
    with Server(Settings(tmp_path / "store", "demo")) as server, Chromium(tmp_path / "chromium") as page:
        shop = server.shop
        for name in ("cart-1", "cart-2"):
            enrol(server.url, str(shop.new_code("cart")), tmp_path / name, "cart", name)
            shop.beat(name, Beat("shopping" if name == "cart-2" else "welcome"))
        page.say("Network.enable")
        maria = base64.b64encode(b"Maria:demo").decode()
        page.say("Network.setExtraHTTPHeaders", headers={"Authorization": f"Basic {maria}"})
        page.open(f"{server.url}/staff/floor")
        page.until("Nobody needs you now.")
        shop.calls.take("cart-2", Call("c" * 32, True, "weight", "Milk", "5"), shop.settings.now())
        page.until("Cart 2 needs a person")
        page.ask("document.querySelector('[type=search]').value = 'cart 1'; document.dispatchEvent(new Event('input'))")
        assert page.ask(SHOWN) == ["Cart 1"]
        page.click(".need button")
        page.until("Maria is going")
        assert shop.calls.open()[0].said == "coming"
