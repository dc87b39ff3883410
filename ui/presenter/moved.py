"""Questions about what moved: things in and out together, a part of a line, and what is to be taken off."""

from cart.facts import Explained, HelpAsked, ItemIsIn, LineRemoved, PartLeft, PutBack, TouchUndone
from cart.trip.prompts import Guess, PartOrAll, Piece, Swapped, TakeOut
from ui.intents import Post, post
from ui.presenter.frame import Frame, bar
from ui.presenter.models import AskModel, Next, Tile, Way
from ui.presenter.pictures import picture_of

MOST_GUESSES = 3


def swapped(frame: Frame, prompt: Swapped) -> AskModel:
    """Things went in and out together: the likeliest first, one touch each."""
    words = frame.words
    text = words("ask.swapped_in" if prompt.grams >= 0 else "ask.swapped_out", grams=frame.figures.about(prompt.grams))
    alone = Way(words("way.only", name=prompt.name), "basket-fill", post(ItemIsIn, line=prompt.line))
    other = Way(words("way.other_thing"), "swap-horizontal", post(LineRemoved, line=prompt.line))
    ways = (
        *((alone, other) if prompt.line else ()),
        Way(words("way.as_listed"), "arrow-u-left-top", post(PutBack)),
        Way(words("way.help_me"), "hand-wave-outline", post(HelpAsked, reason="swapped")),
    )
    return AskModel(
        bar(frame), "ask", "swap-vertical", words("ask.swapped"), text, ways, guesses(frame, prompt.guesses)
    )


def guesses(frame: Frame, some: tuple[Guess, ...]) -> tuple[Tile, ...]:
    """A tile for each guess."""
    return tuple(tile(frame, guess) for guess in some[:MOST_GUESSES])


def tile(frame: Frame, guess: Guess) -> Tile:
    """What may have moved, with the picture of the first thing."""
    first = (guess.into or guess.out)[0]
    rows = said(frame, guess) if guess.into and guess.out else _one_way(frame, guess)
    return Tile(act(guess), rows[0], " · ".join(rows[1:]), picture_of(first.department, first.icon, first.picture))


def _one_way(frame: Frame, guess: Guess) -> list[str]:
    """The first thing, and what went with it."""
    if len(guess.into) == 1 and not guess.out:
        return [_piece(frame, guess.into[0]), frame.words("moved.more")]
    first, *rest = guess.into or guess.out
    return [_piece(frame, first), *([frame.words("moved.and", what=_listed(frame, tuple(rest)))] if rest else [])]


def act(guess: Guess) -> Post:
    """The touch that confirms it."""
    into, out, part = guess.keys
    return post(Explained, into=into, out=out, part=part)


def said(frame: Frame, guess: Guess) -> list[str]:
    """ "Whole milk in" and "Rye bread out"."""
    words = frame.words
    parts = [words("moved.in", what=_listed(frame, guess.into))] if guess.into else []
    return [*parts, words("moved.out", what=_listed(frame, guess.out))] if guess.out else parts


def _listed(frame: Frame, pieces: tuple[Piece, ...]) -> str:
    return ", ".join(_piece(frame, piece) for piece in pieces)


def _piece(frame: Frame, piece: Piece) -> str:
    if piece.part:
        return frame.words("moved.part", name=piece.name)
    return piece.name if piece.count == 1 else f"{frame.figures.number(piece.count)} × {piece.name}"


def part_or_all(frame: Frame, prompt: PartOrAll) -> AskModel:
    """A line was touched that weighs far more than what left: all of it, or a part?"""
    words, figures = frame.words, frame.figures
    grams, whole = figures.about(prompt.grams), figures.about(prompt.line_grams)
    text = words("ask.part_text", grams=grams, whole=whole)
    if prompt.left_g is None:
        text = f"{text} {words('ask.part_pack')}"
    return AskModel(
        bar(frame),
        "ask",
        "chart-pie",
        words("ask.part", name=prompt.name),
        text,
        (
            Way(_part(frame, prompt), "chart-pie", post(PartLeft, line=prompt.line, gross_g=prompt.left_g or 0)),
            Way(words("way.all_of_it"), "basket-minus-outline", post(LineRemoved, line=prompt.line, whole=True)),
            Way(words("way.something_else"), "arrow-u-left-top", post(TouchUndone)),
            Way(words("way.help_me"), "hand-wave-outline", post(HelpAsked, reason="part")),
        ),
    )


def _part(frame: Frame, prompt: PartOrAll) -> str:
    words = frame.words
    if prompt.left_g is not None:
        return words("way.part_stays", grams=frame.figures.mass(prompt.left_g))
    return words.count("way.pieces", prompt.pieces) if prompt.pieces else words("way.part")


def take_out(frame: Frame, prompt: TakeOut) -> Next:
    """The line that the shopper takes off: out of the basket with it, then it is off the list."""
    words = frame.words
    keep = Way(words("way.keep"), "arrow-u-left-top", post(ItemIsIn, line=prompt.line), "sky")
    out = post(LineRemoved, line=prompt.line, every=True) if prompt.count > 1 else post(LineRemoved, line=prompt.line)
    is_out = Way(words("way.is_out"), "check", out, "sky")
    name = prompt.name if prompt.count == 1 else f"{frame.figures.number(prompt.count)} × {prompt.name}"
    text = words("next.take_text", price=frame.figures.money(prompt.price_cents))
    ways = (is_out, keep) if prompt.slow else (keep,)
    return Next("sky", "basket-minus-outline", words("next.take", name=name), text, ways)
