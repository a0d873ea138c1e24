"""Which comparable districts could meet as a group, in groups of the same size."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions.comparable import similarity_argument
from graph.suggestions.feedback import Declined, nobody_declined
from graph.suggestions.portfolio import Assignment, Portfolio, district_ref
from graph.suggestions.scope import Scope
from ontology.errors import ParameterError
from ontology.texts import Text

ROUNDS: Final = 10
"""The middle of a group is found anew at most so often; it settles after a few."""
NEED: Final = 0.1
"""What one need that two districts share adds to their likeness."""

LEAST_GAIN: Final = 1e-9

_ONE_GROUP: Final = ("Eine Gruppe", "One group")

APART: Final = 1000.0
"""What a pair that declined takes away: more than all likeness of a group adds up to."""

Floats = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.bool_]
Groups = list[list[int]]


def exchange_groups(
    landscape: Landscape,
    districts: Sequence[str],
    day: date,
    *,
    size: int = 4,
    declined: Declined = nobody_declined,
) -> Portfolio:
    """Return groups of comparable districts, all of nearly the same size.

    Every group has a district in the middle; districts are assigned to the middles so that the sum
    of their likeness is largest (capacity: the size), then the middles are chosen anew, until
    nothing changes (k-medoids with capacities); last, members swap places as long as that helps.
    Likeness is `peers` plus `NEED` for each shared need. Greedy, for comparison, fills one group
    after the other with whoever is left.

    Args:
        landscape: where to look.
        districts: AGS.
        day: needs stated later are not seen.
        size: members of a group, at least 2.
        declined: see `foundation_portfolio`: such a pair is never in one group; who fits in no
            group because of that goes without.

    Raises:
        UnknownThingError: if a district does not exist.
        ParameterError: if the size is below 2.
    """
    if size < 2:
        raise ParameterError(
            "capacity",
            Text("Eine Gruppe hat mindestens 2 Mitglieder.", "A group has at least 2 members."),
        )
    wanted = [landscape.district(ags).ags for ags in dict.fromkeys(districts)]
    scope, apart = Scope(landscape, day), _apart(wanted, declined)
    likeness = _likeness(scope, wanted) if wanted else np.zeros((0, 0))
    likeness[apart] = -APART
    groups = _kept_apart(_groups(likeness, size), apart) if len(wanted) > 1 else []
    if not groups:
        lonely = tuple(district_ref(landscape, ags) for ags in wanted)
        text = Text("Für eine Gruppe braucht es zwei Kreise.", "A group needs two districts.")
        return Portfolio("exchange", (), lonely, 0.0, 0.0, len(lonely), text)
    greedy_groups = _kept_apart(_greedy(likeness, size), apart)
    total, greedy = _total(likeness, groups), _total(likeness, greedy_groups)
    found = {member for group in groups for member in group}
    without = [district_ref(landscape, ags) for row, ags in enumerate(wanted) if row not in found]
    assignments = tuple(
        Assignment(
            district_ref(landscape, wanted[member]),
            district_ref(landscape, wanted[group[0]]),
            round(float(likeness[group[0], member]), 4) if member != group[0] else 1.0,
            _reason(scope, wanted[group[0]], wanted[member]),
        )
        for group in groups
        for member in group
    )
    greedily = len(wanted) - sum(map(len, greedy_groups))
    text = _text(groups, total, greedy)
    return Portfolio("exchange", assignments, tuple(without), total, greedy, greedily, text)


def _likeness(scope: Scope, districts: Sequence[str]) -> Floats:
    rows = [scope.comparison.position[ags] for ags in districts]
    likeness: Floats = scope.comparison.similarity[np.ix_(rows, rows)].copy()
    needs = [set(scope.needs(ags)) for ags in districts]
    shared = np.array([[len(one & other) for other in needs] for one in needs])
    likeness += NEED * shared
    np.fill_diagonal(likeness, 0.0)
    return likeness


def _apart(districts: Sequence[str], declined: Declined) -> Pairs:
    """Return which pairs of districts must not meet."""
    keys = [municipality_key(ags) for ags in districts]
    apart = np.zeros((len(keys), len(keys)), dtype=bool)
    for row, refused in enumerate(map(declined, keys)):
        apart[row] = [other in refused for other in keys]
    return apart | apart.T


def _kept_apart(groups: Groups, apart: Pairs) -> Groups:
    """Return the groups without those who must not meet others in them."""
    found = []
    for group in groups:
        rest = list(group)
        while apart[np.ix_(rest, rest)].any():
            del rest[int(apart[np.ix_(rest, rest)].sum(axis=1).argmax())]
        if len(rest) > 1:
            found.append(rest)
    return found


def _groups(likeness: Floats, size: int) -> Groups:
    sizes = _sizes(len(likeness), size)
    middles = _spread(likeness, len(sizes))
    groups = _around(likeness, middles, sizes)
    for _ in range(ROUNDS):
        found = [_middle(likeness, group) for group in groups]
        if set(found) == set(middles):
            break
        middles = found
        groups = _around(likeness, middles, sizes)
    starts = (groups, _greedy(likeness, size))
    best = _swapped(likeness, max(starts, key=lambda one: _total(likeness, one)))
    centred = [(_middle(likeness, group), group) for group in best]
    return [[middle, *sorted(set(group) - {middle})] for middle, group in sorted(centred)]


def _sizes(count: int, size: int) -> list[int]:
    number = max(1, min(-(-count // size), count // 2))
    return [count // number + (place < count % number) for place in range(number)]


def _middle(likeness: Floats, group: Sequence[int]) -> int:
    return group[int(likeness[np.ix_(group, group)].sum(axis=1).argmax())]


def _spread(likeness: Floats, number: int) -> list[int]:
    middles = [int(likeness.sum(axis=1).argmax())]
    while len(middles) < number:
        nearest = likeness[:, middles].max(axis=1)
        nearest[middles] = np.inf
        middles.append(int(nearest.argmin()))
    return middles


def _around(likeness: Floats, middles: Sequence[int], sizes: Sequence[int]) -> Groups:
    rest = [row for row in range(len(likeness)) if row not in set(middles)]
    groups = [[middle] for middle in middles]
    if rest:
        # a fifth of a second that nothing else waits for
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

        seats = [number for number, size in enumerate(sizes) for _ in range(size - 1)]
        worth = likeness[np.ix_(rest, [middles[number] for number in seats])]
        for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
            groups[seats[column]].append(rest[row])
    return groups


def _swapped(likeness: Floats, groups: Groups) -> Groups:
    """Return the groups after swapping pairs of members as long as that helps."""
    member = np.zeros((len(likeness), len(groups)))
    for number, group in enumerate(groups):
        member[group, number] = 1.0
    while True:
        own = likeness @ member
        home = member.argmax(axis=1)
        stay = own[np.arange(len(own)), home]
        gain = own[:, home] - stay[:, None]
        gain = gain + gain.T - 2 * likeness
        gain[home[:, None] == home[None, :]] = 0.0
        one, two = divmod(int(gain.argmax()), len(gain))
        if gain[one, two] <= LEAST_GAIN:
            return [np.flatnonzero(column).tolist() for column in member.T]
        member[[one, two]] = member[[two, one]]


def _greedy(likeness: Floats, size: int) -> Groups:
    rest, groups = list(range(len(likeness))), []
    for number in _sizes(len(likeness), size):
        first = rest.pop(0)
        near = sorted(rest, key=lambda row: (-likeness[first, row], row))[: number - 1]
        rest = [row for row in rest if row not in near]
        groups.append([first, *near])
    return groups


def _total(likeness: Floats, groups: Groups) -> float:
    return round(float(sum(likeness[np.ix_(one, one)].sum() / 2 for one in groups)), 4)


def _reason(scope: Scope, middle: str, member: str) -> Text:
    if middle == member:
        return Text("Steht in der Mitte der Gruppe.", "Is in the middle of the group.")
    return similarity_argument(scope, middle, member, 1.0).say()


def _text(groups: Groups, total: float, greedy: float) -> Text:
    number = len(groups)
    sizes = sorted({min(map(len, groups)), max(map(len, groups))})
    german = tuple(f"{one:.2f}".replace(".", ",") for one in (total, greedy))
    many = Text(f"{number} Gruppen", f"{number} groups") if number > 1 else Text(*_ONE_GROUP)
    return Text(
        f"{many.de} mit {' bis '.join(map(str, sizes))} Kreisen; Summe der Ähnlichkeit innerhalb"
        f" der Gruppen {german[0]}. Wer eine Gruppe nach der anderen füllt, käme auf {german[1]}.",
        f"{many.en} of {' to '.join(map(str, sizes))} districts; sum of likeness within the groups"
        f" {total:.2f}. Filling one group after the other would give {greedy:.2f}.",
    )
