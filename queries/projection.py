"""What SELECT names: a variable twice, which is allowed, and the slips people make there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from ontology.texts import Text
from queries.brackets import inside
from queries.tokens import Kind, Token
from queries.unreadable import Found

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_SELECTING: Final = frozenset({"SELECT", "DESCRIBE"})
_CLAUSE_ENDS: Final = _SELECTING | {"WHERE", "FROM"}


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
    # every query is read here, and most tokens are none of these
    for begun in [n for n, token in enumerate(tokens) if token.word in _SELECTING]:
        seen: set[str] = set()
        depth = 0
        for place in range(begun + 1, len(tokens)):
            token = tokens[place]
            text = token.text
            if text == "(":
                depth += 1
            elif text == ")":
                depth -= 1
            elif text == "{" or token.word in _CLAUSE_ENDS:
                break
            elif token.kind is Kind.VARIABLE and (not depth or tokens[place - 1].word == "AS"):
                if text[1:] in seen and not depth:
                    yield token
                seen.add(text[1:])


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
    opening = place + 1
    while opening < len(tokens) and not tokens[opening].is_sign("{"):
        if tokens[opening].word == "SELECT":
            return None
        opening += 1
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


@dataclass(slots=True)
class _Scope:
    """What has a value between two braces so far.

    Attributes:
        given: variables of triples and of BIND.
        calls: words before the round brackets that are open.
        selected: of a SELECT whose braces come next, the variables; None elsewhere.
        promised: what that SELECT names with AS; its braces must not give it.
    """

    given: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    selected: set[str] | None = None
    promised: list[Token] = field(default_factory=list)

    def takes(self, name: Token, *, is_new: bool) -> bool:
        """Say whether a name behind AS has a value already, and take note of the variable."""
        known = self.given if self.selected is None else self.selected
        if is_new:
            if self.selected is None and self.calls[-1:] != ["BIND"]:
                return False
            self.promised += [name] if self.selected is not None else []
        elif self.calls:
            return False
        is_taken = is_new and name.name in known
        known.add(name.name)
        return is_taken


def taken(_: str, tokens: Sequence[Token]) -> Iterator[Found]:
    """Look for names behind AS that have a value already, in the same group or SELECT."""
    scopes = [_Scope()]
    for before, token in pairwise((Token(Kind.SIGN, "", 0), *tokens)):
        scope = scopes[-1]
        if token.word == "SELECT":
            scope.selected = set()
        elif token.is_sign("("):
            scope.calls.append(before.word)
        elif token.is_sign(")") and scope.calls:
            scope.calls.pop()
        elif token.is_sign("{"):
            scopes.append(_Scope(promised=scope.promised))
            scope.promised, scope.selected = [], None
        elif token.is_sign("}") and len(scopes) > 1:
            for one in scopes.pop().promised:
                if one.name in scope.given:
                    yield one.start, _new_name(one)
        elif token.name and scope.takes(token, is_new=before.word == "AS"):
            yield token.start, _new_name(token)


def _new_name(token: Token) -> Text:
    return Text(
        f"{token.text} hat schon einen Wert; nach AS steht ein neuer Name.",
        f"{token.text} has a value already; AS is followed by a new name.",
    )


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
