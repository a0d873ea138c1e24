"""What became of suggestions: an append-only file of states, without anything about persons."""

import fcntl
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, Final, Literal, get_args

from graph.dates import is_partial_date
from graph.suggestions.results import SEPARATOR
from ontology.errors import ParameterError, StoreError
from ontology.texts import Text

State = Literal["shown", "saved", "contacted", "accepted", "declined"]
DeclineReason = Literal["", "no-capacity", "not-our-theme", "tried-before", "wrong-region", "other"]

_WORD: Final = re.compile(r"[A-Za-z0-9._-]{0,120}")
_ID: Final = re.compile(r"[A-Za-z0-9._%-]{1,120}(~[A-Za-z0-9._%-]{1,160}){2,3}")
"""Keys and nothing else: no room for a sentence about anybody."""

EXCLUDED_DAYS: Final = 365
"""So long a declined pair is not suggested again, unless the entry says otherwise."""
LONGEST_DAYS: Final = 10 * EXCLUDED_DAYS
"""No decline lasts longer: people and programmes change."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that happened to a suggestion.

    Attributes:
        suggestion: its id.
        state: what happened.
        day: ISO date.
        reason: only with `declined`.
        expires: ISO date until which a declined pair is left out; empty for `EXCLUDED_DAYS`.
        propensity: probability with which it was shown, above 0, at most 1. Our lists are not drawn
            by lot, so 1 is their truth; whoever shows a part of a list by lot records how likely.
        rank: place in the list that was shown, the first is 1; 0 if not told.
        policy: id of the rule by which the list was made; empty if not told.
    """

    suggestion: str
    state: State
    day: str
    reason: DeclineReason = ""
    expires: str = ""
    propensity: float = 1.0
    rank: int = 0
    policy: str = ""


