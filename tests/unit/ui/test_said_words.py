"""What the catalogs of words promise the screens: whole sentences in each language that fit, and never break."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.words import Words, words_in

LANGUAGES = ("en", "es")
FIELD = re.compile(r"{(\w+)}")
TEXTS = [(language, key) for language in LANGUAGES for key in words_in(language).texts]
PLURALS = [(language, key) for language in LANGUAGES for key in words_in(language).plurals]
SAYABLE = st.text(max_size=40)


def values(text, value):
    return dict.fromkeys(FIELD.findall(text), value)


def keys_where(language, odd):
    """The keys whose text is `odd`: each of them is named where a test fails."""
    return [key for key, text in words_in(language).texts.items() if odd(key, text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_tidy(language):
    assert keys_where(language, lambda _, text: text != text.strip() or "  " in text) == []
    assert keys_where(language, lambda _, text: text.endswith(",")) == [], "a sentence was cut"
    braces = keys_where(language, lambda _, text: {text.count("{"), text.count("}")} != {len(FIELD.findall(text))})
    assert braces == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_buttons_words_are_short(language):
    assert any(key.startswith("way.") for key in words_in(language).texts)
    long = keys_where(language, lambda key, text: key.startswith("way.") and (len(text) > 24 or text.endswith(".")))
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_ends_or_is_a_short_line(language):
    assert any(key.endswith("_text") for key in words_in(language).texts)
    open_ended = keys_where(
        language, lambda key, text: key.endswith("_text") and not text.endswith((".", "?")) and len(text) > 62
    )
    assert open_ended == []


@pytest.mark.parametrize("marks", ["¿?", "¡!"])
def test_spanish_questions_open_and_close(marks):
    assert keys_where("es", lambda _, text: text.count(marks[0]) != text.count(marks[1])) == []


def test_spanish_is_not_much_longer_than_english():
    spanish = words_in("es").texts
    assert keys_where("en", lambda key, text: len(spanish[key]) > 1.7 * len(text) + 12) == []


@given(st.sampled_from(TEXTS), SAYABLE)
def test_whatever_is_put_in_is_said_as_it_is(one, value):
    language, key = one
    words = words_in(language)
    said = words(key, **values(words.texts[key], value))
    assert said == FIELD.sub(lambda _: value, words.texts[key])


@given(st.sampled_from(PLURALS), st.integers(0, 10_000))
def test_every_number_is_said(one, number):
    language, key = one
    said = _count(words_in(language), key, number)
    assert said
    assert "{" not in said
    assert number == 1 or str(number) in said


def _count(words, key, number):
    more = {name: "x" for form in words.plurals[key] for name in FIELD.findall(form) if name != "n"}
    return words.count(key, number, **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_is_said_otherwise_than_two(language):
    words = words_in(language)
    zero, one, two = ({key: _count(words, key, number) for key in words.plurals} for number in (0, 1, 2))
    assert [key for key in words.plurals if one[key] == two[key]] == []
    assert [key for key in words.plurals if zero[key].replace("0", "2") != two[key]] == []


def test_extra_values_do_no_harm():
    assert words_in("en")("way.back", unused="x") == "Back"


@pytest.mark.parametrize("key", ["no.such_key", "way", ""])
def test_a_missing_key_shows_itself_rather_than_failing(key):
    words = words_in("en")
    assert words(key, name="x") == key
    assert words.count(key, 2) == key


def test_a_language_is_read_once():
    assert words_in("es") is words_in("es")
    assert words_in("tlh") is words_in("en")


@pytest.mark.parametrize("language", ["../en", "en/../../en", "EN ", ""])
def test_a_language_is_no_path_out(language):
    assert words_in(language).language in ("en", language)
    assert words_in(language)("way.back") == "Back"


def test_words_by_hand_speak_as_well():
    words = Words("x", {"a.b": "Hello {name}"}, {"a.c": ("{n} thing", "{n} things")})
    assert words("a.b", name="Ada") == "Hello Ada"
    assert [words.count("a.c", n) for n in (0, 1, 2)] == ["0 things", "1 thing", "2 things"]
