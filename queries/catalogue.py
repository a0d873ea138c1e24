"""Which questions there are: the `.rq` files of the library, found, checked and looked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from ontology.errors import InputError, UnknownThingError
from ontology.texts import Language, Text
from queries.binding import bind, check_use
from queries.guard import check
from queries.header import MARK, Header, Parameter, parse_header

_LANGUAGE: Final = Parameter(
    "lang", "enum", Text("Sprache der Bezeichnungen", "language of labels"), values=("de", "en")
)
"""What `$lang` in a query stands for; it comes from the interface, so no question declares it."""


@dataclass(frozen=True)
class CatalogueQuery:
    """One question of the library.

    Attributes:
        name: file name without suffix; unique in the library.
        subject: folder in which it lies.
        header: what stands above it.
        texts: the query with `$name` for its parameters, without the header; the English one asks
            for English labels where there are both.
    """

    name: str
    subject: str
    header: Header
    texts: Text

    @cached_property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return check(self.texts.de).form

    def bound(self, values: Mapping[str, str], language: Language = "de") -> str:
        """Return the query with its parameters replaced; see `queries.binding.bind`.

        Args:
            values: by name, as written by a user.
            language: of labels that there are in both.
        """
        return bind(self.texts.in_language(language), self.header.parameters, values)

    def examples(self) -> dict[str, str]:
        """Return the example values of all parameters that need or have one."""
        return {entry.name: entry.example for entry in self.header.parameters if entry.example}


class Catalogue:
    """All questions of a library, in order of subject and name.

    Args:
        queries: the questions.

    Raises:
        InputError: if two have the same name.
    """

    def __init__(self, queries: list[CatalogueQuery]) -> None:
        self._queries: dict[str, CatalogueQuery] = {}
        for query in sorted(queries, key=lambda query: (query.subject, query.name)):
            if query.name in self._queries:
                raise InputError(
                    Text(
                        f"Zwei Abfragen heißen „{query.name}“.",
                        f'Two queries are named "{query.name}".',
                    )
                )
            self._queries[query.name] = query

    def __iter__(self) -> Iterator[CatalogueQuery]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The folders of the library, each once."""
        return tuple(dict.fromkeys(query.subject for query in self))

    def get(self, name: str) -> CatalogueQuery:
        """Return a question.

        Raises:
            UnknownThingError: with near names, if there is no such one.
        """
        if name in self._queries:
            return self._queries[name]
        shown = name[:100]
        raise UnknownThingError(
            Text(f"Die Abfrage „{shown}“ gibt es nicht.", f'There is no query "{shown}".'),
            get_close_matches(shown, self._queries, n=3, cutoff=0.4),
        )


def load_catalogue(folder: Traversable | None = None) -> Catalogue:
    """Return the library.

    Args:
        folder: with one folder per subject; the library of the package if none is given.

    Raises:
        InputError: for the first file with a broken header, a query that the guard refuses, or
            parameters that do not fit; and if the folder does not exist.
    """
    root = folder if folder is not None else resources.files("queries") / "library"
    if not root.is_dir():
        raise InputError(Text(f"Den Ordner {root} gibt es nicht.", f"There is no folder {root}."))
    return Catalogue(
        [
            read_query(file, subject.name)
            for subject in root.iterdir()
            if subject.is_dir()
            for file in subject.iterdir()
            if file.name.endswith(".rq")
        ]
    )


def read_query(file: Traversable, subject: str = "") -> CatalogueQuery:
    """Read one question.

    Args:
        file: a `.rq` file.
        subject: the folder in which it lies.

    Raises:
        InputError: broken header or parameters.
        QueryError: a query that the guard refuses.
    """
    content = file.read_text("utf-8")
    header = parse_header(content, file.name)
    body = "".join(
        line for line in content.splitlines(keepends=True) if not line.startswith(MARK)
    ).lstrip()
    texts = Text(*(bind(body, [_LANGUAGE], {_LANGUAGE.name: one}) for one in _LANGUAGE.values))
    check_use(texts.de, header.parameters, file.name)
    query = CatalogueQuery(file.name.removesuffix(".rq"), subject, header, texts)
    check(query.bound(query.examples()))
    return query
