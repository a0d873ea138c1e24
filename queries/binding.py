"""How values get into a query: each `$name` token is replaced by a checked RDF term.

pyoxigraph's `substitutions` take only projected variables, and `initBindings` differ from engine to
engine. A parameter is therefore a token of its own (`$ags`) that is replaced by the serialised
term; nothing that a user writes is ever joined to the text of a query unchecked.
"""

from collections.abc import Mapping, Sequence

from ontology.errors import InputError, ParameterError
from ontology.texts import Text
from queries.header import Parameter
from queries.terms import TYPES
from queries.tokens import Kind, Token, tokenize


def bind(text: str, parameters: Sequence[Parameter], values: Mapping[str, str]) -> str:
    """Return a query with every parameter replaced by its value.

    Args:
        text: the query with `$name` for its parameters.
        parameters: what its header declares.
        values: by name, as written by a user; an empty one counts as not given.

    Raises:
        ParameterError: unknown name, missing or malformed value.

    Example:
        >>> ags = Parameter("ags", "ags", Text("Schlüssel", "key"), example="05334")
        >>> bind("ASK { ?d bl:ags $ags }", [ags], {"ags": "05334"})
        'ASK { ?d bl:ags "05334" }'
    """
    known = {parameter.name for parameter in parameters}
    for name in values:
        if name not in known:
            raise _unknown(name, known)
    terms = {parameter.name: _term(parameter, values) for parameter in parameters}
    pieces, place = [], 0
    for token in tokenize(text):
        if is_parameter(token) and token.name in terms:
            pieces += [text[place : token.start], terms[token.name]]
            place = token.end
    return "".join([*pieces, text[place:]])


def is_parameter(token: Token) -> bool:
    """Say whether a token stands for a parameter."""
    return token.kind is Kind.VARIABLE and token.text.startswith("$")


def check_use(text: str, parameters: Sequence[Parameter], file: str) -> None:
    """Check that a query uses its parameters as it may.

    Args:
        text: the query.
        parameters: what its header declares.
        file: its name, for messages.

    Raises:
        InputError: an undeclared or unused parameter, an optional one outside VALUES, an unknown
            type, an example or default that its type does not take.
    """
    declared = {parameter.name: parameter for parameter in parameters}
    tokens = tokenize(text)
    used = {token.name for token in tokens if is_parameter(token)}
    if used != declared.keys():
        names = sorted(used ^ declared.keys())
        raise _misused(
            file,
            f"entweder nicht erklärt oder nicht benutzt: {names}",
            f"either undeclared or unused: {names}",
        )
    for token, in_values in _with_place(tokens):
        if is_parameter(token) and declared[token.name].optional and not in_values:
            raise _misused(
                file,
                f"${token.name} darf ohne Wert sein und daher nur in VALUES stehen",
                f"${token.name} may be without value and thus only stand in VALUES",
            )
    for parameter in parameters:
        if parameter.type not in TYPES:
            raise _misused(
                file, f"unbekannter Typ {parameter.type}", f"unknown type {parameter.type}"
            )
        for value in filter(None, (parameter.default, parameter.example)):
            TYPES[parameter.type](parameter, value)


def _with_place(tokens: Sequence[Token]) -> list[tuple[Token, bool]]:
    placed, in_values, announced = [], False, False
    for token in tokens:
        announced = announced or token.word == "VALUES"
        if token.is_sign("{") and announced:
            in_values, announced = True, False
        elif token.is_sign("}"):
            in_values = False
        placed.append((token, in_values))
    return placed


def _term(parameter: Parameter, values: Mapping[str, str]) -> str:
    value = values.get(parameter.name, "").strip() or parameter.default
    if value is not None:
        return TYPES[parameter.type](parameter, value)
    if parameter.optional:
        return "UNDEF"
    raise ParameterError(
        parameter.name,
        Text(
            f"„{parameter.name}“ ({parameter.label.de}) fehlt, zum Beispiel {parameter.example}.",
            f'"{parameter.name}" ({parameter.label.en}) is missing, for instance'
            f" {parameter.example}.",
        ),
    )


def _unknown(name: str, known: set[str]) -> ParameterError:
    listed = ", ".join(sorted(known)) or "–"
    return ParameterError(
        name,
        Text(
            f"Den Parameter {name[:100]!r} gibt es hier nicht. Es gibt: {listed}.",
            f"There is no parameter {name[:100]!r} here. There is: {listed}.",
        ),
    )


def _misused(file: str, german: str, english: str) -> InputError:
    return InputError(Text(f"{file}: {german}.", f"{file}: {english}."))
