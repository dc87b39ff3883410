"""The floor's pages: who needs a person first, what each cart does, and what is to be done, in words."""

from dataclasses import replace

import pytest

from cart.store.calls import Kept
from cart.store.fleet import SILENT_S, Heard
from cart.store.records import Device
from cart.store.tiles import Look, rank
from cart.store.words import words_in
from cart.sync.beat import Beat, Board, Scale, Trouble, pack, read_newest
from cart.sync.calls import Call
from tests.support.exits import CART, LANE, NOW, key
from tests.support.shops import TERMS, row, table, text
from tests.support.stores import STAFF, Desk

WELL = Beat("welcome", scale=Scale(calibrated=NOW - 3 * 86_400), board=Board(9_000, 40, 0, 80), version="0.1.0")
CALL = Call("c" * 32, True, "weight", "Milk", "5", 100)


@pytest.fixture
def desk(tmp_path):
    table(tmp_path, [row(1)], "catalog.csv")
    text(tmp_path, "store.toml", TERMS)
    desk = Desk(tmp_path / "store", catalog=tmp_path)
    yield desk
    desk.close()


def beat(desk, told=WELL, who=("cart-1", CART)):
    return desk.ask(who, "PUT", "/v1/beat", pack(told))


def page(desk, path="", language="en"):
    return desk.web.get(f"/staff/floor{path}", auth=STAFF, headers={"Accept-Language": language})


def tile(told, now=NOW, newest="2-storekey-x", language="en", suspect="", at=NOW):
    device = Device("cart-7", "cart", "", 0, None, suspect)
    return Look(now, newest, words_in(language)).tile(device, Heard(told, at), None)


def test_a_beat_is_signed_by_a_cart_and_answered_with_what_is_newest(desk):
    answer = beat(desk)
    assert read_newest(answer.content).catalog == desk.shop.releases.newest().version
    assert beat(desk, who=("lane-4", LANE)).status_code == 403
    assert beat(desk, who=("cart-1", key(9))).status_code == 401
    assert desk.ask(("cart-1", CART), "PUT", "/v1/beat", b"{}").status_code == 422


def test_a_cart_that_was_revoked_is_heard_no_more_and_gone_from_the_floor(desk):
    beat(desk)
    assert "Cart 1" in page(desk, "/carts").text
    shown = desk.web.post("/staff/floor/revoke", data={"cart": "cart-1"}, auth=STAFF)
    assert "no longer believed" in shown.text and beat(desk).status_code == 401
    assert "Cart 1" not in page(desk, "/carts").text


def test_a_call_stands_on_top_until_somebody_is_done(desk):
    assert "Nobody needs you now." in page(desk).text
    desk.shop.calls.take("cart-1", CALL, NOW)
    text = page(desk, "/needs").text
    assert "Cart 1 needs a person" in text and "aisle 5 · near Milk · a weight without a scan" in text
    for said, shown in (("coming", "Maria is going"), ("done", "Nobody needs you now.")):
        form = {"call": CALL.call, "said": said}
        assert shown in desk.web.post("/staff/floor/calls", data=form, auth=("Maria", STAFF[1])).text


def test_a_part_that_has_not_changed_is_not_sent_again(desk):
    desk.shop.calls.take("cart-1", CALL, NOW)
    tag = page(desk, "/needs").headers["ETag"]
    desk.now += 7
    again = desk.web.get("/staff/floor/needs", auth=STAFF, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b""), "the clock runs in the browser"
    assert desk.web.get("/staff/floor/carts").status_code == 401


def test_the_day_is_told_in_four_figures(desk):
    beat(desk)
    desk.put()
    desk.settle()
    shown = page(desk, "/carts").text
    for name, figure in (("Trips today", "1"), ("Taken today", "$6.14"), ("Calls today", "0"), ("Carts free", "0 / 1")):
        assert f'{name}</span><b class="figure">{figure}</b>' in shown


