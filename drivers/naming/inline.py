"""The eyes in the caller's own process: for tests in virtual time."""

from drivers.naming.eyes import Eyes
from drivers.naming.question import Answer, Question


class InlineNamer:
    """As drivers.decoding.process.Decoder names, but a question is answered when `answers` is called."""

    def __init__(self, eyes: Eyes) -> None:
        self._eyes = eyes
        self._asked: list[Question] = []

    def ask(self, question: Question) -> None:
        """Keeps the question."""
        self._asked.append(question)

    def answers(self) -> list[Answer]:
        """Names what was asked."""
        asked, self._asked = self._asked, []
        return [Answer(one.trip, one.change, self._eyes.name(one)) for one in asked]
