"""What people call things: short for a long name, a maker's name for the thing, two words written as one."""

from bisect import bisect_left
from collections.abc import Sequence

# A word that the catalog itself does not have: the words to look for instead.
ALIASES: dict[str, str] = {
    "tp": "toilet paper", "oj": "orange juice", "pb": "peanut butter", "pbj": "peanut butter", "bbq": "barbecue",
    "evoo": "olive oil", "mac": "macaroni", "veg": "vegetables", "veggies": "vegetables", "spud": "potatoes",
    "spuds": "potatoes", "cuke": "cucumber", "mayo": "mayonnaise", "choc": "chocolate",
    "coke": "cola", "pepsi": "cola", "cocacola": "cola", "kleenex": "tissues", "nutella": "hazelnut spread",
    "cheerios": "cereal", "jello": "gelatin", "tylenol": "paracetamol", "pampers": "diapers", "huggies": "diapers",
    "bandaid": "plasters", "bandaids": "plasters", "saran": "plastic wrap", "clingfilm": "plastic wrap",
    "tinfoil": "aluminum foil", "aluminium": "aluminum", "yoghurt": "yogurt", "crisps": "chips", "fizzy": "sparkling",
    "washingup": "dish", "loo": "toilet", "courgette": "zucchini", "courgettes": "zucchini", "mince": "ground beef",
    "porridge": "oats", "biscuits": "cookies", "prawns": "shrimp", "swede": "rutabaga", "rocket": "arugula",
    "refresco": "cola", "palta": "aguacate", "jitomate": "tomate", "elote": "maiz",
}  # fmt: skip
LEAST = 3


def spelled(words: Sequence[str], terms: Sequence[str]) -> tuple[str, ...]:
    """The words as the catalog may have them. `terms` are its own words, sorted: what it has itself stays."""
    return tuple(part for word in words for part in _spelled(word, terms))


def _spelled(word: str, terms: Sequence[str]) -> tuple[str, ...]:
    if _has(word, terms):
        return (word,)
    if word in ALIASES:
        return tuple(ALIASES[word].split())
    return (word,) if _begins(word, terms) else _apart(word, terms)


def _apart(word: str, terms: Sequence[str]) -> tuple[str, ...]:
    """Two of the catalog's words that were written as one: "icecream"; else the word as it is."""
    for at in range(LEAST, len(word) - LEAST + 1):
        if _has(word[:at], terms) and _has(word[at:], terms):
            return word[:at], word[at:]
    return (word,)


def _begins(word: str, terms: Sequence[str]) -> bool:
    at = bisect_left(terms, word)
    return at < len(terms) and terms[at].startswith(word)


def _has(word: str, terms: Sequence[str]) -> bool:
    at = bisect_left(terms, word)
    return at < len(terms) and terms[at] == word
