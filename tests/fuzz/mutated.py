"""The same targets without atheris: their seeds, changed at random but alike on every machine, through hypothesis."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.target import Target

TOKENS = (b"\x1d", b"01", b"3103", b"/01/", b"%2F", b"%00", b"?", b"&", b":", b"-", b'"', b"[", b"{", b"\xff", b"\0")
"""What the formats are made of: a random byte seldom is one of these."""
Edit = tuple[float, int, bytes]


def edited(seed: bytes, edits: list[Edit]) -> bytes:
    """`seed` with each edit: at a place (0 to 1), so many bytes are taken out and these put in."""
    for place, out, put in edits:
        at = round(place * len(seed))
        seed = seed[:at] + put + seed[at + out :]
    return seed


def inputs(seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Noise, and seeds with a few edits, of which some copy a part of another seed."""
    seed = st.sampled_from(seeds)
    put = st.one_of(st.binary(max_size=4), st.sampled_from(TOKENS), seed)
    edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 8), put), max_size=4)
    return st.one_of(st.binary(max_size=300), st.builds(edited, seed, edits))


def attack(target: Target, runs: int) -> None:
    """Hands the target `runs` inputs; raises what it raises, on the smallest input that does it."""

    @settings(max_examples=runs, derandomize=True, database=None, deadline=None,
              phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(inputs(target.seeds))
    def once(raw: bytes) -> None:
        target.run(raw)

    once()
