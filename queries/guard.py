"""What the public door lets in: a read-only query over known graphs, and nothing that calls out.

The engine parses the query again in its worker. What the guard adds is the decision, made on
tokens and stricter than the engine: Oxigraph also reads keywords that are glued to other words
(`trueSERVICE<…>`, `SERVICEfoo:bar`), so every bare word must be a word of SPARQL, every prefix must
be declared, and SERVICE is looked for inside names as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

from ontology.errors import QueryRefusedError, QuerySyntaxError
from ontology.namespaces import PREFIXES
from ontology.texts import Text
from queries.borrowed import unknown_word
from queries.brackets import check_brackets, shallow
from queries.comparisons import refuse_hidden_operands
from queries.escapes import write_out
from queries.iris import names_in_brackets, unclosed
from queries.mistakes import find_mistake
from queries.projection import name_once
from queries.tokens import Kind, Token, syntax_error, tokens_of
from queries.words import COMMON_PREFIXES, FORMS, UPDATES, VOLATILE, WORDS

_KNOWN: Final = WORDS | {""}


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that may be executed.

    Attributes:
        text: with the escapes in its names written out, and every variable selected once.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        default_graphs: IRIs of FROM.
        named_graphs: IRIs of FROM NAMED.
        undeclared: prefixes of ours that the text uses without declaring them.
        volatile: whether the same query may answer differently without a change of data.
        negated: whether it contains NOT EXISTS.
    """

    text: str
    form: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    undeclared: tuple[str, ...]
    volatile: bool
    negated: bool

    def standalone(self) -> str:
        """Return the text with every prefix declared, lines unchanged, for foreign engines."""
        declared = " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in self.undeclared)
        return f"{declared} {self.text}" if declared else self.text


@lru_cache(maxsize=128)
def check(text: str) -> CheckedQuery:
    """Check that a text is a query the public door answers.

    Args:
        text: SPARQL; the project's prefixes need no declaration.

    Raises:
        QuerySyntaxError: unknown words, undeclared prefixes, unbalanced brackets, no query at all.
        QueryRefusedError: updates, LOAD and SERVICE, and what is nested too deeply.

    Example:
        >>> check("ASK { ?district a bl:District }").undeclared
        ('bl',)
    """
    text = write_out(text)
    tokens = list(shallow(tokens_of(text)))
    words = {token.word for token in tokens}
    _check_brackets(text, tokens)
    refuse_hidden_operands(text, tokens)
    _refuse_names_in_brackets(text, tokens)
    declared, base, first = _prologue(tokens)
    form = _form(text, tokens, first)
    if not words <= _KNOWN:
        _refuse_unknown_words(text, tokens)
    used = _check_prefixes(text, tokens, declared)
    if "service" in text.lower():
        _refuse_service(tokens)
    default_graphs, named_graphs = (
        _dataset(tokens, first, {**PREFIXES, **declared}, base) if "FROM" in words else ((), ())
    )
    return CheckedQuery(
        text=name_once(text, tokens),
        form=form,
        default_graphs=default_graphs,
        named_graphs=named_graphs,
        undeclared=tuple(sorted(used - declared.keys())),
        volatile=not words.isdisjoint(VOLATILE),
        negated="EXISTS" in words,
    )


def require_known_graphs(wanted: Iterable[str], known: Iterable[str]) -> None:
    """Refuse graphs that are not part of the landscape.

    Args:
        wanted: graph IRIs that a query or request names.
        known: the landscape's graph IRIs; with none known, every wanted graph is refused.

    Raises:
        QueryRefusedError: for the first unknown graph, with near matches.
    """
    known = set(known)
    for graph in wanted:
        if graph in known:
            continue
        near = get_close_matches(graph, known, n=3, cutoff=0.5) or sorted(known)[:3]
        listed = ", ".join(near)
        raise QueryRefusedError(
            Text(
                f"Den Graphen <{graph}> gibt es hier nicht. Ähnlich: {listed}.",
                f"There is no graph <{graph}> here. Similar: {listed}.",
            )
        )


def _check_brackets(text: str, tokens: Sequence[Token]) -> None:
    try:
        check_brackets(text, tokens)
    except QuerySyntaxError:
        # a # in an IRI that does not end begins a comment, and that swallows brackets
        for offset, message in unclosed(text, tokens):
            raise syntax_error(text, offset, message) from None
        raise


def _refuse_names_in_brackets(text: str, tokens: Sequence[Token]) -> None:
    for offset, message in names_in_brackets(text, tokens):
        raise _earlier(text, tokens, syntax_error(text, offset, message))


def _prologue(tokens: Sequence[Token]) -> tuple[dict[str, str], str, int]:
    declared: dict[str, str] = {}
    base = ""
    place = 0
    while place < len(tokens):
        word, rest = tokens[place].word, tokens[place + 1 : place + 3]
        if word == "PREFIX" and [token.kind for token in rest] == [Kind.PNAME, Kind.IRI]:
            declared[rest[0].text[:-1]] = urljoin(base, rest[1].text[1:-1])
            place += 3
        elif word in {"BASE", "VERSION"} and rest:
            base = urljoin(base, rest[0].text[1:-1]) if word == "BASE" else base
            place += 2
        else:
            break
    return declared, base, place


