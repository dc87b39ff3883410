"""Whole films through decoder and evidence in virtual time: the right product soon, a wrong one never."""

import pytest

from drivers.decoding.films import HARD, KINDS, RESTS_S, Film
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.judge import watched


@pytest.fixture(scope="module")
def decoder():
    return InlineDecoder()


@pytest.mark.parametrize("seed", range(len(KINDS)), ids=KINDS)
def test_one_film_of_each_kind(seed, decoder):
    film = Film(seed)
    verdict = watched(film, decoder)
    assert verdict.wrong == 0
    assert verdict.read == verdict.shown == len(film.items)
    assert verdict.slowest_s <= 0.5


@pytest.mark.parametrize("seed", range(len(HARD)), ids=HARD)
def test_one_film_of_each_hard_kind(seed, decoder):
    film = Film(seed, HARD)
    verdict = watched(film, decoder)
    assert verdict.wrong == 0
    assert verdict.read == verdict.shown == len({item.number for item in film.items})


def test_a_film_is_the_same_each_time():
    assert all((one.grey == other.grey).all() for one, other in zip(Film(4).frames(), Film(4).frames(), strict=True))
    assert RESTS_S < 1.0


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_three_hundred_films(decoder):
    verdicts = [watched(Film(seed), decoder) for seed in range(100, 400)]
    assert sum(one.wrong for one in verdicts) == 0
    assert sum(one.soon for one in verdicts) >= 0.98 * sum(one.shown for one in verdicts)
