"""The same targets without atheris: noise, and their seeds changed at random, alike on every machine."""

import random

from tests.fuzz.target import Target

TOKENS = (b"\x1d", b"01", b"3103", b"/01/", b"%2F", b"%00", b"?", b"&", b":", b"-", b'"', b"[", b"{", b"\xff", b"\0")
"""What the formats are made of: a random byte seldom is one of these."""
MOST_NOISE, MOST_EDITS, MOST_OUT, MOST_PUT = 300, 4, 8, 4
NOISE = 0.25


def edited(raw: bytes, seeds: tuple[bytes, ...], chance: random.Random) -> bytes:
    """`raw` with some edits: at a place some bytes are taken out, and noise, a token or another seed is put in."""
    for _ in range(chance.randint(0, MOST_EDITS)):
        at = chance.randint(0, len(raw))
        noise = chance.randbytes(chance.randint(0, MOST_PUT))
        put = chance.choice((noise, chance.choice(TOKENS), chance.choice(seeds)))
        raw = raw[:at] + put + raw[at + chance.randint(0, MOST_OUT) :]
    return raw


def attack(target: Target, runs: int) -> None:
    """Hands the target `runs` inputs; raises what it raises, with a note of the input that does it."""
    chance = random.Random(1)
    for _ in range(runs):
        noise = chance.random() < NOISE
        raw = chance.randbytes(chance.randint(0, MOST_NOISE)) if noise else chance.choice(target.seeds)
        raw = raw if noise else edited(raw, target.seeds, chance)
        try:
            target.run(raw)
        except Exception as error:
            error.add_note(f"The input: {raw!r}")
            raise
