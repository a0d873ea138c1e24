"""How a landscape is kept elsewhere and brought back: one archive, complete or not there."""

import os
import tarfile
from pathlib import Path
from typing import Final

from graph.generations import Generation, StoreFolder
from graph.store import EmbeddedStore
from ontology.errors import InputError
from ontology.texts import Text

_GENERATION: Final = "generation"
_CORRECTIONS: Final = "corrections"


def backup(folder: StoreFolder, target: Path) -> Path:
    """Write the current generation and all corrections to a gzipped tar archive.

    Args:
        folder: where the store lies.
        target: the archive; replaced only when it is complete and on disk.

    Raises:
        StoreError: if there is no landscape.
    """
    generation = folder.require_current()
    unfinished = target.with_name(f".{target.name}.unfinished")
    with unfinished.open("wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz") as archive:
            archive.add(generation.folder, _GENERATION, filter=_worth_keeping)
            if folder.corrections.is_dir():
                archive.add(folder.corrections, _CORRECTIONS)
        raw.flush()
        os.fsync(raw.fileno())
    unfinished.replace(target)
    return target


def restore(folder: StoreFolder, source: Path) -> Generation:
    """Make the landscape of an archive the current one; corrections come back with it.

    Args:
        folder: where the store lies; made if absent.
        source: an archive of `backup`.

    Raises:
        InputError: if the file is not such an archive; nothing was changed.
        StoreLockedError: if a build is running.
    """
    with folder.writing():
        unfinished = folder.begin()
        try:
            corrections = _unpack(source, unfinished.folder)
            EmbeddedStore(unfinished).ask("ASK { ?s ?p ?o }")
        except (tarfile.TarError, OSError, EOFError, KeyError) as error:
            raise InputError(
                Text(
                    f"{source.name} ist keine vollständige Sicherung ({error}). Abhilfe: eine"
                    " andere Sicherung nehmen oder neu bauen.",
                    f"{source.name} is not a complete backup ({error}). Remedy: take another"
                    " backup, or build anew.",
                )
            ) from error
        if corrections is not None:
            _replace(folder.corrections, corrections)
        return folder.finish(unfinished)


def _worth_keeping(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    # downloads are made from the store when somebody asks for them
    return None if "downloads" in Path(member.name).parts else member


def _unpack(source: Path, target: Path) -> Path | None:
    corrections = target.with_name(f"{target.name}-corrections")
    found = None
    with tarfile.open(source, "r:gz") as archive:
        archive.getmember(f"{_GENERATION}/manifest.json")
        for member in archive.getmembers():
            root, _, rest = member.name.partition("/")
            if root == _CORRECTIONS:
                found = corrections
            member.name = rest or "."
            archive.extract(member, corrections if root == _CORRECTIONS else target, filter="data")
    return found


def _replace(old: Path, new: Path) -> None:
    if old.exists():
        old.rename(old.with_name(f"{old.name}-{os.getpid()}"))
    new.rename(old)
