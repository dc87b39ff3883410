"""What a fuzz target is, and how one refuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cart.errors import DashCartError

MOST_WORDS = 1000


@dataclass(frozen=True)
class Target:
    """`run` hands any bytes to a parser and raises where it is broken; `seeds` are real inputs to begin with."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


@contextmanager
def refusing(*errors: type[DashCartError]) -> Iterator[None]:
    """Lets the agreed errors pass, if their words are fit to be shown: bounded, and nothing that a screen obeys."""
    try:
        yield
    except errors as error:
        assert 0 < len(str(error)) <= MOST_WORDS and str(error).isprintable(), error


def text_of(raw: bytes) -> str:
    """Any bytes as text; what is no UTF-8 becomes lone surrogates, which JSON can carry too."""
    return raw.decode("utf-8", "surrogateescape")
