"""The lane on the virtual shelf: it looks at the cart's pixels, asks as `dashcart lane` does, takes money once."""

import threading
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import requests
import segno

from cart.catalog import demo
from cart.facts import CheckoutAsked
from cart.handover.links import receipt_link
from cart.handover.money import money
from cart.identity import enrolment
from cart.identity.keylist import KeyFile
from cart.sync.lanes import Place
from tests.support.counters import BREAD, WINE, Counter, trip
from tests.support.driven import DrivenCart
from ui.catalogs import Shelf
from ui.commands.cart import Network, embedded_store, exit_of, known_to
from ui.commands.greeting import greeting
from ui.commands.onscreen import weighed
from ui.commands.till import NO_CODE, Beside, LaneTill, sheet_of
from ui.places import DEMO_STORE
from ui.shopper.trips import buy


def pixels(text: str):
    """A code as the cart's screen shows it, in grey."""
    bits = np.array([list(row) for row in segno.make_qr(text, error="l", boost_error=False).matrix], dtype=np.uint8)
    return np.pad(np.kron(255 * (1 - bits), np.ones((5, 5), np.uint8)), 40, constant_values=255)


@pytest.fixture
def counter(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.close()


def test_the_sheet_shows_the_receipt_and_asks_before_money(counter):
    serving = counter.serving
    serving.read(counter.handed(trip(BREAD, WINE, produce_g=(1235,)).facts))
    sheet = sheet_of(serving)
    assert sheet.rows[0] == ("TOTAL", sheet.due) and sheet.due.startswith("$")
    assert any(words.startswith("1 x  ") for words, _ in sheet.rows)
    assert any(words.startswith("1.230 kg") for words, _ in sheet.rows)
    asked = [(ask.key, [key for key, _ in ask.answers]) for ask in sheet.asks]
    assert asked == [("age:21", ["seen", "refused"]), ("weight:3", ["weighed", "waived"])]
    serving.seen("age:21")
    serving.weighed("weight:3", 1255)
    sheet = sheet_of(serving)
    assert sheet.asks == () and "The total was" in sheet.words
    serving.pay("cash")
    paid = sheet_of(serving)
    assert (paid.paid, paid.due, paid.cash) == (True, "", "")


def test_with_all_refused_nothing_can_be_paid(counter):
    serving = counter.serving
    serving.read(counter.handed(trip(WINE).facts))
    serving.refused("age:21")
    sheet = sheet_of(serving)
    assert sheet.due == "" and "Nothing is left" in sheet.words


def test_the_lanes_own_scale_has_no_error(counter):
    serving = counter.serving
    serving.read(counter.handed(trip(produce_g=(1278,)).facts))
    assert weighed(serving.open[0]) == 1280


def patiently(holds) -> bool:
    """Whether it comes to hold; a lane works on a thread of its own."""
    deadline = time.monotonic() + 60.0
    while not holds() and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    return holds()


class Bench:
    """A store on loopback, the shelf's lane beside it, and what the cart's screen shows and its camera is shown."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.server = stack.enter_context(embedded_store(folder / "store", DEMO_STORE))
        self.screen, self.shown, self.opened = np.full((480, 800), 255, np.uint8), [], []
        url = self.server.url
        place = Place("4", folder / "lane", url, str(self.server.shop.new_code("lane")))
        self.till = LaneTill(
            Beside(
                place, {}, lambda: self.screen, lambda text: self.shown.append(text), weighed,
                lambda sid: receipt_link(url, sid), f"{url}/staff", self.opened.append,
            )
        )  # fmt: skip
        self.till.start()
        stack.callback(self.till.stop)
        assert patiently(lambda: enrolment.load(folder / "lane") is not None)
        self.side = self.till.side

    def done(self):
        """The sheet when the lane has carried out what it was told."""
        assert patiently(lambda: not self.side.sheet().busy)
        return self.side.sheet()


@pytest.fixture
def bench(tmp_path):
    with ExitStack() as stack:
        yield Bench(tmp_path, stack)


def test_an_empty_screen_and_a_strangers_code_take_no_money(bench):
    bench.side.read()
    assert bench.done().words == NO_CODE
    bench.screen = pixels("SC1:NONSENSE")
    bench.side.read()
    sheet = bench.done()
    assert sheet.words and sheet.due == ""
    bench.side.pay("card")
    assert "Read the cart's code first" in bench.done().words


class Whole:
    """A cart with its exit, at the bench's store; it shows its code, and the camera sees what the lane shows."""

    def __init__(self, bench: Bench, folder: Path, stack: ExitStack) -> None:
        self.bench, self.cart, self.network = bench, DrivenCart(folder / "cart", reads=False), Network()
        identity = known_to(bench.server, folder / "cart", "17")
        self.known = lambda: set(KeyFile(folder / "cart" / "keys.bin", identity.store_key).keys())
        stack.callback(self.cart.close)
        shelf = Shelf(demo.load(DEMO_STORE))
        self.checkout = stack.enter_context(
            exit_of(self.cart.parts, identity, shelf, self.network, self.cart.settings_of(identity))
        )
        bench.shown = self

    def append(self, text: str) -> None:
        self.cart.world.show(text, "QRCODE")

    def hand_over(self, *names: str) -> None:
        cart = self.cart
        cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
        for name in names:
            cart.play(buy(cart.hand, cart.hand.product(name)))
        cart.until("goes", lambda: cart.touch(CheckoutAsked), lambda v: v.phase == "find_lane")
        cart.until("lane", self.bench.side.sign, lambda v: v.phase == "at_lane")
        cart.world.hide()
        self.bench.screen = pixels(self.checkout.code)


@pytest.fixture
def whole(bench, tmp_path):
    with ExitStack() as stack:
        yield Whole(bench, tmp_path, stack)


def ready(bench):
    """The lane has read, and every question is answered."""
    bench.side.read()
    for ask in bench.done().asks:
        bench.side.answer(ask.key, ask.answers[0][0])
    sheet = bench.done()
    assert sheet.asks == () and sheet.due, sheet
    return sheet


@pytest.mark.parametrize("tender", ["card", "cash"])
def test_a_trip_is_paid_and_the_cart_hears_it_from_the_store(bench, whole, tender):
    whole.hand_over("Rye bread 750 g", "Red wine 750 ml")
    due = ready(bench).due
    bench.side.pay(tender)
    assert bench.done().paid
    assert patiently(lambda: whole.cart.step().phase == "thanks")
    bench.side.page("receipt")
    page = requests.get(bench.opened[-1], timeout=10)
    assert page.status_code == 200 and due in page.text
    bench.side.pay(tender)
    assert "already paid" in bench.done().words, "money is taken once"


def test_with_the_network_off_the_cart_reads_the_paid_code(bench, whole):
    assert patiently(lambda: "lane-4" in whole.known())
    whole.network.on = False
    whole.hand_over("Rye bread 750 g")
    ready(bench)
    bench.side.pay("card")
    assert bench.done().paid
    whole.cart.until("shows the paid code", bench.side.paid, lambda view: view.phase == "thanks")


def test_what_is_refused_is_taken_off_and_the_cart_hears_the_new_total(bench, whole):
    whole.hand_over("Rye bread 750 g", "Red wine 750 ml")
    bench.side.read()
    before = bench.done().due
    bench.side.answer("age:21", "refused")
    sheet = bench.done()
    assert sheet.due != before and sheet.asks == ()
    bench.side.pay("card")
    assert patiently(lambda: whole.cart.step().phase == "thanks")
    assert money(whole.cart.view.totals.due_cents, "USD") == sheet.due


def test_a_lane_that_the_store_does_not_know_says_so_and_tries_again(tmp_path):
    place = Place("4", tmp_path / "lane", "http://127.0.0.1:9", "WRONG-CODE0-00000-00000")
    till = LaneTill(Beside(place, {}, lambda: pixels("x"), print, weighed, str, ""))
    till.start()
    for _ in range(2):
        till.side.read()
        assert patiently(lambda: not till.side.sheet().busy)
        assert till.side.sheet().words
    till.stop()


def test_an_answer_to_no_question_changes_nothing(bench):
    bench.side.answer("age:21", "seen")
    assert bench.done().due == ""


def test_the_sign_is_shown_and_the_staff_page_opened(bench, capsys):
    bench.side.sign()
    bench.side.page("staff")
    bench.side.page("receipt")
    bench.side.paid()
    assert (bench.shown, bench.opened) == (["DCL:4"], [f"{bench.server.url}/staff"])
    assert bench.opened[0] in capsys.readouterr().out


def test_the_greeting_says_what_to_click_where_the_pages_are_and_how_to_end(bench):
    told = greeting(bench.server, Path("out/trip/cart.log"))
    for words in (
        "Start shopping",
        "Put in",
        "Lane",
        f"{bench.server.url}/staff",
        "password: demo",
        "Ctrl+C",
        "cart.log",
    ):
        assert words in told
    assert len(told.strip().splitlines()) <= 8 and max(map(len, told.splitlines())) <= 125
    url = told.split("Staff page  ")[1].split()[0]
    assert requests.get(url, auth=("staff", "demo"), timeout=5).status_code == 200
