"""A script is a list of steps; a step acts once, then waits until the view shows what it must.

A script waits as long as it takes, on a computer that has no time for it too: what counts is how often it was let
look, and how many frames the cart's eye has looked at, not the clock on the wall.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cart.errors import DashCartError
from cart.trip.view import View

LIMIT_S = 900.0
"""How long the whole script may wait in all; a trip takes a tenth of it."""
MOST_S = 0.1
"""What one look counts at most: a script that was not let look has not waited."""
REST_S = 0.6


class TripStuck(DashCartError):
    """The scripted shopper waits for something that does not come."""


@dataclass(frozen=True)
class Step:
    """`words` say what the shopper does; `act` does it; the step is over when `until` holds of the view.

    `reach_s` is how long a hand takes to get there, and `frames` how many frames the eye has looked at since the last
    act (a thing that was not seen to go cannot come again). A `picture` is the name under which the screen is kept.
    """

    words: str
    act: Callable[[], None]
    until: Callable[[View], bool]
    picture: str = ""
    reach_s: float = 0.4
    frames: int = 0


class Script:
    """Walks through steps, one look at a time: give it each new view, and the time. `looked`: at how many frames."""

    def __init__(
        self,
        steps: Iterable[Step],
        say: Callable[[str, View], None],
        picture: Callable[[str], None],
        looked: Callable[[], float] = lambda: float("inf"),
        limit_s: float = LIMIT_S,
    ) -> None:
        self._steps = iter(steps)
        self._say, self._picture, self._looked = say, picture, looked
        self._left_s = limit_s
        self._step: Step | None = None
        self._looked_at: float | None = None
        self._began = self._frames = 0.0
        self._since: float | None = None
        self._acted = False
        self.done = False

    def look(self, view: View, now: float) -> bool:
        """Acts or waits; True when the last step is over. Raises TripStuck."""
        if self.done:
            return True
        self._left_s -= 0.0 if self._looked_at is None else min(MOST_S, now - self._looked_at)
        self._looked_at = now
        if self._step is None:
            self._next(now)
        elif not self._acted:
            self._act(self._step, now)
        elif self._over(view, now):
            self._finish(view)
            self._next(now)
        if self._left_s < 0 and not self.done:
            self._give_up(view)
        return self.done

    def _give_up(self, view: View) -> None:
        ill = "; ".join(f"{device.device}: {device.words}" for device in view.devices)
        words = self._step.words if self._step else ""
        raise TripStuck(f"{words!r} does not come about. The screen asks: {view.prompt} {ill}")

    def _next(self, now: float) -> None:
        self._step = next(self._steps, None)
        self._began, self._since, self._acted = now, None, False
        self.done = self._step is None

    def _act(self, step: Step, now: float) -> None:
        if now - self._began >= step.reach_s and not self._looked() - self._frames < step.frames:
            self._acted = True
            self._frames = self._looked()
            step.act()

    def _over(self, view: View, now: float) -> bool:
        """Held for a moment, so that the picture shows the screen at rest."""
        if self._step is None or not self._step.until(view):
            self._since = None
            return False
        self._since = now if self._since is None else self._since
        return now - self._since >= (REST_S if self._step.picture else 0.0)

    def _finish(self, view: View) -> None:
        step, self._step = self._step, None
        if step is not None:
            self._say(step.words, view)
            if step.picture:
                self._picture(step.picture)
