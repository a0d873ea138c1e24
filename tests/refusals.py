"""How a malformed query is refused: by the guard, else by the engine and explained."""

import pyoxigraph as ox
import pytest

from ontology.errors import QuerySyntaxError
from ontology.namespaces import PREFIXES
from queries.guard import check
from queries.hints import explain


def refusal(text):
    """Return the error that a user sees for a malformed query."""
    try:
        check(text)
    except QuerySyntaxError as error:
        return error
    with pytest.raises(SyntaxError) as complaint:
        ox.Store().query(text, prefixes=PREFIXES)
    return explain(text, str(complaint.value))
