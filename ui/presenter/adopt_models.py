"""What the screen of a cart without a store paints."""

from dataclasses import dataclass

from ui.presenter.models import Bar, Keys, Way


@dataclass(frozen=True)
class AdoptModel:
    """A cart that belongs to nobody yet: what to do, its devices as (icon, name, words, ok), and ways.

    While a code is typed (`keys`), `typed` is what is there so far, and only that is shown.
    """

    bar: Bar
    title: str
    text: str
    sees: str
    tests: tuple[tuple[str, str, str, bool], ...]
    ways: tuple[Way, ...]
    busy: bool = False
    keys: Keys | None = None
    typed: str = ""
