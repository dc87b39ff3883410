"""Parsers with a bug, so that the fuzzers are seen to find one: kept apart from the real targets."""

from tests.fuzz.target import Target


def behind_four_doors(raw: bytes) -> None:
    """Random bytes open the four doors once in 4,000 million tries; who sees each door open needs a few thousand."""
    if raw[:1] == b"D" and raw[1:2] == b"C" and raw[2:3] == b"?":
        assert raw[3:4] != b"!", "the planted bug"


def two_separators(raw: bytes) -> None:
    """An empty field between two separators."""
    assert all(raw.split(b"\x1d")) or not raw, "the planted bug"


PLANTED = {
    "behind four doors": Target(behind_four_doors, (b"0109506000134352",)),
    "two separators": Target(two_separators, (b"10AB\x1d21C",)),
}
