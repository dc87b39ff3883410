"""Every parser that eats a stranger's text or bytes, by name."""

from tests.fuzz import scanned, signed

TARGETS = scanned.TARGETS | signed.TARGETS
