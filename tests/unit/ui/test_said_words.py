"""What the catalogs of words promise the screens: whole sentences in each language that fit, and never break."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.presenter.words import Words, words_in

LANGUAGES = ("en", "es")
FIELD = re.compile(r"{(\w+)}")
TEXTS = [(language, key) for language in LANGUAGES for key in words_in(language).texts]
PLURALS = [(language, key) for language in LANGUAGES for key in words_in(language).plurals]
SAYABLE = st.text(max_size=40)


def values(text, value):
    return dict.fromkeys(FIELD.findall(text), value)


@pytest.mark.parametrize(("language", "key"), TEXTS)
def test_each_text_is_tidy(language, key):
    text = words_in(language).texts[key]
    assert text == text.strip()
    assert "  " not in text
    assert text.count("{") == text.count("}") == len(FIELD.findall(text))
    assert not text.endswith(","), "a sentence was cut"


@pytest.mark.parametrize(("language", "key"), [(one, key) for one, key in TEXTS if key.startswith("way.")])
def test_a_buttons_words_are_short(language, key):
    assert len(words_in(language).texts[key]) <= 24
    assert not words_in(language).texts[key].endswith(".")


@pytest.mark.parametrize(("language", "key"), [(one, key) for one, key in TEXTS if key.endswith("_text")])
def test_a_sentence_ends_or_is_a_short_line(language, key):
    text = words_in(language).texts[key]
    assert text.endswith((".", "?")) or len(text) <= 62


@pytest.mark.parametrize(("language", "key"), [(one, key) for one, key in TEXTS if one == "es"])
def test_spanish_questions_open_and_close(language, key):
    text = words_in("es").texts[key]
    assert text.count("¿") == text.count("?")
    assert text.count("¡") == text.count("!")


@pytest.mark.parametrize("key", [key for one, key in TEXTS if one == "en"])
def test_spanish_is_not_much_longer_than_english(key):
    english, spanish = words_in("en").texts[key], words_in("es").texts[key]
    assert len(spanish) <= 1.7 * len(english) + 12


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


@pytest.mark.parametrize(("language", "key"), PLURALS)
def test_one_is_said_otherwise_than_two(language, key):
    words = words_in(language)
    assert _count(words, key, 1) != _count(words, key, 2)
    assert _count(words, key, 0).replace("0", "2") == _count(words, key, 2)


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
