"""Assertions about commands that an operator ran."""

from __future__ import annotations

from acceptance.confinement.files import WorkspaceFiles
from acceptance.matchers.findings import Finding, listed, quoted
from acceptance.world.shell import Shell, Typed


def each_succeeded(count: int) -> Finding[Shell]:
    """This number of commands was run, and each ended with exit code 0."""
    return Finding(
        f"each of the {count} commands run so far succeeds",
        lambda shell: shell.typed,
        lambda typed: len(typed) == count and all(one.code == 0 for one in typed),
        lambda shell, typed: _tell_failures(typed),
    )


def exited_with(code: int) -> Finding[Typed]:
    """The command ended with an exit code."""
    return Finding(
        f"the command exits with code {code}",
        lambda typed: typed.code,
        lambda found: bool(found == code),
        lambda typed, found: _tell(typed),
    )


def printed(words: str) -> Finding[Typed]:
    """The command wrote this to standard error, and not to its output, where a program would take it for the reply."""
    return Finding(
        f"the output mentions {quoted(words)}",
        lambda typed: words in typed.errors and words not in typed.output,
        bool,
        lambda typed, found: _tell(typed),
    )


def reported_filling(parameter: str, value: str) -> Finding[Typed]:
    """The command reported that it filled in what was left out, and with what."""
    return Finding(
        f"the output says that the {parameter} was filled in as {quoted(value)}",
        lambda typed: [line for line in typed.errors.splitlines() if f"--{parameter.replace(' ', '-')} " in line],
        lambda lines: any("filled" in line and value in line for line in lines),
        lambda typed, lines: _tell(typed),
    )


def leaves_nothing() -> Finding[Shell]:
    """The current directory is outside the workspace, and nothing was written to it."""
    return Finding(
        "the current directory is empty and outside the workspace",
        lambda shell: (shell.is_outside, list(WorkspaceFiles(shell.folder).names())),
        lambda found: found == (True, []),
        lambda shell, found: f"it contains {listed(found[1])}" if found[0] else "it lies in the workspace",
    )


def _tell_failures(typed: list[Typed]) -> str:
    failed = [one for one in typed if one.code != 0]
    return _tell(failed[0]) if failed else f"{len(typed)} commands were run"


def _tell(typed: Typed) -> str:
    errors = typed.errors.strip() or "(nothing on standard error)"
    return f"the command {typed.line} ended with exit code {typed.code} and wrote: {errors}"