class FeedbackFile:
    """Feedback in a file of JSON lines; a line is on disk before it is acknowledged.

    Args:
        path: the file; it is made with the first entry.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int], tuple[Feedback, ...]] = ((0, 0), ())

    def add(self, entry: Feedback) -> None:
        """Append an entry.

        Raises:
            ParameterError: if the entry is malformed or contradicts itself.
            StoreError: if the file cannot be written.
        """
        _check(entry)
        line = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a+b") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                _drop_torn_line(handle)
                handle.write(line.encode())
                handle.flush()
                os.fsync(handle.fileno())
        except OSError as error:
            raise StoreError(
                Text(
                    f"Die Rückmeldung konnte nicht gespeichert werden: {error}.",
                    f"The feedback could not be stored: {error}.",
                )
            ) from error

    def entries(self) -> tuple[Feedback, ...]:
        """Return all entries in order; a line that a crash cut off at the end is left out.

        Raises:
            StoreError: if a line before the last one is damaged.
        """
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return ()
        stamp = found.st_mtime_ns, found.st_size
        if self._read[0] != stamp:
            self._read = stamp, self._entries()
        return self._read[1]

    def _entries(self) -> tuple[Feedback, ...]:
        lines = self._path.read_bytes().split(b"\n")
        found = []
        for number, line in enumerate(lines[:-1], start=1):
            try:
                found.append(Feedback(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise StoreError(
                    Text(
                        f"Zeile {number} von {self._path.name} ist beschädigt.",
                        f"Line {number} of {self._path.name} is damaged.",
                    )
                ) from error
        return tuple(found)

    def excluded_for(self, actor: str, day: date) -> Mapping[str, date]:
        """Return the partners that an actor declined and that are left out, until which day."""
        return self.declined_on(day)(actor)

    def declined_on(self, day: date) -> "Declined":
        """Return what says for any actor what is left out on a day."""
        found = declines(self.entries(), day)
        return lambda actor: found.get(actor, {})


Declined = Callable[[str], Mapping[str, date]]
"""Key of an actor → what is not suggested to it because the pair declined, see `declines`."""


def nobody_declined(_actor: str) -> Mapping[str, date]:
    """Return that an actor declined nothing."""
    return {}


def declines(entries: Iterable[Feedback], day: date) -> Mapping[str, Mapping[str, date]]:
    """Return actor → what is not suggested to it on a day because the pair declined.

    The last entry of a pair decides: who is contacted after a decline comes back. A pair declines
    for both sides; where a suggestion is about something else as well (an offer, a model, a second
    district), only this combination is left out.

    Returns:
        Keys of partners, or `partner~subject`, each with the last day on which it is left out.

    Args:
        entries: in the order in which they were made.
        day: the day asked for.
    """
    last: dict[str, dict[str, Feedback]] = defaultdict(dict)
    for entry in entries:
        if entry.state != "shown":
            asker, _, *partner = entry.suggestion.split(SEPARATOR)
            last[asker][SEPARATOR.join(partner)] = entry
            if len(partner) == 1:
                last[partner[0]][asker] = entry
    return {
        actor: {
            partner: _until(entry)
            for partner, entry in theirs.items()
            if entry.state == "declined" and _from(entry) <= day <= _until(entry)
        }
        for actor, theirs in last.items()
    }


def _drop_torn_line(handle: BinaryIO) -> None:
    # a crash may have cut off the last line; what follows must not be glued to it
    handle.seek(0)
    handle.truncate(handle.read().rfind(b"\n") + 1)


def _from(entry: Feedback) -> date:
    return date.fromisoformat(entry.day)


def _until(entry: Feedback) -> date:
    if entry.expires:
        return date.fromisoformat(entry.expires)
    return date.fromisoformat(entry.day) + timedelta(days=EXCLUDED_DAYS)


def _check(entry: Feedback) -> None:
    if not _ID.fullmatch(entry.suggestion):
        raise _wrong("suggestion", entry.suggestion)
    if entry.state not in get_args(State):
        raise _wrong("state", entry.state)
    if entry.reason not in get_args(DeclineReason):
        raise _wrong("reason", entry.reason)
    if not 0.0 < entry.propensity <= 1.0:
        raise _wrong("propensity", str(entry.propensity))
    if entry.rank < 0:
        raise _wrong("rank", str(entry.rank))
    if not _WORD.fullmatch(entry.policy):
        raise _wrong("policy", entry.policy)
    if not _is_day(entry.day):
        raise _wrong("day", entry.day)
    if entry.state != "declined":
        _check_no_decline(entry)
    elif entry.expires:
        _check_expiry(entry.expires, date.fromisoformat(entry.day))


def _check_no_decline(entry: Feedback) -> None:
    for name, value in (("reason", entry.reason), ("expires", entry.expires)):
        if value:
            raise _wrong(name, value, _ONLY_DECLINED)


def _check_expiry(expires: str, day: date) -> None:
    last = day + timedelta(days=LONGEST_DAYS)
    if not _is_day(expires) or not day <= date.fromisoformat(expires) <= last:
        expected = Text(
            f"Erwartet wird ein Tag JJJJ-MM-TT von {day} bis {last}; ohne Angabe gilt ein Jahr.",
            f"Expected is a day YYYY-MM-DD from {day} to {last}; a year if absent.",
        )
        raise _wrong("expires", expires, expected)


def _is_day(value: str) -> bool:
    return len(value) == len("2026-11-23") and is_partial_date(value)


_ONLY_DECLINED: Final = Text(
    "Das gehört nur zu „declined“: weglassen.", 'That belongs to "declined" only: leave it out.'
)


def _wrong(name: str, value: str, remedy: Text | None = None) -> ParameterError:
    rest = remedy or Text("", "")
    return ParameterError(
        name,
        Text(
            f"„{value}“ ist für „{name}“ nicht zulässig. {rest.de}".strip(),
            f'"{value}" is not allowed for "{name}". {rest.en}'.strip(),
        ),
    )
