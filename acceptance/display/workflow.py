"""Speaks to GitHub Actions: the only place from which its commands are printed."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from acceptance.display.marks import one_line


def in_workflow(variables: Mapping[str, str]) -> bool:
    """Whether this is a step of a workflow of GitHub, by its variables."""
    return variables.get("GITHUB_ACTIONS") == "true"


def workflow_command(name: str, message: str = "", **properties: str | int) -> None:
    """Print a command that GitHub obeys: `group`, `endgroup`, `error`.

    Args:
        name: the command.
        message: what it is about; others may have written it: it is shown as one line, and ends nothing.
        properties: where a message belongs: `file`, `line`, `title`.
    """
    told = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in properties.items())
    sys.stdout.write(f"::{name}{f' {told}' if told else ''}::{_escaped(message)}\n")
    sys.stdout.flush()


def _escaped(text: str, more: str = "") -> str:
    """A text in which nothing ends a command or one of its properties."""
    shown = one_line(text).replace("%", "%25")
    for character in more:
        shown = shown.replace(character, f"%{ord(character):02X}")
    return shown
