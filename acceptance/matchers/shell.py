"""Assertions about lines that an operator typed."""

from __future__ import annotations

from acceptance.confinement.files import WorkspaceFiles
from acceptance.matchers.findings import Finding, quoted
from acceptance.world.shell import Shell, Typed


def each_succeeded(count: int) -> Finding[Shell]:
    """So many lines were typed, and each of them ended with exit code 0."""
    return Finding(
        f"each of the {count} lines typed succeeds",
        lambda shell: shell.typed,
        lambda typed: len(typed) == count and all(one.code == 0 for one in typed),
        lambda shell, typed: _tell_failures(typed),
    )


def ended_with(code: int) -> Finding[Typed]:
    """The line ended with an exit code."""
    return Finding(
        f"the line ends with exit code {code}",
        lambda typed: typed.code,
        lambda found: bool(found == code),
        lambda typed, found: _tell(typed),
    )


def told(words: str) -> Finding[Typed]:
    """The line told something on standard error, and not in its output, where a program would take it for the reply."""
    return Finding(
        f"the operator is told: {words}",
        lambda typed: words in typed.errors and words not in typed.output,
        bool,
        lambda typed, found: _tell(typed),
    )


def told_filling(parameter: str, value: str) -> Finding[Typed]:
    """The line told that it filled what was left out, and with what."""
    return Finding(
        f"the operator is told that the {parameter} was filled with {quoted(value)}",
        lambda typed: [line for line in typed.errors.splitlines() if f"--{parameter.replace(' ', '-')} " in line],
        lambda lines: any("filled" in line and value in line for line in lines),
        lambda typed, lines: _tell(typed),
    )


def leaves_nothing() -> Finding[Shell]:
    """Nothing was written where the operator stands."""
    return Finding(
        "nothing is left where the operator stands",
        lambda shell: WorkspaceFiles(shell.folder).names(),
        lambda found: not found,
        lambda shell, found: f"there lies: {', '.join(found)}",
    )


def _tell_failures(typed: list[Typed]) -> str:
    failed = [one for one in typed if one.code != 0]
    return _tell(failed[0]) if failed else f"{len(typed)} lines were typed"


def _tell(typed: Typed) -> str:
    errors = typed.errors.strip() or "(nothing on standard error)"
    return f"the line {typed.line} ended with exit code {typed.code}, and told: {errors}"
