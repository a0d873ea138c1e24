"""Building: the same input gives the same bytes, errors change nothing, a kill loses nothing."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.build import build
from graph.generations import KEPT_GENERATIONS, StoreFolder
from graph.store import open_store
from ontology.errors import StoreLockedError, TableError

KILLS = 4


@pytest.fixture(scope="module")
def built(small_data, tmp_path_factory) -> tuple[Path, float]:
    """Return a store that is built once, and how many seconds it took; tests take a copy."""
    root = tmp_path_factory.mktemp("built")
    started = time.monotonic()
    build(StoreFolder(root), data=small_data)
    return root, time.monotonic() - started


@pytest.fixture
def folder(built, tmp_path) -> StoreFolder:
    shutil.copytree(built[0], tmp_path / "store")
    return StoreFolder(tmp_path / "store")


def content(folder: StoreFolder) -> str:
    return hashlib.sha256(folder.require_current().dump.read_bytes()).hexdigest()


def test_the_same_input_gives_the_same_bytes(folder, small_data, tmp_path):
    other = StoreFolder(tmp_path / "other")
    second = build(other, data=small_data)
    assert folder.require_current().manifest().version == second.version
    assert content(folder) == content(other)


def test_a_second_build_has_nothing_to_do(folder, small_data):
    again = build(folder, data=small_data)
    assert again.unchanged
    assert again.version == folder.require_current().manifest().version


def test_a_broken_table_is_reported_and_the_old_landscape_goes_on(folder, small_data, tmp_path):
    version = folder.require_current().manifest().version
    broken = tmp_path / "broken"
    shutil.copytree(small_data, broken)
    table = broken / "models" / "models.csv"
    table.write_text(table.read_text("utf-8") + "only,two\n", "utf-8")
    with pytest.raises(TableError, match=r"models\.csv, Zeile"):
        build(folder, data=broken)
    assert open_store(str(folder.root)).version == version
    assert build(folder, data=small_data).unchanged


def test_two_builds_at_once_do_not_mix(tmp_path):
    folder = StoreFolder(tmp_path)
    with folder.writing(), pytest.raises(StoreLockedError), folder.writing():
        pass


def test_a_kill_at_any_moment_leaves_a_usable_landscape(folder, built, small_data):
    version = folder.require_current().manifest().version
    reader = open_store(str(folder.root))
    draw = random.Random(20260101)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", _BUILD, str(folder.root), str(small_data)]
        )
        time.sleep(draw.uniform(0.2, built[1]))
        process.send_signal(signal.SIGKILL)
        process.wait()
        store = open_store(str(folder.root))
        assert store.version == version
        assert store.ask("ASK { ?d a bl:District }")
    build(folder, data=small_data, force=True)
    assert reader.ask("ASK { ?d a bl:District }"), "a reader keeps the generation it opened"
    left = [path.name for path in folder.generations.iterdir()]
    assert not [name for name in left if name.startswith("unfinished")]
    assert len(left) <= KEPT_GENERATIONS


def test_a_damaged_manifest_names_the_remedy(folder, tmp_path):
    (folder.require_current().folder / "manifest.json").write_text("{", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "service", "export", "-o", str(tmp_path / "x.nq")],
        env={**os.environ, "BILDUNGSLANDSCHAFT_STORE": str(folder.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "build --force" in done.stderr
    assert "Traceback" not in done.stderr


_BUILD = """
import sys
from pathlib import Path
from graph.build import build
from graph.generations import KEPT_GENERATIONS, StoreFolder
build(StoreFolder(Path(sys.argv[1])), data=Path(sys.argv[2]), force=True)
"""
