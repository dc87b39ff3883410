"""What the screen of one named product paints."""

from dataclasses import dataclass

from ui.presenter.models import Bar, Picture, Tile, Way


@dataclass(frozen=True)
class NamedModel:
    """One product that went in unscanned: its picture, name and price, the touch that adds it, and the next likely.

    `was`: the price without the card. `others` are smaller, beside it; `ways` lead out.
    """

    bar: Bar
    title: str
    text: str
    picture: Picture
    name: str
    price: str
    was: str
    yes: Way
    others: tuple[Tile, ...]
    ways: tuple[Way, ...]
