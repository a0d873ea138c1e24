"""Every notebook runs from the first cell to the last on the real landscape."""

import os
from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_the_notebook_runs(path, store_location, monkeypatch):
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_STORE", store_location)
    notebook = jupytext.read(path)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3",
        resources={"metadata": {"path": os.fspath(path.parent)}},
    ).execute()  # fmt: skip
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in cells)
    assert any(output.get("text") for cell in cells for output in cell.outputs)
