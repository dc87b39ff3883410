"""A question to the eyes, its answer, and their bytes between two processes."""

import json
from dataclasses import asdict, dataclass
from typing import Protocol

from cart.errors import CodeError
from cart.naming.decibans import MOST_DB
from cart.naming.evidence import MOST, Gain, Naming
from cart.tables import parse
from drivers.decoding.decoded import strict
from drivers.naming.net import Picture

LONGEST = 1 << 20
_LONGEST_ID = 64


@dataclass(frozen=True)
class Question:
    """What went in with weight change `change` of trip `trip`? Pictures as in drivers.naming.recall.Moment."""

    trip: int
    change: int
    gain: Gain
    before: tuple[Picture, ...]
    after: tuple[Picture, ...]


@dataclass(frozen=True)
class Answer:
    """What the eyes make of the question about that change of that trip."""

    trip: int
    change: int
    naming: Naming


class Namer(Protocol):
    """Takes questions, gives answers, and never makes the caller wait. What it cannot answer, it forgets."""

    def ask(self, question: Question) -> None:
        """Hands in a question."""
        ...

    def answers(self) -> list[Answer]:
        """What was answered since the last call."""
        ...


def encode_gain(gain: Gain, before: int) -> bytes:
    """The message that goes with the pictures, of which the first `before` are those before."""
    table = asdict(gain) | {"basket": list(gain.basket), "nearby": sorted(gain.nearby)}
    return json.dumps({"before": before, "gain": table}).encode()


def decode_gain(data: bytes) -> tuple[Gain, int]:
    """Reads `encode_gain`'s bytes, which come from the cart itself."""
    table = json.loads(data)
    gain = table["gain"]
    return Gain(gain["grams"], gain["sigma_g"], gain["basket"], frozenset(gain["nearby"])), table["before"]


def encode(naming: Naming) -> bytes:
    """The answer's bytes: JSON."""
    return json.dumps(asdict(naming)).encode()


def decode(data: bytes) -> Naming:
    """Reads `encode`'s bytes strictly: they may come from eyes that a picture has taken over. Raises CodeError."""
    naming = parse(Naming, strict(data), "named", CodeError)
    ids = [one.product for one in naming.candidates]
    fair = all(-MOST_DB <= db <= MOST_DB for db in (naming.none_db, *(one.decibans for one in naming.candidates)))
    short = all(0 < len(id) <= _LONGEST_ID and id.isprintable() for id in ids)
    if len(ids) > MOST or len(set(ids)) < len(ids) or not fair or not short:
        raise CodeError("The eyes sent another answer than agreed: restart them.")
    return naming
