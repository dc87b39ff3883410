"""Reads screens aloud: each thing once, when it becomes so."""

from collections.abc import Callable

from ui.presenter.aloud import news, sentences, step


class Aloud:
    """Tells `say(text, language)` what is new on a screen, and nothing when nothing is."""

    def __init__(self, say: Callable[[str, str], None]) -> None:
        self._say = say
        self._news = ""
        self._step = ""

    def read(self, model: object, language: str) -> None:
        """Says what this screen says that the one before did not."""
        told, self._news = self._news, news(model)
        asked, self._step = self._step, step(model)
        arrived = self._news if self._news != told else ""
        if arrived or self._step != asked:
            text = sentences(arrived, self._step)
            if text:
                self._say(text, language)
