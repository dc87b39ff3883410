"""The work of one price, counted: it ends whatever the basket, and machines of any speed stop at the same place.

A step is about a microsecond of one core of a desktop. What was solved before counts as if it were solved now, so that
a cart, which remembers, comes to the total of a lane, which does not.
"""

from collections.abc import Hashable

# About a second. Nearly every basket takes less than a tenth of it.
WHOLE = 1_000_000


class Budget(Exception):
    """More than the search may look at."""


class Work:
    """What is left of a price's steps."""

    def __init__(self, steps: int = WHOLE) -> None:
        self.left = steps
        self._counted: set[Hashable] = set()

    @property
    def over(self) -> bool:
        """Whether nothing more is begun."""
        return self.left <= 0

    def count(self, steps: int, once: Hashable = None) -> None:
        """Takes the steps off; what has a name only the first time."""
        if once is None or once not in self._counted:
            self._counted.add(once)
            self.left -= steps

    def may(self, once: Hashable) -> bool:
        """Whether what has this name may be asked for: it was counted before, or there is work left."""
        return not self.over or once in self._counted
