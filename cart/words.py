"""The words of screens and pages, from message catalogs: assets/words/<language>/words.po, read once at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

WORDS = Path(__file__).parents[1] / "assets" / "words"


@dataclass(frozen=True)
class Words:
    """One language's words by key. A key that is missing shows as itself, so that a screen never fails for a word."""

    language: str
    texts: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]

    def __call__(self, key: str, **values: object) -> str:
        """The words of `key`, with `values` put in."""
        return self.texts.get(key, key).format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The words of `key` for `number` things (singular or plural)."""
        forms = self.plurals.get(key, (key, key))
        return forms[0 if number == 1 else 1].format(n=number, **values)


def _form(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, list | tuple) else (str(said),)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def words_in(language: str) -> Words:
    """The words of `language` (ISO 639-1); English where there is no catalog for it."""
    path = WORDS / language / "words.po"
    if not path.exists():
        return words_in("en")
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in _read(path, language):
        if message.pluralizable:
            plurals[message.id[0]] = _form(message.string)
        elif message.id:
            texts[str(message.id)] = str(message.string)
    return Words(language, texts, plurals)
