"""How commands speak to people: one of two languages, beside the answer."""

import sys
from dataclasses import dataclass

from ontology.texts import Language, Text


@dataclass(frozen=True, slots=True)
class Speech:
    """The language of the command line.

    Args:
        language: of help, messages and tables.
    """

    language: Language

    def __call__(self, german: str, english: str) -> str:
        """Return one of two texts."""
        return Text(german, english).in_language(self.language)

    def of(self, text: Text) -> str:
        """Return a text in the language."""
        return text.in_language(self.language)


def say(line: str) -> None:
    """Print one line for people on the error stream, so that it never mixes with an answer."""
    sys.stderr.write(line + "\n")
