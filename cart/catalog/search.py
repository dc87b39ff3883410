"""Finding a product by words: SQLite's FTS5 finds, this ranks and forgives typing mistakes."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from cart.catalog.aliases import spelled
from cart.catalog.claims import Claim, parted, unfinished
from cart.catalog.product import Product
from cart.catalog.words import singulars, slips, words_of

Wanted = list[list[str]]

_MOST_WORDS = 8
_CANDIDATES = 300
_WEIGHTS = "8.0, 2.0, 4.0, 8.0, 1.0"
"""How much a hit counts in: name, names in other languages, keywords, codes, department."""

MEASURES = frozenset(("l", "ml", "cl", "g", "kg", "mg", "m", "cm", "mm", "oz", "lb"))
_AMOUNT = re.compile(rf"\s\d[\d.,\s×x]*(?:{'|'.join(MEASURES)})\b.*$", re.IGNORECASE)

_FIND = f"""
    select texts.id, texts.name, texts.keywords, texts.codes, texts.others
    from texts_fts join texts on texts.rowid = texts_fts.rowid
    where texts_fts match ? and texts.language = ? order by bm25(texts_fts, {_WEIGHTS}), texts.id limit {_CANDIDATES}
"""


def text_rows(product: Product) -> list[dict[str, Any]]:
    """What is searched of a product: a row for each of its languages, and one ("") for all others."""
    names = {**product.names, "": product.name}
    codes = " ".join(filter(None, (product.plu, product.gtin, (product.gtin or "").lstrip("0"))))
    return [
        {
            "id": product.id,
            "language": language,
            "name": name,
            "others": " ".join(other for other in dict.fromkeys(names.values()) if other != name),
            "keywords": " ".join(product.keywords),
            "codes": codes,
            "department": f"{product.department} {' '.join(product.categories)}",
        }
        for language, name in names.items()
    ]


class Index:
    """The search over a catalog's texts. It keeps the list of all words until `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._terms: list[str] | None = None
        self._words: list[str] = []
        self._counts: dict[str, int] = {}
        self._languages: frozenset[str] = frozenset()

    def forget(self) -> None:
        """The texts changed."""
        self._terms = None

    def search(self, words: str, language: str, limit: int) -> list[str]:
        """The ids of the products that `words` may mean, the likeliest first."""
        terms = self._all_terms()
        claims, rest = parted(words_of(words)[:_MOST_WORDS])
        wanted = [self._meant(word, terms) for word in spelled(rest, terms)]
        if not wanted and not claims:
            return []
        rows, wanted = self._found(wanted, list(map(_said, claims)), language if language in self._languages else "")
        ranked = sorted(rows, key=lambda row: _rank(row, wanted, self._counts))
        return [row[0] for row in ranked[:limit]]

    def _found(self, wanted: Wanted, must: list[str], language: str) -> tuple[list[Sequence[str]], Wanted]:
        """What has all words; else all with slips of the finger forgiven; else any, or the words as one.

        What `must` hold holds in each case: nothing is shown for the rest of the words alone.
        """
        if rows := self._rows(" AND ".join([*must, *map(_either, wanted)]), language):
            return rows, wanted
        if not wanted:
            return [], wanted
        loose = [[*meant, *_others(meant[0], self._words)] for meant in wanted]
        if rows := self._rows(" AND ".join([*must, *map(_either, loose)]), language):
            return rows, loose
        return self._any(loose, must, language)

    def _any(self, loose: Wanted, must: list[str], language: str) -> tuple[list[Sequence[str]], Wanted]:
        """What has one of the words; but for a last one that may yet become "free"."""
        as_one = ["".join(meant[0] for meant in loose)]
        if len(loose) > 1 and unfinished(loose[-1][0]):
            loose = loose[:-1]
        loose = [*loose, as_one]
        any_word = " OR ".join(map(_either, loose))
        return self._rows(" AND ".join([*must, f"({any_word})"]), language), loose

    def _rows(self, query: str, language: str) -> list[Sequence[str]]:
        return list(self._db.execute(_FIND, [query, language]).fetchall())

    def _all_terms(self) -> list[str]:
        if self._terms is None:
            self._db.execute("create virtual table if not exists temp.terms using fts5vocab(main, texts_fts, col)")
            counts = self._db.execute("select term, sum(iif(col = 'name', doc, 0)) from temp.terms group by term")
            self._counts = dict(counts.fetchall())
            self._terms = sorted(self._counts)
            self._words = [term for term in self._terms if not term.isdigit()]
            self._languages = frozenset(row[0] for row in self._db.execute("select distinct language from texts"))
        return self._terms

    def _meant(self, word: str, terms: Sequence[str]) -> list[str]:
        """The word and what it may be the plural of; where no word of the catalog fits these, the nearest ones."""
        meant = [word, *singulars(word)]
        if _begins(word, terms) or any(_is_in(one, terms) for one in meant):
            return meant
        return sorted(nearest(word, self._words), key=lambda one: -self._counts[one]) or meant


