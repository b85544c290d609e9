"""Variables that are typed behind `make`: only those that the Makefile knows."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.project import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(*words: str) -> subprocess.CompletedProcess[str]:
    # As somebody types it, although these tests may be run by `make` themselves.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", "--dry-run", *words],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("TAGZ", "TAGS"), ("tags", "TAGS"), ("JOB", "JOBS"), ("COMAND", "COMMAND")]
)
def test_a_misspelt_variable_is_refused_with_the_nearest(typed: str, meant: str) -> None:
    done = make("accept", f"{typed}=@PLAN-1 or @PLAN-2", "TARGET=reference")
    assert done.returncode == 2
    assert not done.stdout
    assert f"Unknown variable {typed}. Did you mean {meant}? The variables are: " in done.stderr


def test_every_variable_that_a_recipe_reads_is_known() -> None:
    known = next(line for line in MAKEFILE.splitlines() if line.startswith("KNOWN :=")).split()[2:]
    read = set(re.findall(r"\$\((?:or \$\()?([A-Z_]+)[),]", MAKEFILE)) | {"NAME"}
    own = set(re.findall(r"^(?:export )?([A-Z_]+) :?= ", MAKEFILE, re.MULTILINE))
    assert read - own - {"MAKE", "MAKEFLAGS", "MAKEFILE_LIST", "CURDIR", "PWD"} == set(known)
    assert make("accept", *(f"{name}=x y" for name in known if name != "PYTHON")).returncode == 0


def test_quotation_marks_in_a_command_are_its_own() -> None:
    assert '--command "$COMMAND"' in make("accept", """COMMAND=serve --name "a b" 'c'""").stdout
