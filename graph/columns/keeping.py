"""How columns lie on disk: one file, checked when opened, mapped into memory and shared.

A line of JSON says the format, the version of the landscape, a checksum of the rest, and where each
array begins; the arrays follow, each on a multiple of 64 bytes.
"""

import hashlib
import json
import os
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.columns.arrays import Names, Rows
from graph.columns.tables import Columns
from ontology.errors import StoreError
from ontology.texts import Text

FORMAT: Final = 1
"""Raised whenever a column is added, dropped or means something else."""

_ALIGNED: Final = 64
_KINDS: Final[dict[str, tuple[type, tuple[str, ...]]]] = {
    "Names": (Names, ("blob", "end")),
    "Rows": (Rows, ("start", "other")),
}


def write_columns(columns: Columns, path: Path) -> None:
    """Write columns so that a reader sees the old file or the new one, even after a crash."""
    parts, table, at = [], {}, 0
    for name, kind, array in _arrays(columns):
        data = array.tobytes()
        table[name] = (kind, str(array.dtype), at, len(array))
        parts.append(data + bytes(-len(data) % _ALIGNED))
        at += len(parts[-1])
    body = b"".join(parts)
    head = json.dumps(
        {
            "format": FORMAT,
            "version": columns.version,
            "sha256": hashlib.sha256(body).hexdigest(),
            "arrays": table,
        }
    ).encode()
    head += b" " * (-(len(head) + 1) % _ALIGNED) + b"\n"
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as handle:
        handle.write(head + body)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)


def open_columns(path: Path, version: str) -> Columns:
    """Return the columns in a file; the arrays are read-only and shared between processes.

    Args:
        path: written by `write_columns`.
        version: of the landscape that they have to belong to.

    Raises:
        StoreError: if the file is missing, damaged, of another format or of another landscape.
    """
    try:
        with path.open("rb") as handle:
            head = handle.readline()
        about = json.loads(head)
        body: npt.NDArray[np.uint8] = np.memmap(path, np.uint8, "r", offset=len(head))
        known = about["format"], about["version"], hashlib.sha256(body.data).hexdigest()
        arrays = {name: _view(body, *row) for name, row in about["arrays"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error
    if known != (FORMAT, version, about["sha256"]):
        raise _damaged(path)
    return Columns(version=version, **{name: _column(name, arrays) for name in _names()})


def _names() -> list[str]:
    return [field.name for field in fields(Columns) if field.name != "version"]


def _arrays(columns: Columns) -> list[tuple[str, str, npt.NDArray[Any]]]:
    found: list[tuple[str, str, npt.NDArray[Any]]] = []
    for name in _names():
        value = getattr(columns, name)
        kind = type(value).__name__
        if kind in _KINDS:
            found += [(f"{name}.{part}", kind, getattr(value, part)) for part in _KINDS[kind][1]]
        else:
            found.append((name, "", value))
    return found


def _view(
    body: npt.NDArray[np.uint8], _kind: str, dtype: str, at: int, length: int
) -> npt.NDArray[Any]:
    # a plain array over the mapped bytes: slices of a memmap object cost a microsecond each
    plain = np.asarray(body)
    return plain[at : at + length * np.dtype(dtype).itemsize].view(dtype)


def _column(name: str, arrays: dict[str, npt.NDArray[Any]]) -> Any:  # noqa: ANN401 - one of three forms
    if name in arrays:
        return arrays[name]
    for made, parts in _KINDS.values():
        if f"{name}.{parts[0]}" in arrays:
            return made(*(arrays[f"{name}.{part}"] for part in parts))
    raise KeyError(name)


def _damaged(path: Path) -> StoreError:
    return StoreError(
        Text(
            f"Die Spalten in {path} sind beschädigt oder veraltet. Abhilfe: bildungslandschaft"
            " build --force.",
            f"The columns in {path} are damaged or outdated. Remedy: bildungslandschaft"
            " build --force.",
        )
    )
