"""From the basket to the lane to the store: one total, to the cent, everywhere; with the network, and without."""

import re
import socket
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from cart.catalog import demo
from cart.commands import replay as replay_command
from cart.facts import CheckoutAsked, ShoppingResumed, TouchUndone, TripEnded
from cart.handover.links import receipt_link
from cart.identity.keylist import KeyFile
from cart.sync.client import StoreClient
from cart.sync.http import Http
from cart.sync.outbox import Outbox
from cart.trip.story import money
from drivers.commands import lane
from tests.support.driven import CONFIG, DemoCatalog, DrivenCart
from tests.support.dropin import demo_eyes
from ui.catalogs import Shelf
from ui.commands.cart import Network, embedded_store, exit_of, known_to
from ui.places import DEMO_STORE
from ui.shopper.dropin import DROPPED, MISTAKEN, TAKEN_BACK, drop_in_trip
from ui.shopper.trips import buy


class Mall:
    """A store on loopback, a lane, and a cart that is (or is not) online."""

    config = CONFIG

    def __init__(self, folder: Path, stack: ExitStack, *, online: bool, names: bool = False) -> None:
        self.folder, self.stack = folder, stack
        self.server = stack.enter_context(embedded_store(folder / "store", DEMO_STORE))
        catalog = DemoCatalog()
        namer = demo_eyes(catalog) if names else None
        self.cart = DrivenCart(folder / "cart", catalog=catalog, config=self.config, reads=False, namer=namer)
        self.identity = known_to(self.server, folder / "cart", "17")
        self.enrol_lane()
        dead = replace(self.identity, url=f"http://127.0.0.1:{dead_port()}")
        self.known = self.identity if online else dead
        self.learn_keys()
        self.checkout = self.open_exit()

    def learn_keys(self) -> None:
        """A cart that was never online knows no lane; once is enough."""
        http = Http(self.server.url, 3.0, lambda _: None)
        KeyFile(self.folder / "cart" / "keys.bin", self.identity.store_key).renew(
            StoreClient(self.identity, http).key_list()
        )
        http.close()

    def open_exit(self):
        self.way_out = self.stack.enter_context(ExitStack())
        self.way_out.callback(self.cart.close)
        catalog = Shelf(demo.load(DEMO_STORE))
        return self.way_out.enter_context(
            exit_of(self.cart.parts, self.known, catalog, Network(), self.cart.settings_of(self.known))
        )

    def enrol_lane(self) -> None:
        lane.main([*self.lane(), "--store", self.server.url, "--code", str(self.server.shop.new_code("lane"))])

    def lane(self) -> list[str]:
        return ["--lane", "4", "--data", str(self.folder / "lane")]

    def shop(self, *names: str) -> int:
        cart = self.cart
        cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
        for name in names:
            cart.play(buy(cart.hand, cart.hand.product(name)))
        return self.hand_over()

    def hand_over(self) -> int:
        cart = self.cart
        cart.until("goes", lambda: cart.touch(CheckoutAsked), lambda v: v.phase == "find_lane")
        cart.until("lane", lambda: cart.world.show("DCL:4", "QRCODE"), lambda v: v.phase == "at_lane")
        cart.world.hide()
        return cart.view.totals.due_cents

    def wait_for(self, phase: str) -> None:
        deadline = time.monotonic() + 45.0
        while time.monotonic() < deadline:
            if self.cart.step().phase == phase:
                return
        raise AssertionError(f"the cart stays {self.cart.view.phase}, not {phase}")


