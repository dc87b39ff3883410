"""What a search must never guess at: "gluten free", "sin lactosa", "vegan". A person may be ill of a near miss.

Such words are taken out of a query whole. A product is found only where its own words say the same, word for word;
a slip of the finger is not forgiven, and no product is shown for the rest of the words alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cart.catalog.words import singulars

QUALITIES = frozenset((
    "vegan", "vegano", "vegana", "vegetarian", "vegetariano", "vegetariana", "halal", "kosher", "celiac", "coeliac",
    "celiaco", "celiaca", "keto", "paleo", "diabetic", "diabetico", "dairyfree", "glutenfree", "sugarfree",
    "lactosefree", "nutfree",
))  # fmt: skip
BEFORE = (("free", "from"), ("free", "of"), ("libre", "de"), ("without",), ("sin",), ("no",), ("non",), ("zero",))
AFTER = "free"
NO_CLAIM = ("range", "of", "from")  # "eggs free range" denies nothing; "bread free of nuts" denies the nuts


@dataclass(frozen=True)
class Claim:
    """One claim: the phrases, any of which says it."""

    phrases: tuple[str, ...]


def parted(words: Sequence[str]) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """The claims in a query's folded words, and the words that are left."""
    claims, rest, at = list[Claim](), list[str](), 0
    while at < len(words):
        claim, taken = _claim(words, at)
        if claim:
            claims.append(claim)
        else:
            rest.append(words[at])
        at += taken
    return tuple(claims), tuple(rest)


def _claim(words: Sequence[str], at: int) -> tuple[Claim | None, int]:
    """The claim that begins at this word, and how many words it takes."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if following == AFTER and " ".join(words[at + 2 : at + 3]) not in NO_CLAIM:
        return _without(word), 2
    for prefix in BEFORE:
        about = at + len(prefix)
        if tuple(words[at:about]) == prefix and about < len(words):
            return _without(words[about]), len(prefix) + 1
    return (Claim((word,)), 1) if word in QUALITIES else (None, 1)


def _without(what: str) -> Claim:
    """All ways of saying that `what` is not in it."""
    forms = (what, *singulars(what))
    said = [phrase for one in forms for phrase in (f"{one} {AFTER}", *(f"{' '.join(words)} {one}" for words in BEFORE))]
    return Claim((*said, *(f"{one}{AFTER}" for one in forms)))


def unfinished(word: str) -> bool:
    """Whether this word, typed last, may become one that denies what stands before it."""
    return AFTER.startswith(word)
