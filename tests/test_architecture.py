"""What holds for the tree as a whole: whose names are ours, sizes, layers, no foreign address."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from service.settings import Settings, settings_table

ROOT = Path(__file__).parent.parent
PACKAGES = ("ontology", "graph", "queries", "service")
LONGEST = 300


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("name", PACKAGES)
def test_nobody_else_owns_our_top_level_names(name):
    assert set(packages_distributions().get(name, [])) <= {"bildungslandschaft"}


def test_imports_go_one_way():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_no_file_is_longer_than_a_reader_can_hold():
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in tracked("*.py")
        if "tests" not in path.parts
        and (count := len(path.read_text("utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_no_committed_file_names_a_registry_or_a_folder_of_a_machine():
    registries = "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs"))
    forbidden = re.compile(rf"{registries}|{re.escape(str(ROOT))}/")
    found = [
        path.name
        for path in tracked()
        if path.suffix not in {".png", ".gz"} and forbidden.search(path.read_text("utf-8"))
    ]
    assert not found


def test_the_lock_holds_hashes_and_no_address():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock


def test_no_page_and_no_script_of_ours_asks_a_third_party():
    loading = re.compile(r"""(?:src|href|@import|url\()\s*=?\s*["'(]?https?://(?!www\.w3\.org)""")
    for path in tracked("service/templates/*", "service/static/*"):
        for line in path.read_text("utf-8").splitlines():
            found = loading.search(line)
            assert not found or "<a " in line or "rel=" in line, f"{path.name}: {line}"


def test_the_readme_documents_every_setting():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert settings_table().strip() in readme
    assert len(Settings.model_fields) > 10


def test_the_readme_names_every_make_target_and_the_install_script():
    readme = (ROOT / "README.md").read_text("utf-8")
    for target in ("make serve", "make test", "make check", "make bench"):
        assert target in readme
    assert "tests/install-debian-packages" in readme


def test_the_version_stands_in_one_place_and_in_the_citation():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