def test_a_cart_has_its_own_page_with_its_trips(desk):
    beat(desk, replace(WELL, troubles=(Trouble("light"),), catalog=desk.shop.releases.newest().version))
    desk.put()
    desk.settle()
    shown = page(desk, "/cart/cart-1").text
    for words in ("Free", "noise 0.0 g", "calibrated 3 days ago", "9000 MB of disk free", "battery 80 %",
                  "version 0.1.0", "release 1", "Light: does not work; the cart goes on", "paid $6.14"):  # fmt: skip
        assert words in shown, words
    assert page(desk, "/cart/lane-4").status_code == page(desk, "/cart/none").status_code == 404


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (replace(WELL, troubles=(Trouble("camera", "missing"),)), "Camera: not there: plug its cable in again"),
        (replace(WELL, scale=Scale(why="drift"), troubles=(Trouble("scale", "unfit"),)), "Scale: the empty basket"),
        (replace(WELL, board=Board(disk_mb=100)), "disk nearly full: 100 MB free"),
        (replace(WELL, board=Board(celsius=84)), "hot: 84 °C"),
        (replace(WELL, untaken="line 2: no price"), "does not take the newest release: line 2"),
        (replace(WELL, refused=2), "trips that the store refuses: 2"),
        (replace(WELL, troubles=(Trouble("battery", "low"),)), "Battery: low: put this cart on its charger"),
        (replace(WELL, troubles=(Trouble("gadget", "odd"),)), "Gadget: needs a technician"),
    ],
)  # fmt: skip
def test_what_is_to_be_done_is_said_in_words(told, words):
    seen = tile(told)
    assert (seen.tone, len(seen.todo), seen.todo[0].startswith(words)) == ("ask", 1, True), seen.todo


def test_a_cart_does_something_is_free_or_was_not_heard():
    assert (tile(WELL).tone, tile(WELL).state) == ("leaf", "Free")
    shopping = replace(WELL, phase="at_lane", lane="2", lines=14)
    assert (tile(shopping).tone, tile(shopping).state) == ("sky", "At lane 2 · 14 lines")
    later = NOW + SILENT_S + 60
    assert (tile(WELL, later).tone, tile(WELL, later).state) == ("still", "Silent for 2 min")
    assert tile(shopping, later).todo == ("went silent while shopping",)
    assert tile(replace(WELL, phase="of_tomorrow")).state == "Running"
    assert tile(WELL, suspect="prices").todo == ("look at it: a trip had other prices",)
    assert tile(replace(WELL, troubles=(Trouble("light"),))).tone == "leaf", "it goes on without it"


def test_a_cart_says_what_it_sells_from():
    for catalog, words in (("2-storekey-x", "release 2"), ("1-storekey-y", "release 1, behind"),
                           ("", "goods of its own"), ("9-anothers-z", "goods of its own")):  # fmt: skip
        assert tile(replace(WELL, catalog=catalog)).notes[0] == words
    assert tile(replace(WELL, catalog="1-storekey-y"), language="es").notes[0] == "publicación 1, atrasada"


def test_who_waits_longest_comes_first_then_what_is_to_be_done_then_numbers():
    look = Look(NOW, "", words_in("en"))

    def made(name, told=WELL, since=None):
        call = Kept(name, "c", "", "", "", since, NOW, "told", "") if since else None
        return look.tile(Device(name, "cart", "", 0, None), Heard(told, NOW), call)

    tiles = [made("cart-10"), made("cart-9"), made("cart-3", replace(WELL, refused=1)), made("cart-8", since=NOW - 5),
             made("cart-12", since=NOW - 60), made("cart-2", replace(WELL, phase="shopping"))]  # fmt: skip
    assert [one.name for one in sorted(tiles, key=rank)] == [
        "Cart 12", "Cart 8", "Cart 3", "Cart 2", "Cart 9", "Cart 10"
    ]  # fmt: skip


def test_a_beats_words_are_never_markup(desk):
    evil = '<img src=x onerror="alert(1)">'
    beat(desk, replace(WELL, untaken=evil, troubles=(Trouble(evil, evil),), phase=evil, lane=evil))
    for path in ("", "/carts", "/cart/cart-1"):
        assert "<img" not in page(desk, path).text
