"""What shape and colour of a node tell: the kind of actor, its community, or its theme."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.analyses.wording import listed, number
from graph.landscape import Landscape
from graph.links import PROGRAMME
from graph.measures.communities import Community, communities
from graph.network import Network
from ontology.texts import Text
from service.drawing.families import FAMILIES, Family, family_of
from service.network_wish import Colour

COLOURS: Final[dict[Colour, Text]] = {
    "type": Text("Art des Akteurs", "Kind of actor"),
    "community": Text("Gemeinschaft", "Community"),
    "theme": Text("Thema", "Theme"),
}

_DRAWS: Final = 20
"""Thinned networks by which the stability of communities is told."""

_SMALLEST: Final = 3
"""Members that a community needs for a look of its own."""

_FIRM: Final = 0.75
"""Stability from which a community is usually taken for real (Hennig 2007)."""

_PROGRAMME: Final = next(family for family in FAMILIES if family.key == "government")

_PALETTE: Final = (*(family for family in FAMILIES if family != _PROGRAMME), _PROGRAMME)
"""Colours and shapes in the order of use; the last one is grey, for what has no group."""

_LAST: Final = len(_PALETTE) - 1


@dataclass(frozen=True, slots=True)
class Colouring:
    """The looks of a network.

    Attributes:
        key: what they tell.
        of: node → look.
        said: what they mean, in sentences; none for kinds of actors, which the legend names.
    """

    key: Colour
    of: Mapping[str, Family]
    said: tuple[Text, ...] = ()

    def of_all(self, nodes: Iterable[str]) -> Family:
        """Return the look of a node that stands for several: that of most of them."""
        return Counter(self.of[node] for node in sorted(nodes)).most_common(1)[0][0]


def colouring(landscape: Landscape, network: Network, colour: Colour) -> Colouring:
    """Return what shapes and colours tell of a network; no looks for an empty one.

    Args:
        landscape: where names come from.
        network: the view.
        colour: kinds of actors, communities (Leiden method, fixed seed) or themes of the ties.
    """
    if colour == "community":
        return _communities(network)
    if colour == "theme":
        return _themes(landscape, network)
    of = {
        node.key: _PROGRAMME if node.class_ == PROGRAMME else family_of(landscape.actors[node.key])
        for node in network.nodes
    }
    return Colouring("type", of)


def _look(place: int, label: Text) -> Family:
    like = _PALETTE[place]
    return Family(f"look-{place + 1}", label, like.colour, like.shape)


def _looks(parts: Sequence[tuple[Text, Iterable[str]]]) -> dict[str, Family]:
    """Return node → look, in the order of the palette."""
    return {
        node: _look(place, label) for place, (label, nodes) in enumerate(parts) for node in nodes
    }


def _communities(network: Network) -> Colouring:
    found = communities(network.graph(), draws=_DRAWS)
    degree = {node.key: node.degree for node in network.nodes}
    names = {node.key: node.name for node in network.nodes}
    large = [one for one in found.communities if len(one.members) >= _SMALLEST]
    large = large[:_LAST]
    hubs = [names[max(one.members, key=lambda key: (degree[key], key))] for one in large]
    parts = [(Text(f"um {hub}", f"around {hub}"), one.members)
             for hub, one in zip(hubs, large, strict=True)]  # fmt: skip
    shown = {key for one in large for key in one.members}
    rest = [key for key in degree if key not in shown]
    of = _looks(parts)
    of |= dict.fromkeys(rest, _look(_LAST, Text("in kleineren", "in smaller ones")))
    return Colouring("community", of, (_COMMUNITY, *_sizes(hubs, large)))


_COMMUNITY: Final = Text(
    "Eine Gemeinschaft sind Akteure, die untereinander mehr zusammenarbeiten als mit anderen;"
    " berechnet nach dem Leiden-Verfahren mit festem Startwert, also immer gleich. Sie heißt nach"
    " dem Akteur mit den meisten Partnern.",
    "A community is a set of actors that work more with each other than with others; computed by"
    " the Leiden method with a fixed seed, so always the same. It is named after the actor with"
    " most partners.",
)


def _sizes(hubs: Sequence[str], large: Sequence[Community[str]]) -> list[Text]:
    if not hubs:
        return [Text("Keine hat drei oder mehr Akteure.", "None has three or more actors.")]
    told = [
        (f"{hub} ({number(len(one.members)).de})", one.stability >= _FIRM)
        for hub, one in zip(hubs, large, strict=True)
    ]
    everything = listed([words for words, _ in told], len(told))
    loose = listed([hub for hub, (_, firm) in zip(hubs, told, strict=True) if not firm], len(told))
    sizes = Text(
        f"Die größten stehen um {everything.de}; in Klammern: Zahl der Akteure.",
        f"The largest stand around {everything.en}; in brackets: number of actors.",
    )
    if not loose.de:
        return [sizes]
    return [
        sizes,
        Text(
            f"Wenig fest, bei wenigen fehlenden Verbindungen also anders: um {loose.de}.",
            f"Not firm, so different if few ties were missing: around {loose.en}.",
        ),
    ]


def _themes(landscape: Landscape, network: Network) -> Colouring:
    counts = _theme_counts(network)
    # of equally frequent themes the one that is more frequent in the view, so that looks are few
    everywhere = Counter(theme for one in counts.values() for theme in one)
    of_node = {
        node: max(one, key=lambda key: (one[key], everywhere[key], key))
        for node, one in counts.items()
        if one
    }
    ranked = [key for key, _ in Counter(sorted(of_node.values())).most_common()]
    named, others = ranked[: _LAST - 1], set(ranked[_LAST - 1 :])
    parts = [
        (landscape.themes[key].label, [node for node, theme in of_node.items() if theme == key])
        for key in named
    ]
    of = _looks(parts)
    rest = _look(_LAST - 1, Text("andere Themen", "other themes"))
    none = _look(_LAST, Text("ohne Thema", "without a theme"))
    of |= {node: rest for node, theme in of_node.items() if theme in others}
    without = [node for node in counts if node not in of]
    of |= dict.fromkeys(without, none)
    return Colouring("theme", of, (_THEME, _known(len(of_node), len(counts))))


_THEME: Final = Text(
    "Ein Akteur trägt das Thema, das die meisten seiner Verbindungen in dieser Auswahl nennen.",
    "An actor bears the theme that most of its ties in this choice name.",
)


def _known(known: int, all_: int) -> Text:
    return Text(
        f"Bei {number(known).de} von {number(all_).de} ist eines bekannt.",
        f"One is known of {number(known).en} of {number(all_).en}.",
    )


def _theme_counts(network: Network) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {node.key: Counter() for node in network.nodes}
    for edge in network.edges:
        for name in edge.ties:
            for node in (edge.source, edge.target):
                found[node].update(network.ties[name].themes)
    return found
