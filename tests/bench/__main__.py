"""`make bench`: the product against named peers, side by side in one run; ratios are what counts.

make bench                    everything
make bench ARGS=landscape     one part: landscape, service, network, measures, columns, pages,
                              reasoning, suggestions, evaluation, scoring, stores
"""

import sys

from tests.bench import (
    columns,
    evaluation,
    gaps,
    landscape,
    measures,
    network,
    pages,
    reasoning,
    scoring,
    service,
    stores,
    suggestions,
)

PARTS = {
    "gaps": gaps.run,
    "landscape": landscape.run,
    "service": service.run,
    "network": network.run,
    "measures": measures.run,
    "columns": columns.run,
    "pages": pages.run,
    "reasoning": reasoning.run,
    "suggestions": suggestions.run,
    "evaluation": evaluation.run,
    "scoring": scoring.run,
    "stores": stores.run,
}

for name in sys.argv[1:] or PARTS:
    PARTS[name]()
