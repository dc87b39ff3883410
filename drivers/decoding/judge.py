"""What a reader makes of a film: which products it believed, and how soon."""

from dataclasses import dataclass

from cart.codes.evidence import Evidence
from drivers.decoding.bystanders import TEXTS
from drivers.decoding.decoded import FrameDecoder
from drivers.decoding.films import RESTS_S, Film
from drivers.decoding.reader import Reader

SOON_S = 0.5


@dataclass(frozen=True)
class Verdict:
    """`shown` products were in the film, `read` believed, `soon` of them within SOON_S of resting.

    `wrong`: others, but for what lay beside them.
    """

    shown: int
    read: int
    soon: int
    wrong: int
    slowest_s: float


def watched(film: Film, decoder: FrameDecoder) -> Verdict:
    """Plays the film through a reader whose store sells what the film shows."""
    numbers = {item.number.removeprefix("0") for item in film.items}
    sold = {item.number.zfill(14) for item in film.items}
    reader = Reader(decoder, Evidence(sold.__contains__))
    believed = [accepted for frame in film.frames() for accepted in reader.look(frame)]
    believed = [accepted for accepted in believed if accepted.text not in TEXTS]
    right = [accepted for accepted in believed if accepted.text in numbers]
    late = [max(0.0, accepted.at - RESTS_S) for accepted in right]
    return Verdict(
        shown=len(numbers),
        read=len({accepted.text for accepted in right}),
        soon=sum(delay <= SOON_S for delay in late),
        wrong=len(believed) - len(right),
        slowest_s=max(late, default=0.0),
    )