def _form(text: str, tokens: Sequence[Token], first: int) -> str:
    if first >= len(tokens):
        raise syntax_error(
            text,
            len(text),
            Text(
                "Hier fehlt die Abfrage: SELECT, ASK, CONSTRUCT oder DESCRIBE.",
                "The query is missing here: SELECT, ASK, CONSTRUCT or DESCRIBE.",
            ),
        )
    word = tokens[first].word
    if word in UPDATES:
        raise QueryRefusedError(
            Text(
                f"{word} ändert Daten. Hier werden nur Fragen beantwortet: SELECT, ASK, CONSTRUCT,"
                " DESCRIBE.",
                f"{word} changes data. Only questions are answered here: SELECT, ASK, CONSTRUCT,"
                " DESCRIBE.",
            )
        )
    if word not in FORMS:
        raise _not_understood(text, tokens, tokens[first], FORMS)
    return word


def _refuse_unknown_words(text: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.kind is Kind.WORD and token.word not in WORDS:
            if "SERVICE" in token.word:
                raise _service_refused()
            raise _not_understood(text, tokens, token, WORDS)


def _not_understood(
    text: str, tokens: Sequence[Token], token: Token, expected: Iterable[str]
) -> QuerySyntaxError:
    error = syntax_error(text, token.start, unknown_word(token, tokens, expected))
    return _earlier(text, tokens, error)


def _earlier(text: str, tokens: Sequence[Token], error: QuerySyntaxError) -> QuerySyntaxError:
    """Return the typical mistake that stands before an error or at its place, else the error."""
    mistake = find_mistake(text, tokens)
    if mistake and (mistake.line, mistake.column) <= (error.line, error.column):
        return mistake
    return error


def _check_prefixes(text: str, tokens: Sequence[Token], declared: Iterable[str]) -> set[str]:
    known = PREFIXES.keys() | set(declared)
    used = set()
    for place, token in enumerate(tokens):
        if token.kind is not Kind.PNAME or tokens[place - 1].word == "PREFIX":
            continue
        prefix = token.text.partition(":")[0]
        if prefix not in known:
            error = syntax_error(text, token.start, _unknown_prefix(prefix, known))
            raise _earlier(text, tokens, error)
        used.add(prefix)
    return used


def _unknown_prefix(prefix: str, known: Iterable[str]) -> Text:
    message = Text(
        f"Das Präfix „{prefix}:“ ist nicht erklärt.", f'The prefix "{prefix}:" is not declared.'
    )
    if prefix in COMMON_PREFIXES:
        line = f"PREFIX {prefix}: <{COMMON_PREFIXES[prefix]}>"
        return Text(f"{message.de} Ergänzen: {line}", f"{message.en} Add: {line}")
    near = get_close_matches(prefix, sorted(known), n=1, cutoff=0.5)
    if near:
        return Text(
            f"{message.de} Gemeint ist wohl „{near[0]}:“.",
            f'{message.en} Probably "{near[0]}:" is meant.',
        )
    return Text(
        f"{message.de} Vor der Abfrage ergänzen: PREFIX {prefix}: <…>",
        f"{message.en} Add before the query: PREFIX {prefix}: <…>",
    )


def _refuse_service(tokens: Sequence[Token]) -> None:
    for place, token in enumerate(tokens):
        if token.word == "SERVICE" or (
            token.kind in {Kind.PNAME, Kind.BLANK} and _may_hide_service(tokens, place)
        ):
            raise _service_refused()


def _may_hide_service(tokens: Sequence[Token], place: int) -> bool:
    if "service" not in tokens[place].text.lower():
        return False
    following = [token.is_sign("{") for token in tokens[place + 1 : place + 3]]
    return any(following) and tokens[place - 1].word != "GRAPH"


def _service_refused() -> QueryRefusedError:
    return QueryRefusedError(
        Text(
            "SERVICE fragt fremde Endpunkte; das geht über diese Tür nicht.",
            "SERVICE asks foreign endpoints; this door does not do that.",
        )
    )


def _dataset(
    tokens: Sequence[Token], first: int, prefixes: dict[str, str], base: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    default: list[str] = []
    named: list[str] = []
    for place in range(first, len(tokens)):
        if tokens[place].word != "FROM":
            continue
        follows_named = tokens[place + 1 : place + 2] and tokens[place + 1].word == "NAMED"
        target = tokens[place + 2 : place + 3] if follows_named else tokens[place + 1 : place + 2]
        if target:
            (named if follows_named else default).append(_iri(target[0], prefixes, base))
    return tuple(default), tuple(named)


def _iri(token: Token, prefixes: dict[str, str], base: str) -> str:
    if token.kind is Kind.PNAME:
        prefix, _, local = token.text.partition(":")
        return prefixes[prefix] + local.replace("\\", "")
    return urljoin(base, token.text[1:-1])
