"""The staff page believes no foreign form, and whoever guesses its password waits."""

import pytest

from cart.store.throttle import FORGET_S, Throttle
from tests.support.stores import STAFF


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.example"},
        {"Origin": "http://elsewhere.example", "Referer": "http://store/staff"},
        {"Origin": "null"},
        {"Origin": "http://store.elsewhere.example"},
        {"Origin": "http://store:81"},
        {"Referer": "http://elsewhere.example/store"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/staff/revoke", "/staff/badges", "/staff/carts", "/staff/codes"])
def test_a_foreign_pages_form_does_nothing(desk, headers, path):
    """Over plain HTTP a browser sends no Fetch Metadata: the form's origin is there all the same."""
    form = {"device": "lane-4", "person": "Eve", "role": "admin", "hours": 1, "uses": 1}
    assert desk.web.post(path, data=form, auth=STAFF, headers=headers).status_code == 403
    assert desk.shop.records.device("lane-4").revoked is None
    assert desk.shop.records.badges.valid(desk.now) == []


@pytest.mark.parametrize("headers", [{"Origin": "http://store"}, {"Referer": "http://store/staff"}, {}])
def test_the_pages_own_form_does(desk, headers):
    assert desk.web.post("/staff/revoke", data={"device": "lane-4"}, auth=STAFF, headers=headers).status_code == 200
    assert desk.shop.records.device("lane-4").revoked is not None


def test_wrong_passwords_wait_longer_and_longer_and_the_right_one_too(desk):
    def asked(password):
        return desk.web.get("/staff", auth=("x", password)).status_code

    assert [asked(f"wrong {n}") for n in range(7)] == [401] * 5 + [429] * 2
    assert asked(STAFF[1]) == 429, "who guesses right at once in between would learn it"
    desk.now += 2
    assert (asked("wrong"), asked("wrong")) == (401, 429)
    desk.now += 3
    assert (asked(STAFF[1]), asked("wrong")) == (200, 401)


def test_a_night_of_guesses_is_few():
    now = [0.0]
    throttle, tried = Throttle(lambda: now[0]), 0
    for second in range(8 * 3600):
        now[0] = float(second)
        if not throttle.wait_s("1.2.3.4"):
            throttle.wrong("1.2.3.4")
            tried += 1
    assert tried < 500
    assert throttle.wait_s("5.6.7.8") == 0
    now[0] += FORGET_S + 1
    assert throttle.wait_s("1.2.3.4") == 0


def test_an_attacker_with_many_addresses_does_not_fill_the_memory():
    throttle = Throttle(lambda: 0.0)
    for n in range(10_050):
        throttle.wrong(str(n))
    assert len(throttle._wrong) == 10_000
