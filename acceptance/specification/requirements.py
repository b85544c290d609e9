"""The identifiers that scenarios are tagged with, read from `features/requirements.md`."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from acceptance.errors import SuiteError

ROW: Final = re.compile(r"^\|\s*(?P<identifier>[A-Z]+-\d+)\s*\|\s*(?P<words>.+?)\s*\|\s*$")
IDENTIFIER: Final = re.compile(r"[A-Z]+-\d+")
ABOUT_ANSWERING: Final = re.compile(r"(PROTO|FEAT|API|SYS|PERF|ERR|FSM|OSM)-\d+")
"""Identifiers of the protocol and of the run as a whole: they say that there are answers, not what is in them."""

SEVERITIES_BY_GRAVITY: Final = ("blocker", "critical", "normal", "minor", "trivial")
SEVERITIES: Final = frozenset(SEVERITIES_BY_GRAVITY)


def requirements_digest(file: Path) -> str:
    """A digest of the requirements and, below `clauses/` beside them, of their clauses; empty where they are unread."""
    try:
        contents = [one.read_bytes() for one in (file, *sorted((file.parent / "clauses").glob("*.toml")))]
    except OSError:
        return ""
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def read_requirements(file: Path) -> dict[str, str]:
    """The words of every requirement by its identifier, in the file's order.

    Raises:
        SuiteError: the file cannot be read, or an identifier stands in it twice.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SuiteError(f"The requirements cannot be read from {file}: {error.strerror}.") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if row := ROW.match(line):
            if row["identifier"] in found:
                raise SuiteError(f"{file.name}, line {number}: {row['identifier']} stands there twice; remove one.")
            found[row["identifier"]] = row["words"]
    return found
