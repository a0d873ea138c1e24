"""What SELECT names: a variable twice, which is allowed, and the slips people make there."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ontology.texts import Text
from queries.brackets import inside
from queries.tokens import Kind, Token
from queries.unreadable import Found

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_CLAUSE_ENDS: Final = frozenset({"WHERE", "FROM", "SELECT", "DESCRIBE"})


def name_once(text: str, tokens: Sequence[Token]) -> str:
    """Return a query with blanks where SELECT or DESCRIBE names a variable again.

    SPARQL 1.1 allows that (section 19.8, rule 9) and selects the variable once (18.2.4.4: a set);
    the embedded engine refuses it. All other characters keep their place.

    Args:
        text: the query.
        tokens: of it.

    Example:
        >>> from queries.tokens import tokenize
        >>> name_once("SELECT ?x ?x {}", tokenize("SELECT ?x ?x {}"))
        'SELECT ?x    {}'
    """
    parts, end = [], 0
    for token in _repeated(tokens):
        parts += [text[end : token.start], " " * len(token.text)]
        end = token.end
    return "".join((*parts, text[end:])) if parts else text


def _repeated(tokens: Sequence[Token]) -> Iterator[Token]:
    for place, token in enumerate(tokens):
        if token.word not in {"SELECT", "DESCRIBE"}:
            continue
        seen: set[str] = set()
        depth = 0
        for after, one in enumerate(tokens[place + 1 :], place + 1):
            depth += one.is_sign("(") - one.is_sign(")")
            if one.is_sign("{") or one.word in _CLAUSE_ENDS:
                break
            if not one.name or (depth and tokens[after - 1].word != "AS"):
                continue
            if one.name in seen and not depth:
                yield one
            seen.add(one.name)


def star_of_groups(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for SELECT * with GROUP BY."""
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.word not in {"SELECT", "DISTINCT", "REDUCED"} or not after.is_sign("*"):
            continue
        grouped = _grouped(tokens, place)
        if grouped is not None:
            names = f"SELECT {grouped} (COUNT(*) AS ?n)"
            yield (
                after.start,
                Text(
                    f"SELECT * geht nicht mit GROUP BY; gemeint ist wohl {names}.",
                    f"SELECT * does not go with GROUP BY; probably {names} is meant.",
                ),
            )


def _grouped(tokens: Sequence[Token], place: int) -> str | None:
    """Return the variables of the GROUP BY that belongs to a SELECT; None without one."""
    opening = next((n for n in range(place, len(tokens)) if tokens[n].is_sign("{")), len(tokens))
    behind = opening + 2 + sum(1 for _ in inside(tokens, opening))
    for at in range(behind, len(tokens)):
        if tokens[at].text in {"{", "}"}:
            return None
        if tokens[at].word == "GROUP":
            names = []
            for token in tokens[at + 2 :]:
                if not token.name:
                    break
                names.append(token.text)
            return " ".join(names) or "…"
    return None


def _renamed(before: Token, after: Token) -> Text:
    meant = f"({before.text} AS {after.text})"
    return Text(f"Umbenannt wird in Klammern: {meant}.", f"Renaming stands in brackets: {meant}.")


def select_clause(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for commas and for what is computed without brackets or name."""
    start = next((n for n, token in enumerate(tokens) if token.word == "SELECT"), len(tokens))
    place = start + 1
    while place < len(tokens) and not tokens[place].is_sign("{"):
        token = tokens[place]
        if token.is_sign(","):
            yield (
                token.start,
                Text(
                    "Zwischen den Variablen von SELECT steht kein Komma.",
                    "There is no comma between the variables of SELECT.",
                ),
            )
        between = list(inside(tokens, place)) if token.is_sign("(") else []
        is_named = any(depth == 1 and one.word == "AS" for depth, one in between)
        if token.word == "AS" and place + 1 < len(tokens):
            yield token.start, _renamed(tokens[place - 1], tokens[place + 1])
        if token.word in _AGGREGATES or (between and not is_named):
            yield (
                token.start,
                Text(
                    "Berechnetes steht in SELECT in Klammern und hat einen Namen:"
                    " (COUNT(?x) AS ?n).",
                    "What SELECT computes stands in brackets and has a name: (COUNT(?x) AS ?n).",
                ),
            )
            return
        place += len(between) + 2 if between else 1


def taken(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for names behind AS that have a value already, in the same group or SELECT."""
    for place, (token, after) in enumerate(pairwise(tokens)):
        if token.word == "AS" and after.name and after.name in _named_before(tokens, place):
            yield (
                after.start,
                Text(
                    f"?{after.name} hat schon einen Wert; nach AS steht ein neuer Name.",
                    f"?{after.name} has a value already; AS is followed by a new name.",
                ),
            )


def _named_before(tokens: Sequence[Token], place: int) -> set[str]:
    """Return the variables that surely have a value where an AS gives one."""
    opening = _opening_before(tokens, place)
    if opening < 1 or not tokens[opening].is_sign("("):
        return set()
    around = _opening_before(tokens, opening)
    if tokens[opening - 1].word == "BIND":
        return _given(tokens[around + 1 : opening])
    begun = max((n for n in range(opening) if tokens[n].word in {"SELECT", "GROUP"}), default=-1)
    if begun <= around or tokens[begun].word == "GROUP":
        return set()
    group = next((n for n in range(place, len(tokens)) if tokens[n].is_sign("{")), len(tokens))
    between = [one for _, one in inside(tokens, group)]
    return _given(tokens[begun:opening]) | _given(between)


def _opening_before(tokens: Sequence[Token], place: int) -> int:
    """Return the place of the bracket that is open at a place; -1 if there is none."""
    depth = 0
    for at in range(place - 1, -1, -1):
        depth += (tokens[at].text in {")", "}"}) - (tokens[at].text in {"(", "{"})
        if depth < 0:
            return at
    return -1


def _given(tokens: Sequence[Token]) -> set[str]:
    """Return the variables of triples and of AS among tokens, none of inner groups."""
    names = set()
    brackets: list[str] = []
    for before, token in pairwise((Token(Kind.SIGN, "", 0), *tokens)):
        if token.text in {"(", "{"}:
            brackets.append(token.text)
        elif token.text in {")", "}"} and brackets:
            brackets.pop()
        elif token.name and (not brackets or (brackets == ["("] and before.word == "AS")):
            names.add(token.name)
    return names


def ungrouped(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for variables beside an aggregate that GROUP BY does not name."""
    opening = next((n for n, token in enumerate(tokens) if token.is_sign("{")), len(tokens))
    clause = tokens[:opening]
    if not any(token.word in _AGGREGATES for token in clause):
        return
    places = [n for n, token in enumerate(tokens) if token.word == "GROUP"]
    grouped = {token.name for token in tokens[places[0] :]} if places else set()
    depth = 0
    for token in clause:
        depth += token.is_sign("(") - token.is_sign(")")
        if not depth and token.name and token.name not in grouped:
            yield (
                token.start,
                Text(
                    f"?{token.name} steht neben einem Aggregat; am Ende fehlt GROUP BY"
                    f" ?{token.name}.",
                    f"?{token.name} stands beside an aggregate; GROUP BY ?{token.name} is missing"
                    " at the end.",
                ),
            )
