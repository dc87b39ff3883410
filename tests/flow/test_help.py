"""A call for a person, from the cart's button to the staff's page and back, and without the network."""

import re
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from cart.facts import HelpAsked, HelpEnded
from drivers.commands import lane
from tests.flow.test_exit import Mall
from tests.support.browser import Chromium
from ui.shopper.trips import buy

STAFF = ("Maria", "demo")


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


class Calling:
    """A cart in the aisle of the rye bread, and the staff's page."""

    def __init__(self, folder: Path, stack: ExitStack, *, online: bool = True) -> None:
        self.mall = Mall(folder, stack, online=online)
        self.cart, self.url = self.mall.cart, self.mall.server.url
        self.cart.until("starts", self.cart.begin, lambda v: v.phase == "shopping")
        self.cart.play(buy(self.cart.hand, self.cart.hand.product("Rye bread 750 g")))

    def page(self) -> str:
        return requests.get(f"{self.url}/staff/calls", auth=STAFF, timeout=20).text

    def press(self, said: str) -> None:
        call = re.search(r'name="call" value="(\w+)"', self.page())[1]
        data = {"call": call, "said": said}
        requests.post(f"{self.url}/staff/calls", data=data, auth=STAFF, timeout=20)

    def wait(self, holds) -> float:
        began = time.monotonic()
        while not holds():
            self.cart.step()
            assert time.monotonic() - began < 60, self.cart.view.prompt
        return time.monotonic() - began

    @property
    def answer(self) -> tuple[str, str]:
        prompt = self.cart.view.prompt
        return getattr(prompt, "answer", "no call"), getattr(prompt, "who", "")


def test_a_call_reaches_the_page_and_the_answers_come_back(tmp_path: Path, stack: ExitStack):
    one = Calling(tmp_path, stack)
    one.cart.touch(HelpAsked, reason="left")
    one.wait(lambda: one.answer == ("told", ""))
    assert "Cart 17" in one.page() and "Rye bread 750 g" in one.page() and "aisle" in one.page()
    for said in ("seen", "coming"):
        one.press(said)
        one.wait(lambda said=said: one.answer == (said, "Maria"))
    one.press("done")
    one.wait(lambda: one.answer == ("no call", ""))
    assert "No shopper calls" in one.page()


def test_the_shopper_ends_the_call_on_the_page_too(tmp_path: Path, stack: ExitStack):
    one = Calling(tmp_path, stack)
    one.cart.touch(HelpAsked, reason="left")
    one.wait(lambda: one.answer == ("told", ""))
    one.cart.touch(HelpEnded)
    one.wait(lambda: "No shopper calls" in one.page())


def test_without_the_network_nobody_is_said_to_come_and_the_lane_is_told(tmp_path: Path, stack: ExitStack, capsys):
    one = Calling(tmp_path, stack, online=False)
    one.cart.touch(HelpAsked, reason="left")
    one.wait(lambda: not one.cart.view.online and one.answer == ("", ""))
    assert one.cart.world.colour == "white"
    one.mall.hand_over()
    lane.main([*one.mall.lane(), "--offline", "--text", one.mall.checkout.code])
    assert "the shopper called a person, and nobody came yet" in capsys.readouterr().out


def test_in_a_real_browser_the_call_is_seen_and_answered(tmp_path: Path, stack: ExitStack):
    """The page renews itself: nobody loads it again, and a real mouse presses the button."""
    one = Calling(tmp_path, stack)
    page = stack.enter_context(Chromium(tmp_path / "chromium"))
    page.open(one.url.replace("//", "//Maria:demo@") + "/staff")
    page.until("No shopper calls.")
    page.ask("window.same = true")
    one.cart.touch(HelpAsked, reason="left")
    page.until("Cart 17", one.cart.step)
    assert page.ask("window.same") and "nobody has answered" in page.text()
    page.until("0:01", one.cart.step)
    page.click("button[value=coming]")
    one.wait(lambda: one.answer == ("coming", "Maria"))
    page.until("Maria is coming")
