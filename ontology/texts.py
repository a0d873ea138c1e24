"""What a text for people is: one sentence in German and the same in English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages of the product, German first.

    Example:
        >>> Text("Lücke", "gap").in_language("en")
        'gap'
    """

    de: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        return self.en if language == "en" else self.de

    def __str__(self) -> str:
        return self.de
