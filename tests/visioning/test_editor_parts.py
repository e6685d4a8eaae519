"""The editor's pure parts are tested in their own language; this runs them with the rest."""

import shutil
import subprocess
from pathlib import Path

import pytest

EDITOR = Path(__file__).resolve().parents[2] / "static/js/shared_text"


@pytest.mark.slow
def test_the_editors_own_tests_pass():
    node = shutil.which("node")
    assert node, "Node is needed for the editor; make test puts it on the PATH."
    files = sorted(str(path) for path in (EDITOR / "test").glob("*.test.mjs"))
    run = subprocess.run([node, "--test", *files], cwd=EDITOR, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "# pass 0" not in run.stdout
