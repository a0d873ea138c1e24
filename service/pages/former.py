"""What is said of a district that exists no more: when it ended and what it became."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.texts import Text
from queries.run import run_named
from service.memory import landscape_of
from service.pages.rendering import render

_QUESTION: Final = "successors-of-former-district"


@dataclass(frozen=True, slots=True)
class Successor:
    """A present district into which a former one went."""

    ags: str
    name: str


def is_former(request: Request, ags: str) -> bool:
    """Say whether a key was that of a district and is no more."""
    landscape = landscape_of(request)
    return ags in landscape.former_districts and ags not in landscape.districts


def former_district(request: Request, ags: str) -> Response:
    """Return the page of a former district; it leads to its successors and their meeting packs.

    Args:
        request: for language and landscape.
        ags: of a former district.
    """
    query = request.app.state.catalogue.get(_QUESTION)
    found = run_named(query, {"former": ags}, request.app.state.execute).records()
    name = landscape_of(request).former_districts[ags]
    return render(
        request,
        "former_district.html",
        title=Text(f"{name} (früherer Kreis)", f"{name} (former district)"),
        description=Text(
            f"Was aus dem früheren Kreis {name} wurde.", f"What became of the district {name}."
        ),
        name=name,
        ags=ags,
        dissolved=next((str(row["dissolved_on"]) for row in found if row["dissolved_on"]), ""),
        successors=[Successor(str(row["ags"]), str(row["name"])) for row in found],
    )
