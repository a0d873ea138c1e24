"""The numbered sources of a meeting pack: every statement in it points to one by its number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from graph.landscape import Landscape
from graph.sources import Source
from graph.things import Evidence
from ontology.namespaces import ID, graph_iri
from ontology.texts import Language, Text
from service.pages.formats import partial_date
from service.pages.rendering import sources
from service.pages.words import CONFIDENCE

SILENT: Final = frozenset({"Quelle je Zeile"})
"""Attributions that only say that each row names its own source; the list of sources does."""

ALWAYS: Final = ("destatis-gv", "inkar")
"""Behind population and the comparison with similar districts, which every pack rests on."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One numbered source.

    Attributes:
        words: how sure it is and when it was taken over; the title for a whole data set.
        address: where it is written; empty for a whole data set.
    """

    number: int
    words: str
    address: str


class References:
    """Numbers sources in the order in which a pack names them.

    Args:
        landscape: where statements are looked up.
        language: of the lines.
    """

    def __init__(self, landscape: Landscape, language: Language) -> None:
        self._landscape = landscape
        self._language = language
        self._numbers: dict[str, SourceLine] = {}
        self._datasets: dict[str, None] = dict.fromkeys(ALWAYS)

    @property
    def lines(self) -> tuple[SourceLine, ...]:
        """Everything named so far, by number."""
        return tuple(self._numbers.values())

    @property
    def attributions(self) -> tuple[str, ...]:
        """How the data sets behind these sources want to be named."""
        used = (sources()[name] for name in self._datasets if name in sources())
        return tuple(self._titled(one) for one in used if one.attribution not in SILENT)

    def of_evidence(self, evidence: Iterable[Evidence]) -> str:
        """Return the numbers of where a statement is written, `[1, 2]`; empty for none."""
        return self._written([self._number(one.address, one) for one in evidence])

    def of_reason(self, addresses: Iterable[str], statements: Sequence[str]) -> str:
        """Return the numbers of the addresses behind a reason.

        Args:
            addresses: as the reason gives them; the graph of a source stands for all of it.
            statements: IRIs of what the reason rests on, for how sure it is.
        """
        known = {one.address: one for iri in statements for one in self._evidence(iri)}
        return self._written([self._number(one, known.get(one)) for one in addresses])

    def _number(self, address: str, evidence: Evidence | None) -> int:
        if evidence is not None:
            self._datasets.setdefault(evidence.dataset)
        if address not in self._numbers:
            self._numbers[address] = self._line(address, evidence)
        return self._numbers[address].number

    def _line(self, address: str, evidence: Evidence | None) -> SourceLine:
        number = len(self._numbers) + 1
        for one in sources().values():
            if address == graph_iri(one.id):
                self._datasets.setdefault(one.id)
                return SourceLine(number, self._titled(one), "")
        if not address.startswith(("http://", "https://")):
            return SourceLine(number, address, "")
        return SourceLine(number, self._remark(evidence) if evidence else "", address)

    def _remark(self, evidence: Evidence) -> str:
        confidence = CONFIDENCE.get(evidence.confidence)
        told = [confidence.in_language(self._language)] if confidence else []
        source = sources().get(evidence.dataset)
        if source is not None:
            when = partial_date(source.retrieved, self._language)
            told.append(Text(f"abgerufen {when}", f"retrieved {when}").in_language(self._language))
        return ", ".join(told)

    def _titled(self, source: Source) -> str:
        title = source.title.in_language(self._language)
        return title if source.attribution in SILENT else f"{title}: {source.attribution}"

    def _evidence(self, iri: str) -> tuple[Evidence, ...]:
        kind, _, rest = iri.removeprefix(ID).partition("/")
        key = unquote(rest)
        if kind == "cooperation" and key in self._landscape.ties:
            return self._landscape.ties[key].evidence
        if kind == "programme-participation" and key in self._landscape.participations:
            return self._landscape.participations[key].evidence
        item = self._landscape.items.get(key)
        return item.evidence if item is not None and item.iri == iri else ()

    @staticmethod
    def _written(numbers: Sequence[int]) -> str:
        return f"[{', '.join(map(str, dict.fromkeys(numbers)))}]" if numbers else ""
