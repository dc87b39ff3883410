"""A badge is the store's word on one person and one shift; anything else lets nobody in, and too many are told."""

import random
from dataclasses import replace

import pytest

from cart.errors import TokenError, TooOften
from cart.identity import badge, cose
from cart.identity.badge import DEAF_S, Gate, TakenBack, TakenBackFile
from tests.support.badges import text
from tests.support.exits import CART, LANE, NOW, STORE


class Door:
    """A cart's gate with clocks that a test turns."""

    def __init__(self):
        self.epoch, self.now, self.alarms, self.back = NOW, 0.0, 0, []
        self.gate = Gate(STORE.verify_key, lambda: self.back, lambda: self.epoch, lambda: self.now, self.alarm)

    def alarm(self):
        self.alarms += 1

    def opens(self, shown):
        try:
            return self.gate.admits(shown)
        except TooOften:
            return "deaf"
        except TokenError:
            return ""


@pytest.fixture
def door():
    return Door()


def test_the_stores_badge_opens_for_its_shift_and_names_its_person(door):
    shown = text(NOW)
    assert door.opens(shown).startswith("Maria ")
    door.epoch = NOW + 8 * 3600
    assert door.opens(shown) == ""


def test_a_badge_for_later_does_not_open_yet(door):
    assert door.opens(text(NOW + 3600)) == ""


def test_a_badge_fits_its_codes_alphabet_and_length():
    longest = text(NOW, "x" * badge.MOST_NAME, "manager")
    assert len(longest) <= len(badge.PREFIX) + 200


@pytest.mark.parametrize("shown", ["DCB:77", "DCB:", "DCB:" + "A" * 200, "77", "dcb:77", "DCB:0oRK"])
def test_a_number_that_anybody_prints_is_no_badge(door, shown):
    assert door.opens(shown) == ""


@pytest.mark.parametrize("signer", [CART, LANE])
def test_no_cart_and_no_lane_gives_badges(door, signer):
    assert door.opens(badge.make(badge.new("Maria", "admin", NOW, 3600), signer)) == ""


def test_another_thing_that_the_store_signed_is_no_badge(door):
    payload = badge.make(badge.new("Maria", "admin", NOW, 3600), STORE)
    signed = cose.sign(b"\x81\x01", STORE, "store", badge.PURPOSE)
    other = cose.sign(b"\x80", STORE, "store", b"dashcart paid")
    for data in (signed, other):
        assert door.opens(badge.PREFIX + badge.base64.urlsafe_b64encode(data).rstrip(b"=").decode()) == ""
    door.now = 2 * DEAF_S
    assert door.opens(payload)


def test_no_change_of_a_badge_is_one(door):
    shown, chance = text(NOW), random.Random(1)
    for _ in range(300):
        at = chance.randrange(len(badge.PREFIX), len(shown))
        altered = shown[:at] + chance.choice("ABCDEFabcdef0123456789-_") + shown[at + 1 :]
        door.now += 2 * DEAF_S
        assert altered == shown or not door.opens(altered)


def test_a_badge_that_was_taken_back_opens_nothing(door):
    given = badge.new("Maria", "clerk", NOW, 3600)
    door.back = [given.id]
    assert door.opens(badge.make(given, STORE)) == ""


def test_three_wrong_ones_make_it_deaf_for_a_minute_and_are_told(door):
    assert [door.opens("DCB:1") for _ in range(3)] == ["", "", ""]
    assert (door.alarms, door.opens(text(NOW)), door.opens("DCB:2")) == (1, "deaf", "deaf")
    door.now += DEAF_S + 1
    assert door.opens(text(NOW)).startswith("Maria")


def test_ten_thousand_guesses_in_ten_minutes_open_nothing(door):
    heard = []
    for n in range(10_000):
        door.now = 600.0 * n / 10_000
        heard.append(door.opens(f"DCB:{n}"))
    assert set(heard) == {"", "deaf"} and heard.count("") <= 33 and door.alarms >= 9


def test_a_right_one_forgives_what_was_wrong_before(door):
    for _ in range(3):
        assert [door.opens("DCB:1"), door.opens("DCB:1")] == ["", ""]
        assert door.opens(text(NOW))
    assert door.alarms == 0


@pytest.mark.parametrize(
    ("person", "shift_s"), [("", 3600), ("  ", 3600), ("x" * 25, 3600), ("Maria", 0), ("Maria", 86_400)]
)
def test_a_badge_needs_a_person_and_a_shift(person, shift_s):
    with pytest.raises(TokenError):
        badge.new(person, "clerk", NOW, shift_s)


def test_the_newest_list_of_those_taken_back_counts_over_a_restart(tmp_path):
    kept = TakenBackFile(tmp_path / "badges.bin", STORE.verify_key)
    old, new = (badge.sign(TakenBack(NOW + n, ("ab",) * n), STORE) for n in range(2))
    for message in (old, new, old):
        kept.renew(message)
    assert kept.badges() == TakenBackFile(tmp_path / "badges.bin", STORE.verify_key).badges() == ("ab",)
    with pytest.raises(TokenError):
        kept.renew(badge.sign(TakenBack(NOW + 9), CART))
    with pytest.raises(TokenError):
        kept.renew(b"<html>")


def test_a_badge_is_its_persons(door):
    given = badge.new("Maria", "clerk", NOW, 3600)
    assert replace(given, person="Ana").who != given.who
