"""What a command line prints for answers that are too deep, without an end, or no JSON that anybody reads."""

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
SERVER = Path(__file__).parent / "servers" / "lines.py"
TARGETS = """[targets.hostile]
command = [{python}, "-S", "-E", {server}, {manner}]
timeouts = {{ connect = 10, call = 2, close = 0.5 }}
"""
MACHINE_WORDS = re.compile(r"Traceback|Error\b|<[\w.]+ object at")
MOST_BYTES = 2 << 30
# The exit code, and what is printed.
MANNERS = {
    "too deep": (1, "its answer cannot be read: it is not JSON that clients can read (recursion limit exceeded"),
    "deep": (0, "[["),
    "half a character": (1, "its answer cannot be read"),
    "digits": (1, "its answer cannot be read"),
    "no number": (0, "nan"),
    "odd": (1, ""),
    "a flood": (1, "was not answered within 2 s"),
    "no end": (1, "was not answered within 2 s"),
    "odd schemas": (0, "fine"),
}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


@pytest.mark.parametrize("manner", MANNERS)
def test_a_command_line_ends_in_words(tmp_path: Path, manner: str) -> None:
    told = TARGETS.format(python=json.dumps(sys.executable), server=json.dumps(str(SERVER)), manner=json.dumps(manner))
    (tmp_path / "targets.toml").write_text(told, encoding="utf-8")
    command = [sys.executable, "-m", "acceptance", "call", "orchestrator_get_status", "--target", "hostile", "--json"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ORCHESTRATOR_TARGETS": str(tmp_path / "targets.toml"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
        preexec_fn=limited,
    )
    code, words = MANNERS[manner]
    assert done.returncode == code, done.stdout[-500:] + done.stderr[-1500:]
    assert words in " ".join((done.stdout + done.stderr).split()).replace(" ", "" if words == "[[" else " ")
    assert not MACHINE_WORDS.search(done.stderr), done.stderr
    if code == 0:
        json.loads(done.stdout, parse_constant=pytest.fail)
