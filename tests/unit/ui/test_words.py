"""The message catalogs: both languages have every key, no key is unused, and every key used is there."""

import ast
import re
from pathlib import Path

import pytest

from cart.words import WORDS, words_in

UI = Path(__file__).parents[3] / "ui"
LANGUAGES = sorted(path.name for path in WORDS.iterdir() if path.is_dir())
KEY = re.compile(r"^[a-z]+\.[a-z_]+$")
FIELD = re.compile(r"{(\w+)}")


def keys(language):
    words = words_in(language)
    return set(words.texts) | set(words.plurals)


def used():
    found = set()
    for path in (*(UI / "presenter").rglob("*.py"), UI.parent / "cart" / "faultwords.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and KEY.match(node.value)
                and not node.value.endswith(".po")
            ):
                found.add(node.value)
    return found


def test_english_and_spanish_are_there():
    assert LANGUAGES == ["en", "es"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_key_and_no_other(language):
    assert keys(language) == used()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_empty(language):
    words = words_in(language)
    assert all(words.texts.values())
    assert all(len(forms) == 2 and all(forms) for forms in words.plurals.values())


def test_all_languages_fill_in_the_same_values():
    english = words_in("en")
    for language in LANGUAGES:
        words = words_in(language)
        for key, text in words.texts.items():
            assert set(FIELD.findall(text)) == set(FIELD.findall(english.texts[key])), key
        for key, forms in words.plurals.items():
            assert set(FIELD.findall(forms[1])) == set(FIELD.findall(english.plurals[key][1])), key


def test_no_words_blame_the_shopper():
    blame = re.compile(r"\b(wrong|error|invalid|fail\w*|must|mistake|incorrect\w*|forbidden|illegal)\b", re.I)
    words = words_in("en")
    said = [text for key, text in words.texts.items() if blame.search(text) and not key.startswith("promise.")]
    assert said == []


def test_words_are_counted():
    words = words_in("en")
    assert words.count("sum.items", 1) == "1 item"
    assert words.count("sum.items", 0) == "0 items"
    assert words_in("es").count("sum.items", 2) == "2 artículos"


def test_an_unknown_language_speaks_english_and_an_unknown_key_shows_itself():
    assert words_in("tlh").language == "en"
    assert words_in("en")("no.such_key") == "no.such_key"
