"""What a search takes out of a query whole, and what it spells otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.catalog.aliases import ALIASES, spelled
from cart.catalog.claims import QUALITIES, parted, unfinished
from cart.catalog.words import folded

TERMS = sorted(["bread", "cola", "cream", "ice", "juice", "milk", "orange", "paper", "toilet", "icy"])


@pytest.mark.parametrize(
    ("words", "claims", "rest"),
    [
        ("gluten free bread", 1, "bread"),
        ("bread gluten free", 1, "bread"),
        ("free from gluten", 1, ""),
        ("bread free of nuts and", 1, "bread and"),
        ("sin lactosa", 1, ""),
        ("leche sin lactosa", 1, "leche"),
        ("libre de gluten", 1, ""),
        ("vegan halal pizza", 2, "pizza"),
        ("no", 0, "no"),
        ("free", 0, "free"),
        ("free range eggs", 0, "free range eggs"),
        ("eggs free range", 0, "eggs free range"),
        ("milk", 0, "milk"),
        ("", 0, ""),
    ],
)
def test_claims_are_taken_out_whole(words, claims, rest):
    found, left = parted(words.split())
    assert (len(found), " ".join(left)) == (claims, rest)


def test_a_claim_may_be_said_in_many_ways():
    (one,), _ = parted(["nuts", "free"])
    assert {"nuts free", "nut free", "free from nuts", "without nuts", "sin nuts", "nutfree"} <= set(one.phrases)


def test_qualities_are_folded_as_words_are():
    assert all(folded(word) == word for word in QUALITIES)


@pytest.mark.parametrize(("word", "may"), [("f", True), ("fr", True), ("fre", True), ("free", True), ("fri", False)])
def test_a_last_word_may_become_a_denial(word, may):
    assert unfinished(word) == may


@given(st.lists(st.sampled_from(["gluten", "free", "from", "sin", "no", "vegan", "milk", "range", "de", "libre"])))
def test_no_word_is_lost_but_into_a_claim(words):
    claims, rest = parted(words)
    assert len(rest) + len(claims) <= len(words)
    assert [word for word in words if word in rest] or not rest


@pytest.mark.parametrize(
    ("words", "as_the_catalog"),
    [
        ("tp", "toilet paper"),
        ("oj", "orange juice"),
        ("coke", "cola"),
        ("icecream", "ice cream"),
        ("toiletpaper", "toilet paper"),
        ("milk", "milk"),
        ("mil", "mil"),
        ("icecreame", "icecreame"),
        ("ic", "ic"),
        ("xyzzy", "xyzzy"),
        ("cola tp", "cola toilet paper"),
    ],
)
def test_words_are_spelled_as_the_catalog_has_them(words, as_the_catalog):
    assert " ".join(spelled(words.split(), TERMS)) == as_the_catalog


def test_what_the_catalog_has_itself_stays():
    assert spelled(["coke"], ["coke"]) == ("coke",)


def test_an_alias_is_another_word():
    assert all(folded(word) == word and meant != word for word, meant in ALIASES.items())
