"""Corrupt words out: rails, all ones, shifted words and flipped bits, told from a true jolt by what comes next.

An HX711 that is read too slowly gives words of the form 2^k-1, -1 or 0, both rails, words shifted by a bit, and words
with one flipped bit. Each is alone (now and then two): the next good word is back where the last one was, while a real
jolt goes on. So a word is held back until its successor is known, one sample of delay. What looks like a failed read
and comes a fourth time is a weight that happens to be 511 or twice the last (a rail never is).
"""

RAILS = (-(1 << 23), (1 << 23) - 1)
PATTERNS = frozenset([*RAILS, -1, 0, *((1 << k) - 1 for k in range(1, 24))])
CALM_FADE = 0.9
MOST_CODES = 3
SHIFT_PART = 0.25


class WordFilter:
    """Takes raw words one by one; gives back each word that may be believed, one sample late, or None."""

    def __init__(self, least_counts: float) -> None:
        """A word within `least_counts` of its neighbours is always believed."""
        self._least = least_counts
        self._last: int | None = None
        self._held: int | None = None
        self._swing = 0.0
        self._codes = 0
        self.rejected = 0

    def push(self, word: int) -> int | None:
        """The word before `word` when it may be believed."""
        held, last = self._held, self._last
        if held is not None and last is not None and self._alone(last, held, word):
            self.rejected += 1
            self._held = word
            return None
        if held is not None and self._is_code(word, held) and (self._codes < MOST_CODES or word in RAILS):
            self.rejected += 1
            self._codes += 1
            return None
        self._held, self._codes = word, 0
        return None if held is None else self._believe(held)

    def _believe(self, word: int) -> int:
        if self._last is not None:
            self._swing = max(self._swing * CALM_FADE, abs(word - self._last))
        self._last = word
        return word

    def _is_code(self, word: int, held: int) -> bool:
        """A pattern of a failed read, or a shifted word, far from the word before it."""
        reach = self._least + 2.0 * self._swing
        leap = abs(word - held)
        if leap <= reach:
            return False
        shifted = min(abs(word - (held << 1)), abs(word - (held >> 1)))
        return word in PATTERNS or shifted <= reach < SHIFT_PART * leap

    def _alone(self, last: int, held: int, word: int) -> bool:
        """Whether `held` leaves both its neighbours by much more than they leave each other."""
        before, after = held - last, held - word
        if (before > 0) != (after > 0):
            return False
        off = min(abs(before), abs(after))
        return off > self._least + 2.0 * self._swing and abs(word - last) < 0.25 * off
