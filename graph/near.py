"""What a user probably meant: near matches by key and by name."""

import difflib
from collections.abc import Mapping

from ontology.namespaces import slug

MATCHES = 3


def near_keys(wanted: str, names: Mapping[str, str]) -> list[str]:
    """Return up to three near matches as `key (name)`, best first; [] if nothing is near.

    Args:
        wanted: what the user wrote, a key or a name.
        names: key → name.
    """
    text = slug(wanted)
    slugs = {key: slug(name) for key, name in names.items()}
    within = [key for key, name in slugs.items() if text and (text in name or text in key)]
    within.sort(key=lambda key: (len(slugs[key]), key))
    close = difflib.get_close_matches(text, [*slugs.values(), *names], n=MATCHES)
    by_slug = {name: key for key, name in slugs.items()}
    found = dict.fromkeys([*within, *(by_slug.get(match, match) for match in close)])
    return [f"{key} ({names[key]})" for key in list(found)[:MATCHES]]
