"""How numbers, dates and lists read in a German and in an English sentence."""

from collections.abc import Sequence

from ontology.texts import Text


def number(value: float, digits: int = 0) -> Text:
    """Return a number with the separators of each language.

    Example:
        >>> number(1234.5, 1).de, number(1234.5, 1).en
        ('1.234,5', '1,234.5')
    """
    english = f"{value:,.{digits}f}"
    german = english.translate(str.maketrans(",.", ".,"))
    return Text(german, english)


def listed(names: Sequence[str], most: int = 3) -> Text:
    """Return a list as words, the rest counted; empty for no names.

    A rest of one is named: it takes no more room than "1 more".

    Example:
        >>> listed(["Köln", "Bonn", "Essen", "Hagen"]).de
        'Köln, Bonn, Essen und Hagen'
        >>> listed(["Köln", "Bonn", "Essen", "Hagen", "Unna"]).en
        'Köln, Bonn, Essen and 2 more'
    """
    most = most if len(names) > most + 1 else most + 1
    shown, rest = list(names[:most]), len(names) - most
    if rest > 0:
        return Text(f"{', '.join(shown)} und {rest} weitere", f"{', '.join(shown)} and {rest} more")
    if len(shown) < 2:
        return Text("".join(shown), "".join(shown))
    head = ", ".join(shown[:-1])
    return Text(f"{head} und {shown[-1]}", f"{head} and {shown[-1]}")


def in_state(state: str) -> str:
    """Return where a state is: `in Hessen`, `im Saarland`.

    Example:
        >>> in_state("Saarland")
        'im Saarland'
    """
    return f"im {state}" if state == "Saarland" else f"in {state}"
