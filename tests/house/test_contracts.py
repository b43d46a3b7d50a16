"""The contracts on imports, and that nobody is excused from one."""

import subprocess
import sys
from pathlib import Path

import pytest

from house.sources import ROOT


@pytest.mark.slow
def test_the_contracts_are_kept():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_contract_has_an_exception():
    assert "ignore_imports" not in (ROOT / ".importlinter").read_text()
