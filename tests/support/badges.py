"""Badges of a test's own store, and the gate of a cart that belongs to it."""

from cart.identity import badge
from cart.identity.badge import Gate
from tests.support.exits import STORE


def text(now: int, person: str = "Maria", role: str = "clerk", shift_s: int = 8 * 3600) -> str:
    """The text of a badge that the store gives now (s since 1970)."""
    return badge.make(badge.new(person, role, now, shift_s), STORE)


def gate(clock, alarm=lambda: None, taken_back=tuple) -> Gate:
    """Whom a cart with this clock lets in."""
    return Gate(STORE.verify_key, taken_back, clock.epoch, clock.now, alarm)
