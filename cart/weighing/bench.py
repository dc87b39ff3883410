"""A scale on the bench: who calibrates it, how far they are, what is in force. Terminal and screens both drive this."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cart.errors import CalibrationRefused
from cart.weighing.audit import NOBODY, Entry
from cart.weighing.calibration import Calibration
from cart.weighing.judgement import Scheme
from cart.weighing.logbook import Logbook
from cart.weighing.procedure import Move, Seen, Walk, follow


@dataclass(frozen=True)
class Begin:
    """Somebody begins; a walk that is under way goes on. `loads`: how many known weights."""

    who: str
    loads: int = 3


@dataclass(frozen=True)
class Accept:
    """The new calibration is put in force."""


@dataclass(frozen=True)
class Leave:
    """The walk is over; what is in force stays."""


Order = Begin | Accept | Leave | Move


@dataclass(frozen=True)
class Standing:
    """What the faces show. `walk`: None while nobody calibrates; `kept`: what was accepted just now.

    `force`: the calibration in force, None where there is none, and `unfit` then says why; `last`: the trail's newest
    row; `trouble`: why an order was not carried out, as its error says it.
    """

    force: Calibration | None = None
    unfit: str = ""
    last: Entry | None = None
    who: str = ""
    walk: Walk | None = None
    kept: Entry | None = None
    trouble: str = ""

    @property
    def grams(self) -> float | None:
        """What lies in the basket by the calibration in force; None where nothing is known."""
        level = self.walk.level if self.walk else None
        return None if level is None or self.force is None else self.force.grams(level.counts)


class Bench:
    """One scale's bench. `use` puts a calibration in force at once. All methods belong to one thread."""

    def __init__(
        self, logbook: Logbook, scheme: Scheme, use: Callable[[Calibration], None], wall: Callable[[], str]
    ) -> None:
        self._logbook, self._scheme, self._use, self._wall = logbook, scheme, use, wall
        self.standing = self._look()

    def do(self, order: Order) -> None:
        """Carries an order out; what forbids it is then in `standing.trouble`, and nothing has changed."""
        if not isinstance(order, Seen):
            self.standing = replace(self.standing, trouble="")
        match order:
            case Begin(who, loads):
                self._do(lambda: self._begin(who, loads))
            case Accept():
                self._do(self._accept)
            case Leave():
                self.standing = replace(self.standing, who="", walk=None, kept=None)
            case _ if self.standing.walk is not None and self.standing.kept is None:
                self.standing = replace(self.standing, walk=follow(self.standing.walk, order))

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        except CalibrationRefused as error:
            self.standing = replace(self.standing, trouble=str(error))
        except OSError as error:
            self.standing = replace(self.standing, trouble=f"{error.strerror}: {error.filename or 'the disk'}")

    def _look(self) -> Standing:
        try:
            return Standing(self._logbook.in_force(), last=self._logbook.last())
        except (CalibrationRefused, OSError) as error:
            return Standing(unfit=str(error))

    def _begin(self, who: str, loads: int) -> None:
        if not who.strip():
            raise CalibrationRefused(NOBODY)
        if self.standing.walk is None:
            self.standing = replace(self.standing, who=who, walk=Walk(self._scheme, loads), kept=None)

    def _accept(self) -> None:
        walk, who = self.standing.walk, self.standing.who
        if walk is None or walk.verdict is None or self.standing.kept is not None:
            return
        calibration = self._logbook.accept(walk.verdict, who, self._wall())
        self._use(calibration)
        last = self._logbook.last()
        self.standing = replace(self.standing, force=calibration, unfit="", last=last, kept=last)