def _either(meant: Sequence[str]) -> str:
    """The first as a beginning or, for a plural, whole words: "peas" may be "pea" but not "peanut"."""
    return "(" + " OR ".join([f'"{meant[0]}" *', *(f'"{word}"' for word in meant[1:])]) + ")"


def _begins(word: str, terms: Sequence[str]) -> bool:
    at = bisect_left(terms, word)
    return at < len(terms) and terms[at].startswith(word)


def _is_in(word: str, terms: Sequence[str]) -> bool:
    at = bisect_left(terms, word)
    return at < len(terms) and terms[at] == word


def _others(word: str, terms: Iterable[str]) -> list[str]:
    """The nearest of the words that `word` does not begin."""
    return nearest(word, (term for term in terms if not term.startswith(word)))


def nearest(word: str, terms: Iterable[str]) -> list[str]:
    """The catalog's words that `word` is one slip of the finger from (two for long words); at most four."""
    if len(word) < 4 or word.isdigit():
        return []
    most = 2 if len(word) > 6 else 1
    near = (term for term in terms if _shares(word, term, most))
    found = [(count, term) for term in near if (count := slips(word, term, most)) <= most]
    least = min((count for count, _ in found), default=0)
    return [term for count, term in sorted(found) if count == least][:4]


def _shares(word: str, term: str, most: int) -> bool:
    """Whether the two may be that near at all: cheap, and true for most that are."""
    return len(term) >= len(word) - most and len(set(word) - set(term)) <= most


def _said(claim: Claim) -> str:
    return "(" + " OR ".join(f'"{phrase}"' for phrase in claim.phrases) + ")"


def _rank(row: Sequence[str], wanted: Wanted, counts: Mapping[str, int]) -> tuple[int, ...]:
    """Smaller is likelier: codes first, then whole words of the name, its beginnings, keywords. bm25 settles ties.

    What only begins with what was typed is the likelier the more products have it ("mi" is milk before microwave), and
    where it stands for the thing itself: first, or last before the amount.
    """
    _, name, keywords, codes, others = row
    kernel, named = core(name), _with_singulars(name)
    keyed, foreign = _with_singulars(keywords), _with_singulars(" ".join(core(others)))
    whole = _hits(wanted, named, without=MEASURES)
    begun = sum(any(word.startswith(meant[0]) for word in named if word not in MEASURES) for meant in wanted)
    known = whole + sum(any(one in keyed or one in foreign for one in meant) for meant in wanted)
    named_so = max(whole, begun, _hits(wanted, foreign))
    place, common = _completed(kernel, wanted[-1], counts) if wanted else (0, 0)
    starts = bool(kernel and wanted) and kernel[0].startswith(wanted[0][0])
    return (-_hits(wanted, codes.split()), -named_so, -known, place, -common, len(kernel), -int(starts))


def _hits(wanted: Wanted, words: Sequence[str], without: Container[str] = ()) -> int:
    return sum(any(one in words and one not in without for one in meant) for meant in wanted)


def _completed(kernel: Sequence[str], meant: Sequence[str], counts: Mapping[str, int]) -> tuple[int, int]:
    """Which of the meanings a thing's own word (the first, or the last) begins with, and how common that word is.

    A word that is typed whole is as common as any.
    """
    own = dict.fromkeys((*kernel[:1], *kernel[-1:]))
    for place, typed in enumerate(meant):
        begun = [word for word in own if word.startswith(typed)]
        if begun:
            whole = any(typed in (word, *singulars(word)) for word in begun)
            return place, 0 if whole else max(counts.get(word, 0) for word in begun)
    return len(meant), 0


def core(name: str) -> list[str]:
    """The words of a name up to its amount or its first comma: "Cola, 12 cans" is cola, "2% milk 1.89 L" is 2 milk."""
    return words_of(_AMOUNT.sub("", name.partition(",")[0]))


def _with_singulars(text: str) -> list[str]:
    return [form for word in words_of(text) for form in (word, *singulars(word))]
