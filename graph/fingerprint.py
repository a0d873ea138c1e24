"""What a build depends on: every table, every ontology file, every line of mapping code."""

from collections.abc import Iterable
from hashlib import sha256
from importlib import resources
from pathlib import Path

_PACKAGES = ("ontology", "graph")
_AFTER_THE_BUILD = frozenset(
    {"suggestions", "evaluation"}
    | {
        f"{name}.py"
        for name in (
            "layout", "network", "network_files", "network_page", "search",
        )
    }
)  # fmt: skip
"""Packages and modules that read a built landscape; a change in them changes no statement."""

_SUFFIXES = (".py", ".ttl", ".rq", ".csv", ".toml", ".json")


def fingerprint(data: Path, corrections: Path) -> str:
    """Return a hash over everything that a build reads; equal hashes mean an equal landscape.

    Args:
        data: the data folder.
        corrections: folder of corrections; may be missing.
    """
    digest = sha256()
    for root in (*_package_folders(), data, corrections):
        for path in _files(root):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _package_folders() -> Iterable[Path]:
    for package in _PACKAGES:
        yield Path(str(resources.files(package)))


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    found = (path for path in root.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    return sorted(path for path in found if path.relative_to(root).parts[0] not in _AFTER_THE_BUILD)
