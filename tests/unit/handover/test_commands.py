"""`dashcart store`, `enrol` and `lane` as people use them: one trip, one total, from the cart's code to the receipt."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import requests

from cart.catalog.product import Product
from cart.commands import enrol
from cart.errors import CodeError, DeviceSilent, StoreError, TokenError
from cart.facts import CheckoutAsked, HandedOver, ProduceAdded, ProducePicked, Terms
from cart.handover import paid
from cart.handover.basket import Signer, lane_code
from cart.handover.links import receipt_link
from cart.identity import enrolment
from cart.identity.keylist import KeyFile
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync import wire
from cart.sync.client import StoreClient
from cart.sync.http import Http
from cart.trip.replay import replay
from drivers.commands import lane, lane_eye
from drivers.ports import Frame
from tests.support.trips import Shopper, product

TERMS = Terms(
    "1", "USD", {}, {"A": 800},
    ({"id": "b", "kind": "n_for_price", "match": {"categories": ["pantry"]}, "n": 2, "price": 500,
      "words": "2 for $5.00"},),
)  # fmt: skip
BANANAS = Product("PLU4011", "Bananas", 199, "produce", plu="4011", unit="kg")


class Shop:
    """A store that runs, an enrolled cart with a finished trip, and a folder for the lane."""

    def __init__(self, folder, server):
        self.folder, self.server = folder, server
        code = str(server.shop.new_code("cart"))
        assert enrol.main([server.url, code, "--name", "17", "--data", str(folder / "cart")]) == 0
        self.me = enrolment.load(folder / "cart")
        self.facts = self.shop()
        self.document = wire.document("s" * 32, "17", self.facts)
        self.outcome = replay(self.facts)

    def shop(self):
        bread, jam = product("Rye bread", 500, 325), product("Plum jam", 400, 299)
        shopper = Shopper(TERMS).put(bread).put(jam)
        shopper.do(ProducePicked, product=BANANAS).weigh(742)
        shopper.do(ProduceAdded, product=BANANAS, gross_g=742).do(CheckoutAsked)
        return shopper.do(HandedOver, lane="4").facts

    def deliver(self):
        http = Http(self.server.url, 5.0, threading.Event().wait)
        StoreClient(self.me, http).put(self.document.sid, wire.pack(self.document))
        http.close()
        self.server.shop.ready(self.document.sid)

    def code(self, *, whole=True):
        head, signer = bytes.fromhex(self.document.head), Signer("17", self.me.key)
        return lane_code(self.outcome, head, signer, int(time.time()) + 600, whole=whole)

    def lane(self, *args):
        return lane.main(["--lane", "4", "--data", str(self.folder / "lane"), *args])

    def open_lane(self):
        code = str(self.server.shop.new_code("lane"))
        return self.lane("--store", self.server.url, "--code", code)

    @property
    def total(self):
        return f"${self.outcome.receipt.due / 100:.2f}"


@pytest.fixture
def shop(tmp_path):
    with Server(Settings(tmp_path / "store", "t")) as server:
        yield Shop(tmp_path, server)


def test_one_total_on_the_cart_at_the_lane_and_on_the_receipt(shop, capsys):
    shop.open_lane()
    shop.deliver()
    shop.lane("--text", shop.code(whole=False), "--pay", "card", "--waive")
    printed = capsys.readouterr().out
    page = requests.get(receipt_link(shop.server.url, shop.document.sid), timeout=5).text
    assert re.search(rf"TOTAL +\{shop.total}\n", printed)
    assert f'<td class="money">{shop.total}</td>' in page
    assert "2 for $5.00" in page
    assert "0.742 kg  Bananas" in printed
    assert re.search(r"4-[0-9A-F]{4}-000001", page)


def test_the_cart_believes_the_code_that_the_lane_prints(shop, capsys, tmp_path):
    shop.open_lane()
    shop.lane("--text", shop.code(), "--pay", "card", "--waive", "--offline", "--paid-code", str(tmp_path / "paid.png"))
    text = lane_eye.of_picture(tmp_path / "paid.png")
    assert text in capsys.readouterr().out
    keys = KeyFile(tmp_path / "keys", shop.me.store_key)
    keys.renew(shop.server.shop.key_list())
    word = paid.verify(text, keys.keys(), shop.document.sid, shop.document.head)
    assert (word.cents, word.tender) == (shop.outcome.receipt.due, "card")


def test_offline_the_lines_come_from_the_code_and_the_sale_is_sent_later(shop, capsys, tmp_path):
    shop.open_lane()
    catalog = tmp_path / "names.csv"
    catalog.write_text("name,price,department,plu,unit\nBananas,1.99,produce,4011,kg\n")
    capsys.readouterr()
    shop.lane("--text", shop.code(), "--pay", "cash", "--waive", "--offline", "--catalog", str(catalog))
    printed = capsys.readouterr().out
    for part in ("without the store", "0.742 kg  Bananas", shop.total, "1 sales wait"):
        assert part in printed
    assert shop.server.shop.records.sales.all(paid=True) == []
    shop.lane()
    shop.deliver()
    (sold,) = shop.server.shop.records.sales.all(paid=True)
    assert (sold.sid, sold.tender, sold.cents) == (shop.document.sid, "cash", shop.outcome.receipt.cash_due)


def test_a_second_reading_takes_no_money_and_shows_the_paid_code_again(shop, capsys):
    shop.open_lane()
    shop.lane("--text", shop.code(), "--pay", "card", "--waive")
    first = capsys.readouterr().out.splitlines()[-1]
    shop.lane("--text", shop.code(), "--pay", "cash")
    printed = capsys.readouterr().out
    assert "take no money" in printed
    assert printed.splitlines()[-1] == first
    shop.lane("--text", shop.code())
    assert "take no money" in capsys.readouterr().out


def test_without_pay_the_lane_only_shows(shop, capsys):
    shop.open_lane()
    shop.deliver()
    shop.lane("--text", shop.code())
    assert "Not paid" in capsys.readouterr().out
    assert shop.server.shop.records.session(shop.document.sid).claimed_by == ""


def test_the_lanes_own_code_is_a_picture_that_a_cart_can_read(shop, tmp_path):
    shop.open_lane()
    shop.lane("--show-code", str(tmp_path / "lane.png"))
    assert lane_eye.of_picture(tmp_path / "lane.png") == "DCL:4"


def test_a_code_that_cannot_be_written_says_so(shop, tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        shop.lane("--show-code", str(tmp_path / "no" / "such" / "lane.png"))


def test_a_lane_that_is_not_enrolled_says_how(tmp_path):
    with pytest.raises(TokenError, match="--store URL --code CODE"):
        lane.main(["--lane", "4", "--data", str(tmp_path)])


def test_a_lane_goes_on_while_the_store_is_away(shop, capsys):
    shop.open_lane()
    shop.lane("--store", "http://127.0.0.1:9", "--text", shop.code(), "--pay", "card", "--waive")
    printed = capsys.readouterr().out
    assert "goes on without" in printed
    assert "Paid by card" in printed


def test_the_cart_screen_is_read_from_a_picture(shop, capsys, tmp_path):
    shop.open_lane()
    lane.save_code(shop.code(), tmp_path / "screen.png")
    shop.lane("--picture", str(tmp_path / "screen.png"))
    assert shop.total in capsys.readouterr().out


@pytest.mark.parametrize("data", [None, b"", b"no picture"])
def test_what_is_no_picture_says_so(tmp_path, data):
    if data is not None:
        (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(CodeError, match="no picture"):
        lane_eye.of_picture(tmp_path / "x.png")


class Film:
    """A camera that shows these pictures, the last one for ever."""

    def __init__(self, *pictures):
        self.pictures = list(pictures)

    def read(self):
        grey = self.pictures.pop(0) if len(self.pictures) > 1 else self.pictures[0]
        return Frame(0.0, grey)

    def close(self):
        """Nothing to let go."""


def picture_of(text, folder):
    path = folder / "code.png"
    lane.save_code(text, path)
    return lane_eye.cv2.imread(str(path), lane_eye.cv2.IMREAD_GRAYSCALE)


def test_the_camera_waits_for_a_carts_code(tmp_path):
    blank = lane_eye.np.full((40, 40), 255, dtype="uint8")
    film = Film(blank, picture_of("https://example.org", tmp_path), picture_of("SC1:AB", tmp_path))
    assert lane_eye.of_camera(film, "SC1:") == "SC1:AB"


def test_a_camera_that_sees_no_code_gives_up(tmp_path):
    blank = lane_eye.np.full((8, 8), 255, dtype="uint8")
    with pytest.raises(DeviceSilent, match="Hold the cart's screen closer"):
        lane_eye.of_camera(Film(blank), "SC1:")


def test_a_picture_without_a_code_says_so(tmp_path):
    lane_eye.cv2.imwrite(str(tmp_path / "white.png"), lane_eye.np.full((50, 50), 255, dtype="uint8"))
    with pytest.raises(CodeError, match="no QR code"):
        lane_eye.of_picture(tmp_path / "white.png")


def test_the_store_starts_says_how_to_join_and_stops(tmp_path):
    root = Path(__file__).parents[3]
    program = "import sys; from cart.commands.store import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--port", "0", "--data", str(tmp_path / "s")]
    with subprocess.Popen(command, cwd=root, env=os.environ | {"PYTHONPATH": "."}, stdout=subprocess.PIPE) as running:
        greeting = "".join(running.stdout.readline().decode() for _ in range(4))
        url, token = re.search(r"(http://\S+)\n", greeting)[1], re.search(r"password: (\S+)\)", greeting)[1]
        code = re.search(r"cart .* (\S+)\n", greeting)[1]
        assert requests.get(f"{url}/staff", auth=("staff", token), timeout=10).status_code == 200
        assert enrol.main([url, code, "--data", str(tmp_path / "cart")]) == 0
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    assert (tmp_path / "s" / "staff.token").stat().st_mode & 0o777 == 0o600
