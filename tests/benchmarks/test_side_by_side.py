# ruff: noqa: RUF001
"""Orchestrators side by side: what a cell of the table tells, and what wrong words get."""

import subprocess
import sys

import pytest

from benchmarks.compare import cell
from tests.project import HANG_SECONDS, ROOT


def test_a_cell_tells_the_time_and_the_ratio_to_the_reference() -> None:
    reference = [2.0, 2.1, 1.9]
    assert cell(reference, reference) == "2 (1.9–2.1) ms"
    assert cell([6.0, 6.3, 5.7], reference) == "6 (5.7–6.3) ms\n3 (3–3) times"
    assert cell([6.0, 6.3, 5.7], "not offered") == "6 (5.7–6.3) ms"
    assert cell("not offered", reference) == "not offered"


@pytest.mark.parametrize(
    ("word", "complaint"),
    [("publshed-1.7", 'There is no target "publshed-1.7"'), ("no-such --stdio", "does not exist: no-such")],
)
def test_a_wrong_word_gets_a_sentence(word: str, complaint: str) -> None:
    command = [sys.executable, "-m", "benchmarks.compare", word]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    assert done.returncode == 2
    assert complaint in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
