"""The official kit: installed from npm as pinned beside this file, and run on an address."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from acceptance.commands.paths import say
from acceptance.errors import SuiteError
from acceptance.messages.bounds import brief
from acceptance.system.node import find_node
from acceptance.targets.installation import TARGETS, ensure_installed
from acceptance.targets.target import Target
from tools.conformance.judging import Outcome

PINS: Final = Path(__file__).with_name("kit")
"""The folder with the package.json and the package-lock.json of the kit."""
NAME: Final = "conformance-kit"
PACKAGE: Final = "@modelcontextprotocol/conformance"
SECONDS: Final = 300
# The kit writes one folder a scenario, named by the scenario and the moment.
FOLDER: Final = re.compile(r"^server-(?P<scenario>.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$")
FAILED: Final = "FAILURE"
PASSED: Final = "SUCCESS"


def version() -> str:
    """The pinned version of the kit."""
    pinned = json.loads((PINS / "package.json").read_text(encoding="utf-8"))
    return str(pinned["dependencies"][PACKAGE])


def install(cache: Path) -> Path:
    """Install the kit unless it is there, and return its program.

    Raises:
        SuiteError: npm could not install it, or there is no Node on this machine.
    """
    ensure_installed(Target(NAME, (), npm=PINS), cache, say)
    return cache / TARGETS / NAME / "node_modules" / PACKAGE / "dist" / "index.js"


def run(program: Path, url: str, folder: Path) -> list[Outcome]:
    """Run all scenarios for servers on an address.

    Args:
        program: the installed kit.
        url: where the server is.
        folder: an empty folder for what the kit writes.

    Raises:
        SuiteError: the kit did not end, or wrote no results.
    """
    command = [*find_node().node, str(program), "server", "--url", url, "--suite", "all", "--output-dir", str(folder)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False, cwd=folder
        )
    except subprocess.TimeoutExpired:
        raise SuiteError(f"The conformance kit did not end within {SECONDS} s.") from None
    outcomes = list(read_outcomes(folder))
    if not outcomes:
        words = brief(done.stderr or done.stdout)
        raise SuiteError(f"The conformance kit wrote no results. It ended with exit code {done.returncode}: {words}")
    return outcomes


def read_outcomes(folder: Path) -> Iterator[Outcome]:
    """Read what the kit wrote, in the order of its run.

    Raises:
        SuiteError: a result cannot be read.
    """
    files = [(file, FOLDER.match(file.parent.name)) for file in folder.glob("*/checks.json")]
    for file, match in sorted(files, key=lambda one: one[0].parent.name[-24:]):
        if match is None:
            continue
        try:
            checks = json.loads(file.read_text(encoding="utf-8"))
            yield outcome(match["scenario"], checks)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise SuiteError(f"The result {file} of the conformance kit cannot be read: {error}") from None


def outcome(scenario: str, checks: list[dict[str, Any]]) -> Outcome:
    """Put the checks of a scenario together."""
    failures = [check for check in checks if check["status"] == FAILED]
    passed = sum(check["status"] == PASSED for check in checks)
    words = "; ".join(str(check.get("errorMessage") or check["id"]) for check in failures)
    return Outcome(scenario, passed, len(failures), words)
