"""Linux key codes as the text that a barcode wand types (US layout, which wands ship with)."""

ENTER, SHIFTS = 28, frozenset({42, 54})

_PLAIN = {2: "1234567890-=", 16: "qwertyuiop[]", 30: "asdfghjkl;'`", 43: "\\zxcvbnm,./", 57: " "}
_SHIFTED = {2: "!@#$%^&*()_+", 16: "QWERTYUIOP{}", 30: 'ASDFGHJKL:"~', 43: "|ZXCVBNM<>?", 57: " "}
_KEYPAD = {71: "789-456+1230.", 96: ""}


def _spread(rows: dict[int, str]) -> dict[int, str]:
    return {first + step: sign for first, signs in rows.items() for step, sign in enumerate(signs)}


PLAIN = _spread(_PLAIN) | _spread(_KEYPAD)
SHIFTED = _spread(_SHIFTED) | _spread(_KEYPAD)
KEYPAD_ENTER = 96


class Typist:
    """Turns key events into whole lines."""

    def __init__(self, longest: int = 8192) -> None:
        self._longest = longest
        self._signs: list[str] = []
        self._shift = False

    def key(self, code: int, down: bool) -> str | None:
        """One key goes down or up; returns the line that it ends."""
        if code in SHIFTS:
            self._shift = down
        elif down and code in (ENTER, KEYPAD_ENTER):
            line, self._signs = "".join(self._signs), []
            return line or None
        elif down and len(self._signs) < self._longest:
            self._signs.append((SHIFTED if self._shift else PLAIN).get(code, ""))
        return None
