"""Words as search compares them: case and accents folded, plurals tried, and the distance of a typing mistake."""

import unicodedata


def folded(text: str) -> str:
    """`text` in lower case without accents: "Jalapeño" and "jalapeno" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def words_of(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits."""
    spaced = "".join(char if char.isalnum() else " " for char in folded(text))
    return spaced.split()


def singulars(word: str) -> list[str]:
    """What `word` may be the plural of, in English and Spanish."""
    found = []
    if len(word) > 3 and word.endswith("s"):
        found.append(word[:-1])
    if len(word) > 4 and word.endswith("es"):
        found.append(word[:-2])
    if len(word) > 4 and word.endswith("ies"):
        found.append(word[:-3] + "y")
    return found


def slips(word: str, term: str, most: int) -> int:
    """The fewest slips of the finger that turn `word` into a beginning of `term`; `most` + 1 where more are needed.

    A slip is a letter missing, added or wrong, or two neighbours exchanged (optimal string alignment).
    """
    before: list[int] = []
    above = list(range(len(term) + 1))
    for row, letter in enumerate(word, start=1):
        current = [row]
        for column, other in enumerate(term, start=1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == term[column - 2] and word[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, above = above, current
    return min(*above, most + 1)
