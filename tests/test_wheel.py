"""What ships: the wheel, installed in another environment and run from another folder."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.serving import free_port, wait_until_up

ROOT = Path(__file__).parent.parent
UV = ROOT / ".tools" / "bin" / "uv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_four_packages_with_their_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"ontology", "graph", "queries", "service"}
    for needed in (
        "graph/data/sources.toml",
        "graph/data/models/models.csv",
        "ontology/modules/landscape.ttl",
        "ontology/shapes/cooperation.ttl",
        "service/templates/base.html",
        "service/static/app.css",
    ):
        assert needed in names
    assert any(name.startswith("queries/library/") and name.endswith(".rq") for name in names)


def test_the_wheel_starts_elsewhere(wheel, store_location, tmp_path):
    if not UV.exists():
        pytest.skip("uv comes with `make test`")
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    install = [UV, "pip", "install", "--quiet", "--no-deps", "--python", python, wheel]
    subprocess.run(install, check=True)
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    # the dependencies of this environment, but not its editable install of the checkout
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    port = free_port()
    process = subprocess.Popen(
        [tmp_path / "env" / "bin" / "bildungslandschaft", "serve", "--port", str(port)],
        cwd=elsewhere,
        env={**os.environ, "BILDUNGSLANDSCHAFT_STORE": store_location},
    )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/health", process)
        where = "import graph; print(graph.__file__)"
        found = subprocess.run(
            [python, "-c", where], cwd=elsewhere, check=True, capture_output=True, text=True
        )
        assert found.stdout.startswith(str(site))
        assert not list(elsewhere.iterdir())
    finally:
        process.terminate()
        process.wait(timeout=20)
