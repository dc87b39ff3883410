"""A script is a list of steps; a step acts once, then waits until the view shows what it must."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cart.errors import DashCartError
from cart.trip.view import View


class TripStuck(DashCartError):
    """The scripted shopper waits for something that does not come."""


@dataclass(frozen=True)
class Step:
    """`words` say what the shopper does; `act` does it; the step is over when `until` holds of the view.

    `reach_s` is how long a hand takes to get there. A `picture` is the name under which the screen is kept then. A step
    that does not hold within `within_s` is stuck.
    """

    words: str
    act: Callable[[], None]
    until: Callable[[View], bool]
    picture: str = ""
    within_s: float = 20.0
    reach_s: float = 0.4


class Script:
    """Walks through steps, one look at a time: give it each new view, and the time."""

    def __init__(self, steps: Iterable[Step], say: Callable[[str, View], None], picture: Callable[[str], None]) -> None:
        self._steps = iter(steps)
        self._say, self._picture = say, picture
        self._step: Step | None = None
        self._began = 0.0
        self._since: float | None = None
        self._acted = False
        self.done = False

    def look(self, view: View, now: float) -> bool:
        """Acts or waits; True when the last step is over. Raises TripStuck."""
        if self.done:
            return True
        if self._step is None:
            self._next(now)
        elif not self._acted:
            self._act(now)
        elif self._over(view, now):
            self._finish(view)
        elif now - self._began > self._step.within_s:
            ill = "; ".join(f"{device.device}: {device.words}" for device in view.devices)
            raise TripStuck(f"{self._step.words!r} does not come about. The screen asks: {view.prompt} {ill}")
        return self.done

    def _next(self, now: float) -> None:
        self._step = next(self._steps, None)
        self._began, self._since, self._acted = now, None, False
        self.done = self._step is None

    def _act(self, now: float) -> None:
        if self._step is not None and now - self._began >= self._step.reach_s:
            self._acted = True
            self._step.act()

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


REST_S = 0.6
