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
from cart.facts import CheckoutAsked, ItemSeen, Named, Seen, ShoppingResumed, TouchUndone, TripEnded
from cart.handover.links import receipt_link
from cart.identity.keylist import KeyFile
from cart.sync.client import StoreClient
from cart.sync.http import Http
from cart.sync.outbox import Outbox
from cart.trip.prompts import IsThisIt
from cart.trip.story import money
from drivers.commands import lane
from tests.support.driven import CONFIG, DrivenCart
from ui.catalogs import Shelf
from ui.commands.cart import Network, embedded_store, exit_of, known_to
from ui.places import DEMO_STORE
from ui.shopper.hand import barcode, mass_g
from ui.shopper.trips import buy


class Mall:
    """A store on loopback, a lane, and a cart that is (or is not) online."""

    config = CONFIG

    def __init__(self, folder: Path, stack: ExitStack, *, online: bool) -> None:
        self.folder, self.stack = folder, stack
        self.server = stack.enter_context(embedded_store(folder / "store", DEMO_STORE))
        self.cart = DrivenCart(folder / "cart", config=self.config, reads=False)
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


class DropIn:
    """A shopper who scans nothing, beside eyes that see what the test says: what they post is a fact as any other."""

    def __init__(self, mall: Mall) -> None:
        self.cart = mall.cart
        self.cart.until("starts", self.cart.begin, lambda v: v.phase == "shopping")

    def drop(self, name: str, *seen: str) -> None:
        """Drops it in; the eyes take it for the first of `seen` (else for itself), and the cart asks."""
        cart, hand = self.cart, self.cart.hand
        hand.world.pick(*barcode(hand.product(name)), mass_g(hand.product(name)))
        cart.until("drops", lambda: hand.put(hand.product(name)), lambda _: bool(self.open))
        some = tuple(Seen(hand.product(one), 16.0 - 17 * n) for n, one in enumerate(seen or (name,)))
        cart.touch(ItemSeen, change=self.open[-1].source, candidates=some, sure=True)
        cart.until("is asked", lambda: None, lambda v: isinstance(v.prompt, IsThisIt))
        assert name not in self.names, "nothing is charged before a touch"

    def yes(self, name: str) -> None:
        """Touches one of those that are offered."""
        (one,) = [one for one in self.cart.view.prompt.offers if one.product.name == name]
        fields = {"change": self.cart.view.prompt.change, "product": one.product.id, "quantity": one.quantity}
        self.cart.until("touches", lambda: self.cart.touch(Named, **fields), lambda _: name in self.names)

    @property
    def names(self) -> set[str]:
        return {line.name for line in self.cart.view.lines}

    @property
    def open(self):
        return self.cart.parts.desk.trip.open_changes


def test_five_dropped_in_one_taken_back_one_named_wrong_and_mended(tmp_path: Path, stack: ExitStack, capsys):
    mall = Mall(tmp_path, stack, online=True)
    shopper, cart = DropIn(mall), mall.cart
    for name in ("Olive oil 500 ml", "Whole milk 1 L", "Strawberry jam 510 g", "Rye bread 750 g"):
        shopper.drop(name)
        shopper.yes(name)
    shopper.drop("Ground coffee 500 g", "Peanut butter 454 g", "Ground coffee 500 g")
    shopper.yes("Peanut butter 454 g")
    cart.until("takes back", lambda: cart.touch(TouchUndone), lambda v: isinstance(v.prompt, IsThisIt))
    shopper.yes("Ground coffee 500 g")
    jam = cart.hand.product("Strawberry jam 510 g")
    cart.until("takes out", lambda: cart.hand.take(jam), lambda _: jam.name not in shopper.names)
    cart.run(3.0)
    wanted = {"Olive oil 500 ml", "Whole milk 1 L", "Rye bread 750 g", "Ground coffee 500 g"}
    assert shopper.names == wanted
    total = money(mall.hand_over())
    assert "named_not_scanned:4" in cart.view.trust_reasons and "settled_by_shopper" not in str(cart.view.trust_reasons)
    capsys.readouterr()
    lane.main([*mall.lane(), "--text", mall.checkout.code, "--pay", "card"])
    said = capsys.readouterr().out
    assert re.search(rf"TOTAL\s.*{re.escape(total)}", said) and "not scanned" in said
    mall.wait_for("thanks")
    page = requests.get(receipt_link(mall.server.url, cart.view.sid), timeout=5)
    assert page.status_code == 200 and total in page.text and "Peanut butter" not in page.text
    cart.parts.journal.close()
    replay_command.main([str(tmp_path / "cart" / "journal.db")])
    assert re.search(rf"TOTAL USD\s+{re.escape(total)}", capsys.readouterr().out)


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
