"""Every parser that eats a stranger's text or bytes, by name."""

from tests.fuzz import scanned, signed, trips

TARGETS = scanned.TARGETS | signed.TARGETS | trips.TARGETS
