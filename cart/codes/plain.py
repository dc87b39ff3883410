"""Text from a stranger, made harmless: bounded, and free of what a screen or a log would obey."""

import unicodedata

from cart.errors import CodeError

LONGEST = 512
SEPARATOR = "\x1d"
"""FNC1 between GS1 element strings, as decoders hand it on (GS1 General Specifications, 7.8.6)."""

_DANGEROUS = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories: control, format (bidi and zero-width), surrogate, private, unassigned, line and paragraph."""


def plain(text: str) -> str:
    """`text` without white space or separators around it. CodeError: it is empty, too long, or hides signs."""
    text = text.strip(" \t\r\n" + SEPARATOR)
    if not text:
        raise CodeError("This code is empty: scan another one on the package.")
    if len(text) > LONGEST:
        raise CodeError("This code is too long for a shop's code: look for the bars with digits under them.")
    if any(unicodedata.category(char) in _DANGEROUS for char in text.replace(SEPARATOR, "")):
        raise CodeError("This code holds hidden characters: look for the bars with digits under them.")
    return text