def dead_port() -> int:
    """A loopback port where nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def stack():
    with ExitStack() as stack:
        yield stack


def test_one_total_at_the_cart_the_lane_the_store_and_in_the_replay(tmp_path: Path, stack: ExitStack, capsys):
    mall = Mall(tmp_path, stack, online=True)
    total = money(mall.shop("Rye bread 750 g", "Whole milk 1 L", "Salted butter 454 g"))
    capsys.readouterr()
    lane.main([*mall.lane(), "--text", mall.checkout.code, "--pay", "card"])
    assert re.search(rf"TOTAL\s.*{re.escape(total)}", capsys.readouterr().out)
    mall.wait_for("thanks")
    page = requests.get(receipt_link(mall.server.url, mall.cart.view.sid), timeout=5)
    assert page.status_code == 200 and total in page.text
    assert mall.cart.hand.product("Rye bread 750 g").id in mall.server.shop.weights.learnt()
    mall.cart.parts.journal.close()
    replay_command.main([str(tmp_path / "cart" / "journal.db")])
    assert re.search(rf"TOTAL USD\s+{re.escape(total)}", capsys.readouterr().out)


def test_five_dropped_in_one_taken_back_one_named_by_mistake_and_mended(tmp_path: Path, stack: ExitStack, capsys):
    """With the cart's own eyes on the camera's frames: no code is read, and each line is a touch."""
    mall = Mall(tmp_path, stack, online=True, names=True)
    cart = mall.cart
    cart.play(drop_in_trip(cart.hand, lambda: cart.view))
    assert {line.name for line in cart.view.lines} == {*DROPPED, MISTAKEN[0]} - {TAKEN_BACK}
    told = [words for words, _ in cart.told]
    assert f"Touches {MISTAKEN[1]} by mistake" in told and not any("Scans" in words for words in told)
    assert all(line.named for line in cart.parts.desk.trip.placed)
    total = money(cart.view.totals.due_cents)
    assert "named_not_scanned:4" in cart.view.trust_reasons and "settled_by_shopper" not in str(cart.view.trust_reasons)
    capsys.readouterr()
    lane.main([*mall.lane(), "--text", mall.checkout.code, "--pay", "card"])
    said = capsys.readouterr().out
    assert re.search(rf"TOTAL\s.*{re.escape(total)}", said) and "not scanned" in said
    mall.wait_for("thanks")
    page = requests.get(receipt_link(mall.server.url, cart.view.sid), timeout=5)
    assert page.status_code == 200 and total in page.text and MISTAKEN[1] not in page.text
    cart.parts.journal.close()
    replay_command.main([str(tmp_path / "cart" / "journal.db")])
    assert re.search(rf"TOTAL USD\s+{re.escape(total)}", capsys.readouterr().out)


def test_a_mistake_that_is_too_late_to_undo_is_mended_all_the_same(tmp_path: Path, stack: ExitStack):
    """As on a computer that has no time: the touch is taken back after its five seconds."""
    cart = Mall(tmp_path, stack, online=True, names=True).cart
    touch = cart.hand.touch
    cart.hand.touch = lambda kind, **fields: None if kind is TouchUndone else touch(kind, **fields)
    cart.play(drop_in_trip(cart.hand, lambda: cart.view))
    assert any(words.startswith("Too late") for words, _ in cart.told)
    assert {line.name for line in cart.view.lines} == {*DROPPED, MISTAKEN[0]} - {TAKEN_BACK}
    assert cart.view.totals.due_cents == 1912


def test_without_a_network_the_lane_reads_the_basket_and_the_cart_reads_the_paid_code(
    tmp_path: Path, stack: ExitStack, capsys
):
    mall = Mall(tmp_path, stack, online=False)
    total = money(mall.shop("Rye bread 750 g", "Whole milk 1 L"))
    capsys.readouterr()
    lane.main([*mall.lane(), "--offline", "--text", mall.checkout.code, "--pay", "cash"])
    out = capsys.readouterr().out
    assert re.search(rf"TOTAL\s.*{re.escape(total)}", out)
    word = next(line for line in out.splitlines() if line.startswith("DCP:"))
    mall.cart.world.show(word, "QRCODE")
    mall.wait_for("thanks")
    mall.cart.until("ends", lambda: mall.cart.touch(TripEnded, how="paid"), lambda v: v.phase == "welcome")
    mall.way_out.close()
    outbox = Outbox(tmp_path / "cart" / "outbox.db")
    assert len(outbox.waiting()) == 1, "the session waits for the store"
    outbox.close()


def test_a_trip_resumed_at_the_lane_is_handed_over_again_with_its_new_total(tmp_path: Path, stack: ExitStack, capsys):
    mall = Mall(tmp_path, stack, online=True)
    first = mall.shop("Rye bread 750 g")
    old_code = mall.checkout.code
    mall.cart.until("back", lambda: mall.cart.touch(ShoppingResumed), lambda v: v.phase == "shopping")
    mall.cart.play(buy(mall.cart.hand, mall.cart.hand.product("Whole milk 1 L")))
    second = mall.hand_over()
    assert second > first and mall.checkout.code != old_code
    capsys.readouterr()
    lane.main([*mall.lane(), "--text", mall.checkout.code, "--pay", "card"])
    assert money(second) in capsys.readouterr().out
    mall.wait_for("thanks")


def test_after_a_crash_at_the_lane_the_same_code_is_shown(tmp_path: Path, stack: ExitStack):
    mall = Mall(tmp_path, stack, online=False)
    mall.shop("Rye bread 750 g")
    mall.way_out.close()
    mall.cart = DrivenCart(tmp_path / "cart", reads=False)
    again = mall.open_exit()
    assert again.code.startswith("SC1:")
    assert lane.main([*mall.lane(), "--offline", "--text", again.code, "--pay", "card"]) == 0
